"""Properties of reading and printing: any bytes are answered, what is written is read, what is escaped renders as itself."""

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from yaml import BaseLoader

from kvtool.cli.app import run
from kvtool.text import events, reader
from kvtool.text.characters import decode, structure
from kvtool.text.fault import Path as FieldPath
from kvtool.text.tree import where
from kvtool.words.markdown import escape
from kvtool.words.safe import safe_lines, safe_text
from tests.test_hostile import DAY, base_at

COMMANDS = (["lint"], ["list", "partners"], ["show", "turku"], ["brief", "turku"])

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NEVER_READ = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that no file may hold."""

PIECES = [
    *[
        ":",
        "-",
        "?",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        "|",
        ">",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "#",
        "\\",
        "~",
        ".",
        "=",
        "<",
    ],
    *("\n", "\r\n", "\r", "\t", " ", "  ", "---", "...", "<<<<<<< ", "%YAML 1.1", "&a", "*a", "!!str", "\\e", "\\u"),
    *("id", "x", "turku", "names", "type", "city", "standing", "å", "\U0001f600", "\ufeff", "\u202e", "\x1b", "\x00"),
    *("# kvtool: allow broken-link until 2027 because x", "kvtool:", "{fact:x}", "2026-02-30", "NO", "null", "1e9"),
    *("id: x\n", "type: city\n", "names: {en: X}\n", "standing:\n  - {status: key}\n", "other_names: [{text: y}]\n"),
]
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=30).map(
    lambda pieces: "".join(pieces).encode("utf-8", "replace")
)
BYTES = st.one_of(
    st.binary(max_size=200), YAML_LIKE, st.tuples(YAML_LIKE, st.binary(max_size=3), YAML_LIKE).map(b"".join)
)

MARKDOWN = st.lists(
    st.one_of(
        st.text(max_size=4),
        st.sampled_from(list("\\`*_[]<>|~$&;#!-+=:.()^\"'{}@/1a \n\t")),
        st.sampled_from(
            ["&amp;", "&#x41;", "1.", "1)", "---", "- ", "> ", "```", "~~~", "[a](b)", "![", "<b>", "<!--"]
        ),
        st.sampled_from(
            ["http://a.example", "javascript:", "  \n", "[^1]", ":---", "***", "===", "    ", "[a]: b", "\\"]
        ),
    ),
    max_size=8,
).map("".join)


def within(text: str, line: int, column: int) -> bool:
    """Whether a place lies in a text, or just behind its last line or the last character of a line."""
    lines = text.split("\n")
    return 1 <= line <= len(lines) + 1 and 1 <= column <= (len(lines[line - 1]) if line <= len(lines) else 0) + 1


NOTES = ("KV013", "KV017")
"""What is said of a text that is read all the same."""


@given(BYTES)
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"a: \xe4")
@example(b"a: 'x\ny: \x85")
@settings(max_examples=1500, deadline=None)
def test_reading_never_raises_and_faults_lie_in_the_text(data: bytes) -> None:
    reading = reader.read(data)
    text = data.decode("utf-8", "replace")
    assert [fault for fault in reading.faults if not within(text, fault.line, fault.column)] == []
    assert (reading.tree is None) == any(fault.code not in NOTES for fault in reading.faults)


@given(BYTES)
@example(b"? ;")
@example(b"a: b\n? ;")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_parser_in_pure_python_reads_the_same(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    text, faults = decode(data)
    assume(not faults and not structure(text))
    fast = events.by_events(text, [])
    with monkeypatch.context() as patched:
        patched.setattr(events, "Parser", BaseLoader)
        slow = events.by_events(text, [])
    if fast.tree is not None and slow.tree is not None:
        assert fast.tree == slow.tree


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_at(tmp_path_factory.mktemp("base"))


def said(*arguments: str) -> tuple[int, str]:
    """The exit code of a command, and all that it printed."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(out):
        code = run([*arguments])
    out.flush()
    return int(code), out.buffer.getvalue().decode()


