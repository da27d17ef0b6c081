"""What papers say of the own shares of projects: by year against what is set aside, by project, and what may come yet."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kvtool.parts.doings import titled
from kvtool.parts.membership import known as amount
from kvtool.parts.membership import total
from kvtool.parts.sections import Block, Cell, Row, computed, number, table
from kvtool.queries.portfolio import summed
from kvtool.queries.projects import LIMITS, limits
from kvtool.queries.shares import Known, by_payer
from kvtool.report import Item, Paper, item
from kvtool.store.policy import source_of


def against(paper: Paper, among: Sequence[Known], years: Sequence[int], limited: bool) -> Block:
    """The own shares of each year by who pays, beside what is set aside centrally where that can be compared."""
    say, settings = paper.say, paper.reader.kb.settings
    set_aside, source = limits(settings), source_of(settings, LIMITS)

    def row(year: int) -> Row:
        paid, limit = by_payer(among, year), set_aside.get(year)
        central = paid.get("central", Decimal(0))
        left = say("not known") if limit is None else number(paper, limit - central)
        held: list[Cell] = [item(amount(paper, limit), paper.note(source) if limit is not None else []), left]
        rest = [number(paper, it) for it in (paid.get("unit", Decimal(0)), sum(paid.values(), Decimal(0)))]
        return [computed(str(year)), number(paper, central), *(held if limited else []), *rest]

    limit_columns = [say("Set aside, €"), say("Left, €")] if limited else []
    columns = [say("Year"), say("Central own shares, €"), *limit_columns, say("Units' own shares, €"), say("All, €")]
    return table(columns, map(row, years), say("Own shares against the central appropriation"))


def by_project(paper: Paper, projects: Sequence[Known], years: Sequence[int]) -> Block:
    """The own share of each project by years, beside the one that was agreed."""
    say = paper.say

    def of(one: Known, year: int) -> Item:
        money = one.in_year(year)
        words = number(paper, _together(it.euros for it in money)) if money else "–"
        doubt = say("no decision") if any(it.decision is None for it in money) else ""
        notes = [note for it in money for note in paper.note(it.decision)]
        return item(f"{words} ({doubt})" if doubt else words, list(dict.fromkeys(notes)))

    def row(one: Known) -> Row:
        money = one.project.appropriations
        ends = (_together(it.euros for it in money if it.year not in years), _together(it.euros for it in money))
        cells: list[Cell] = [*(of(one, year) for year in years), *(number(paper, it) for it in ends)]
        return [titled(paper, one.engagement), *cells, amount(paper, one.project.own)]

    rows: list[Row] = [row(one) for one in projects]
    if rows:
        every = [money for one in projects for money in one.project.appropriations]
        sums = [_together(it.euros for it in every if it.year == year) for year in years]
        ends = (*sums, _together(it.euros for it in every if it.year not in years), _together(it.euros for it in every))
        agreed = total(paper, summed(one.project.own for one in projects))
        rows.append([computed(say("All together")), *(number(paper, it) for it in ends), agreed])
    columns = [say("Project"), *map(str, years), say("Other years"), say("In all years"), say("Own share agreed")]
    return table(columns, rows, say("Own share by project, €"))


def pending(paper: Paper, projects: Sequence[Known]) -> list[Item]:
    """What may come on top: the own shares of projects that are applied for or prepared, which bind nothing yet."""
    found = [one for one in projects if one.counts and not one.binds]
    if not found:
        return []
    names = "; ".join(paper.text(one.engagement.title) for one in found)
    own = total(paper, summed(one.project.own for one in found))
    return [
        computed(
            paper.say("Not counted, since not granted yet: {names}. Own share: {amount} €", names=names, amount=own)
        )
    ]


def _together(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
