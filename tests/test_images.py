"""Images: their size, their smaller versions, and nothing in them but the picture."""

import io
import random
import struct
import time
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin

from hubgen import drawings, images
from hubgen.errors import Problem, Unreadable
from hubgen.metadata import strip
from hubgen.pictures import Picture, Variant
from hubgen.wording import LANGUAGES, wording

PLACE = b"52.0907 N, 5.1214 E"
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}


def photo(width: int = 1600, height: int = 1200, mode: str = "RGB") -> Image.Image:
    """Return a picture that is red above, green below on the left and blue on the right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("green", (0, height // 2, width, height))
    image.paste("blue", (width // 2, height // 2, width, height))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return an image as the bytes of a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone says of a photo: how it was held, and where."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = PLACE.decode()  # the maker, as text that can be looked for
    block.get_ifd(0x8825)[2] = (
        TiffImagePlugin.IFDRational(52),
        TiffImagePlugin.IFDRational(5),
        TiffImagePlugin.IFDRational(26),
    )
    return block


def opened(data: bytes) -> Image.Image:
    """Return an image, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def pixels(data: bytes) -> bytes:
    """Return the picture as a browser shows it, and nothing else."""
    return opened(data).convert("RGBA").tobytes()


def fault(
    path: str, data: bytes, *, most_bytes: int = 20_000_000, most_pixels: int = 50_000_000
) -> tuple[str, dict[str, str]]:
    """Return the code and values with which an image is refused."""
    with pytest.raises(Unreadable) as caught:
        images.read(path, data, most_bytes=most_bytes, most_pixels=most_pixels)
    return caught.value.code, caught.value.values


def test_a_photo_has_its_size_and_smaller_versions() -> None:
    """Width, height and kind are known, and versions narrower than the original."""
    data = saved(photo(), "JPEG")
    assert images.read("content/events/x/zaal.jpg", data, "a digest") == Picture(
        path="content/events/x/zaal.jpg",
        digest="a digest",
        width=1600,
        height=1200,
        media_type="image/jpeg",
        variants=(
            Variant(width=480, height=360, suffix="-jpg-480.webp"),
            Variant(width=960, height=720, suffix="-jpg-960.webp"),
            Variant(width=1440, height=1080, suffix="-jpg-1440.webp"),
        ),
    )


