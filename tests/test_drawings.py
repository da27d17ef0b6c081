"""Drawings: what one may hold, what is left of its SVG, the shapes of countries; pictures in all forms of a paper."""

import json
import os
import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from kvtool.drawing import engine
from kvtool.drawing.atlas import countries_of, middles, shapes, world
from kvtool.drawing.dots import packed
from kvtool.drawing.drawings import drawing
from kvtool.drawing.drawn import Drawn, drawn
from kvtool.drawing.svg import NoDrawingError, looked_through
from kvtool.errors import Exit, KvtoolError
from kvtool.form.reading import read
from kvtool.form.tree import Heading, Image, Table
from kvtool.forms import docx, html, pdf
from kvtool.picture import Picture, pictured, pictures_in, without_marks

PICTURE = Picture("p", "own", 'A <b>"title"</b>', "B & ]]> text", {})
SHOWN = '<text font-family="Arial, sans-serif" fill="#000">{}</text>'


# What a drawing may hold


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"data": {"url": "https://vega.example/x.csv"}}', "'url' cannot stand in a drawing"),
        ('{"layer": [{"encoding": {"href": {"value": "javascript:alert(1)"}}}]}', "'href' cannot stand in a drawing"),
        ('{"mark": "image"}', "'image' cannot stand in a drawing"),
        ('{"mark": {"type": "image"}}', "'image' cannot stand in a drawing"),
        ('{"transform": [{"lookup": "a", "from": {"data": {"url": "x"}}}]}', "'url' cannot stand in a drawing"),
        ('{"usermeta": {"embedOptions": {"loader": {}}}}', "'usermeta' cannot stand in a drawing"),
        ('{"width": "$nothing"}', "there is no value '$nothing'"),
        ('{"width": NaN}', "is no JSON: NaN is no number"),
        ('{"width": ', "is no JSON"),
        ("[]", "is no drawing"),
        ('{"a": ' * 5000, "nested too deep"),
        ('{"a": "\udcff"}', "not UTF-8"),
    ],
)
def test_a_drawing_that_reaches_out_or_is_none_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "own.vl.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(KvtoolError) as raised:
        drawing(tmp_path, "own", {})
    assert raised.value.message.startswith("templates/pictures/own.vl.json: ")
    assert says in raised.value.message
    assert raised.value.exit_code == Exit.FINDINGS


@pytest.mark.parametrize("linked", ["pictures", "pictures/look.vl.json"])
def test_a_drawing_elsewhere_is_not_followed(tmp_path: Path, linked: str) -> None:
    (tmp_path / linked).parent.mkdir(exist_ok=True)
    (tmp_path / linked).symlink_to("/etc/passwd")
    with pytest.raises(KvtoolError, match=r"templates/pictures/look\.vl\.json: symbolic link"):
        drawing(tmp_path, "look", {})


def test_a_base_has_drawings_of_its_own_and_values_are_never_read_as_places_for_others(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "own.vl.json").write_text('{"$schema": "x", "data": {"values": "$rows"}, "width": "$w"}')
    rows = [{"name": "$w"}, {"name": '{"url": "https://vega.example"}'}]
    assert drawing(tmp_path, "own", {"rows": rows, "w": 3}) == {"data": {"values": rows}, "width": 3}
    assert drawing(tmp_path, "look", {}) == drawing(None, "look", {})


# What is left of an SVG


