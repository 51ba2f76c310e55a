"""What an AVIF file tells besides its picture, blanked where it stands.

AVIF is HEIF (ISO 23008-12) in the boxes of ISO 14496-12: items of several kinds, which a table
places in the file.
"""

from collections.abc import Iterator


def blank(data: bytes) -> bytes:
    """Return an AVIF file in which what it tells besides its picture is blank.

    The rest keeps its place, as the file says where each part is. The orientation is a property of
    the picture here (ISO 23008-12, 6.5.10), not Exif, and stays. Raises `ValueError`, or
    `IndexError`, for a file that is cut short.
    """
    out = bytearray(data)
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind in {b"uuid", b"free", b"skip"}:
            _erase(out, start, end)
        elif kind == b"meta":
            _blank_items(data, out, start + 4, end)
    return bytes(out)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind, start and end of the body of each box (ISO 14496-12, 4.2)."""
    while at < end:
        length, kind = _number(_slice(data, at, 4)), _slice(data, at + 4, 4)
        head = 8
        if length == 1:
            length, head = _number(_slice(data, at + 8, 8)), 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise ValueError("cut short")
        yield kind, at + head, at + length
        at += length


def _blank_items(data: bytes, out: bytearray, start: int, end: int) -> None:
    """Blank the Exif and XMP items of a `meta` box."""
    boxes = {kind: (first, last) for kind, first, last in _boxes(data, start, end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return
    told: set[int] = set()
    first, last = boxes[b"iinf"]
    for kind, at, _ in _boxes(data, first + (6 if data[first] == 0 else 8), last):
        wide = 4 if data[at] >= 3 else 2  # ISO 14496-12, 8.11.6: the item's number
        what = _slice(data, at + 4 + wide + 2, 4)
        if kind == b"infe" and what in {b"Exif", b"mime"}:
            told.add(_number(data[at + 4 : at + 4 + wide]))
            out[at + 6 + wide : at + 10 + wide] = b"skip"
    inside = boxes.get(b"idat", (0, 0))
    erased = 0
    for item, at, length in _extents(data, *boxes[b"iloc"], inside[0]):
        if item in told:
            if at + length > len(data):
                raise ValueError("cut short in what it tells")
            erased += length
            if erased > len(data):
                raise ValueError("parts that are on top of each other")
            _erase(out, at, at + length)
        elif at + length > len(data):
            raise ValueError("cut short in the picture")


def _extents(data: bytes, at: int, end: int, inside: int) -> Iterator[tuple[int, int, int]]:
    """Yield the item, place and length of every extent of an `iloc` box (8.11.3)."""
    version = data[at]
    sizes = _slice(data, at + 4, 2)
    at += 6

    def take(count: int) -> int:
        nonlocal at
        if at + count > end:
            raise ValueError("cut short in the places of its parts")
        at += count
        return _number(data[at - count : at])

    wide = 2 if version < 2 else 4
    for _ in range(take(wide)):
        item = take(wide)
        inner = version > 0 and take(2) & 15 == 1
        take(2)
        base = take(sizes[1] >> 4)
        count, each = take(2), sizes[0] + (sizes[1] & 15 if version > 0 else 0)
        if count > 1 and not each:  # thousands of them would take no bytes, and all the time
            raise ValueError("several parts at one place")
        for _ in range(count):
            if version > 0:
                take(sizes[1] & 15)
            offset = take(sizes[0] >> 4)
            yield item, (inside if inner else 0) + base + offset, take(sizes[0] & 15)


def _erase(out: bytearray, start: int, end: int) -> None:
    out[start:end] = bytes(end - start)


def _slice(data: bytes, at: int, length: int) -> bytes:
    part = data[at : at + length]
    if len(part) != length:
        raise ValueError("cut short")
    return part


def _number(part: bytes) -> int:
    return int.from_bytes(part, "big")