@pytest.mark.parametrize("ending", TYPES)
def test_every_kind_is_read(ending: str) -> None:
    """JPEG, PNG, WebP and AVIF are known for what they are, and made smaller."""
    picture = images.read(f"x.{ending}", saved(photo(500, 300), KINDS[ending]))
    assert (picture.width, picture.height, picture.media_type) == (500, 300, TYPES[ending])
    assert [variant.suffix for variant in picture.variants] == [f"-{ending}-480.webp"]


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(480, 300, []), (481, 1, [(480, 1)]), (1000, 20_000, [(480, 9600)]), (961, 33_000, [])],
)
def test_versions_are_smaller_and_fit_webp(
    width: int, height: int, expected: list[tuple[int, int]]
) -> None:
    """No version is wider than the original, flat to nothing, or too tall for WebP."""
    picture = images.read("x.png", saved(Image.new("1", (width, height)), "PNG"))
    assert [(each.width, each.height) for each in picture.variants] == expected


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_what_moves_has_no_versions(kind: str) -> None:
    """A moving picture would stand still as another version, so only the original is there."""
    frames = [photo(600, 400), photo(600, 400).rotate(180)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    picture = images.read(f"x.{kind.lower()}", data)
    assert picture.variants == ()
    assert opened(images.original(data, picture)).n_frames == 2  # type: ignore[attr-defined]  # not of every image


def test_a_gif_that_stands_still_has_versions() -> None:
    """A GIF of one frame is a picture as any other."""
    picture = images.read("x.gif", saved(photo(600, 400), "GIF"))
    assert (picture.width, picture.media_type) == (600, "image/gif")
    assert len(picture.variants) == 1


@pytest.mark.parametrize(
    ("ending", "mode"),
    [
        ("jpg", "RGB"), ("jpg", "L"), ("jpg", "CMYK"),
        ("png", "RGB"), ("png", "RGBA"), ("png", "LA"), ("png", "P"), ("png", "1"), ("png", "I;16"),
        ("webp", "RGBA"), ("avif", "RGBA"), ("gif", "P"),
    ],
)  # fmt: skip
def test_every_mode_is_encoded(ending: str, mode: str) -> None:
    """Grey, indexed, seen-through and printed pictures become WebP of the right size and shade."""
    source = photo(600, 400).convert("L") if mode == "I;16" else photo(600, 400, mode)
    if mode == "I;16":
        source = source.convert("I").point(lambda value: value * 257).convert("I;16")
    data = saved(source, KINDS[ending])
    picture = images.read(f"x.{ending}", data)
    small = opened(images.encode(data, picture, picture.variants[0]))
    assert (small.format, small.size) == ("WEBP", (480, 320))
    shown = small.convert("L").getpixel((100, 10)), small.convert("L").getpixel((100, 300))
    expected = photo(2, 2).convert("L")
    if mode != "1":  # which is dotted
        assert shown == pytest.approx(
            (expected.getpixel((0, 0)), expected.getpixel((0, 1))), abs=12
        )


def test_what_can_be_seen_through_stays_so() -> None:
    """A logo keeps its empty background, also when that is one colour of a palette."""
    logo = Image.new("RGBA", (600, 400))
    logo.paste("red", (0, 0, 300, 400))
    for source in (logo, logo.quantize(8)):
        data = saved(source, "PNG")
        picture = images.read("x.png", data)
        small = opened(images.encode(data, picture, picture.variants[0])).convert("RGBA")
        shown = small.getpixel((100, 100)), small.getpixel((400, 100))
        assert [each[3] for each in shown if isinstance(each, tuple)] == [255, 0]


def test_a_colour_profile_is_kept() -> None:
    """Colours stay as they were meant; only what is not about colour goes."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for ending in TYPES:
        data = saved(photo(600, 400), KINDS[ending], icc_profile=profile)
        picture = images.read(f"x.{ending}", data)
        assert opened(images.original(data, picture)).info["icc_profile"] == profile
        small = opened(images.encode(data, picture, picture.variants[0]))
        assert small.info["icc_profile"] == profile


def test_a_profile_of_inks_does_not_stay_on_a_picture_of_light() -> None:
    """A printed picture, even with a broken profile, becomes an ordinary one."""
    data = saved(photo(600, 400, "CMYK"), "JPEG", icc_profile=b"not a profile" * 20)
    picture = images.read("x.jpg", data)
    assert "icc_profile" not in opened(images.encode(data, picture, picture.variants[0])).info


def test_encoding_is_deterministic() -> None:
    """The same image gives the same bytes, and what they depend on has a name."""
    data = saved(photo(), "JPEG", exif=exif())
    picture = images.read("x.jpg", data)
    first, *_ = picture.variants
    assert images.encode(data, picture, first) == images.encode(data, picture, first)
    assert "webp 1." in images.encoder()


# A corner of each picture, turned as Exif says, is where the red half is then.
@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (600, 400), "top"), (3, (600, 400), "bottom"), (6, (400, 600), "right"),
     (8, (400, 600), "left")],
)  # fmt: skip
def test_a_photo_taken_on_its_side_stands_upright(
    ending: str, orientation: int, size: tuple[int, int], red: str
) -> None:
    """Width and height are those that are seen, and every version is turned."""
    data = saved(photo(600, 400), KINDS[ending], exif=exif(orientation))
    picture = images.read(f"x.{ending}", data)
    assert (picture.width, picture.height) == size
    variant = Variant(width=size[0] // 2, height=size[1] // 2, suffix="")
    small = opened(images.encode(data, picture, variant)).convert("RGB")
    wide, high = small.size
    middles = {
        "top": (wide // 2, 5),
        "bottom": (wide // 2, high - 5),
        "left": (5, high // 2),
        "right": (wide - 5, high // 2),
    }
    pixel = small.getpixel(middles[red])
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200 > 100 > pixel[1]
    assert small.getexif() == {}


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_published_photo_does_not_say_where_it_was_taken(ending: str, orientation: int) -> None:
    """GPS, camera, text and comments are gone from the original, and the picture is the same."""
    told: dict[str, object] = {"exif": exif(orientation), "xmp": b"<x:xmpmeta>%s</>" % PLACE}
    if ending == "jpg":
        told["comment"] = PLACE
    if ending == "png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", PLACE.decode())
        text.add_itxt("XML:com.adobe.xmp", PLACE.decode())
        told = {"exif": exif(orientation), "pnginfo": text}
    data = saved(photo(), KINDS[ending], **told)
    assert PLACE in data
    picture = images.read(f"x.{ending}", data)
    published = images.original(data, picture)
    assert PLACE not in published
    assert pixels(published) == pixels(data)
    turned = opened(published).getexif()
    assert dict(turned) == ({0x0112: 6} if orientation == 6 else {})
    assert turned.get_ifd(0x8825) == {}
    assert images.original(published, picture) == published
    assert PLACE not in images.encode(data, picture, picture.variants[0])


def test_a_gif_does_not_tell_either() -> None:
    """Comments and XMP go; the picture and its loop stay."""
    frames = [photo(60, 40), photo(60, 40).rotate(180)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=PLACE, loop=3)
    assert PLACE in data
    published = images.original(data, images.read("x.gif", data))
    assert PLACE not in published
    assert opened(published).info["loop"] == 3
    assert pixels(published) == pixels(data)


def test_what_is_behind_a_picture_goes() -> None:
    """Telephones put more pictures, a film or the camera's own data behind the first one."""
    for ending in ("jpg", "png", "webp", "gif"):
        data = saved(photo(60, 40), KINDS[ending])
        assert strip(data + b"\xff\xd8" + PLACE).data == strip(data).data


def test_a_small_picture_inside_a_photo_goes() -> None:
    """The thumbnail of JFIF may show what was cut from the picture."""
    data = saved(photo(60, 40), "JPEG")
    assert data[2:4] == b"\xff\xe0"
    thumb = b"\xff\xe0" + (16 + 3 * len(PLACE)).to_bytes(2) + data[6:18]
    told = data[:2] + thumb + bytes([len(PLACE), 1]) + PLACE * 3 + data[20:]
    assert PLACE not in strip(told).data
    assert strip(told).data == strip(data).data


def test_a_progressive_photo_survives() -> None:
    """A picture in several scans is kept whole."""
    data = saved(photo(), "JPEG", progressive=True, quality=30, exif=exif())
    assert pixels(strip(data).data) == pixels(data)
    assert strip(data).size == (1600, 1200)


@pytest.mark.parametrize("ending", KINDS)
def test_a_file_cut_short_is_refused(ending: str) -> None:
    """Wherever an image ends too early, the editor hears of it before it is published."""
    source = photo(300, 200).effect_spread(9)
    data = saved(source, KINDS[ending], exif=exif(6))
    whole = len(strip(data).data)
    for kept in sorted({*range(60), *range(60, len(data) - 40, 97), len(data) - 40}):
        if kept < whole:
            assert fault(f"x.{ending}", data[:kept]) == (
                "unreadable-image",
                {"value": f"x.{ending}"},
            ), f"the first {kept} of {len(data)} bytes"


@pytest.mark.parametrize(
    "data", [b"", b"Dear editor", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM1"]
)
@pytest.mark.parametrize("ending", [*KINDS, "svg"])
def test_something_else_by_an_image_s_name_is_refused(ending: str, data: bytes) -> None:
    """A text, or a few first bytes, named `.jpg` is not an image."""
    assert fault(f"x.{ending}", data)[0] == "unreadable-image"


@pytest.mark.parametrize("ending", KINDS)
def test_spoilt_bytes_are_refused_or_shown(ending: str) -> None:
    """Whatever a file holds, it is read, or refused as `Unreadable`; nothing else comes out."""
    chance = random.Random(20241113)  # the same faults at every run
    data = saved(photo(500, 300), KINDS[ending], exif=exif(6))
    refused = 0
    for _ in range(300):
        spoilt = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            spoilt[chance.randrange(min(len(data), 700))] = chance.randrange(256)
        try:
            picture = images.read(f"x.{ending}", bytes(spoilt))
            images.original(bytes(spoilt), picture)
            for variant in picture.variants[:1]:
                images.encode(bytes(spoilt), picture, variant)
        except Unreadable:
            refused += 1
    assert refused > 0


def test_spoilt_pixels_are_refused_when_they_are_decoded() -> None:
    """A file that is whole and holds no picture is refused by name when it is made smaller."""
    data = bytearray(saved(photo(600, 400), "PNG"))
    start = data.index(b"IDAT") + 4
    data[start : start + 40] = bytes(40)
    picture = Picture(path="x.png", digest="", width=600, height=400, media_type="image/png")
    with pytest.raises(Unreadable) as caught:
        images.encode(bytes(data), picture, Variant(width=480, height=320, suffix=""))
    assert (caught.value.code, caught.value.values) == ("unreadable-image", {"value": "x.png"})


def _png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body


def _jpeg_of(width: int, height: int) -> bytes:
    data = saved(photo(16, 16), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def _gif_of(width: int, height: int) -> bytes:
    size = struct.pack("<HH", width, height)
    frame = b",\0\0\0\0" + size + b"\0\2\1\0\0"
    return b"GIF89a" + size + b"\0\0\0" + frame + b";"


def _webp_of(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + sides
    chunk += saved(photo(16, 16), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


@pytest.mark.parametrize(
    ("ending", "make"),
    [("png", _png_of), ("jpg", _jpeg_of), ("gif", _gif_of), ("webp", _webp_of)],
)
@pytest.mark.parametrize("side", [7072, 10_000, 50_001])
def test_04_a_bomb_is_refused_by_its_header(
    ending: str, make: Callable[[int, int], bytes], side: int
) -> None:
    """A small file that says it is enormous is refused before anything is decoded."""
    assert fault(f"x.{ending}", make(side, side)) == (
        "image-too-many-pixels",
        {"value": f"x.{ending}", "width": str(side), "height": str(side), "most": "50"},
    )


def test_04_limits_are_the_site_s_own() -> None:
    """One over a limit is refused, one at it is not."""
    data = saved(photo(100, 100), "PNG")
    images.read("x.png", data, most_bytes=len(data), most_pixels=10_000)
    assert fault("x.png", data, most_pixels=9_999)[0] == "image-too-many-pixels"
    assert fault("x.png", data, most_bytes=len(data) - 1) == (
        "image-too-big",
        {"value": "x.png", "most": "0"},
    )


@pytest.mark.parametrize("path", ["x.bmp", "x.tiff", "x.heic", "x", "x.jpg.exe"])
def test_other_kinds_are_refused(path: str) -> None:
    """An image that not every browser shows is refused by its ending."""
    code, values = fault(path, saved(photo(10, 10), "PNG"))
    assert (code, values["value"]) == ("image-kind", path)


def test_reading_leaves_pillow_as_it_was() -> None:
    """No limit of Pillow's is set, so that other programs in the process keep theirs."""
    before = Image.MAX_IMAGE_PIXELS
    images.read("x.png", saved(photo(10, 10), "PNG"))
    assert before == Image.MAX_IMAGE_PIXELS


# Drawings

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'
)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="120" height="80"', (120, 80)),
        ('width="120px" height="80.4px"', (120, 80)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="12pt" height="1pc"', (16, 16)),
        ('viewBox="0 0 640 480"', (640, 480)),
        ('viewBox="0,0,640,480" width="320"', (320, 240)),
        ('viewBox="0 0 640 480" height="120"', (160, 120)),
        ('width="100%" height="100%" viewBox="0 0 64 48"', (64, 48)),
        ('width="wide"', (300, 150)),
        ("", (300, 150)),
        ('width="0.2" height="1e9"', (1, 100_000)),
        ('width="' + "9" * 500 + '" height="1"', (100_000, 1)),
        ('viewBox="0 0 0 0"', (300, 150)),
    ],
)
def test_a_drawing_has_a_size(attributes: str, expected: tuple[int, int]) -> None:
    """Width and height come from the drawing's own, else from its view box, in CSS pixels."""
    data = SVG.format(" " + attributes, "").encode()
    picture = images.read("x.svg", data)
    assert (picture.width, picture.height) == expected
    assert (picture.media_type, picture.variants) == ("image/svg+xml", ())
    assert images.original(data, picture) == data


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<script href="https://example.org/x.js"/>',
        "<g><SCRIPT>alert(1)</SCRIPT></g>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<b xmlns="http://www.w3.org/1999/xhtml">text</b>',
        '<rect onclick="alert(1)"/>',
        '<rect ONLOAD="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<iframe src="x"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a xlink:href="java&#x0A;script:alert(1)"><text>x</text></a>',
        '<a xmlns:y="http://www.w3.org/1999/xlink" y:href="javascript:alert(1)"/>',
        '<a href="https://example.org/">x</a>',
        '<image href="https://example.org/pixel.png"/>',
        '<image href="//example.org/pixel.png"/>',
        '<image href="pixel.png"/>',
        '<image xlink:href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<use href="other.svg#x"/>',
        '<use href="data:image/png;base64,AAAA"/>',
        '<feImage href="https://example.org/x.png"/>',
        '<a><animate attributeName="href" to="javascript:alert(1)"/></a>',
        '<a><unheard-of attributeName="x" values="red; JavaScript:alert(1)"/></a>',
        '<a><set attributeName="xlink:href" to="javascript:alert(1)"/></a>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<rect fill="url(https://example.org/x.svg#a)"/>',
        '<rect style="fill: URL( &quot;https://example.org/x&quot; )"/>',
        '<rect style="fill: u\\72l(https://example.org/x)"/>',
        '<set attributeName="fill" to="url(//example.org/x)"/>',
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>@im<!-- -->port 'https://example.org/x.css';</style>",
        "<style>@im<g/>port 'https://example.org/x.css';</style>",
        "<style>@im<style/>port 'https://example.org/x.css';</style>",
        "<style><![CDATA[rect{fill:url(https://example.org/x)}]]></style>",
        "<style>rect{background:image-set('https://example.org/x' 1x)}</style>",
        '<g xml:base="https://example.org/"/>',
        '<?xml-stylesheet href="https://example.org/x.css"?>',
        '<handler type="application/ecmascript">alert(1)</handler>',
    ],
)
def test_01_a_drawing_that_could_do_something_is_refused(body: str) -> None:
    """A drawing that runs or fetches something is refused, and the message quotes what does."""
    code, values = fault("x.svg", SVG.format("", body).encode())
    assert code == "svg-with-script"
    assert values["what"]


@pytest.mark.parametrize(
    "body",
    [
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="stroke:url( \'#a\' )"/>',
        '<use href="#a"/><use xlink:href="#a"/>',
        '<a href="#a"><text>x</text></a>',
        '<image xlink:href="data:image/png;base64,iVBORw0KGgo="/>',
        "<style>text{font-family:'Open Sans'}</style>",
        "<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>",
        '<text>Scripts, onclick= and url(https://example.org) are only words here</text>',
        '<g id="image (2)" data-name="C:\\x" aria-label="src(1)"/>',
        '<animate attributeName="fill" to="red"/>',
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<r:li r:resource="http://purl.org/dc/dcmitype/StillImage"/></r:RDF></metadata>',
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="C:\\x url(y)"/>',
        '<?xpacket begin=""?>',
    ],
)  # fmt: skip
def test_a_drawing_that_only_shows_itself_is_not(body: str) -> None:
    """What drawing programs write every day is allowed."""
    assert images.read("x.svg", SVG.format("", body).encode()).width == 300


DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/TR/svg11.dtd"{}>'


def test_the_usual_doctype_is_allowed() -> None:
    """The line that drawing programs write, and that nothing fetches, does not matter."""
    data = '<?xml version="1.0" encoding="UTF-8"?>' + DOCTYPE.format("") + SVG.format("", "")
    assert drawings.size(data.encode()) == (300, 150)


@pytest.mark.parametrize(
    "doctype",
    [
        DOCTYPE.format(' [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]'),
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">',
    ],
)
def test_01_a_doctype_of_its_own_is_refused(doctype: str) -> None:
    """Entities, which can grow without end or read files, are never expanded."""
    assert fault("x.svg", (doctype + SVG.format("", "")).encode()) == (
        "svg-with-script",
        {"value": "x.svg", "what": "<!DOCTYPE>"},
    )


@pytest.mark.parametrize(
    "data",
    [
        SVG.format("", "<g>").encode(),
        b"<html/>",
        b"<svg/>",
        b'<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("", "").encode(),
        SVG.format("", "").encode("utf-16"),
        SVG.format("", "<text>\xe9</text>").encode("latin-1"),
        saved(photo(10, 10), "PNG"),
    ],
)
def test_what_is_not_a_drawing_is_refused(data: bytes) -> None:
    """A file by a drawing's name must be SVG, in an encoding that all read alike."""
    assert fault("x.svg", data)[0] == "unreadable-image"


def test_a_deep_drawing_is_read() -> None:
    """Ten thousand groups in each other take no more than a moment."""
    data = SVG.format("", "<g>" * 10_000 + "</g>" * 10_000).encode()
    assert drawings.size(data) == (300, 150)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("x.bmp", b""),
        ("x.jpg", b""),
        ("x.png", _png_of(50_001, 50_001)),
        ("x.gif", bytes(20_000_001)),
        ("x.svg", SVG.format("", "<script/>").encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_refusal_has_its_sentence(lang: str, path: str, data: bytes) -> None:
    """What is wrong is said in each language, with the file and what to do."""
    code, values = fault(path, data)
    said = wording(lang).say(Problem(path=path, code=code, values=tuple(values.items())))
    assert path in said
    assert "; " in said


def avif_of(sizes: int, extents: bytes, items: int = 1) -> bytes:
    """Return an AVIF file without a picture, whose Exif item is in these extents, so often."""

    def box(kind: bytes, body: bytes) -> bytes:
        return (len(body) + 8).to_bytes(4) + kind + body

    info = bytes(4) + b"\0\1" + box(b"infe", b"\2\0\0\0" + b"\0\1" + b"\0\0" + b"Exif\0")
    places = bytes(4) + bytes([sizes, 0]) + items.to_bytes(2) + (b"\0\1\0\0" + extents) * items
    meta = bytes(4) + box(b"iinf", info) + box(b"iloc", places)
    return box(b"ftyp", b"avif\0\0\0\0") + box(b"meta", meta)


@pytest.mark.parametrize(
    "data",
    [
        avif_of(0x00, b"\xff\xff", items=60_000),
        avif_of(0x44, b"\xff\xff" + (bytes(4) + b"\0\7\0\0") * 65_535),
    ],
)
def test_04_an_avif_file_whose_parts_never_end_is_refused_at_once(data: bytes) -> None:
    """Thousands of millions of parts of no bytes, or thousands of half a megabyte each."""
    began = time.process_time()
    with pytest.raises(ValueError, match="parts"):
        strip(data)
    assert time.process_time() - began < 1


def test_an_avif_file_tells_nothing_in_several_parts_either() -> None:
    """What it tells may be in pieces; each of them is blank."""
    whole = avif_of(0x44, b"\0\2" + b"".join((n).to_bytes(4) + b"\0\0\0\1" for n in (8, 9)))
    assert strip(whole).data[8:10] == b"\0\0"
