"""The forms of papers: one tree of the paper, and of it a web page, a document and a PDF that say the same and do nothing.

`python -m tests.test_forms` writes the golden files anew; read the diff.
"""

import os
import re
import struct
import subprocess
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kvtool.errors import Exit, KvtoolError
from kvtool.form.look import look
from kvtool.form.reading import read
from kvtool.form.tree import (
    Block,
    Heading,
    Link,
    Mention,
    Paper,
    Paragraph,
    Table,
    Words,
    leftward,
    plain,
    running,
    wide,
)
from kvtool.form.widths import widths
from kvtool.forms import docx, html, pdf

GOLDEN = Path(__file__).parent / "golden" / "forms"
PAPER = (GOLDEN / "paper.md").read_text(encoding="utf-8")
EVERY = sorted(path for path in GOLDEN.parent.rglob("*.md") if path != GOLDEN / "paper.md")
PACKS = [path for number, path in enumerate(EVERY) if number % 3 == number // 3 % 3]
"""Each paper in one of its languages, in turn."""
"""The packs with the longest words stand for all where a form takes its time."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a paper that is called Lyra."""
    return read(markdown, "en", "Lyra").blocks


def words(text: str) -> tuple[Words, ...]:
    """A line of plain words."""
    return (Words(text),)


# What a paper says


def test_a_paper_without_a_heading_begins_with_its_title() -> None:
    assert blocks("") == (Heading(1, words("Lyra")),)
    assert blocks("Said.") == (Heading(1, words("Lyra")), Paragraph(words("Said.")))
    assert blocks("#\n") == (Heading(1, words("Lyra")),)
    assert read("", "en", " ").title == "–"  # no reader of a PDF takes one without a title


def test_one_heading_is_the_first_and_no_level_is_skipped() -> None:
    found = blocks("# A\n\n### B\n\n###### C\n\n# D\n")
    assert [(one.level, plain(one.line)) for one in found if isinstance(one, Heading)] == [
        (1, "A"),
        (2, "B"),
        (3, "C"),
        (2, "D"),
    ]


@pytest.mark.parametrize(
    ("markdown", "heads"),
    [
        ("**Bold**\n\n- item", True),
        ("**Bold**\n\n| a |\n| --- |", True),
        ("**Bold**\n\ntext", False),
        ("**Bold** words\n\n- item", False),
        ("**Bold**", False),
        ("> **Bold**\n>\n> - item", False),
    ],
)
def test_a_bold_line_above_a_list_or_a_table_is_its_heading(markdown: str, heads: bool) -> None:
    assert (Heading(3, words("Bold")) in blocks(f"# A\n\n## B\n\n{markdown}")) is heads


def test_notes_are_numbered_as_they_are_mentioned() -> None:
    paper = read(
        "# A\n\nOne[^b], two[^a], one[^b], none[^c].\n\n[^a]: Text a\nover two lines\n[^b]: Text b[^a]\n", "en", "A"
    )
    assert paper.blocks[1] == Paragraph(
        (
            *words("One"),
            Mention(1, 1),
            *words(", two"),
            Mention(2, 1),
            *words(", one"),
            Mention(1, 2),
            *words(", none[^c]."),
        )
    )
    assert paper.notes == (words("Text b[^a]"), words("Text a over two lines"))


def test_mentions_side_by_side_are_told_apart() -> None:
    paper = read("A[^1][^2], b[^1].\n\n[^1]: One\n[^2]: Two\n", "en", "A")
    line = (*words("A"), Mention(1, 1), Mention(2, 1, close=True), *words(", b"), Mention(1, 2), *words("."))
    assert paper.blocks[1] == Paragraph(line)


def test_comments_are_not_read_unless_they_have_no_end() -> None:
    assert blocks("# A\n\n<!-- keep: x -->\n\nB\n<!-- c\nd -->\n") == (Heading(1, words("A")), Paragraph(words("B")))
    assert blocks("# A\n\n<!-- B") == (Heading(1, words("A")), Paragraph(words("<!-- B")))


@pytest.mark.parametrize("target", ["https://vega.example", "HTTP://vega.example", "mailto:a@vega.example", "tel:+358"])
def test_a_harmless_address_makes_a_link(target: str) -> None:
    assert blocks(f"# A\n\n[x]({target})")[1] == Paragraph((Link(target, words("x")),))


@pytest.mark.parametrize(
    "target",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java&Tab;script:alert(1)"),
        *("data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "/local", "x.md", "https:evil"),
    ],
)
def test_any_other_address_makes_none(target: str) -> None:
    (_, line) = blocks(f"# A\n\n[x]({target})")
    assert isinstance(line, Paragraph)
    assert [type(one) for one in line.line] == [Words]


def test_raw_html_and_pictures_are_words() -> None:
    assert blocks("# A\n\n<script>x</script> ![alt](https://vega.example/a.png)")[1] == Paragraph(
        words("<script>x</script> alt")
    )


def test_what_cannot_be_seen_is_shown() -> None:
    assert blocks("# A\n\na\u202eb")[1] == Paragraph(words("a<U+202E>b"))
    assert read("", "en", "a\x1b").title == "a␛"


def test_nesting_beyond_reason_loses_no_words() -> None:
    deep = read(
        "# A\n\n" + "".join("  " * level + f"- n{level}\n" for level in range(40)) + "\n" + "**_" * 40 + "x", "en", "A"
    )
    assert all(f"n{level}" in repr(deep) for level in range(40))
    assert repr(deep).count("Listing") == 6


def test_text_runs_as_its_first_letter_does() -> None:
    assert [leftward(words(text)) for text in ("مرحبا a", "שלום", "a مرحبا", "1 מ", "12")] == [
        True,
        True,
        False,
        True,
        False,
    ]


def test_columns_are_as_wide_as_their_words_ask_for() -> None:
    (_, table) = blocks("# A\n\n| Year | What |\n| --- | --- |\n| 2021 | " + "long text " * 20 + "|\n")
    assert isinstance(table, Table)
    narrow, broad = widths(table, 90)
    assert narrow + broad == 1000
    assert 70 <= narrow <= 160  # the year needs no more, and is not broken
    (_, words_only) = blocks("# A\n\n| a | b |\n| --- | --- |\n| " + "x" * 500 + " | y |\n")
    assert isinstance(words_only, Table)
    assert min(widths(words_only, 90)) >= 33  # one endless word leaves the others their letter and its edges


# HTML


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data if self.tags and self.tags[-1][0] != "style" else ""

    def all(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]


def page(markdown: str = PAPER, language: str = "en") -> Seen:
    """A paper as a page."""
    return Seen(html.convert(markdown, language, "Lyra"))


def test_the_golden_page() -> None:
    assert html.convert(PAPER, "en", "Briefing: Lyra") == (GOLDEN / "paper.html").read_bytes()


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.relative_to(GOLDEN.parent).as_posix())
def test_every_pack_is_a_page_that_everyone_can_read(path: Path) -> None:
    seen = page(path.read_text(encoding="utf-8"))
    ids, links = seen.all("id"), [href for href in seen.all("href") if href.startswith("#")]
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch("h[1-6]", tag)]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links} <= set(ids)
    assert levels[0] == 1
    assert all(level > 1 for level in levels[1:])
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all(attrs.get("scope") == "col" for tag, attrs in seen.tags if tag == "th")
    assert all(
        attrs.get("aria-label") for tag, attrs in seen.tags if attrs.get("role") in ("doc-noteref", "doc-backlink")
    )
    assert [attrs for tag, attrs in seen.tags if tag == "html"] == [{"lang": "en"}]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.relative_to(GOLDEN.parent).as_posix())
