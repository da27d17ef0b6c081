"""What a paper says otherwise than another one: statement by statement, in plain text, where it stands."""

import pytest

from kvtool.saying import HEAD, NOTES, Otherwise, otherwise

PAPER = """# Briefing: Lyra

| As of | Owner |
| --- | --- |
| today | Quay |

> **Gaps**
>
> - none known

## What may be said

**Warm quays\\***[^1]

- All by sea water
- 12 berths \\| 3 cranes[^2]

and 2 more: kvtool list messages

## Lyra

City. **Standing:** partner[^1]

| From | Standing |
| --- | --- |
| 2020 | partner[^1] |

**Agreements**

- Port paper

[^1]: Plan, approved 2020. ”a partner”

[^2]: Count of 2025.
"""
SAID, LYRA = ("What may be said",), ("Lyra",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("| today | Quay |", "| today | Port |", [Otherwise((HEAD, "Owner"), "Quay", "Port")]),
        ("> - none known", "> - no lead\n> - a draft",
            [Otherwise((), "", "no lead"), Otherwise((), "", "a draft"), Otherwise((), "none known", "")]),
        ("- All by sea water\n", "", [Otherwise((*SAID, "Warm quays"), "All by sea water", "")]),
        ("12 berths", "14 berths", [Otherwise((*SAID, "Warm quays"), "12 berths | 3 cranes", "14 berths | 3 cranes")]),
        ("and 2 more", "and 3 more",
            [Otherwise(SAID, "and 2 more: kvtool list messages", "and 3 more: kvtool list messages")]),
        ("| 2020 | partner[^1] |", "| 2020 | partner[^1] |\n| 2025 | key |", [Otherwise(LYRA, "", "2025; key")]),
        # a mere mark, a number of a note, an order, a blank line say nothing
        ("Warm quays\\*", "Warm quays", []),
        ("12 berths \\| 3 cranes[^2]", "12 berths \\| 3 cranes[^3]", [Otherwise((NOTES,), "Count of 2025.", "")]),
        ("- All by sea water\n- 12 berths \\| 3 cranes[^2]", "- 12 berths \\| 3 cranes[^2]\n- All by sea water", []),
        # a heading or title goes with what it holds, and is told where it holds nothing
        ("**Agreements**\n\n- Port paper\n\n", "", [Otherwise((*LYRA, "Agreements"), "Port paper", "")]),
        ("**Agreements**\n\n- Port paper\n", "**Agreements**\n\n- Port paper\n\n**Press line**\n",
            [Otherwise(LYRA, "", "Press line")]),
        # a section under another name is the same where the names are alike
        ("## Lyra\n", "## Lyyra\n", [Otherwise((), "Lyra", "Lyyra")]),
        # what a note says is told once
        ("Plan, approved 2020", "Plan, noted 2020",
            [Otherwise((NOTES,), "Plan, approved 2020. ”a partner”", "Plan, noted 2020. ”a partner”")]),
        # the same words elsewhere are another statement
        ("- Port paper\n", "", [Otherwise((*LYRA, "Agreements"), "Port paper", "")]),
    ],
)  # fmt: skip
def test_what_is_said_otherwise(old: str, new: str, expected: list[Otherwise]) -> None:
    changed = PAPER.replace(old, new, 1)
    assert expected == otherwise(PAPER, changed)
    assert len(expected) == len(otherwise(changed, PAPER))


@pytest.mark.timeout(10)
@pytest.mark.parametrize("word", ["entirely new sentence", "ceci n'est pas la même chose du tout, mais tout autre"])
def test_much_that_changes_is_compared_in_reasonable_time(word: str) -> None:
    old = "# A\n\n" + "".join(f"- the old statement number {number} of many\n" for number in range(1000))
    new = old.replace("the old statement", word)
    assert 1000 <= len(otherwise(old, new)) <= 2000
