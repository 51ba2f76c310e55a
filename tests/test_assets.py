"""Assets: the images and files that pages use, where they are published, and what is not."""

import io
from pathlib import Path

import pytest
from PIL import Image

from hubgen.addresses import file_path, is_file, output_path
from hubgen.views.pictures import picture_view
from tests.hub import SITE, Files, event, page, says, write_hub

X = "content/events/x.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'


def photo(width: int = 600, height: int = 400) -> bytes:
    """Return a JPEG."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(data, "JPEG")
    return data.getvalue()


PHOTO = photo()


def shown(src: str) -> str:
    """Return front matter with an image."""
    return f"image: {{src: {src}, alt: Een zaal}}"


@pytest.mark.parametrize(
    ("page_path", "src", "image", "address"),
    [
        (X, "zaal.jpg", "content/events/zaal.jpg", "/events/zaal.jpg"),
        (X, "../beeld/zaal.jpg", "content/beeld/zaal.jpg", "/beeld/zaal.jpg"),
        (X, "/beeld/zaal.jpg", "content/beeld/zaal.jpg", "/beeld/zaal.jpg"),
        (
            "content/events/2024/kci/index.md",
            "zaal.jpg",
            "content/events/2024/kci/zaal.jpg",
            "/events/kci/zaal.jpg",
        ),
        (
            "content/events/2024/kci/index.md",
            "beeld/zaal.jpg",
            "content/events/2024/kci/beeld/zaal.jpg",
            "/events/kci/beeld/zaal.jpg",
        ),
        (X, "2024/zaal.jpg", "content/events/2024/zaal.jpg", "/events/2024/zaal.jpg"),
        (X, "zaal%201.jpg", "content/events/zaal 1.jpg", "/events/zaal 1.jpg"),
    ],
)
def test_an_image_is_published_with_its_page(
    tmp_path: Path, page_path: str, src: str, image: str, address: str
) -> None:
    """In the page's own folder if it shares one with it, else where it stands in the content."""
    hub = write_hub(tmp_path, {page_path: event(shown(src)), image: PHOTO})
    assert hub.problems == []
    (asset,) = hub.edition.assets.values()
    assert (asset.path, asset.address) == (image, address)
    assert asset.picture
    assert [asset.variant_address(one) for one in asset.picture.variants] == [
        f"{address.removesuffix('.jpg')}-jpg-480.webp"
    ]


def test_the_image_of_a_page_with_a_written_slug_goes_along(tmp_path: Path) -> None:
    """The folder that it is published in has the page's slug."""
    front = f"slug: anders\n{shown('a.jpg')}"
    files: Files = {"content/events/x/index.md": event(front), "content/events/x/a.jpg": PHOTO}
    (asset,) = write_hub(tmp_path, files).edition.assets.values()
    assert asset.address == "/events/anders/a.jpg"


def test_every_place_that_an_image_may_be_named_is_looked_at(tmp_path: Path) -> None:
    """Fields and texts, Markdown and HTML; what no page uses is not published."""
    names = "abcdefgh"
    files: Files = {
        X: event(shown("../beeld/a.jpg"), "![b](../beeld/b.jpg)\n\n<img src=../beeld/c.jpg alt=c>"),
        "content/people/p.md": page("title: P\nphoto: {src: ../beeld/d.jpg, alt: P}"),
        "content/organisations/o.md": page("title: O\nlogo: ../beeld/e.jpg"),
        "content/practices/q.md": page("title: Q\nchallenge: '![f](../beeld/f.jpg)'"),
        "content/tools/t.md": page("title: T\nfile: ../beeld/lijst.xlsx", "[g](../beeld/g.jpg)"),
        "content/beeld/lijst.xlsx": b"x",
        **{f"content/beeld/{name}.jpg": PHOTO for name in names},
    }
    hub = write_hub(tmp_path, files)
    assert hub.problems == []
    assert sorted(hub.edition.assets) == [
        *(f"content/beeld/{name}.jpg" for name in names[:-1]),
        "content/beeld/lijst.xlsx",
    ]