def test_a_page_says_every_word_of_its_pack(path: Path) -> None:
    paper = read(path.read_text(encoding="utf-8"), "en", "Lyra")
    text = page(path.read_text(encoding="utf-8")).text
    assert [line for line in said(paper) if line not in text.replace("\u2060", "")] == []


def said(paper: Paper) -> list[str]:
    """The pieces of text of a paper."""
    return re.findall(r"text='([^'\\]*)'", repr((paper.blocks, paper.notes)))


HOSTILE = """\
# <script>alert(1)</script>

| "><img src=x onerror=alert(1)> | </title></style></script> |
| --- | --- |
| <iframe src="https://evil.example"> | ]]> |

[a" onmouseover="alert(1)](https://vega.example/"onmouseover="alert(1)) [b](javascript:alert(1))

> <svg/onload=alert(1)> [^1]

[^1]: <a href="javascript:alert(1)">x</a>
"""


def test_nothing_in_a_page_acts() -> None:
    seen = Seen(html.convert(HOSTILE, "en", '</title><script>alert(1)</script>"'))
    harmless = {"lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "tabindex", "role", "rel"}
    assert {name for _, attrs in seen.tags for name in attrs} <= {
        *harmless,
        "aria-label",
        "aria-labelledby",
        "scope",
        "dir",
    }
    assert not {"script", "img", "iframe", "svg", "link", "object", "form"} & {tag for tag, _ in seen.tags}
    assert [href for href in seen.all("href") if not href.startswith("#")] == [
        "https://vega.example/%22onmouseover=%22alert(1)"
    ]


def test_a_page_allows_its_own_style_and_nothing_else() -> None:
    made = html.convert(PAPER, "en", "Lyra").decode()
    style = re.findall("<style>(.*?)</style>", made, re.DOTALL)
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    (policy,) = [attrs["content"] for _, attrs in Seen(made.encode()).tags if "http-equiv" in attrs]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert len(style) == 1
    assert not re.search(r"url\(|@import|expression", style[0])
    assert " style=" not in made


def test_a_base_brings_its_own_style(tmp_path: Path) -> None:
    (tmp_path / "paper.css").write_bytes(b"h1 { color: teal }\r\n")
    assert b"<style>h1 { color: teal }\n</style>" in html.convert("", "en", "Lyra", tmp_path)


@pytest.mark.parametrize("style", [b"</style><script>alert(1)</script>", b"a\0b", b"a\rb", b"\xff"])
def test_a_style_that_ends_itself_is_refused(tmp_path: Path, style: bytes) -> None:
    (tmp_path / "paper.css").write_bytes(style)
    with pytest.raises(KvtoolError, match=r"templates/paper\.css: ") as raised:
        html.convert("", "en", "Lyra", tmp_path)
    assert raised.value.exit_code == Exit.FINDINGS


def test_a_style_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "paper.css").symlink_to("/etc/passwd")
    with pytest.raises(KvtoolError, match=r"templates/paper\.css: symbolic link"):
        html.convert("", "en", "Lyra", tmp_path)


