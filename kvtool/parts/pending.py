"""What waits for a decision, from all that knows of it: records, rules, overlaps, comments that set rules aside."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.diagnostics import Diagnostic
from kvtool.linter import lint
from kvtool.model.base import Record
from kvtool.model.dates import Day, exists
from kvtool.model.engagement import Engagement
from kvtool.model.texts import Text
from kvtool.parts.conflicts import answering, conflicts
from kvtool.parts.rulings import kind
from kvtool.queries.due import agenda
from kvtool.queries.owners import coordinator, owner_of, parts_on
from kvtool.queries.waiting import Waiting, waiting
from kvtool.report import Paper
from kvtool.store.calendar import later
from kvtool.text.comments import allowances
from kvtool.text.fault import steps
from kvtool.words.sorting import sort_key

AHEAD = 90
"""How many days before its end a comment that sets a rule aside has to be decided anew."""

RULES = (
    "KV212", "KV407", "KV417", "KV508", "KV605", "KV709",
    "KV902", "KV903", "KV904", "KV905", "KV908", "KV911", "KV913", "KV915", "KV916", "KV917", "KV919", "KV921",
)  # fmt: skip
"""The rules whose findings somebody has to decide about: reviews and approvals, what lapses or ends, money not granted."""


class Matter(NamedTuple):
    """A matter that waits: what is decided, of which record, which words tell it from others, since when, who decides."""

    what: str
    record: Record
    detail: str
    since: Day | date | None
    by: str


def pending(paper: Paper) -> list[Matter]:
    """All that waits, the oldest first; what has no date comes last."""
    found = [*_on_record(paper), *_by_rules(paper), *_overlapping(paper), *_ending(paper)]
    return sorted(found, key=lambda one: _order(paper, one))


def _order(paper: Paper, one: Matter) -> tuple[object, ...]:
    return first_of(one) or date.max, one.what, sort_key(paper.name(one.record.id)), one.record.id, one.detail


def first_of(one: Matter) -> date | None:
    """The first day that a matter's date can mean."""
    return one.since.first if isinstance(one.since, Day) else one.since


def _on_record(paper: Paper) -> Iterator[Matter]:
    for one in waiting(paper.reader):
        yield Matter(_what(paper, one.sort), one.record, _detail(paper, one), one.since, one.by or "")


def _what(paper: Paper, sort: str) -> str:
    say = paper.say
    known = {
        "ruling": say("a ruling that a meeting left open"),
        "visit": say("a request for a visit"),
        "ask": say("what a partner asks for"),
        "idea": say("whether a proposed engagement is held"),
        "lesson": say("whether a lesson is accepted"),
        "need": say("a resource need"),
        "message": say("approval of a message"),
        "draft": say("a framework that is only a draft"),
        "ending": say("whether a relation or membership ends"),
        "standing": say("a standing that rests on a text not decided"),
        "silent": say("whether a standing still holds"),
    }
    return known.get(sort) or kind(paper, sort)


def _detail(paper: Paper, one: Waiting) -> str:
    """What tells the matter from others in one record."""
    part = parts_on(one.record, one.path)[-1] if isinstance(one.record, Engagement) else None
    return paper.text(getattr(part, "text", None)) if one.sort in ("ask", "lesson") else ""


def _by_rules(paper: Paper) -> Iterator[Matter]:
    """What the rules find on the day, late or near, each by the unit that answers for it."""
    kb = paper.reader.kb

    def ask(day: date) -> tuple[Sequence[Diagnostic], int]:
        verdict = lint(kb, day, lambda rule: rule.code in RULES, alone=True)
        return [one for one in verdict.findings if one.code in RULES], verdict.suppressed

    for row in agenda(paper.reader, ask).rows:
        record = kb.by_id[row["id"]].record
        if record is not None:
            since = date.fromisoformat(row["due"]) if row["due"] else None
            by = row["owner"] or answering(kb, record) or ""
            yield Matter(paper.reader.labels.rule(row["rule"]), record, _within(paper, record, row["field"]), since, by)


def _within(paper: Paper, record: Record, field: str) -> str:
    """What in a record a finding is about: the partner that is named there, or the part, by its name, text or language."""
    kb, path = paper.reader.kb, steps(field)
    if linked := next((link.target for link in kb.links_of(record) if link.path == path), None):
        return paper.name(kb.now(linked))
    inside = [part for part in parts_on(record, path) if part is not record]
    texts = (getattr(part, name, None) for part in reversed(inside) for name in ("names", "title", "text", "lang"))
    found = next((one for one in texts if one), None)
    return paper.text(found) if isinstance(found, Text) else str(found or "")


def _overlapping(paper: Paper) -> Iterator[Matter]:
    """What overlaps and is not set aside; what is tied to a lapsed priority is told by its rule."""
    for one in conflicts(paper.reader.kb, paper.reader.day):
        if one.judged.allowed is None and one.judged.finding.code not in RULES:
            detail = paper.name(one.other.id) if one.other else ""
            title = one.kind.title(paper.reader.labels.say)
            yield Matter(title[:1].lower() + title[1:], one.one, detail, one.on, one.resolver or "")


def _ending(paper: Paper) -> Iterator[Matter]:
    """The comments that set a rule aside until a day that is past or near."""
    kb, last = paper.reader.kb, later(paper.reader.day, AHEAD)
    for entry in kb.entries:
        for said in allowances(entry.marked or b"") if entry.record else ():
            if entry.record and said.because and exists(said.until) and (until := Day(said.until)).last <= last:
                by = owner_of(kb, entry.record, ()) or coordinator(kb) or ""
                yield Matter(paper.say("whether a rule stays set aside"), entry.record, said.because, until, by)