@pytest.mark.parametrize(
    ("front", "body", "line"),
    [
        (
            shown("zaal.jpg"),
            "",
            f"{X}:5: image.src: het bestand “zaal.jpg” is er niet; bedoel je zaaal.jpg?",
        ),
        (
            "",
            "\n![Een zaal](zaal.jpg)",
            f"{X}:7: het bestand “zaal.jpg” is er niet; bedoel je zaaal.jpg?",
        ),
        (
            shown("../people/verslag.png"),
            "",
            f"{X}:5: image.src: het bestand “../people/verslag.png” is er niet; zet het neer als "
            "content/people/verslag.png",
        ),
        (
            "",
            "[a](lijst.pdf)",
            f"{X}:6: het bestand “lijst.pdf” is er niet; zet het neer als content/events/lijst.pdf",
        ),
        (
            shown("../../../../etc/passwd.png"),
            "",
            f"{X}:5: image.src: “../../../../etc/passwd.png” ligt buiten de hub; zet het bestand "
            "bij de pagina",
        ),
        (
            shown("'%2e%2e/%2e%2e/%2e%2e/x.png'"),
            "",
            f"{X}:5: image.src: “%2e%2e/%2e%2e/%2e%2e/x.png” ligt buiten de hub; zet het bestand "
            "bij de pagina",
        ),
    ],
)
def test_15_a_missing_image_or_file_is_a_problem(
    tmp_path: Path, front: str, body: str, line: str
) -> None:
    """With the line it is named on, and the nearest file or where to put it."""
    hub = write_hub(tmp_path, {X: event(front, body), "content/events/zaaal.jpg": PHOTO})
    assert hub.problems == [line]


def test_15_a_missing_image_is_said_in_english_and_once_for_all_languages(tmp_path: Path) -> None:
    """A translation's image is its original's."""
    files: Files = {X: event(shown("zaal.jpg")), "content/events/x.en.md": page("title: A")}
    hub = write_hub(tmp_path, files)
    assert says((one for one in hub.found if one.severity == "problem"), "en") == [
        f"{X}:5: image.src: there is no file “zaal.jpg”; put it at content/events/zaal.jpg"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "pagina.html",
        "script.js",
        "stijl.css",
        "feed.xml",
        "agenda.ics",
        "app.wasm",
        "web.config",
        "vreemd.svgz",
        "x.php",
        "zonder",
        "_headers",
    ],
)
@pytest.mark.parametrize("body", ["![a]({})", "[a]({})"])
def test_01_a_file_that_could_run_or_rule_is_not_published(
    tmp_path: Path, name: str, body: str
) -> None:
    """A page, script or style, and what tells a server how to answer, is a problem."""
    files: Files = {X: event(body=body.format(f"../{name}")), f"content/{name}": "x"}
    hub = write_hub(tmp_path, files)
    assert (len(hub.problems), dict(hub.edition.assets)) == (1, {})