# DOCX


def part(document: bytes, name: str) -> ElementTree.Element:
    """A part of a document."""
    with ZipFile(BytesIO(document)) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own


def seen_in(document: bytes) -> str:
    """What a document's body and notes hold, laid out for reading."""
    roots = [part(document, f"word/{name}.xml") for name in ("document", "footnotes")]
    for root in roots:
        ElementTree.indent(root)
    return (
        re.sub(r' xmlns:\w+="[^"]*"|ns0:', "", "\n".join(ElementTree.tostring(root, "unicode") for root in roots))
        + "\n"
    )


def test_the_golden_document() -> None:
    assert seen_in(docx.convert(PAPER, "en", "Briefing: Lyra")) == (GOLDEN / "paper.docx.xml").read_text(
        encoding="utf-8"
    )


def test_a_document_has_a_title_and_a_language_and_nobody_s_name_or_time() -> None:
    made = docx.convert(PAPER, "fi", "Lyra")
    properties = {one.tag.rsplit("}", 1)[1]: one.text for one in part(made, "docProps/core.xml")}
    assert properties == {"title": "Lyra", "language": "fi"}
    assert part(made, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "fi-FI"  # type: ignore[union-attr]
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in archive.namelist() if not name.endswith((".xml", ".rels"))] == []


@pytest.mark.parametrize("path", PACKS[::2], ids=lambda path: path.relative_to(GOLDEN.parent).as_posix())
def test_every_pack_is_a_document_with_real_notes_and_heads(path: Path) -> None:
    markdown = path.read_text(encoding="utf-8")
    paper, made = read(markdown, "en", "Lyra"), docx.convert(markdown, "en", "Lyra")
    body, notes = part(made, "word/document.xml"), part(made, "word/footnotes.xml")
    numbers = [int(one.get(f"{W}id", "")) for one in body.iter(f"{W}footnoteReference")]
    assert numbers == list(range(1, len(paper.notes) + 1))
    assert [int(one.get(f"{W}id", "")) for one in notes] == [-1, 0, *numbers]
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in body.iter(f"{W}tbl"))
    text = "".join(one.text or "" for root in (body, notes) for one in root.iter(f"{W}t"))
    assert [line for line in said(paper) if line not in text] == []


