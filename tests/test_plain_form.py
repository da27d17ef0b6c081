"""The quick reader of the plain form answers as the events of the full parser do, or not at all."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.text.characters import decode, structure
from kvtool.text.events import by_events
from kvtool.text.plain import plain
from kvtool.text.tree import WIDTH, Reading, marks, where, written

HOUSE = Path(__file__).parent.parent

PIECES = [
    *(
        ": ",
        " #",
        "- ",
        "\n  ",
        "\n\n",
        "  ",
        "null",
        "yes",
        "|\n",
        "> ",
        ">-\n",
        "---\n",
        "...\n",
        "? ",
        "- - ",
        "12:30",
        "NO",
        "[off, 1e3]",
    ),
    *(
        "{a: b}",
        "[x, y]",
        "[]",
        "{}",
        "[a, b]",
        "\n# c\n",
        "'a'",
        '"b"',
        "key:\n",
        "a: ",
        "\n    ",
        "0x1",
        "- a\n",
        "\t",
    ),
    *":-?[]{},\"'|>&*!%@#\\~.=< \n0aZ_ä€^$;/()+1\u00a0\u3000",
]
SHAPES = (
    "id: lyra\ntype: city\nnames:\n  fi: Lyyra\n  en: 'The Lyre'\n",
    "standing:\n  - status: key  # now\n    source: plan\n  - {status: ended, source: 'note'}\nusers: [one, two]\n",
    "result:\n  fi: |\n    one\n\n    two\n  en: >-\n    three\n    four\n\n    five\n\n\nstate: held\n",
    '- one\n- two:\n    - three\n  four: [{a: b, c: [d, e]}, "f"]\n',
    "a:\nb: # nothing\nc:\n- d\n- |-\n  e\nf: ''\n",
    "from: 2021-03-01\nto: 2022-06\nnew: nothing new\nold: only\nc: 5\nwho: [nobody, on, yes-men]\nd: {a: no, b: 'c'}\n",
)


def whole(read: Reading) -> Any:
    """What was read with its marks, the order of its keys, and what is said of odd words."""
    return read.tree and (json.dumps(read.fields), list(read.tree.marks), list(read.faults))


def agrees(text: str) -> bool:
    """Whether the quick reader answered; where it does, the full parser has found nothing wrong and the same tree."""
    readable, faults = decode(text.encode("utf-8", "replace"))
    if faults or structure(readable) or (quick := plain(readable)) is None:
        return False
    assert whole(quick) == whole(by_events(readable, []))
    return True


@pytest.mark.parametrize("text", [shape for shape in SHAPES if not shape.startswith("-")])
def test_the_plain_form_is_read(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n  c\n",
        "a: b: c\n",
        "a: b\na: c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: 'it''s'\n",
        'a: "\\x41"\n',
        "a: |2\n  b\n",
        "a: |+\n  b\n",
        "a: |\n\n  b\n",
        "a: >\n  b\n    c\n",
        "a: [b,\n  c]\n",
        "a: [b, ]\n",
        "a:\n  - b\n c: d\n",
        "a: b\n   \n",
        "a: b",
        "null: b\n",
        "? a\n: b\n",
        "--- \na: b\n",
        "a: " + "[" * 13 + "]" * 13 + "\n",
        "a: [" + "b, " * 20_000 + "c]\n",
        "",
        "# only a comment\n",
    ],
)
def test_what_is_more_than_plain_is_left_to_the_full_parser(text: str) -> None:
    assert plain(text) is None


@pytest.mark.parametrize(
    "word",
    [
        *(
            "no",
            "on",
            "y",
            "null",
            "noon",
            "nobody",
            "only",
            "yes-men",
            "0",
            "5",
            "10",
            "0123",
            "1999",
            "12345",
            "1_000",
        ),
        *("1e3", "2021-3", "2022-06", "2021-03-01", "2021-13-01"),
    ],
)
def test_words_that_look_alike_are_told_apart(word: str) -> None:
    assert agrees(f"a: {word}\nb: [{word}, c]\nd: {{e: {word}, f: g}}\n")
    assert agrees(f"a:\n  - {word}\n  - {word} b\n")


@pytest.mark.parametrize("rest", ["{b: c}d: e, f: g}", "{b: c}d: e}", "{b: c}}", "{b: c, d: e}, f: g}", "{b: c} d: e}"])
def test_what_follows_the_end_of_a_mapping_in_brackets_is_no_part_of_it(rest: str) -> None:
    for text in (f"a: {rest}\n", f"- {rest}\n", f"a:\n  - {rest}\n"):
        assert plain(text) is None


def test_nearly_all_shipped_records_are_plain() -> None:
    files = sorted(HOUSE.glob("data/*/*.yaml"))
    read = [agrees(file.read_text(encoding="utf-8")) for file in files]
    assert sum(read) > len(files) * 0.9


@given(
    st.integers(),
    st.sampled_from(SHAPES),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(PIECES)), max_size=4),
)
@settings(max_examples=1500, deadline=None)
def test_whatever_is_put_into_or_taken_from_a_text_both_readers_agree(
    seed: int, text: str, pieces: list[tuple[int, str]]
) -> None:
    random = Random(seed)
    for place, piece in pieces:
        cut = place % (len(text) + 1)
        text = text[:cut] + piece + text[cut + random.choice((0, 0, 1, 3)) :]
    lines = text.split("\n")
    if random.random() < 0.3:
        line = random.randrange(len(lines))
        lines[line] = " " * random.randrange(6) + lines[line].lstrip()
    agrees("\n".join(lines))


@pytest.mark.parametrize(
    ("path", "value_at", "key_at"),
    [
        (("a",), (1, 4), (1, 1)),
        (("b",), (3, 3), (2, 1)),
        (("b", "c"), (3, 6), (3, 3)),
        (("b", "d"), (4, 6), (4, 3)),
        (("b", "d", 0), (4, 7), (4, 7)),
        (("b", "d", 1, "e"), (4, 14), (4, 11)),
        (("f",), (6, 1), (5, 1)),
        (("f", 0), (6, 3), (6, 3)),
        (("f", 1, "g"), (7, 6), (7, 3)),
        (("h",), (9, 3), (9, 1)),
        (("i",), (10, 4), (10, 1)),
        (("b", "z"), (2, 1), (2, 1)),  # not written: where it belongs
        (("f", 7), (5, 1), (5, 1)),
        (("z",), (1, 1), (1, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_every_field_has_its_place(path: tuple[str | int, ...], value_at: Any, key_at: Any) -> None:
    text = "a: x\nb:\n  c: y\n  d: [z, {e: w}]\nf:\n- v\n- g: u\n# said\nh:\ni: t\n"
    for read in (plain(text), by_events(text, [])):
        assert read
        assert (value_at, key_at) == (where(read.tree, path), where(read.tree, path, key=True))


def test_words_that_others_misread_are_noted() -> None:
    text = "a: yes\nb: [010, two]\nc:\n- {d: NO}\n- 1e3  # said\n- 'off'\n"
    quick = plain(text)
    assert quick
    assert [(one.line, one.column, one.help) for one in quick.faults] == [
        (1, 4, 'write "yes"'),
        (2, 5, 'write "010"'),
        (4, 7, 'write "NO"'),
        (5, 3, 'write "1e3"'),
    ]
    assert whole(quick) == whole(by_events(text, []))


@pytest.mark.parametrize("read", [plain, partial(by_events, notes=[])])
def test_marks_are_written_in_bytes(read: Callable[[str], Reading | None]) -> None:
    reading = read("a: 1\nb: [c]\n")
    assert reading
    assert reading.tree
    assert [(1, 1), (1, 4), (2, 1), (2, 4), (2, 5)] == [divmod(mark, WIDTH) for mark in reading.tree.marks]
    assert reading.tree.marks == marks(written(reading.tree.marks))


@pytest.mark.parametrize("kept", [b"", b"u1234", b"I123", "\u00e9".encode()])
def test_other_bytes_are_no_marks(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r"b'|bytes"):
        marks(kept)


def test_places_far_down_are_left_to_the_full_parser() -> None:
    lines = 2**32 // WIDTH
    assert plain("a: b\n" + "#\n" * (lines - 3) + "c: d\n")
    text = "a: b\n" + "#\n" * (lines - 2) + "c: d\n"
    assert plain(text) is None
    assert (lines, 4) == where(by_events(text, []).tree, ("c",))
