"""Data for maps and spreadsheets: GeoJSON (RFC 7946) and CSV (RFC 4180)."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from hubgen.plaintext import holdable

Value = str | int | float | None

# Six decimals are a decimetre (RFC 7946, section 11.2).
_DECIMALS = 6

# How a cell begins that a spreadsheet takes for a formula (OWASP, "CSV Injection"), also in the
# full-width forms that East Asian versions read as the plain ones.
_FORMULA = re.compile("[=+\\-@\t\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One place on the map, and what is told about it."""

    lat: float
    """Degrees north, WGS 84."""
    lon: float
    """Degrees east, WGS 84."""
    id: str
    properties: tuple[tuple[str, Value], ...] = ()
    """In the order that they are written in."""


def geojson(features: Iterable[Feature]) -> bytes:
    """Return a FeatureCollection of points in UTF-8, a line a feature, in the order given.

    Coordinates are longitude first (RFC 7946, section 3.1.1), with six decimals at most. An at sign
    is escaped, as no e-mail address is published in plain text. Raises `ValueError` for a place
    that is not on Earth.
    """
    lines = ",\n".join(
        json.dumps(_feature(feature), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        for feature in features
    )
    lines = lines.replace("@", r"\u0040")
    between = "\n" if lines else ""
    return (f'{{"type":"FeatureCollection","features":[{between}{lines}{between}]}}\n').encode()


def csv_table(header: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> bytes:
    """Return a table in UTF-8, with CRLF at the end of every line; None is an empty cell.

    It opens with a byte order mark: without one, Excel takes UTF-8 for Windows-1252 and shows
    `Ã©` for `é`. Most programs that read UTF-8 drop it; in Python, read it as `utf-8-sig`.

    A text that a spreadsheet would run as a formula has an apostrophe before it; a number stays a
    number. Raises `ValueError` for a row that is not as long as the header (RFC 4180, section 2).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_cell, header))
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells below a header of {len(header)}")
        writer.writerow(map(_cell, row))
    return text.getvalue().encode("utf-8-sig")


def _feature(feature: Feature) -> dict[str, object]:
    if not (-90 <= feature.lat <= 90 and -180 <= feature.lon <= 180):
        raise ValueError(f"{feature.id} is at {feature.lat}, {feature.lon}, which is not on Earth")
    return {
        "type": "Feature",
        "id": holdable(feature.id),
        "geometry": {
            "type": "Point",
            "coordinates": [round(feature.lon, _DECIMALS), round(feature.lat, _DECIMALS)],
        },
        "properties": {
            name: holdable(value) if isinstance(value, str) else value
            for name, value in feature.properties
        },
    }


def _cell(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = holdable(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
