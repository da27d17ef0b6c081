"""Indicators as a table: where they began, where they were last time and are now, what is aimed at, how far that is."""

from collections.abc import Sequence
from decimal import Decimal

from kvtool.model.framework import Framework, Indicator, Value
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Cell, Row, Section, computed, number, section, table
from kvtool.report import item

REACHED, MISSED, UNDER_WAY, UNKNOWN = "reached", "missed", "under-way", "unknown"


def indicators_of(look: Monitored) -> list[tuple[Framework, Indicator]]:
    """The indicators of the goals in force: of all, or of those that a unit asked about works for."""
    goals = {one.id: one for one in look.goals}
    return [
        (framework, one)
        for framework in sorted(look.kb.all(Framework), key=lambda one: one.id)
        for one in framework.indicators
        if one.goal in goals and look.wish.of_units(look.kb, *goals[one.goal].actors)
    ]


def value_of(one: Indicator, year: int) -> Value | None:
    """The value of a year; None where nothing is written of it."""
    return next((value for value in one.values if value.year == year), None)


def target_of(one: Indicator, year: int) -> Value | None:
    """The target by which a year is judged: the next from it on, else the last there was."""
    known = sorted((target for target in one.targets if target.value is not None), key=lambda target: target.year)
    return next((target for target in known if target.year >= year), known[-1] if known else None)


def share(one: Indicator, year: int) -> Decimal | None:
    """How much of the way from the baseline to the target is gone, 1 being all; None where one of the three is not known."""
    value, target, base = value_of(one, year), target_of(one, year), one.baseline
    if not (value and target and base) or value.value is None or target.value is None or base.value is None:
        return None
    way = target.value - base.value
    return Decimal(int(value.value == target.value)) if way == 0 else (value.value - base.value) / way


def verdict(one: Indicator, year: int) -> str:
    """Whether a target is reached, missed in its year, or still to come."""
    gone, target = share(one, year), target_of(one, year)
    if gone is None or target is None:
        return UNKNOWN
    return REACHED if gone >= 1 else MISSED if target.year <= year else UNDER_WAY


def indicators(look: Monitored) -> Section:
    """The section of indicators, in the order of the goals."""
    say, year, before = look.say, look.period.last.year, look.former.last.year
    columns = [say("Indicator"), say("Baseline"), str(before), str(year), say("Target"), say("Where it stands")]
    order = [goal.id for goal in look.goals]
    found = sorted(indicators_of(look), key=lambda pair: order.index(pair[1].goal))
    rows = [_row(look, framework, one, before, year) for framework, one in found]
    return section(say("No indicator is set for the goals in force."), table(columns, rows))


def _row(look: Monitored, framework: Framework, one: Indicator, before: int, year: int) -> Row:
    paper, target = look.paper, target_of(one, year)
    called = f"{paper.text(one.names)} ({one.unit})"
    base = [_value(look, one.baseline, dated=True)] if one.baseline else [look.say("not set")]
    return [
        item(called, paper.file(framework)),
        *base,
        _value(look, value_of(one, before)),
        _value(look, value_of(one, year)),
        _value(look, target, dated=True) if target else look.say("not set"),
        computed(_stands(look, one, year)),
    ]


def _value(look: Monitored, value: Value | None, dated: bool = False) -> Cell:
    """A value with its source; what nobody knows is said, and is not 0."""
    if value is None or value.value is None:
        return look.say("not known")
    told = number(look.paper, value.value)
    text = look.say("{value} ({year})", value=told, year=value.year) if dated else told
    return item(text, look.paper.note(value.source))


def _stands(look: Monitored, one: Indicator, year: int) -> str:
    say, gone, said = look.say, share(one, year), verdict(one, year)
    if gone is None:
        return say("not known")
    if said == REACHED:
        return say("target reached")
    per_cent = int(gone * 100)
    far = say("{per_cent} % of the way from the baseline", per_cent=per_cent) if gone > 0 else say("no progress")
    return say("target missed: {far}", far=far) if said == MISSED else far


def counted(look: Monitored, said: str) -> Sequence[Indicator]:
    """The indicators of which one thing is to be said."""
    return [one for _, one in indicators_of(look) if verdict(one, look.period.last.year) == said]