def test_a_document_leads_nowhere_but_to_harmless_addresses() -> None:
    made = docx.convert(HOSTILE + "\n\nA & B \\<w:p/\\>\n", "en", "A & B <w:p/>")
    with ZipFile(BytesIO(made)) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels")).decode()
    assert re.findall(r'Target="([^"]*)" TargetMode="External"', relations) == [
        "https://vega.example/%22onmouseover=%22alert(1)"
    ]
    assert "A & B <w:p/>" in [one.text for one in part(made, "word/document.xml").iter(f"{W}t")]


def reference(folder: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A base's templates with a reference document: kvtool's own, changed part by part."""
    with (
        ZipFile(BytesIO(docx.convert("", "en", "Lyra"))) as own,
        ZipFile(folder / "reference.docx", "w", ZIP_DEFLATED) as made,
    ):
        for name in own.namelist():
            made.writestr(name, change(name, own.read(name)))
    return folder


def in_finnish(name: str, data: bytes) -> bytes:
    """Styles as a Finnish word processor identifies them, in another colour; one of them is missing."""
    if name != "word/styles.xml":
        return data.replace(b'w:left="1077"', b'w:left="999"')
    data = re.sub(rb'(w:styleId|w:basedOn w:val)="Heading', rb'\1="Otsikko', data).replace(b"heading 1", b"Heading 1")
    return re.sub(rb'<w:style [^>]*w:styleId="Box">.*?</w:style>', b"", data, flags=re.DOTALL).replace(
        b"1F3A5F", b"00695C"
    )


def test_a_base_brings_its_own_look(tmp_path: Path) -> None:
    made = docx.convert("# A\n\n> B\n", "en", "A", reference(tmp_path, in_finnish))
    styles = {one.get(f"{W}styleId"): one for one in part(made, "word/styles.xml").iter(f"{W}style")}
    body = part(made, "word/document.xml")
    assert [one.get(f"{W}val") for one in body.iter(f"{W}pStyle")] == ["Otsikko1", "Box"]
    assert styles["Otsikko1"].find(f".//{W}color").get(f"{W}val") == "00695C"  # type: ignore[union-attr]
    assert body.find(f".//{W}pgMar").get(f"{W}left") == "999"  # type: ignore[union-attr]


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (97 + level, b"&%c;" % (96 + level) * 10) for level in range(1, 12)
)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _, data: data + b" " * (5 << 20), "is too large"),
        (lambda _, data: data[:200], "not a document"),
        (lambda _, data: data.replace(b"?>", b"?><!DOCTYPE a>", 1), "declares a document type"),
        (lambda *_: ENTITIES + b']><a b="&k;"/>', "not a document"),
        (
            lambda _, data: re.sub(b'"paragraph"([^>]*"Box")', rb'"character"\1', data),
            "the style 'Box' is no paragraph style",
        ),
    ],
    ids=["bomb", "cut", "doctype", "entities", "type"],
)
def test_a_reference_that_is_none_is_refused(tmp_path: Path, change: Callable[[str, bytes], bytes], says: str) -> None:
    def changed(name: str, data: bytes) -> bytes:
        return change(name, data) if name == "word/styles.xml" else data

    with pytest.raises(KvtoolError, match=rf"templates/reference\.docx: .*{says}") as raised:
        docx.convert("", "en", "Lyra", reference(tmp_path, changed))
    assert raised.value.exit_code == Exit.FINDINGS


def test_a_reference_without_room_on_its_page_is_refused(tmp_path: Path) -> None:
    templates = reference(tmp_path, lambda _, data: data.replace(b'w:left="1077"', b'w:left="9999"'))
    with pytest.raises(KvtoolError, match="margins leave no room"):
        docx.convert("", "en", "Lyra", templates)


def test_a_reference_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reference.docx").write_bytes(b"no archive")
    with pytest.raises(KvtoolError, match="not a document"):
        docx.convert("", "en", "Lyra", tmp_path)


# PDF


@pytest.mark.parametrize("path", PACKS[::2], ids=lambda path: path.relative_to(GOLDEN.parent).as_posix())
def test_every_pack_is_a_tagged_pdf(path: Path) -> None:
    markdown = path.read_text(encoding="utf-8")
    paper, made = read(markdown, "sv", "Lyra"), pdf.convert(markdown, "sv", "Lyra")
    tags = re.findall(rb"/S/(\w+)", made)
    assert tags.count(b"H1") == 1
    assert tags.count(b"Note") == len(paper.notes)
    assert tags.count(b"Table") == tags.count(b"THead")
    assert (b"/Lang(sv)" in made, b"<pdfuaid:part>1<" in made, b"/Outlines" in made) == (True, True, True)
    assert b"CreationDate" not in made


def test_a_letter_that_no_font_has_is_shown_by_its_number() -> None:
    shown = pdf.convert("# A\n\n\U0003fffd <U+2603>", "en", "\U0003fffd")
    assert b"<U+3FFFD>" in shown  # the title


@pytest.mark.parametrize(
    "text", ['#read("/etc/passwd")', "\\include{x}", "= A", '"; panic("x"); "', "$x$ @cite <label>"]
)
def test_nothing_in_a_pdf_is_a_program(text: str) -> None:
    escaped = re.sub(r"([\\$<>\[\]*_`#=])", r"\\\1", text)
    made = pdf.convert(f"# A\n\n{escaped}\n", "en", text)
    assert re.findall(rb"/S/(\w+)", made) == re.findall(rb"/S/(\w+)", pdf.convert("# A\n\nplain\n", "en", "A"))


def png(width: int, height: int) -> bytes:
    """A picture in one colour, of which only the head says how large it is beyond the first row."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))]
    parts += [(b"IDAT", zlib.compress((b"\0" + b"\0\x69\x5c" * width) * height)), (b"IEND", b"")]
    data = (
        struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body)) for tag, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(data)


