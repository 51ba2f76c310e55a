"""Pages of the lively hub, one of each kind and form, by what they are."""

PLACES = {
    "home": "/",
    "agenda": "/events/",
    "past meetings": "/events/2024/",
    "month": "/events/month/2025-03/",
    "event": "/events/werksessie-gezonde-bodem-onder-de-stad/",
    "past event": "/events/werksessie-laden-voor-iedereen/",
    "event that is on": "/events/ochtendspreekuur-warmteplan/",
    "event today": "/events/middag-over-koele-pleinen/",
    "event with report": "/events/regenweek-de-slotmiddag/",
    "cancelled event": "/events/excursie-naar-de-molens/",
    "postponed event": "/events/debat-over-de-prijs-van-warmte/",
    "event moved online": "/events/kennisdag-funderingen/",
    "full event": "/events/proeflokaal-stadslandbouw/",
    "event of several days": "/events/energieavonden-in-de-buurt/",
    "event without times": "/events/open-middag-bij-het-instituut/",
    "event abroad": "/en/events/lessons-from-lisbon-s-cool-streets/",
    "conference": "/events/congres-de-straat-van-morgen/",
    "person": "/people/aleida-zandhuizen/",
    "person without portrait": "/people/diederik-roggeveld/",
    "people": "/people/",
    "organisation": "/organisations/gemeente-tilburg/",
    "organisations": "/organisations/",
    "practice": "/practices/een-straat-tegelijk/",
    "practices": "/practices/",
    "tool": "/tools/tekendoos-klimaatstraat/",
    "tools": "/tools/",
    "article": "/articles/wat-een-straat-ons-leerde-over-een-wijk/",
    "guide": "/articles/vijf-stappen-naar-een-vol-dak/",
    "service": "/services/spreekuur-volle-netten/",
    "programme": "/programmes/straat-van-morgen/",
    "page": "/contact/",
    "theme": "/themes/water/",
    "themes": "/themes/",
    "municipality": "/municipalities/tilburg/",
    "audience": "/audiences/wethouders/",
    "subscribe": "/subscribe/",
    "map": "/map/",
    "map of events": "/map/events/",
    "search": "/search/?q=warmte",
    "English home": "/en/",
    "English event": "/en/events/congres-de-straat-van-morgen/",
    "English practice": "/en/practices/een-straat-tegelijk/",
}
"""Where each of them is."""

MISSING = "/bestaat-niet/"
"""An address that has no page."""

MAIN = ("home", "agenda", "event", "conference", "practice", "person", "map", "search")
"""Those that most readers see."""
