"""The overlap and conflict report: who deals with whom unknown to each other, what contradicts what, who could resolve it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from kvtool.parts.collisions import allowed_table, open_table
from kvtool.parts.conflicts import KINDS, LIMITS, Conflict, Kind, conflicts
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.queries.agendas import on_agendas
from kvtool.queries.owners import coordinator
from kvtool.report import Paper, item
from kvtool.reporting import Period, Report, Wish
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.policy import source_of, whole
from kvtool.words.sorting import sort_key


def around(_: KnowledgeBase, day: date) -> Period:
    """The year up to a day, and the year after it."""
    return Period(later(day, -364), later(day, 365))


REPORT = Report(
    lambda say: say("Overlaps and contradictions, each with both records, both owners and who could resolve it"),
    period=around,
    unit=True,
)


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The report's sections, in the order of the template."""
    every = conflicts(paper.reader.kb, paper.reader.day) if paper.internal else []
    asked = [one for one in every if wish.of_units(paper.reader.kb, *one.owners, one.resolver)]
    told = [one for one in asked if one.on is None or wish.period.holds(one.on)]
    made = {
        "title": paper.say("Overlaps and contradictions"),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "numbers": _numbers(paper, told, len(asked) - len(told)),
        "standing": _standing(paper, told),
        "aside": _aside(paper, told),
        "units": _units(paper, told),
    }
    _weaknesses(paper, told)
    return made


def _internal(paper: Paper) -> str:
    return paper.say("Overlaps and contradictions are internal.")


def _numbers(paper: Paper, every: Sequence[Conflict], elsewhere: int) -> Section:
    """How many there are of each kind; what is set aside is counted, too."""
    say = paper.say
    if not paper.internal:
        return section(_internal(paper))

    def row(name: str, kind: Kind | None) -> Row:
        found = [one for one in every if kind is None or one.kind is kind]
        aside = sum(one.judged.allowed is not None for one in found)
        return [
            computed(name),
            str(len(found) - aside),
            str(aside),
            str(len(found)),
            _reach(paper, kind) if kind else "",
        ]

    rows = [*(row(kind.title(say), kind) for kind in KINDS), row(say("All together"), None)]
    columns = [say("Kind"), say("Unsettled"), say("Set aside"), say("Together"), say("Looked for within")]
    more = say("Not shown, since they are outside of the period: {number}.", number=elsewhere)
    return section("", table(columns, rows), listed([computed(more)] if elsewhere else []))


def _reach(paper: Paper, kind: Kind) -> Any:
    """Within how many days the radar looks, with who says so; any time for what it does not look for."""
    say, settings = paper.say, paper.reader.kb.settings
    limit = next((LIMITS[code] for code in kind.codes if code in LIMITS), None)
    if limit is None:
        return say("any time")
    days = whole(settings, limit)
    if days is None:
        return say("not looked for")
    return item(say("{number} days", number=days), paper.note(source_of(settings, limit)))


def _standing(paper: Paper, every: Sequence[Conflict]) -> Section:
    agendas = on_agendas(paper.reader.kb) if every else {}
    stands = [one for one in every if not one.judged.allowed]
    by_kind = [(kind, [one for one in stands if one.kind is kind]) for kind in KINDS]
    blocks = [open_table(paper, found, agendas, kind.title(paper.say)) for kind, found in by_kind]
    return section(paper.say("Nothing is found that stands.") if paper.internal else _internal(paper), *blocks)


def _aside(paper: Paper, every: Sequence[Conflict]) -> Section:
    found = [one for one in every if one.judged.allowed]
    reason = paper.say("Nothing is set aside.") if paper.internal else _internal(paper)
    return section(reason, allowed_table(paper, found))


def _units(paper: Paper, every: Sequence[Conflict]) -> Section:
    """In how many each unit is a party, and how many it could resolve, of those that stand."""
    say = paper.say
    stands = [one for one in every if not one.judged.allowed]
    party = Counter(owner for one in stands for owner in set(one.owners) if owner)
    resolves = Counter(one.resolver for one in stands if one.resolver)
    names = sorted({*party, *resolves}, key=lambda unit: (sort_key(paper.name(unit)), unit))
    rows: list[Row] = [[computed(paper.name(unit)), str(party[unit]), str(resolves[unit])] for unit in names]
    columns = [say("Unit"), say("Party to"), say("Proposed to resolve")]
    how = say(
        "Proposed is the unit that leads the relation with the partner; for opposite positions the chair of the"
        " coordination group; where one unit answers for both records, that unit; else the one that coordinates what is"
        " city-wide."
    )
    reason = say("No unit is a party to anything that stands.") if paper.internal else _internal(paper)
    return section(reason, table(columns, rows), listed([computed(how)] if rows else []))


def _weaknesses(paper: Paper, every: Sequence[Conflict]) -> None:
    """Puts into the box of gaps what lacks an owner or a resolver, and what was set aside until a day that is past."""
    say, settings = paper.say, paper.reader.kb.settings
    stands = [one for one in every if not one.judged.allowed]
    lacking = [limit for limit in LIMITS.values() if whole(settings, limit) is None]
    if lacking and paper.internal:
        paper.gap(say("Not looked for, since kvtool.toml sets no limit: {keys}.", keys=", ".join(lacking)))
    if number := sum(None in one.owners for one in stands):
        paper.gap(say("Findings with a record that nobody answers for: {number}.", number=number))
    if number := sum(bool(one.judged.until and one.judged.until.last < paper.reader.day) for one in every):
        paper.gap(say("Set aside until a day that is past, to be decided anew: {number}.", number=number))
    if number := sum(one.resolver is None for one in stands):
        paper.gap(say("Findings for which nobody is named who could resolve them: {number}.", number=number))