def test_a_base_brings_its_own_look_to_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(30, 8))
    (tmp_path / "paper.toml").write_text('[colours]\nheadings = "#00695c"\n[logo]\nfile = "logo.png"\nheight = 14\n')
    made, own = look(tmp_path), look(None)
    assert made[0].colours == own[0].colours.model_copy(update={"headings": "#00695c"})
    assert (made[0].logo.height, made[1], own[1]) == (14, png(30, 8), b"")
    dressed, plain = (pdf.convert("# A\n", "en", "A", folder) for folder in (tmp_path, None))
    assert (b"/Subtype/Image" in dressed, b"/Subtype/Image" in plain) == (True, False)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('[colours]\nheadings = "red"', "colours.headings: write a colour, such as #1f3a5f"),
        ('[colours]\nheadings = "#000000\\n#read(1)"', "colours.headings: write a colour, such as #1f3a5f"),
        ("[colours]\nsea = 1", "colours.sea: Extra inputs"),
        ("sea = 1", "sea: Extra inputs"),
        ("colours = 1", "colours: Input should be"),
        ("[margins]\ntop = nan", "margins.top: Input should be"),
        ("[margins]\ntop = 900", "margins.top: Input should be"),
        ('[fonts]\ntext = ["a\\u001b"]', "fonts.text.0: write the name of a font"),
        ('[logo]\nfile = "../logo.png"', "logo.file: write the name of a PNG beside it"),
        ('[logo]\nfile = "none.png"', "there is no templates/none.png"),
        ("[logo", "Expected"),
        ("a = " + "[" * 100_000, "nested too deep|Expected|recursion"),
        ("\udcff", "not UTF-8"),
    ],
)  # fmt: skip
def test_a_look_that_is_none_is_refused(tmp_path: Path, said: str, why: str) -> None:
    (tmp_path / "paper.toml").write_bytes(said.encode("utf-8", "surrogateescape"))
    with pytest.raises(KvtoolError, match=rf"templates/paper\.toml: .*(?:{why})") as raised:
        look(tmp_path)
    assert raised.value.exit_code == Exit.FINDINGS


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (b"<svg/>", "not a PNG"),
        (png(1, 1)[:16] + b"\x7f\xff\xff\xff" * 2, "more than 4000 pixels"),
        (png(9, 9)[:50], "not a picture that can be read"),
    ],
)
def test_a_logo_that_is_none_is_refused(tmp_path: Path, picture: bytes, why: str) -> None:
    (tmp_path / "logo.png").write_bytes(picture)
    (tmp_path / "paper.toml").write_text('[logo]\nfile = "logo.png"\n')
    with pytest.raises(KvtoolError, match=rf"templates/logo\.png: {why}"):
        pdf.convert("# A\n", "en", "A", tmp_path)


