"""What can go wrong with a hub, and the tests that show that it does not.

Content comes from pull requests, also from people whom no one knows. A hub's layouts, its static
files, its settings and hubgen itself are trusted; all else below `content/` is not.

The name of a test begins with the number of what it is about: `test_04_…` is about YAML that hangs
or crashes. Some are in this folder, most beside the other tests of what they are about.
"""

from collections.abc import Mapping

PROMISES: Mapping[int, str] = {
    1: "No script in Markdown gets into a page, and the rest of the page stays.",
    2: "A bad address in a field is a problem, and every other text of a field is shown as text.",
    3: "What looks like a template is printed as it is.",
    4: "YAML that is made to hang or crash is a problem with its place, within a second.",
    5: "A value is read as its writer meant it, or is a problem with its place; none is dropped.",
    6: "Markdown without end is a problem soon, and so are the problems of all other pages.",
    7: "Nothing outside the site is read or written; twins are a problem that names both.",
    8: "Whenever a build dies, a whole site is published, and the next build needs no help.",
    9: "What is remembered, when it is old, spoilt or someone else's, is never used wrongly.",
    10: "A build that remembers publishes what one that does not would publish.",
    11: "The same content gives the same bytes on every machine, in every order, at every try.",
    12: "No other site can talk to the preview, which serves nothing but the hub to this machine.",
    13: "People's addresses are published when they say so, never in plain text, not for ever.",
    14: "A reader's browser talks to the hub alone.",
    15: "What leads nowhere is a problem that names the nearest that there is.",
}
"""What holds, by its number."""
