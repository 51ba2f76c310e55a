"""GeoJSON and CSV, read back by json and csv."""

import csv
import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubgen.geodata import Feature, Value, csv_table, geojson
from hubgen.plaintext import holdable


def rows_of(data: bytes) -> list[list[str]]:
    """Return the rows that a reader of CSV finds."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_geojson_letter_by_letter() -> None:
    """A line a feature, longitude first, six decimals at most, keys in the order given."""
    features = (
        Feature(
            lat=52.0,
            lon=4.12345678,
            id="warmtenet",
            properties=(("title", "Geïsoleerd \U0001f331"), ("phase", None), ("homes", 12)),
        ),
        Feature(lat=-12.5, lon=-70, id="dakpark"),
    )

    expected = """\
{"type":"FeatureCollection","features":[
{"type":"Feature","id":"warmtenet","geometry":{"type":"Point","coordinates":[4.123457,52.0]},\
"properties":{"title":"Geïsoleerd \U0001f331","phase":null,"homes":12}},
{"type":"Feature","id":"dakpark","geometry":{"type":"Point","coordinates":[-70,-12.5]},\
"properties":{}}
]}
"""
    assert geojson(features) == expected.encode()


def test_geojson_of_nothing_is_a_collection() -> None:
    """A map without places is a valid file."""
    assert json.loads(geojson([])) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(
    ("lat", "lon"), [(91, 0), (0, 180.1), (float("nan"), 0), (0, float("inf"))]
)
def test_a_place_off_the_earth_is_refused(lat: float, lon: float) -> None:
    """Latitude and longitude that were exchanged, or are no numbers, never reach the map."""
    with pytest.raises(ValueError, match="x is at"):
        geojson([Feature(lat=lat, lon=lon, id="x")])


@given(
    text=st.text(max_size=30),
    lat=st.floats(-90, 90, allow_nan=False),
    lon=st.floats(-180, 180, allow_nan=False),
)
@settings(max_examples=100, deadline=None)
@example(text='</script>"]]>\x00\ud800\u2028{{7*7}}', lat=1e-9, lon=-1e-9)
def test_geojson_says_what_it_was_given(text: str, lat: float, lon: float) -> None:
    """Any text that UTF-8 can hold comes back, and a place to within a decimetre."""
    [read] = json.loads(
        geojson([Feature(lat=lat, lon=lon, id="x", properties=(("title", text),))])
    )["features"]

    assert read["properties"]["title"] == holdable(text)
    assert read["geometry"]["coordinates"] == pytest.approx([lon, lat], abs=1e-6)


def test_a_table_letter_by_letter() -> None:
    """A byte order mark, a header, CRLF, and quotes only where RFC 4180 wants them."""
    rows: list[tuple[Value, ...]] = [
        ("Geïsoleerd", 1, None),
        ('zeg "ja", nu', -1.5, "regel\nregel"),
    ]

    expected = 'naam,aantal,noot\r\nGeïsoleerd,1,\r\n"zeg ""ja"", nu",-1.5,"regel\nregel"\r\n'

    assert csv_table(("naam", "aantal", "noot"), rows) == b"\xef\xbb\xbf" + expected.encode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+31 20 1234567", "'+31 20 1234567"),
        ("-x", "'-x"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("\r=1", "'=1"),
        ("\x00=1", "'=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-1.5", "-1.5"),
        ("+3,25", "+3,25"),
        ("-1.5\n=1", "'-1.5\n=1"),
        ("-", "'-"),
        (-1.5, "-1.5"),
        ("a=b", "a=b"),
        ("'t Hof", "'t Hof"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(value: Value, expected: str) -> None:
    """A text that a spreadsheet would run has an apostrophe before it; numbers stay numbers."""
    assert rows_of(csv_table(("x", "y"), [(value, 1)])) == [["x", "y"], [expected, "1"]]


def test_a_header_is_no_formula_either() -> None:
    """Column names get the same guard as cells."""
    assert rows_of(csv_table(("=x",), [])) == [["'=x"]]


def test_a_row_of_another_length_is_refused() -> None:
    """Every row has as many cells as the header."""
    with pytest.raises(ValueError, match="1 cells below a header of 2"):
        csv_table(("x", "y"), [(1,)])


@given(st.lists(st.tuples(st.text(max_size=20), st.integers()), max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_table_says_what_it_was_given(rows: list[tuple[str, int]]) -> None:
    """Any text comes back, but for the apostrophe before a formula and what UTF-8 cannot hold."""
    read = rows_of(csv_table(("text", "number"), rows))[1:]

    assert [[text.removeprefix("'"), number] for text, number in read] == [
        [holdable(text).removeprefix("'"), str(number)] for text, number in rows
    ]
