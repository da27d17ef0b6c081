"""What lies ahead, by partner; promises that are late, by who made them; records out of date; windows of the EU."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kvtool.annexes import behind, part
from kvtool.model.engagement import Commitment, Engagement
from kvtool.model.framework import Framework
from kvtool.model.walk import part_at
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.report import Item, Paper, item
from kvtool.reporting import Wish
from kvtool.text.fault import steps
from kvtool.words.dates import say_span
from kvtool.words.sorting import sort_key

LATE = "KV909"
"""The rule that finds promises past their day."""

FIRST = 4
"""How many rows of a calendar or of what is late stand in the text, the soonest or latest first; all of them are an annex."""


def calendar(paper: Paper, wish: Wish) -> Section:
    """What begins or ends in the period, by partner, else by network; two units that meet one partner stand side by side."""
    kb, say = paper.reader.kb, paper.say
    found: dict[str, list[Engagement]] = defaultdict(list)
    for one in kb.all(Engagement):
        asked = wish.of_units(kb, one.lead, *one.coordinated_with)
        if one.state in ("cancelled", "held") or one.type == "coordination-meeting" or not asked:
            continue
        if wish.period.holds(one.from_) or (one.to and wish.period.holds(one.to)):
            for body in dict.fromkeys(map(kb.now, one.partners or one.networks or [""])):
                found[body].append(one)

    def row(body: str) -> Row:
        there = sorted(found[body], key=lambda one: (one.from_.first, one.id))
        units = dict.fromkeys(paper.name(one.lead) or say("nobody named") for one in there)
        return [
            paper.name(body) or say("without a partner"),
            [ahead(paper, one) for one in there],
            ", ".join(units),
        ]

    named = sorted(found, key=lambda body: (not body, sort_key(paper.name(body)), body))
    soonest = sorted(named, key=lambda body: min(one.from_.first for one in found[body]))
    columns = [say("Partner or network"), say("What is planned"), say("Led by")]
    whole, first = (table(columns, map(row, bodies)) for bodies in (named, soonest[:FIRST]))
    short = behind(first, say("Calendar by partner"), part("", whole), of=len(named)) if len(named) > FIRST else whole
    return section(say("Nothing is planned in this period."), short)


def ahead(paper: Paper, one: Engagement) -> Item:
    """An engagement in a line of a calendar."""
    labels = paper.reader.labels
    span = say_span(one.from_, one.to, labels.language) if one.to else paper.reader.date(one.from_)
    more = [labels.code("Engagement.level", one.level), labels.code("Engagement.state", one.state)]
    return item(f"{span}: {paper.text(one.title)} ({', '.join(filter(None, more))})", paper.file(one))


def overdue(paper: Paper, wish: Wish, rows: Sequence[Mapping[str, Any]]) -> Section:
    """The promises past their day that the linter finds, by who made them: our units first, then the partners."""
    kb, say = paper.reader.kb, paper.say
    found = []
    for one in rows:
        record = kb.by_id[one["id"]].record
        if one["code"] != LATE or one["state"] != "late" or not isinstance(record, Engagement):
            continue
        promise = part_at(record, steps(one["field"])[:2])
        unit = kb.now(promise.owner or record.lead)
        if wish.of_units(kb, unit):
            found.append((promise, record, unit))

    def actor(promise: Commitment, record: Engagement, unit: str) -> str:
        if promise.by == "us":
            return paper.name(unit) or say("nobody named")
        by = ", ".join(map(paper.name, [promise.partner] if promise.partner else record.partners))
        return say("{partner} (looked after by {unit})", partner=by, unit=paper.name(unit) or say("nobody named"))

    def order(one: tuple[Commitment, Engagement, str]) -> tuple[Any, ...]:
        return one[0].by != "us", sort_key(actor(*one)), one[0].due or "", one[1].id

    def row(one: tuple[Commitment, Engagement, str]) -> Row:
        promise, record, _ = one
        days = (paper.reader.day - promise.due.last).days if promise.due else 0
        told = item(paper.text(promise.text), paper.file(record))
        return [actor(*one), told, paper.text(record.title), paper.reader.date(promise.due), str(days)]

    columns = [say("Who promised"), say("What"), say("Engagement"), say("Due"), say("Days late")]
    by_actor = sorted(found, key=order)
    by_age = sorted(by_actor, key=lambda one: one[0].due.last if one[0].due else date.max)
    whole, first = (table(columns, map(row, some)) for some in (by_actor, by_age[:FIRST]))
    title = say("Promises that are late")
    short = behind(first, title, part("", whole), of=len(found)) if len(found) > FIRST else whole
    return section(say("No promise is late."), short)


def stale(paper: Paper, wish: Wish, rows: Sequence[Mapping[str, Any]], codes: Sequence[str], most: int) -> Section:
    """What nobody has looked after in time, by owner, the oldest first; those that nobody owns on top."""
    say, reader = paper.say, paper.reader
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in rows:
        if one["code"] in codes and one["state"] != "coming" and (wish.unit is None or one["owner"] in wish.units):
            found[one["owner"] or ""].append(one)

    def row(owner: str) -> Row:
        there = sorted(found[owner], key=lambda one: (one["due"] or "9", one["id"]))
        names = list(dict.fromkeys(one["id"] for one in there))
        shown = [item(paper.name(one), paper.file(record)) for one in names[:most]
                 if (record := reader.kb.by_id[one].record)]  # fmt: skip
        if len(names) > most:
            shown.append(computed(say("and {number} more", number=len(names) - most)))
        oldest = reader.date(there[0]["due"]) or say("not dated")
        return [paper.name(owner) or say("no owner"), str(len(names)), oldest, shown]

    columns = [say("Owner"), say("Number"), say("Oldest since"), say("Records")]
    owners = sorted(found, key=lambda owner: (owner != "", sort_key(paper.name(owner)), owner))
    whole = table(columns, map(row, owners))
    records = {one["id"] for there in found.values() for one in there}
    told = say("Out of date: {number} records of {owners} owners, without one {none}", number=len(records),
               owners=len([one for one in owners if one]), none=len(found.get("", ())))  # fmt: skip
    short = behind(listed([computed(told)]), say("Records out of date"), part("", whole))
    return section(say("No record is out of date."), short if len(owners) > FIRST else whole)


def windows(paper: Paper, wish: Wish) -> Section:
    """The files of the EU that can be influenced until a day of the period, the earliest first."""
    kb, say = paper.reader.kb, paper.say
    found = []
    for framework in kb.all(Framework):
        for priority in framework.eu_advocacy.priorities if framework.eu_advocacy else ():
            if priority.result is None and wish.of_units(kb, priority.expert, priority.coordinator):
                for file in priority.files:
                    if file.window and wish.period.holds(file.window):
                        found.append((file.window, file, priority, framework))

    def row(one: tuple[Any, ...]) -> Row:
        window, file, priority, framework = one
        told = ", ".join(filter(None, (file.number, paper.text(file.title))))
        return [
            item(told, paper.file(framework)),
            paper.text(priority.ask) or paper.text(priority.names),
            file.stage or say("no stage"),
            paper.reader.date(window),
            paper.name(priority.expert) or say("nobody named"),
        ]

    columns = [say("EU file"), say("What we ask"), say("Stage"), say("Open until"), say("Expert")]
    rows = map(row, sorted(found, key=lambda one: (one[0], one[1].number or "", one[2].id)))
    return section(say("No window of the EU closes in this period."), table(columns, rows))