def test_a_linked_logo_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "logo.png").symlink_to("/etc/passwd")
    (tmp_path / "paper.toml").write_text('[logo]\nfile = "logo.png"\n')
    with pytest.raises(KvtoolError, match=r"templates/logo\.png: symbolic link"):
        look(tmp_path)


HEADED = "# A\n\n| As of | Owner |\n| --- | --- |\n| 1 March 2026 | Unit |\n"


def test_the_top_of_the_pages_says_what_they_belong_to_and_of_which_day() -> None:
    assert running(read(HEADED, "en", "Lyra")) == "Lyra · As of 1 March 2026"
    assert running(read("# A\n\ntext\n", "en", "Lyra")) == "Lyra"


def test_a_document_says_it_on_all_pages_but_the_first() -> None:
    made = docx.convert(HEADED, "en", "Lyra")
    with ZipFile(BytesIO(made)) as archive:
        heads = [name for name in archive.namelist() if "header" in name]
    told = ["".join(one.text or "" for one in part(made, name).iter(f"{W}t")) for name in heads]
    assert told == ["Lyra · As of 1 March 2026"]
    assert part(made, "word/document.xml").find(f".//{W}titlePg") is not None


# All


def worst() -> str:
    """A paper with long and wide tables, endless words, hundreds of notes, other scripts."""
    long = "".join(f"| {row} | Unit {row} | {'text ' * 9}[^{row + 1}] |\n" for row in range(60))
    across = "|".join(f" c{column} " for column in range(12))
    notes = "".join(f"[^{number}]: Source {number}\n" for number in range(1, 301))
    return (
        f"# Worst 😀\n\n{'Word' * 200} {'https://vega.example/' + 'a' * 300}\n\nمرحبا\n\n- שלום 👩‍👩‍👧 漢字\n\n"
        f"| N | Unit | Text |\n| --- | --- | --- |\n{long}\n|{across}|\n|{' --- |' * 12}\n|{across}|\n\n"
        f"{''.join(f'Said {number}[^{number}]. ' for number in range(1, 301))}\n\n{notes}"
    )


