"""What the memberships of a portfolio cost in a year: all together, by owner, by priority."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from kvtool.annexes import behind, part
from kvtool.parts.membership import total
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.picture import Picture, pictured
from kvtool.queries.portfolio import Held, cost, summed
from kvtool.report import Paper
from kvtool.words.sorting import sort_key

ByPriority = Mapping[str, Sequence[Held]]
"""Memberships by the priorities that they serve; those that serve none under an empty name."""


def portfolio_cost(
    paper: Paper,
    members: Sequence[Held],
    year: int,
    picture: Callable[[Paper, int, ByPriority], Picture | None],
) -> Section:
    """The totals of a year, and in an annex those by owner and by priority.

    A network of several priorities counts under each of them, and once in the total.
    """
    say, reader = paper.say, paper.reader
    by_owner: dict[str, list[Held]] = defaultdict(list)
    by_priority: dict[str, list[Held]] = defaultdict(list)
    for one in members:
        by_owner[reader.kb.now(one.membership.owner)].append(one)
        for priority in one.priorities or [""]:
            by_priority[priority].append(one)

    def row(name: str, held: Sequence[Held]) -> Row:
        spent = [cost(one.membership, year) for one in held]
        fees = [total(paper, summed(one.euros for one in spent))] if paper.internal else []
        return [computed(name), str(len(held)), *fees, total(paper, summed(one.days for one in spent))]

    def rows(found: dict[str, list[Held]], nobody: str) -> list[Row]:
        named_ = sorted((sort_key(reader.name(key)), key) for key in found)
        made = [row(reader.name(key) or nobody, found[key]) for _, key in named_]
        return [*made, row(say("All together"), members)] if made else []

    fees = [say("Fees {year}, €", year=year)] if paper.internal else []
    counts = [say("Networks"), *fees, say("Person-days {year}", year=year)]
    priorities = table([say("Priority"), *counts], rows(by_priority, say("no priority")), say("By priority"))
    several = computed(say("A network of several priorities counts under each of them, and once in the total."))
    return section(
        say("No membership, so no cost."),
        behind(
            table([say("Owner"), *counts], [row(say("All together"), members)] if members else []),
            say("Cost"),
            part(
                "",
                table([say("Owner"), *counts], rows(by_owner, say("no owner")), say("By owner")),
                pictured(priorities, picture(paper, year, by_priority)),
                listed([several]),
            ),
        ),
    )