@given(data=BYTES, name=st.sampled_from(["data/partners/x.yaml", "data/networks/x.yaml", "data/partners/turku.yaml"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_in_a_base_are_answered(base: Path, data: bytes, name: str) -> None:
    base_at(base)
    (base / name).parent.mkdir(exist_ok=True)
    (base / name).write_bytes(data)
    for command in COMMANDS:
        code, text = said("--root", str(base), *command, "--as-of", DAY)
        assert code in (0, 1, 2, 3, 4, 5), (command, text)
        assert "Traceback" not in text
        assert CONTROL.findall(text.replace("\n", "")) == []
    (base / name).unlink()


@given(data=BYTES)
@settings(max_examples=30, deadline=None)
def test_any_bytes_for_settings_are_answered(base: Path, data: bytes) -> None:
    base_at(base)
    (base / "kvtool.toml").write_bytes(data)
    code, text = said("--root", str(base), "lint", "--as-of", DAY)
    assert code in (0, 1, 2), text
    assert "Traceback" not in text
    base_at(base)


# What a YAML 1.2 writer writes.

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), max_size=20),
    st.text("ab :#-?{}[],&*!|>'\"%@`\\\n\t.", max_size=12),
    st.sampled_from(
        ["NO", "on", "yes", "010", "12:30", "1_000", "2026-11-21", "null", "~", "true", "1e3", "0x1F", "="]
    ),
    st.text("ab ", min_size=90, max_size=200),
).filter(lambda text: not NEVER_READ.search(text) and not text.startswith(("?", ":")))
"""Any text that a file may hold; `?` and `:` before a letter are read as YAML 1.1 does when they stand in brackets."""

