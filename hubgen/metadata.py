"""What an image file tells besides its picture, taken out without touching the picture.

A photo from a telephone says where it was taken, when, by whom and with what. All of that goes:
only the parts of a file that a browser needs to show the picture are kept, byte for byte, with the
colour profile and, where the camera was held on its side, the orientation.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hubgen import avif

# JPEG (ITU T.81, table B.1): markers that stand alone, and the frames' own headers.
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APPLICATION = range(0xE0, 0xF0)
_COMMENT = 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# In the picture's own data FF is followed by 00 or by a restart marker; any other marker ends it.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

# PNG, third edition, 5.6: what makes or changes the picture. Text, time and Exif are not here.
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs "
    b"acTL fcTL fdAT".split()
)
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

# WebP (RFC 9649, 2.7).
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04

_GIF_LOOPS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})

_ORIENTATION = 0x0112  # Exif 3.0, 4.6.5.1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """An image file without what it tells."""

    media_type: str
    data: bytes
    size: tuple[int, int] | None
    """Width and height as stored, in pixels; None for AVIF, which takes a decoder to know."""


def strip(data: bytes) -> Bare:
    """Return a JPEG, PNG, WebP, GIF or AVIF file without what it tells besides its picture.

    What is behind the picture's end goes too. Raises `ValueError` for any other file, and for one
    that is cut short or not built as its format says.
    """
    try:
        return _strip(data)
    except IndexError as error:
        raise ValueError("cut short") from error


def orientation(exif: bytes) -> int:
    """Return how the picture is turned, as an Exif block says: 1 to 8, 1 for upright."""
    tiff = exif.removeprefix(b"Exif\0\0")
    number = _little if tiff[:2] == b"II" else _big
    at = number(tiff[4:8])
    for entry in range(at + 2, at + 2 + 12 * number(tiff[at : at + 2]), 12):
        if number(tiff[entry : entry + 2]) == _ORIENTATION:
            value = number(tiff[entry + 8 : entry + 10])
            return value if 1 <= value <= 8 else 1
        if entry > len(tiff):
            break
    return 1


def _strip(data: bytes) -> Bare:
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg(data)
    if data[:8] == _PNG_SIGNATURE:
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return _gif(data)
    if data[4:8] == b"ftyp" and data[8:12] in {b"avif", b"avis"}:
        return Bare(media_type="image/avif", data=avif.blank(data), size=None)
    raise ValueError("not an image of a known kind")


def _jpeg(data: bytes) -> Bare:
    kept = [data[:2]]
    size: tuple[int, int] | None = None
    turned = 1
    for marker, segment in _segments(data):
        body = segment[4:]
        if marker in _FRAMES and size is None:
            size = _big(body[3:5]), _big(body[1:3])
        if marker == 0xE1 and body[:6] == b"Exif\0\0" and turned == 1:
            turned = orientation(body)
            if turned != 1:
                exif = b"Exif\0\0" + _exif(turned)
                kept.append(b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif)
        elif marker == 0xE0 and body[:5] == b"JFIF\0" and len(body) >= 14:
            kept.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")  # without the thumbnail
        elif _is_kept(marker, body):
            kept.append(segment)
    if size is None:
        raise ValueError("a JPEG file without a frame")
    return Bare(media_type="image/jpeg", data=b"".join(kept), size=size)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and the bytes of each part of a JPEG file, to the end of the picture.

    A scan's header comes with the data behind it.
    """
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise ValueError("no marker where one should be")
        while data[at + 1 : at + 2] == b"\xff":  # fill bytes
            at += 1
        marker = _big(_slice(data, at + 1, 1))
        if marker == _EOI:
            yield marker, data[at : at + 2]
            return
        if marker == 0 or marker == _SOI:
            raise ValueError("a marker that cannot be here")
        length = 0 if marker == 1 or 0xD0 <= marker <= 0xD7 else _big(_slice(data, at + 2, 2))
        end = at + 2 + length
        if end > len(data):
            raise ValueError("cut short in a header")
        if marker == _SOS:
            found = _END_OF_SCAN.search(data, end)
            if not found:
                raise ValueError("cut short in the picture")
            end = found.start()
        yield marker, data[at:end]
        at = end


def _is_kept(marker: int, body: bytes) -> bool:
    """Tell whether a part of a JPEG file is needed to show it."""
    if marker in _APPLICATION:
        return (marker == 0xE2 and body[:12] == b"ICC_PROFILE\0") or (
            marker == 0xEE and body[:5] == b"Adobe"
        )
    return marker != _COMMENT