def svg(inner: str, size: str = 'width="20" height="10"') -> str:
    """An SVG as the engine writes it."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {space} class="marks" {size} viewBox="0 0 20 10">{inner}</svg>'


def left(inner: str) -> str:
    """What is left of a piece of an SVG, without its frame."""
    return looked_through(svg(inner), PICTURE).text.partition("</desc>")[2].removesuffix("</svg>")


def test_a_picture_has_a_title_a_text_a_size_and_a_role() -> None:
    assert looked_through(svg(""), PICTURE).text == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10" role="img" '
        'aria-labelledby="picture-p-title picture-p-text">'
        '<title id="picture-p-title">A &lt;b&gt;"title"&lt;/b&gt;</title>'
        '<desc id="picture-p-text">B &amp; ]]&gt; text</desc></svg>'
    )


@pytest.mark.parametrize(
    ("inner", "remains"),
    [
        ('<g role="graphics-object" onclick="alert(1)" style="fill: red" class="x" aria-label="y"><g/></g>', ""),
        ('<path d="" fill="red"/><path d="M0,0h1"/><path display="none" d="M0,0h1" fill="red"/>', ""),
        ('<path d="M0.123,-4.567L.25,100" fill="red"/>', '<path d="M0.1,-4.6L0.2,100" fill="red" />'),
        (SHOWN.format("&lt;script&gt; \u202e"), SHOWN.format("&lt;script&gt; &lt;U+202E&gt;")),
        (
            '<defs><clipPath id="clip7"><rect width="1"/></clipPath></defs><rect clip-path="url(#clip7)"/>',
            '<defs><clipPath id="picture-p-1"><rect width="1" /></clipPath></defs><rect clip-path="url(#picture-p-1)" />',
        ),
    ],
)
def test_only_what_draws_is_left(inner: str, remains: str) -> None:
    assert left(inner) == remains


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<a href="https://vega.example"><text>x</text></a>',
        '<image href="https://vega.example/x.png"/>',
        "<style>* { fill: red }</style>",
        '<use href="#x"/>',
        '<animate attributeName="x"/>',
        '<rect fill="url(https://vega.example/x.svg#y)"/>',
        '<rect fill="URL( &quot;//vega.example&quot; )"/>',
        "<!DOCTYPE svg>",
        "<?xml-stylesheet href='x'?>",
    ],
)
def test_an_svg_with_anything_else_is_refused(inner: str) -> None:
    with pytest.raises(NoDrawingError):
        left(inner)


@pytest.mark.parametrize("size", ["", 'width="nan" height="1"', 'width="1e9" height="1"', 'width="9999" height="9999"'])
def test_an_svg_without_a_size_that_fits_is_refused(size: str) -> None:
    with pytest.raises(NoDrawingError):
        looked_through(svg("", size), PICTURE)


# Countries


def test_the_shapes_of_countries_are_known_by_their_codes() -> None:
    numbers = shapes()
    assert {code: numbers[code] for code in ("FI", "DE", "FR", "SD", "XK")} == {
        "FI": "246", "DE": "276", "FR": "250", "SD": "729", "XK": "983",
    }  # fmt: skip
    assert "MT" not in numbers  # too small
    assert {one["id"] for one in countries_of(world()) if "id" in one} == set(numbers.values())


def test_a_number_stands_well_within_its_country() -> None:
    found = {one["id"]: (one["longitude"], one["latitude"]) for one in middles(["246", "643", "578"])}
    assert 22 < found["246"][0] < 30
    assert 61 < found["246"][1] < 68
    assert 60 < found["643"][0] < 120  # the ring of this one goes beyond 180 degrees
    assert found["578"][0] < 12  # its centre of mass lies on its border


def test_crimea_is_ukraine_s() -> None:
    countries = {one.get("id"): one for one in countries_of(world())}
    around = {163, 164}
    assert not around & {abs(line) for piece in countries["643"]["arcs"] for ring in piece for line in ring}
    assert around & {line if line >= 0 else ~line for line in countries["804"]["arcs"][0]} == {164}


# Pictures in papers

TABLE = {"title": "T", "lines": [], "tables": [{"columns": ["a"], "rows": [["b"]]}]}
PAPER = "# A\n\n## B\n\n**C**\n\n<!-- picture: p -->\n\n| a |\n| --- |\n| b |\n\n<!-- picture: p -->\n\n<!-- picture: q -->\n"
SPECIFICATION = {"data": {"values": "$rows"}, "mark": "bar", "encoding": {"x": {"field": "n", "type": "quantitative"}}}


def shown() -> dict[str, Drawn]:
    """A picture that is drawn, without the engine."""
    still = looked_through(svg('<rect width="5" height="5" fill="#3f73a8"/>'), PICTURE)
    return {"p": Drawn("p", PICTURE.title, PICTURE.text, *still)}


def test_a_picture_goes_with_its_table_and_markdown_says_nothing_of_it() -> None:
    assert list(pictures_in({"a": [{"blocks": [pictured(TABLE, PICTURE), TABLE]}]})) == [PICTURE]
    assert pictured({**TABLE, "tables": []}, PICTURE) == {**TABLE, "tables": []}
    assert pictured(TABLE, None) == TABLE
    assert "<!--" not in without_marks(PAPER)
    assert without_marks("<!-- keep: a -->\n\\<!-- picture: p --\\>\n") == "<!-- keep: a -->\n\\<!-- picture: p --\\>\n"


def test_a_mark_is_a_place_once_and_only_where_there_is_a_picture() -> None:
    blocks = read(PAPER, "en", "A", shown()).blocks
    assert [type(one) for one in blocks] == [Heading, Heading, Heading, Image, Table]
    assert [type(one) for one in read(PAPER, "en", "A").blocks] == [Heading, Heading, Heading, Table]


def test_a_page_shows_a_picture_with_its_title_and_its_policy_stays() -> None:
    made, before = (html.convert(PAPER, "en", "A", None, some).decode() for some in (shown(), {}))
    (figure,) = re.findall("<figure>\n(.*)\n<figcaption>(.*)</figcaption>\n</figure>", made)
    assert figure == (shown()["p"].svg, "A &lt;b&gt;&quot;title&quot;&lt;/b&gt;")
    policy = re.compile('content="default[^"]*"')
    assert policy.findall(made) == policy.findall(before)
    assert len(policy.findall(made)) == 1


def test_a_document_shows_a_picture_with_its_text() -> None:
    with ZipFile(BytesIO(docx.convert(PAPER, "en", "A", None, shown()))) as made:
        body = ElementTree.fromstring(made.read("word/document.xml"))  # noqa: S314 - our own
        (image,) = [made.read(name) for name in made.namelist() if name.endswith(".png")]
    (properties,) = [one for one in body.iter() if one.tag.endswith("}docPr")]
    assert (properties.get("descr"), properties.get("name")) == (PICTURE.text, "p")
    assert image == shown()["p"].png


def test_a_pdf_shows_a_picture_with_its_text() -> None:
    made = pdf.convert(PAPER, "en", "A", None, shown())
    assert re.findall(rb"/S/Figure", made) == [b"/S/Figure"]
    assert b"/Alt(B & ]]> text)" in made


def test_an_image_in_dots_is_packed_without_loss() -> None:
    import vl_convert

    loose = vl_convert.svg_to_png(shown()["p"].svg, scale=3)
    tight = packed(loose)
    assert packed(tight) == tight
    assert len(tight) <= len(loose)
    data = [zlib.decompressobj().decompress(png[png.index(b"IDAT") + 4 :]) for png in (loose, tight)]
    assert data[0] == data[1] != b""


def test_the_same_drawing_is_the_same_bytes_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    rows = [{"n": n, "name": name} for n, name in enumerate(["<script>", "Åbo ]]>", "漢"])]
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "own.vl.json").write_text(json.dumps(SPECIFICATION))
    code = (
        "import sys\nfrom pathlib import Path\nfrom kvtool.drawing.drawn import drawn\n"
        "from kvtool.picture import Picture\n"
        f"print(ascii(drawn([Picture('p', 'own', 'T', 'X', {{'rows': {rows!r}}})], Path(sys.argv[1]))['p'].svg))"
    )
    machines = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Etc/GMT+12", "LANG": "fi_FI"},
    ]
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], env={**os.environ, **one}, capture_output=True, check=True
        ).stdout
        for one in machines
    }
    here = drawn([PICTURE._replace(title="T", text="X", values={"rows": rows})], tmp_path)["p"].svg
    assert {ascii(here).encode() + b"\n"} == printed


def test_what_cannot_be_drawn_is_named() -> None:
    with pytest.raises(KvtoolError, match=r"templates/pictures/b\.vl\.json: ") as raised:
        engine.svgs([("a.vl.json", {**SPECIFICATION, "data": {"values": []}}), ("b.vl.json", {"mark": "nothing"})], {})
    assert raised.value.exit_code == Exit.FINDINGS