@pytest.mark.parametrize(
    ("front", "body"), [(shown("a.pdf"), ""), ("", "![a](a.pdf)"), ("", "<img src=a.pdf alt=a>")]
)
def test_what_is_shown_is_an_image(tmp_path: Path, front: str, body: str) -> None:
    """A document may be linked to, and not be shown as an image."""
    files: Files = {X: event(front, body), "content/events/a.pdf": b"%PDF"}
    (line,) = write_hub(tmp_path, files).problems
    assert line.endswith(
        "“a.pdf” is geen afbeelding die elke browser toont; sla hem op als jpg, png of webp"
    )
    assert write_hub(tmp_path, {X: event(body="[a](a.pdf)")}).problems == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", b"geen beeld", "is niet te lezen als afbeelding"),
        ("a.jpg", PHOTO[:50], "is niet te lezen als afbeelding"),
        ("a.svg", SVG.replace("<path", "<script/><path").encode(), "bevat <script>"),
        ("a.svg", SVG.replace("<path", '<path onclick="a()"').encode(), "bevat "),
        ("a.bmp", b"BM", "een bestand als content/events/a.bmp publiceert de hub niet"),
    ],
)
def test_an_image_that_cannot_be_shown_safely_is_a_problem(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """It names the page that uses it, with the line, and nothing of it is published."""
    hub = write_hub(tmp_path, {X: event(shown(name)), f"content/events/{name}": data})
    assert [line.startswith(f"{X}:5: image.src: ") for line in hub.problems] == [True]
    assert said in hub.problems[0]
    assert dict(hub.edition.assets) == {}


@pytest.mark.parametrize(
    ("limit", "said"),
    [("image: 100", "is groter dan 0 MB"), ("pixels: 239999", "is 600 × 400 pixels")],
)
def test_04_an_image_has_a_largest_size(tmp_path: Path, limit: str, said: str) -> None:
    """In bytes and in pixels, as the settings say."""
    files: Files = {
        X: event(shown("a.jpg")),
        "content/events/a.jpg": PHOTO,
        "content/site.yaml": f"{SITE}limits: {{{limit}}}\n",
    }
    (line,) = write_hub(tmp_path, files).problems
    assert said in line


def test_a_broken_image_is_a_problem_of_each_page_that_uses_it(tmp_path: Path) -> None:
    """Every editor hears of it."""
    files: Files = {
        X: event(shown("a.jpg")),
        "content/events/y.md": event(shown("a.jpg")),
        "content/events/a.jpg": b"x",
    }
    hub = write_hub(tmp_path, files)
    assert [line.partition(":")[0] for line in hub.problems] == [X, "content/events/y.md"]


def test_07_two_files_for_one_address_are_a_problem_that_names_both(tmp_path: Path) -> None:
    """As when the folder of a page has a namesake in its kind's folder."""
    files: Files = {
        "content/events/2024/x/index.md": event(shown("a.jpg")),
        "content/events/2024/x/a.jpg": PHOTO,
        "content/events/y.md": event(shown("x/a.jpg")),
        "content/events/x/a.jpg": PHOTO,
    }
    assert write_hub(tmp_path, files).problems == [
        "content/events/x/a.jpg: het adres /events/x/a.jpg is al van "
        "content/events/2024/x/a.jpg; kies een ander"
    ]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("content/robots.txt", "[a](../robots.txt)"),
        ("content/practices.csv", "[a](../practices.csv)"),
        ("content/search/index.json", "[a](../search/index.json)"),
    ],
)
def test_07_a_file_cannot_take_an_address_of_the_hub(tmp_path: Path, name: str, body: str) -> None:
    """What the hub publishes itself is not put aside by a page's file."""
    assert write_hub(tmp_path, {X: event(body=body), name: "x"}).problems == [
        f"{name}: het adres /{name.removeprefix('content/')} gebruikt de hub zelf al; kies een "
        "ander"
    ]


def test_the_files_of_a_draft_are_not_published(tmp_path: Path) -> None:
    """An image that only a draft uses stays behind, and one that it misses is no problem yet."""
    files: Files = {
        X: event(f"draft: true\n{shown('a.jpg')}"),
        "content/events/y.md": event(f"draft: true\n{shown('b.jpg')}"),
        "content/events/a.jpg": PHOTO,
    }
    hub = write_hub(tmp_path, files)
    assert (hub.problems, dict(hub.edition.assets)) == ([], {})


def test_07_no_file_is_published_outside_the_site(tmp_path: Path) -> None:
    """The address of every asset is a path below the published folder."""
    files: Files = {
        X: event(shown("/../content/a.jpg")),
        "content/a.jpg": PHOTO,
        "content/events/y.md": event(shown("..//a.jpg")),
    }
    hub = write_hub(tmp_path, files)
    for asset in hub.edition.assets.values():
        assert ".." not in output_path(asset.address).parts


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("zaal.jpg", True),
        ("../beeld/zaal.jpg#a", True),
        ("x.md", False),
        ("x.md#kop", False),
        ("/events/x/", False),
        ("/beeld/zaal.jpg", False),
        ("#kop", False),
        ("..", False),
        ("../x/", False),
        ("https://x.org/a.jpg", False),
        ("mailto:a@b.nl", False),
    ],
)
def test_a_link_to_a_file_is_told_from_one_to_a_page(target: str, expected: bool) -> None:
    """By its ending."""
    assert is_file(target) is expected


def test_a_file_is_looked_for_beside_the_page_or_from_the_root() -> None:
    """And never above the site."""
    assert file_path(X, "a.jpg?b#c") == "content/events/a.jpg"
    assert file_path(X, "/a.jpg") == "content/a.jpg"
    assert file_path(X, "../../../a.jpg") is None


def test_an_image_with_a_space_in_its_name_is_shown_in_all_its_sizes(tmp_path: Path) -> None:
    """A space would end the address in a list of sizes."""
    files: Files = {X: event(shown("zaal 1.jpg")), "content/events/zaal 1.jpg": PHOTO}
    picture = picture_view("zaal 1.jpg", "", X, write_hub(tmp_path, files).edition)
    assert picture
    assert (picture.src, picture.srcset) == (
        "/events/zaal%201.jpg",
        "/events/zaal%201-jpg-480.webp 480w",
    )