KEYS = st.one_of(
    st.from_regex("[a-zåäö_]([a-zåäö0-9_ -]{0,20}[a-z])?", fullmatch=True),
    st.sampled_from(["NO", "on", "y", "true", "null", "<<", "a: b", "# a", "- a", "'", '"']),
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def written(record: dict[str, Any], flow: bool) -> str:
    """A record as ruamel.yaml writes it; not folded, since that loses a space where two stand."""
    writer = YAML(pure=True)
    writer.default_flow_style = flow
    writer.width = 10_000
    stream = io.StringIO()
    writer.dump(record, stream)
    return stream.getvalue()


def paths(tree: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The paths of all values of a tree."""
    for step in tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield (*path, step)
        yield from paths(tree[step], (*path, step))


def value_at(tree: Any, path: FieldPath) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def starts(text: str, value: Any) -> bool:
    """Whether a text starts as a value does that is written there."""
    if isinstance(value, dict):
        return bool(value) or text.startswith("{")
    if isinstance(value, list):
        return text.startswith(("[", "-"))
    return text.startswith(("'", '"', "|", ">")) or (value != "" and text.startswith(re.split("[ \n]", value)[0]))


@given(record=RECORDS, flow=st.booleans())
@example({"country": "NO", "on": "12:30"}, False)
@example({"a": "x\ny\n", "b": ["", {}], "c": "\U0001f600 å"}, False)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_yaml_1_2_writer_writes_is_read_with_every_value_at_its_place(
    record: dict[str, Any], flow: bool
) -> None:
    text = written(record, flow)
    assume(not (flow and re.search(r":[?,\[\]{}]", text)))  # libyaml asks for quotes there, as YAML 1.1 does
    reading = reader.read(text.encode())
    assert {fault.code for fault in reading.faults} <= {"KV017"}
    assert reading.fields == record
    lines = text.split("\n")
    for path in paths(record):
        line, column = where(reading.tree, path)
        assert starts(lines[line - 1][column - 1 :], value_at(record, path)), (path, line, column)


@given(record=st.dictionaries(KEYS, TEXTS, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_crlf_and_a_byte_order_mark_change_no_value(record: dict[str, str]) -> None:
    text = written(record, flow=False)
    assume(reader.read(text.encode()).fields == record)
    reading = reader.read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert reading.fields == record
    assert "KV013" in {fault.code for fault in reading.faults} <= set(NOTES)


# What leaves.


@given(st.text(st.characters(), max_size=40))
@example("\x1b[2J\x9b31m\r\n\t\x00\x7f\u2028\u202e\ud800\ufeff")
@settings(max_examples=1000, deadline=None)
def test_safe_text_is_one_line_without_anything_that_acts(text: str) -> None:
    safe = safe_text(text)
    assert CONTROL.findall(safe) + BIDI.findall(safe) == []
    assert safe.encode().decode() == safe
    assert safe_text(safe) == safe


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=500, deadline=None)
def test_safe_lines_keeps_line_feeds_and_tabs_only(text: str) -> None:
    lines = safe_lines(text)
    assert CONTROL.findall(re.sub("[\n\t]", "", lines)) + BIDI.findall(lines) == []
    assert lines.count("\n") == text.count("\n")
    assert lines.count("\t") == text.count("\t")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=40))
@settings(max_examples=500, deadline=None)
def test_safe_text_leaves_all_else_alone(text: str) -> None:
    assume(not re.search("[\ufffc\ufffd]", text))
    assert safe_text(text) == text


PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def rendered(children: Any) -> str:
    """The text that a reader sees; anything that is more than text stands in it as its type."""
    return "".join(token.content if token.type in ("text", "text_special") else f"⟨{token.type}⟩" for token in children)


def as_meant(text: str) -> str:
    """A text with its runs of white space as one space and what cannot be seen made visible."""
    return re.sub(r"\s+", " ", safe_lines(text)).strip()


def shown_in(page: str, blocks: list[str]) -> list[str]:
    """The texts of a Markdown page that has just these blocks."""
    tokens = PARSER.parse(page)
    assert blocks == [token.type for token in tokens]
    return [rendered(token.children) for token in tokens if token.type == "inline"]


@given(MARKDOWN)
@example("# H")
@example("1. x")
@example("&amp; \\&amp; &#65;")
@example("[a](javascript:b) <javascript:b> ![x](y)")
@example("[a]: b")
@settings(max_examples=1500, deadline=None)
def test_escaped_text_is_one_paragraph_of_just_that_text(text: str) -> None:
    wanted = as_meant(text)
    assume(wanted)
    assert [wanted] == shown_in(escape(text), PARAGRAPH)
    assert [wanted] == shown_in(
        f"- {escape(text)}\n",
        ["bullet_list_open", "list_item_open", *PARAGRAPH, "list_item_close", "bullet_list_close"],
    )
    assert [wanted] == shown_in(f"> {escape(text)}\n", ["blockquote_open", *PARAGRAPH, "blockquote_close"])


@given(MARKDOWN, MARKDOWN)
@example("a|b", "\\|")
@example("---", ":-:")
@settings(max_examples=800, deadline=None)
def test_escaped_text_is_one_cell_of_a_table(one: str, other: str) -> None:
    page = f"| a | b |\n| --- | --- |\n| {escape(one)} | {escape(other)} |\n"
    texts = [rendered(token.children) for token in PARSER.parse(page) if token.type == "inline"]
    assert ["a", "b", as_meant(one), as_meant(other)] == texts


@given(MARKDOWN)
@example("C #")
@settings(max_examples=300, deadline=None)
def test_escaped_text_is_one_heading(text: str) -> None:
    wanted = as_meant(text)
    assume(wanted)
    assert [wanted] == shown_in(f"# {escape(text)}\n", ["heading_open", "inline", "heading_close"])


@given(MARKDOWN)
@settings(max_examples=300, deadline=None)
def test_escaped_text_starts_nothing_that_a_runner_obeys(text: str) -> None:
    assert not escape(text).startswith(("::", "##["))
    assert unicodedata.category((escape(text) or " ")[0]) != "Cc"
