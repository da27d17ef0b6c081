"""What a report is, how it is asked for, and the frame around all of them: title, head, gaps, notes.

A report is a module of `reports/` with a `REPORT` and a `content`; the template of the same name lays its content out.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from types import ModuleType
from typing import Any, NamedTuple, Protocol

from kvtool.annexes import annexed
from kvtool.errors import KvtoolError
from kvtool.model.base import Nested, Record
from kvtool.model.dates import Day, parse
from kvtool.model.unit import Unit
from kvtool.model.values import BadValueError
from kvtool.queries.meant import meant
from kvtool.queries.owners import below
from kvtool.registry import member, names
from kvtool.rendering import render
from kvtool.report import Paper, in_reading_order, usual_gaps
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.table import Table
from kvtool.words.dates import say_span
from kvtool.words.labels import Labels
from kvtool.words.safe import safe_text

FAMILY = "kvtool.reports"
Say = Callable[[str], str]


class Period(NamedTuple):
    """The days that a report is about, both inclusive."""

    first: date
    last: date

    def holds(self, begin: Day | None, end: Day | None = None) -> bool:
        """Whether something dated, however roughly, falls into it in part; what has no date does not."""
        return begin is not None and begin.first <= self.last and self.first <= (end or begin).last


class DefaultPeriod(Protocol):
    """The period of a report where none is asked for."""

    def __call__(self, kb: KnowledgeBase, day: date, /) -> Period: ...


def past_year(_: KnowledgeBase, day: date) -> Period:
    """The year up to a day."""
    return Period(later(day, -364), day)


class Report(NamedTuple):
    """What a report is for, in one line, the kinds of ids that it is about, how many, and what narrows it."""

    purpose: Callable[[Say], str]
    kinds: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    period: DefaultPeriod | None = None
    unit: bool = False
    priority: bool = False

    @property
    def takes(self) -> str:
        """How its ids are written on the command line."""
        named = "|".join(self.kinds).upper()
        more = "…" if self.most != 1 else ""
        return "" if not self.kinds else f"{named}{more}" if self.least else f"[{named}{more}]"

    @property
    def options(self) -> str:
        """The options that it understands besides those of all."""
        known = {"--from --to": self.period is not None, "--unit": self.unit, "--priority": self.priority}
        return " ".join(option for option, understood in known.items() if understood)


class Asked(NamedTuple):
    """What somebody typed: ids, the ends of the period, a unit, a priority; empty where nothing."""

    ids: Sequence[str] = ()
    first: str = ""
    last: str = ""
    unit: str = ""
    priority: str = ""


class Wish(NamedTuple):
    """What a report is asked for: what it is about, in which period, of which units, for which priority."""

    records: Sequence[Record | Nested] = ()
    period: Period = Period(date.min, date.max)
    unit: Unit | None = None
    units: frozenset[str] = frozenset()
    priority: str = ""
    version: str = ""

    def of_units(self, kb: KnowledgeBase, *units: str | None) -> bool:
        """Whether one of some units is asked about; all are where none is named."""
        return self.unit is None or any(kb.now(unit) in self.units for unit in units if unit)

    def of_priority(self, *priorities: str | None) -> bool:
        """Whether one of some priorities is asked about; all are where none is named."""
        return not self.priority or self.priority in priorities


def reports() -> Mapping[str, Report]:
    """The reports by their names."""
    found = {name: getattr(member(FAMILY, name), "REPORT", None) for name in names(FAMILY)}
    return {name: report for name, report in found.items() if report is not None}


def module_of(name: str) -> ModuleType:
    """The module of a report; raises KvtoolError with near names."""
    known = list(reports())
    if name not in known:
        near = get_close_matches(name, known, 3, 0.5)
        remedy = f"did you mean {' or '.join(near)}?" if near else "'kvtool report' lists them"
        raise KvtoolError(f"no report '{safe_text(name[:60])}'", remedy=remedy)
    return member(FAMILY, name)


def wish(paper: Paper, name: str, asked: Asked, version: str) -> Wish:
    """What is asked of a report, found in what the paper's reader sees; raises KvtoolError for what it does not take."""
    report: Report = module_of(name).REPORT
    _fits(name, report, asked)
    kb, day = paper.reader.kb, paper.reader.day
    records = {one.id: one for one in (meant(kb, words, report.kinds) for words in asked.ids)}
    unit = meant(kb, asked.unit, (Unit.kind,)) if asked.unit else None
    priority = meant(kb, asked.priority, ("priority",)).id if asked.priority else ""
    whole = unit if isinstance(unit, Unit) else None
    units = frozenset(below(kb, whole, day)) if whole else frozenset()
    return Wish(list(records.values()), _period(report, asked, kb, day), whole, units, priority, version)