BREAK = "# A\n\ntext\n\n<!-- new page -->\n\n## B\n\n<!-- a note for writers -->\n\n## C\n"


def test_a_comment_before_a_heading_begins_a_page_and_no_other_does() -> None:
    assert [one.fresh for one in read(BREAK, "en", "A").blocks if isinstance(one, Heading)] == [False, True, False]
    assert b'<h2 class="fresh">B</h2>' in html.convert(BREAK, "en", "A")


def test_a_page_begins_in_a_document() -> None:
    body = part(docx.convert(BREAK, "en", "A"), "word/document.xml")
    assert [one.find(f"{W}pPr/{W}pageBreakBefore") is not None for one in body.iter(f"{W}p")] == [False] * 2 + [
        True,
        False,
    ]


def test_a_page_begins_in_a_pdf() -> None:
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.convert(BREAK, "en", "A"))) == 2


def test_a_wide_table_turns_the_page() -> None:
    assert wide(read(worst(), "en", "Worst"))
    assert not wide(read(PAPER, "en", "Lyra"))
    assert b'<main id="text" tabindex="-1" class="wide">' in html.convert(worst(), "en", "Worst")


def test_the_worst_paper_is_a_document() -> None:
    made = part(docx.convert(worst(), "en", "Worst"), "word/document.xml")
    assert len(list(made.iter(f"{W}footnoteReference"))) == 300
    assert len(list(made.iter(f"{W}instrText"))) == 60  # the table's notes are mentioned once more
    assert made.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"  # type: ignore[union-attr]
    assert len(list(made.iter(f"{W}bidi"))) == 2


def test_the_worst_paper_is_a_pdf() -> None:
    assert re.findall(rb"/S/(\w+)", pdf.convert(worst(), "en", "Worst")).count(b"Note") == 300


FORMS = {"html": html, "docx": docx, "pdf": pdf}


def test_same_paper_same_bytes_whatever_the_machine_is_set_to() -> None:
    code = (
        "import sys, hashlib\nfrom importlib import import_module\nfrom pathlib import Path\n"
        "text = Path(sys.argv[1]).read_text(encoding='utf-8')\n"
        "for form in sys.argv[2:]:\n"
        "    made = import_module(f'kvtool.forms.{form}').convert(text, 'fi', 'Lyra')\n"
        "    print(form, hashlib.sha256(made).hexdigest())\n"
    )
    settings = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Etc/GMT+12", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "5"},
    ]
    printed = [
        subprocess.run(
            [sys.executable, "-c", code, str(GOLDEN / "paper.md"), *FORMS],
            env={**os.environ, **setting},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for setting in settings
    ]
    here = [f"{name} {sha256(form.convert(PAPER, 'fi', 'Lyra')).hexdigest()}" for name, form in FORMS.items()]
    assert [text.splitlines() for text in printed] == [here, here]


@pytest.mark.parametrize(("form", "library", "package"), [(docx, "docx", "python-docx"), (pdf, "typst", "typst")])
def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, form: ModuleType, library: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(KvtoolError, match=f"needs {package}, which is not installed") as raised:
        form.convert("", "en", "Lyra")
    assert raised.value.exit_code == Exit.USAGE
    assert raised.value.remedy == f"pip install 'kvtool[{form.ENDING}]'"


def test_the_forms_say_what_they_are() -> None:
    assert {(one.ENDING, one.TEXT) for one in (html, docx, pdf)} == {("html", True), ("docx", False), ("pdf", False)}


def main() -> None:
    """Writes the golden files anew."""
    (GOLDEN / "paper.html").write_bytes(html.convert(PAPER, "en", "Briefing: Lyra"))
    (GOLDEN / "paper.docx.xml").write_text(seen_in(docx.convert(PAPER, "en", "Briefing: Lyra")), encoding="utf-8")


if __name__ == "__main__":
    main()
