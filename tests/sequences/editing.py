"""What editors do to a hub."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.sequences.building import Building
from tests.sequences.model import Page
from tests.sequences.vocabulary import (
    CLOCK,
    CROWD,
    FILES,
    FOLDERS,
    FOR_ALL,
    IMAGES,
    IN_ENGLISH,
    IN_INDEX,
    MOMENTS,
    MOST,
    OWN,
    PIECES,
    SETTINGS,
    SLUGS,
    SPECIAL,
    WORDS,
    To,
    one,
    picture,
)


class Editing(Building):
    """A hub that editors work at."""

    @initialize(search=one(False, False, True))
    def begin(self, search: bool) -> None:
        """Begin with a page of most kinds."""
        self.model.settings |= {
            "themes": [
                {"slug": "energie", "title": "Energie"},
                {"slug": "water", "title": "Water"},
            ],
            "social_cards": False,
            "search": search,
        }
        add = self._add
        add("events/aap.md", title="Over warmte", start="2024-11-13 14:00", themes=["energie"])
        self.model.pages["events/aap.md"].fields["speakers"] = [To("people", "aap")]
        add("events/noot.md", title="Over riool", start="2024-10-02 14:00", themes=["water"])
        add("people/aap.md", title="Anna", organisation=To("organisations", "aap"))
        add("organisations/aap.md", title="Waterschap")
        add("programmes/aap.md", title="Leerkring")
        add("articles/aap.md", title="Verhaal", date="2024-09-30")
        add("practices/aap.md", title="Voorbeeld", tools=[To("tools", "aap")])
        add("tools/aap.md", title="Hulpmiddel")
        add("people/noot.md", title="Bram", role="Directeur")
        add("organisations/noot.md", title="Gemeente", municipality="Utrecht")
        add("pages/aap.md", title="Over ons")
        self.since = 1
        self._build_and_compare()

    @rule(folder=one(*FOLDERS), slug=one(*SLUGS), word=one(*WORDS), when=MOMENTS)
    def add_page(self, folder: str, slug: str, word: str, when: str) -> None:
        """Add a page."""
        path = f"{folder}/{slug}.md"
        if path in self.model.pages or len(self.model.pages) >= MOST:
            return
        extra = {"start": when} if folder == "events" else {}
        self._add(path, title=f"{word} {slug}", **extra)
        self._did(f"add {path}")

    @rule(data=st.data())
    def set_field(self, data: st.DataObject) -> None:
        """Give a field of a page a value."""
        self._set_field(data)

    @rule(data=st.data())
    def set_two_fields(self, data: st.DataObject) -> None:
        """Give fields of two pages, or of one, a value."""
        self._set_field(data)
        self._set_field(data)

    @rule(data=st.data())
    def set_own_field(self, data: st.DataObject) -> None:
        """Give a field that only its kind has a value."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        special = SPECIAL.get(path.partition("/")[0], {})
        if special and path.count(".") == 1 and "_index" not in path:
            self._give(data, path, special)

    def _set_field(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        folder, _, name = path.partition("/")
        if "_index" in name:
            known = IN_INDEX
        elif name.endswith(".en.md"):
            known = IN_ENGLISH
        else:
            known = {**FOR_ALL, **SPECIAL[folder]}
        self._give(data, path, known)

    def _give(
        self, data: st.DataObject, path: str, known: Mapping[str, st.SearchStrategy[Any]]
    ) -> None:
        name = data.draw(st.sampled_from(sorted(known)))
        value = data.draw(known[name])
        self.model.pages[path].fields[name] = value
        self._did(f"{path}: {name}: {value}")

    @rule(data=st.data())
    def unset_field(self, data: st.DataObject) -> None:
        """Take a field away."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        fields = self.model.pages[path].fields
        may = [name for name in fields if name not in ("title", "uid", "start")]
        if may:
            name = data.draw(st.sampled_from(may))
            del fields[name]
            self._did(f"{path}: without {name}")

    @rule(data=st.data(), pieces=st.lists(PIECES, max_size=3))
    def write_text(self, data: st.DataObject, pieces: list[tuple[Any, ...]]) -> None:
        """Write another text."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        self.model.pages[path].pieces = tuple(pieces)
        self._did(f"{path}: {pieces}")

    @rule(data=st.data(), title=one(*WORDS))
    def translate(self, data: st.DataObject, title: str) -> None:
        """Write or take away a page in English."""
        path = data.draw(
            st.sampled_from([p for p in sorted(self.model.pages) if p.count(".") == 1])
        )
        other = path.replace(".md", ".en.md")
        if self.model.pages.pop(other, None) is None and len(self.model.pages) < MOST:
            self.model.pages[other] = Page({"title": title}, [("text", "Text.")])
        self._did(f"translate {path}")

    @rule(folder=one(*FOLDERS[:-1]), title=one(*WORDS))
    def introduce(self, folder: str, title: str) -> None:
        """Write or take away what introduces a kind's listing."""
        path = f"{folder}/_index.md"
        if self.model.pages.pop(path, None) is None:
            self.model.pages[path] = Page({"title": title}, [("text", "Hallo.")])
        else:
            self.model.pages.pop(f"{folder}/_index.en.md", None)
        self._did(f"introduce {folder}")

    @rule(data=st.data(), slug=one(*SLUGS))
    def rename(self, data: st.DataObject, slug: str) -> None:
        """Give a page another name; what referred to it does so no more."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        folder, name = path.split("/")
        new = f"{folder}/{slug}.md"
        if name.count(".") > 1 or "_index" in name or new in self.model.pages:
            return
        self.model.pages[new] = self.model.pages.pop(path)
        if (was := path.removesuffix(".md")) in self.model.bundles:
            self.model.bundles.remove(was)
            self.model.bundles.add(new.removesuffix(".md"))
        english = self.model.pages.pop(path.replace(".md", ".en.md"), None)
        if english:
            self.model.pages[new.replace(".md", ".en.md")] = english
        self._did(f"{path} is now {new}")

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Delete a page."""
        if len(self.model.pages) > MOST // 3:
            path = data.draw(st.sampled_from(sorted(self.model.pages)))
            del self.model.pages[path]
            if not path.endswith(".en.md"):
                self.model.pages.pop(path.replace(".md", ".en.md"), None)
                self.model.bundles.discard(path.removesuffix(".md"))
            self._did(f"delete {path}")

    @rule(data=st.data(), which=one(0, 10))
    def give_folder(self, data: st.DataObject, which: int) -> None:
        """Give a page a folder of its own with an image in it, or take it out of it."""
        path = data.draw(
            st.sampled_from([p for p in sorted(self.model.pages) if "_index" not in p])
        )
        name = path.partition(".")[0]
        self.model.bundles ^= {name}
        if which and name in self.model.bundles:
            self.model.assets[f"{name}/{IMAGES[0]}"] = picture(which)
        self._did(f"bundle {name}, or no more")

    @rule(folder=one(*FOLDERS), word=one(*WORDS), when=MOMENTS)
    def crowd(self, folder: str, word: str, when: str) -> None:
        """Add so many pages of a kind that their listing has another page, or delete them."""
        paths = [f"{folder}/druk-{number}.md" for number in range(1, CROWD + 1)]
        there = [path for path in paths if path in self.model.pages]
        for path in there:
            del self.model.pages[path]
            self.model.pages.pop(path.replace(".md", ".en.md"), None)
            self.model.bundles.discard(path.removesuffix(".md"))
        if not there and len(self.model.pages) < MOST:
            extra = {"start": when} if folder == "events" else {}
            for path in paths:
                self._add(path, title=f"{word} {path}", **extra)
        self._did(f"crowd {folder}, or no more")

    @rule(data=st.data(), name=one(*IMAGES, *FILES), which=one(10, 200, 0))
    def put_file(self, data: st.DataObject, name: str, which: int) -> None:
        """Put an image or a file beside pages, or into a page's folder, or take it away."""
        folder = data.draw(st.sampled_from([*FOLDERS, *sorted(self.model.bundles)]))
        path = f"{folder}/{name}"
        if which == 0:
            self.model.assets.pop(path, None)
        elif name in IMAGES:
            self.model.assets[path] = picture(which)
        else:
            self.model.assets[path] = f"%PDF-1.4 {which}".encode()
        self._did(f"{path}: {which}")

    @rule(data=st.data(), name=one(*OWN))
    def put_own(self, data: st.DataObject, name: str) -> None:
        """Give the site a layout or a static file of its own, or take it away."""
        text = data.draw(one("", *OWN[name]))
        if text:
            self.model.own[name] = text
        else:
            self.model.own.pop(name, None)
        self._did(f"{name}: {text}")

    @rule(data=st.data(), name=one(*SETTINGS))
    def set_setting(self, data: st.DataObject, name: str) -> None:
        """Change the settings."""
        value = data.draw(SETTINGS[name])
        self.model.settings[name] = value
        self._did(f"site.yaml: {name}: {value}")

    @rule(now=CLOCK)
    def move_clock(self, now: datetime) -> None:
        """Set the clock forward or back."""
        self.now = now
        self._did(now)

    @rule(minutes=one(1, 59, 60, 60 * 24, 60 * 24 * 7, 60 * 24 * 45))
    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)
        self._did(self.now)