def _png(data: bytes) -> Bare:
    chunks: list[bytes] = []
    turned = 1
    at = len(_PNG_SIGNATURE)
    kind = b""
    moves = False
    while kind != b"IEND":
        length = _big(_slice(data, at, 4))
        chunk = _slice(data, at, length + 12)
        kind = chunk[4:8]
        if kind == b"acTL" and (moves or not 0 < _big(chunk[8:12]) < 2**31):
            pass  # a second one, or one that counts no frames: browsers show the still picture
        elif kind in _PNG_KEPT:
            moves = moves or kind == b"acTL"
            chunks.append(chunk)
        elif kind == b"eXIf":
            turned = orientation(chunk[8:-4])
        at += len(chunk)
    if chunks[0][4:8] != b"IHDR" or len(chunks[0]) != 25:
        raise ValueError("a PNG file without its header")
    if turned != 1:
        body = b"eXIf" + _exif(turned)
        chunks.insert(1, (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4))
    size = _big(chunks[0][8:12]), _big(chunks[0][12:16])
    return Bare(media_type="image/png", data=_PNG_SIGNATURE + b"".join(chunks), size=size)


def _webp(data: bytes) -> Bare:
    end = 8 + _little(data[4:8])
    chunks: dict[int, tuple[bytes, bytes]] = {}
    turned = 1
    at = 12
    while at < end:
        kind, length = _slice(data, at, 4), _little(_slice(data, at + 4, 4))
        body = _slice(data, at + 8, length)
        if kind in _WEBP_KEPT:
            chunks[at] = (kind, body)
        elif kind == b"EXIF":
            turned = orientation(body)
        at += 8 + length + length % 2
    if not chunks:
        raise ValueError("a WebP file without a picture")
    place, (first, head) = next(iter(chunks.items()))  # behind what is not kept
    if first == b"VP8X":
        flags = head[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if turned != 1 else 0)
        chunks[place] = (first, bytes([flags]) + head[1:])
        if turned != 1:
            chunks[at] = (b"EXIF", _exif(turned))
    whole = b"WEBP" + b"".join(
        kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
        for kind, body in chunks.values()
    )
    riff = b"RIFF" + len(whole).to_bytes(4, "little") + whole
    return Bare(media_type="image/webp", data=riff, size=_webp_size(first, head))


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8X" and len(body) >= 10:
        return _little(body[4:7]) + 1, _little(body[7:10]) + 1
    if kind == b"VP8L" and len(body) >= 5:
        bits = _little(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(body) >= 10:
        return _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF
    raise ValueError("a WebP file without its size")


def _gif(data: bytes) -> Bare:
    width, height = _little(data[6:8]), _little(data[8:10])
    at = 13 + _table(_slice(data, 10, 1)[0])
    kept = [_slice(data, 0, at)]
    while (kind := _slice(data, at, 1)) != b";":
        if kind == b"!":
            end = _blocks(data, at + 2)
            label = data[at + 1]
            if label == 0xF9 or (label == 0xFF and data[at + 3 : at + 14] in _GIF_LOOPS):
                kept.append(data[at:end])
        elif kind == b",":
            left, top, wide, high = (_little(_slice(data, at + n, 2)) for n in (1, 3, 5, 7))
            if left + wide > width or top + high > height:  # GIF89a, 20
                raise ValueError("a frame that is larger than the picture")
            end = _blocks(data, at + 11 + _table(_slice(data, at + 9, 1)[0]))
            kept.append(data[at:end])
        else:
            raise ValueError("a block of an unknown kind")
        at = end
    return Bare(media_type="image/gif", data=b"".join(kept) + b";", size=(width, height))


def _table(flags: int) -> int:
    """Return the bytes of the colour table that a GIF's flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Return where a GIF's row of sub-blocks ends."""
    while length := _slice(data, at, 1)[0]:
        at += 1 + length
    return at + 1


def _exif(orientation: int) -> bytes:
    """Return an Exif block that says nothing but the orientation (TIFF 6.0, section 2)."""
    entry = _ORIENTATION.to_bytes(2) + b"\0\3" + b"\0\0\0\1" + orientation.to_bytes(2) + b"\0\0"
    return b"MM\0*" + b"\0\0\0\x08" + b"\0\1" + entry + bytes(4)


def _slice(data: bytes, at: int, length: int) -> bytes:
    """Return some bytes of a file; raise `ValueError` when it ends before them."""
    part = data[at : at + length]
    if len(part) != length:
        raise ValueError("cut short")
    return part


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")
