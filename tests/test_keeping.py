"""Blocks that somebody wrote into a paper by hand: they stay where they were, and none of them is ever lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.errors import Exit, KvtoolError
from kvtool.keeping import GONE, kept

PAPER = """# Briefing: Lyra

| As of |
| --- |
| today |

## What may be said

**Of the relation**

- a partner

**Press line**

- all is well

## Lyra

City.

[^1]: Plan.
"""
BLOCK = "<!-- keep: mine -->\nby hand\n\n## no heading\n\n  as it is  \n<!-- /keep -->"


def with_block(paper: str, before: str, block: str = BLOCK) -> str:
    """A paper with a block behind a line."""
    return paper.replace(f"{before}\n", f"{before}\n{block}\n", 1)


@pytest.mark.parametrize(
    "before",
    ["# Briefing: Lyra", "| today |", "## What may be said", "- a partner", "- all is well", "## Lyra", "City."],
)
def test_a_block_stays_where_it_was(before: str) -> None:
    made = kept(with_block(PAPER, before), PAPER)
    assert PAPER == made.replace(f"\n{BLOCK}\n", "", 1)
    assert re.search(rf"^{re.escape(before)}\n\n{re.escape(BLOCK)}$", made, re.MULTILINE)
    assert made == kept(made, PAPER)


def test_a_block_before_all_headings_stays_there() -> None:
    assert f"{BLOCK}\n\n{PAPER}" == kept(f"{BLOCK}\n{PAPER}", PAPER)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        # the paragraph is gone: the end of the section, before the notes
        (PAPER.replace("City.", "Town."), f"Town.\n\n{BLOCK}\n\n[^1]: Plan.\n"),
        # the section has another name, and stands between the same two
        (PAPER.replace("## Lyra", "## Lyyra"), f"City.\n\n{BLOCK}\n\n[^1]: Plan.\n"),
        # the section is gone
        (PAPER.partition("## Lyra")[0], f"- all is well\n\n## {GONE}\n\n{BLOCK}\n"),
        # another one came before it
        (PAPER.replace("## Lyra", "## Vega\n\nCity.\n\n## Lyra"), f"## Lyra\n\nCity.\n\n{BLOCK}\n\n[^1]: Plan.\n"),
    ],
)
def test_a_block_finds_its_place_in_a_paper_that_has_changed(new: str, expected: str) -> None:
    made = kept(with_block(PAPER, "City."), new)
    assert made.endswith(expected)
    assert made == kept(made, new)


def test_blocks_stay_in_their_order() -> None:
    one, two = (BLOCK.replace("mine", name) for name in ("one", "two"))
    assert f"City.\n\n{one}\n\n{two}\n" in kept(with_block(PAPER, "City.", f"{one}\n{two}"), PAPER)


def test_a_block_that_the_new_paper_has_too_is_the_old_one() -> None:
    empty = "<!-- keep: mine -->\n<!-- /keep -->"
    new = with_block(PAPER, "City.", f"\n{empty}")
    assert new.replace(empty, BLOCK) == kept(with_block(PAPER, "- a partner"), new)


def test_without_blocks_nothing_changes() -> None:
    assert PAPER == kept("# Something else\n", PAPER)


@pytest.mark.parametrize(
    ("old", "line", "says"),
    [
        ("a\n<!-- keep: x -->\nb\n", 2, "the block 'x' has no end"),
        ("a\n<!-- /keep -->\n", 2, "a block ends, and none has begun"),
        ("<!-- keep: x -->\n<!-- keep: y -->\n<!-- /keep -->\n", 2, "the block 'y' begins within 'x', of line 1"),
        ("<!-- keep: x -->\n<!-- /keep -->\n<!-- keep: x -->\n<!-- /keep -->\n", 3, "stands in line 1 already"),
        ("<!-- keep -->\n<!-- /keep -->\n", 1, "'<!-- keep -->' is no mark of a block"),
        ("<!-- keep: -->\n<!-- /keep -->\n", 1, "is no mark of a block"),
        ("<!-- Keep: x -->\n<!-- /keep -->\n", 1, "is no mark of a block"),
        ("<!-- keep: x\n-->\n<!-- /keep -->\n", 1, "is no mark of a block"),
        ("<!-- keep: x --> text <!-- /keep -->\n", 1, "is no mark of a block"),
        ("<!-- keep: x -->\n<!--/ keep-->\n<!-- /keep -->\n", 2, "is no mark of a block"),
    ],
)
def test_a_mark_that_cannot_be_understood_is_refused_with_its_line(old: str, line: int, says: str) -> None:
    with pytest.raises(KvtoolError) as refused:
        kept(old, PAPER)
    assert (Exit.NOT_WRITTEN, True) == (refused.value.exit_code, refused.value.message.startswith(f"line {line}: "))
    assert says in refused.value.message


def test_lines_of_windows_and_a_byte_order_mark_do_no_harm() -> None:
    old = "\ufeff" + with_block(PAPER, "City.").replace("\n", "\r\n")
    assert kept(with_block(PAPER, "City."), PAPER) == kept(old, PAPER)


def test_of_paragraphs_alike_a_block_stays_behind_its_own() -> None:
    said = "a\n\na\n\n<!-- keep: x -->\n<!-- /keep -->\n"
    assert kept(said, "a\n\na\n") == said


def test_a_block_at_the_end_of_a_text_stays_before_the_page_of_its_annexes() -> None:
    old = "# A\n\ngone\n\n<!-- keep: x -->\n<!-- /keep -->\n\n<!-- new page -->\n\n## Annex\n"
    assert kept(old, old.replace("gone", "new")) == old.replace("gone", "new")


LINE = st.sampled_from(["", "text", "- item", "# One", "## Two", "### Three", "**title**", "| a | b |", "[^1]: note"])
LINES = st.lists(LINE, max_size=12)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES, st.lists(st.tuples(st.integers(0, 12), LINES), max_size=4))
def test_no_block_is_ever_lost_or_altered(old: list[str], new: list[str], blocks: list[tuple[int, list[str]]]) -> None:
    made = [
        f"<!-- keep: {number} -->\n" + "".join(f"{one}\n" for one in text) + "<!-- /keep -->"
        for number, (_, text) in enumerate(blocks)
    ]
    for (place, _), block in zip(blocks, made, strict=True):
        old.insert(place, block)
    said = kept("\n".join(old), "\n".join(new))
    assert [] == [block for block in made if said.count(block) != 1]
    bare = said
    for block in made:
        bare = bare.replace(block, "")
    left = [line for line in bare.split("\n") if line and line != f"## {GONE}"]
    assert [line for line in new if line] == left
    assert said == kept(said, "\n".join(new)) or not made