def _fits(name: str, report: Report, asked: Asked) -> None:
    """Raises KvtoolError for ids and options that a report does not take."""
    count, how = len(asked.ids), f"kvtool report {name} {report.takes}".strip()
    if count < report.least or (count and not report.kinds) or (report.most and count > report.most):
        said = "takes no id" if not report.kinds else "is about one" if report.most == 1 else "is about something"
        raise KvtoolError(f"the report {name} {said}", remedy=f"write '{how}'")
    given = {
        "--from": (asked.first, report.period),
        "--to": (asked.last, report.period),
        "--unit": (asked.unit, report.unit),
        "--priority": (asked.priority, report.priority),
    }
    for option, (value, understood) in given.items():
        if value and not understood:
            takes = f"it understands {report.options}" if report.options else "it understands no such option"
            raise KvtoolError(f"the report {name} does not understand {option}", remedy=takes)


def _period(report: Report, asked: Asked, kb: KnowledgeBase, day: date) -> Period:
    if report.period is None:
        return Wish().period
    usual = report.period(kb, day)
    first = _day(asked.first, "--from").first if asked.first else None
    last = _day(asked.last, "--to").last if asked.last else None
    if last is None:
        last = usual.last if first is None or first <= usual.last else max(first, day)
    if first is None:
        first = usual.first if last == usual.last else past_year(kb, last).first
    if first > last:
        raise KvtoolError(f"the period ends on {last}, before it begins on {first}", remedy="swap --from and --to")
    return Period(first, last)


def _day(written: str, option: str) -> Day:
    try:
        return parse(written)
    except BadValueError as error:
        raise KvtoolError(f"{option}: {error.message}", remedy=error.help) from None


def compose(paper: Paper, name: str, asked: Wish) -> dict[str, Any]:
    """The content of a report within its frame, for its template; notes are numbered in the order of reading.

    The module's `content` gives a `title`, the units that own the report as `owners`, and its sections in the order
    in which the template shows them.
    """
    module = module_of(name)
    made: dict[str, Any] = dict(module.content(paper, asked))
    title, owners = made.pop("title"), made.pop("owners")
    _narrowed(paper, asked, made)
    usual_gaps(paper)  # at last: by now it is known which texts were borrowed, proposed or not decided
    meta = _meta(paper, module.REPORT, asked, owners)
    return in_reading_order(paper, annexed(paper, {"title": title, "meta": meta, "gaps": list(paper.gaps), **made}))


def _narrowed(paper: Paper, asked: Wish, node: Any) -> None:
    """Says in the reason of each empty section that only some unit or priority was asked about."""
    only = [one for one in (asked.unit.id if asked.unit else "", asked.priority) if one]
    if isinstance(node, list):
        for one in node:
            _narrowed(paper, asked, one)
    elif isinstance(node, dict):
        if only and node.get("reason") and not node["blocks"]:
            names = ", ".join(map(paper.name, only))
            node["reason"] = paper.say("Asked about {names} only: {reason}", names=names, reason=node["reason"])
        for one in node.values():
            _narrowed(paper, asked, one)


def _meta(paper: Paper, report: Report, asked: Wish, owners: Sequence[str | None]) -> list[dict[str, str]]:
    reader, say = paper.reader, paper.say
    named = dict.fromkeys(reader.name(owner) for owner in owners if owner)
    first, last = (day.isoformat() for day in asked.period)
    about = [
        (say("As of"), reader.date(reader.day)),
        (say("Period"), say_span(first, last, reader.labels.language) if report.period else ""),
        (say("Unit"), reader.name(asked.unit.id) if asked.unit else ""),
        (say("Priority"), reader.name(asked.priority)),
        (say("Base"), f"{reader.kb.settings.called(reader.language)}, {asked.version}"),
        (say("Language"), reader.language),
        (say("Audience"), reader.labels.code("Record.visibility", paper.audience)),
        (say("Owner"), ", ".join(named) or say("not named")),
    ]
    return [{"label": label, "value": value} for label, value in about if value]


def written(paper: Paper, name: str, asked: Asked, version: str) -> tuple[str, str]:
    """The title and the text of a report."""
    content = compose(paper, name, wish(paper, name, asked, version))
    root, language = paper.reader.kb.settings.root, paper.reader.labels.language
    return content["title"], render(root, f"{name}.md.j2", content, language)


def listing(labels: Labels) -> Table:
    """The reports: what each takes, and what it is for."""
    rows = [
        {"report": name, "takes": one.takes, "options": one.options, "purpose": one.purpose(labels.say)}
        for name, one in reports().items()
    ]
    say = labels.say
    titles = {
        "report": say("Report"),
        "takes": say("Takes"),
        "options": say("Options"),
        "purpose": say("What it is for"),
    }
    return Table(tuple(titles), rows, rows, titles)
