"""Fields are put in order with the comments that are theirs; no other comment moves, and none is ever lost."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvtool.text.blocks import arranged
from kvtool.text.reader import read

NAMES = ["id", "type", "names", "country", "lead", "offers", "notes"]


def by_name(names: Iterable[str]) -> list[str]:
    """The names in the order of `NAMES`; others last, as they come."""
    return sorted(names, key=lambda name: NAMES.index(name) if name in NAMES else len(NAMES))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "id: a\n# of the lead\nlead: x # here\n# of the country\ncountry: SE\n",
            "id: a\n# of the country\ncountry: SE\n# of the lead\nlead: x # here\n",
        ),
        (
            "id: a\noffers:\n  - b\n  # of the offers\ncountry: SE\n",
            "id: a\ncountry: SE\noffers:\n  - b\n  # of the offers\n",
        ),
        (
            "id: a\nlead: x\n  # of the lead\n# of the country\ncountry: SE\n",
            "id: a\n# of the country\ncountry: SE\nlead: x\n  # of the lead\n",
        ),
        (
            "id: a\nlead: x\ncountry: SE\n# of the end\n",
            "id: a\ncountry: SE\nlead: x\n# of the end\n",
        ),
        (
            "id: a\nlead: x\ncountry: SE\n\n# of the end\n\n# too\n\n",
            "id: a\ncountry: SE\nlead: x\n\n# of the end\n\n# too\n\n",
        ),
        (
            "names: b\nid: a\n\n# Heading\n\n# of the lead\nlead: x\ncountry: SE\n",
            "id: a\nnames: b\n\n# Heading\n\ncountry: SE\n# of the lead\nlead: x\n",
        ),
        (
            "# of the record\n\nnames: b\nid: a\n",
            "# of the record\n\nid: a\nnames: b\n",
        ),
        (
            "# of the record\nid: a\nlead: x\ncountry: SE\n",
            "# of the record\nid: a\ncountry: SE\nlead: x\n",
        ),
        (
            "id: a\nnotes: |\n  # words\n\n  more\n\n# of the country\ncountry: SE\n",
            "id: a\n# of the country\ncountry: SE\nnotes: |\n  # words\n\n  more\n\n",
        ),
        (
            'id: a\nlead: "x\n# words\n# y" # of the lead\ncountry: SE\n',
            'id: a\ncountry: SE\nlead: "x\n# words\n# y" # of the lead\n',
        ),
        (
            "id: a\noffers: [b,\n# of c\nc\n] # of the offers\ncountry: SE\n",
            "id: a\ncountry: SE\noffers: [b,\n# of c\nc\n] # of the offers\n",
        ),
        (
            "id: a\nlead:\n# of the country\ncountry: SE\n",
            "id: a\n# of the country\ncountry: SE\nlead:\n",
        ),
        (
            "id: a\r\nlead: x\r\n\r\n# of the country\r\ncountry: SE\r\n",
            "id: a\r\n# of the country\r\ncountry: SE\r\nlead: x\r\n\r\n",
        ),
        (
            "id: a\n# kvtool: allow b until 2030 because c\nlead: x\ncountry: SE\n",
            "id: a\ncountry: SE\n# kvtool: allow b until 2030 because c\nlead: x\n",
        ),
    ],
)
def test_a_comment_goes_with_its_own_field(before: str, after: str) -> None:
    assert after == arranged(before, by_name)
    assert after == arranged(after, by_name)


@pytest.mark.parametrize(
    "text",
    [
        "id: a\nlead: x\n\n# Heading\n\ncountry: SE\n",
        "id: a\nlead: x\n# of the lead?\n\ncountry: SE\n",
        "id: a\nlead: x\n# of the lead?\n  # of the country?\ncountry: SE\n",
        "# of the record, or of the names?\nnames: b\nid: a\n",
        "names: b\n# kvtool: allow broken-link until 2030 because c\nid: a\n",
        "{id: a, lead: x, country: SE}\n",
        " id: a\n lead: x\n country: SE\n",
        "id: a\nlead: x\ncountry: SE",
        "id: a\n",
        "",
    ],
    ids=[
        "past a heading", "below and apart", "below and indented", "above the first", "would speak of the record",
        "in braces", "indented", "no last end", "one field", "nothing",
    ],
)  # fmt: skip
def test_where_a_comment_may_mean_another_thing_all_stays(text: str) -> None:
    assert text == arranged(text, by_name)


VALUES = [" x", " x # on", "\n  - x\n  # in\n  - y", " |\n  # x\n\n  y", " >-\n  x\n  # x", " {a: b,\n# in\n c: d}", ""]


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record below a heading or two, with fields in any order, most of them on the right side of each heading."""
    cuts = sorted(draw(st.sets(st.integers(1, len(NAMES) - 1), max_size=2)))
    names = draw(st.sampled_from([NAMES, NAMES, NAMES, draw(st.permutations(NAMES))]))
    text = draw(st.sampled_from(["", "# head\n\n"]))
    for start, end in zip([0, *cuts], [*cuts, len(NAMES)], strict=True):
        text += f"\n# heading {start}\n\n" if start else ""
        text += "".join(draw(fields(name)) for name in draw(st.permutations(names[start:end])))
    return text + draw(st.sampled_from(["", "# end\n", "\n# end\n"]))


def fields(name: str) -> st.SearchStrategy[str]:
    """A field, with comments of its own or without, and with an empty line below it or none."""
    own = st.sampled_from(["", f"# of {name}\n", f"# {name}:\n# more of {name}\n"])
    return st.tuples(own, st.just(f"{name}:"), st.sampled_from(VALUES), st.sampled_from(["\n", "\n\n"])).map("".join)


@given(records())
def test_no_line_is_lost_and_each_comment_keeps_its_field_or_its_place(text: str) -> None:
    after = arranged(text, by_name)
    assert sorted(text.splitlines()) == sorted(after.splitlines())
    assert read(text.encode()).fields == read(after.encode()).fields
    assert headings(text) == headings(after)
    assert owned(text) == owned(after)
    assert after == arranged(after, by_name)


def headings(text: str) -> list[tuple[str, set[str]]]:
    """The comments with an empty line below, each with the fields above it."""
    lines = text.split("\n")
    found: list[tuple[str, set[str]]] = []
    above: set[str] = set()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        above |= {line.partition(":")[0]} if line[:1].isalpha() else set()
        if line.startswith("#") and not following:
            found.append((line, set(above)))
    return found


def owned(text: str) -> dict[str, list[str]]:
    """The fields, each with the comments right above it."""
    found: dict[str, list[str]] = {}
    above: list[str] = []
    for line in text.split("\n"):
        if line[:1].isalpha():
            found[line.partition(":")[0]] = above
        above = [*above, line] if line.startswith("#") else []
    return found
