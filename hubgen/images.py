"""The hub's images: what is known of each, the smaller versions of it, and what is published.

Pillow is given a file only after all that it tells besides its picture is cut out, and only as the
format that it is, so that it reads nothing that it does not need and tries no format but ours.
"""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Literal

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
    features,
)

from hubgen import drawings, sources
from hubgen.errors import Unreadable
from hubgen.metadata import Bare, orientation, strip
from hubgen.pictures import Picture, Variant

WIDTHS = (480, 960, 1440)
"""Widths of the smaller versions in pixels: a telephone, a column of text, the whole page."""

QUALITY = 80
"""WebP's scale of 0 to 100; at 80 a photo differs from the original only beside it."""

_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"})
_SVG = "image/svg+xml"
_WEBP_LARGEST = 16_383  # pixels; RFC 9649, 2.6: a side has 14 bits
_ON_ITS_SIDE = range(5, 9)  # values of Exif's Orientation

_PLUGINS: Mapping[str, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
    "image/jpeg": JpegImagePlugin.JpegImageFile,
    "image/png": PngImagePlugin.PngImageFile,
    "image/webp": WebPImagePlugin.WebPImageFile,
    "image/gif": GifImagePlugin.GifImageFile,
    "image/avif": AvifImagePlugin.AvifImageFile,
}
# What Pillow's readers raise on files that are spoilt or made to confuse them.
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def read(
    path: str,
    data: bytes,
    digest: str | None = None,
    *,
    most_bytes: int = 20_000_000,
    most_pixels: int = 50_000_000,
) -> Picture:
    """Return what is known of an image, without decoding it.

    Raises `Unreadable`: `image-kind` for an ending that is not an image's, `image-too-big` and
    `image-too-many-pixels`, `unreadable-image` for a file that is cut short or something else, and
    `svg-with-script` for a drawing that could run or fetch something.
    """
    ending = PurePosixPath(path).suffix.lower()
    if ending not in _ENDINGS:
        raise Unreadable("image-kind", value=path, ending=ending)
    if len(data) > most_bytes:
        raise Unreadable("image-too-big", value=path, most=most_bytes // 1_000_000)
    media_type, width, height, still = (
        _read_drawing(path, data) if ending == ".svg" else _read(path, data, most_pixels)
    )
    return Picture(
        path=path,
        digest=digest or sources.digest(data),
        width=width,
        height=height,
        media_type=media_type,
        variants=_variants(width, height, ending[1:]) if still else (),
    )


def encode(data: bytes, picture: Picture, variant: Variant) -> bytes:
    """Return a smaller version of an image: upright WebP with nothing but the picture.

    The same bytes for the same image with the same `encoder`. Raises `Unreadable` with
    `unreadable-image` when the picture turns out to be spoilt.
    """
    try:
        with _open(strip(data)) as image:
            # JPEG can be decoded at a half, quarter or eighth of its size, which is much faster.
            side = max(variant.width, variant.height)
            image.draft(None, (side, side))
            small = _plain(ImageOps.exif_transpose(image)).resize(
                (variant.width, variant.height), Image.Resampling.LANCZOS, reducing_gap=3.0
            )
            out = io.BytesIO()
            small.save(
                out,
                "WEBP",
                quality=QUALITY,
                method=4,
                icc_profile=small.info.get("icc_profile"),
                exif=b"",
                xmp=b"",
            )
    except _FAULTS as error:
        raise Unreadable("unreadable-image", value=picture.path) from error
    return out.getvalue()


def original(data: bytes, picture: Picture) -> bytes:
    """Return an image as it is published: the same picture, without what else its file tells.

    Where and when a photo was taken, with what and by whom, is nobody's business; a drawing stays
    as it is. Raises `Unreadable` with `unreadable-image`.
    """
    if picture.media_type == _SVG:
        return data
    try:
        return strip(data).data
    except ValueError as error:
        raise Unreadable("unreadable-image", value=picture.path) from error


def encoder() -> str:
    """Return what the bytes of `encode` depend on besides the image, for the key of a cache."""
    parts = [f"{name} {features.version(name)}" for name in ("pil", "webp", "avif", "jpg", "zlib")]
    return ", ".join([*parts, f"quality {QUALITY}"])


def _read_drawing(path: str, data: bytes) -> tuple[str, int, int, Literal[False]]:
    """Return the media type and size of an SVG file; there is nothing to make smaller."""
    try:
        return _SVG, *drawings.size(data), False
    except drawings.NotADrawing as error:
        raise Unreadable("unreadable-image", value=path) from error
    except drawings.NotHarmless as error:
        raise Unreadable("svg-with-script", value=path, what=error.what) from error


def _read(path: str, data: bytes, most: int) -> tuple[str, int, int, bool]:
    """Return the media type and size of an image of pixels, and whether it stands still."""
    try:
        bare = strip(data)
        _refuse_large(path, bare.size, most)
        with _open(bare) as image:
            width, height = image.size
            _refuse_large(path, image.size, most)
            # Not `getexif`, which decodes a PNG image to look behind the picture.
            if orientation(image.info.get("exif", b"")) in _ON_ITS_SIDE:
                width, height = height, width
            moves = bool(getattr(image, "is_animated", False))
    except Unreadable:
        raise
    except _FAULTS as error:
        raise Unreadable("unreadable-image", value=path) from error
    return bare.media_type, width, height, not moves


def _open(bare: Bare) -> ImageFile.ImageFile:
    """Open an image as what it is, without decoding it.

    By its own reader and not by `Image.open`, whose limit on pixels is a global of Pillow's, and
    which lets a warning out below it.
    """
    return _PLUGINS[bare.media_type](io.BytesIO(bare.data))


def _refuse_large(path: str, size: tuple[int, int] | None, most: int) -> None:
    if size is None:
        return
    width, height = size
    if not width or not height:
        raise Unreadable("unreadable-image", value=path)
    if width * height > most:
        raise Unreadable(
            "image-too-many-pixels",
            value=path,
            width=width,
            height=height,
            most=most // 1_000_000,
        )


def _variants(width: int, height: int, ending: str) -> tuple[Variant, ...]:
    """Return the smaller versions that an image of this size has."""
    sizes = ((narrow, max(1, (narrow * height + width // 2) // width)) for narrow in WIDTHS)
    return tuple(
        Variant(width=narrow, height=low, suffix=f"-{ending}-{narrow}.webp")
        for narrow, low in sizes
        if narrow < width and low <= _WEBP_LARGEST
    )


def _plain(image: Image.Image) -> Image.Image:
    """Return an image in red, green and blue, with what can be seen through where it has that."""
    profile = image.info.get("icc_profile")
    if image.mode in {"RGB", "RGBA", "P"}:
        seen_through = image.has_transparency_data
        wanted = "RGBA" if seen_through else "RGB"
        return image if image.mode == wanted else image.convert(wanted)
    image.info.pop("icc_profile", None)  # it is about grey, or about inks
    if image.mode == "CMYK":
        return _from_print(image, profile)
    if image.mode.startswith("I"):  # 16 bits of grey, of which `convert` would cut off all over 255
        image.info.pop("transparency", None)  # a shade in those bits
        image = image.point(lambda value: value * (1 / 257)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _from_print(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in the colours of ink as one in the colours of a screen."""
    if profile:
        try:
            made_for = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(image, made_for, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):  # a broken profile is as good as none
            plain = None
        if plain:
            return plain
    return image.convert("RGB")
