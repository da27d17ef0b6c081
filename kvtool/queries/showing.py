"""A record as `show` gives it: as it stands, what follows from it on a day, what points to it."""

from collections.abc import Iterator
from typing import Any

from kvtool.model.base import Record
from kvtool.model.engagement import Engagement
from kvtool.model.message import Message
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.source import Source
from kvtool.queries.approvals import approved, state_of
from kvtool.queries.audience import whole
from kvtool.queries.fields import plain
from kvtool.queries.find import Meant
from kvtool.queries.reading import Reader
from kvtool.queries.wording import rows_of
from kvtool.store.statements import NEVER_ACTED, Resolved, Said, act_on, role_state
from kvtool.text.fault import spell


def answer(reader: Reader, meant: Meant) -> dict[str, Any]:
    """The three parts of the answer, in codes and ISO dates."""
    pointing = reader.kb.pointing.get(meant.part.id if meant.part else meant.record.id, [])
    return {
        "record": plain(meant.record),
        "computed": computed(reader, meant.record),
        "referenced_by": [{"id": tie.record.id, "field": spell(tie.reference.path)} for tie in pointing],
    }


def computed(reader: Reader, record: Record) -> dict[str, Any]:
    """What follows from a record's statements on the day."""
    if isinstance(record, Partner):
        return {"standing": headline(reader.resolved(record))}
    if isinstance(record, Network):
        resolved = reader.resolved(record)
        roles = record.membership.roles if record.membership else []
        said = headline(resolved)
        form = getattr(resolved.headline.statement, "form", None) if resolved.headline else None
        deadline = getattr(resolved.headline.statement, "deadline", None) if resolved.headline else None
        seen = [{"title": reader.plain(role.title), "state": role_state(reader.kb, role, reader.day)} for role in roles]
        return {"membership": {**said, "form": form, "deadline": deadline, "roles": seen}}
    if isinstance(record, Message):
        message = whole(reader.kb, record)
        languages = [approval.lang for approval in approved(message, reader.day)]
        return {"state": state_of(message, reader.day), "approved": languages}
    return {"state": record.state} if isinstance(record, Engagement) else {}


def headline(resolved: Resolved) -> dict[str, Any]:
    """A resolved standing or membership; all values are null where nothing holds."""
    head = resolved.headline
    return {
        "status": head.status if head else None,
        "authority": head.authority if head else None,
        "source": head.source if head else None,
        "since": head.begins if head else None,
        "reaffirmed": resolved.reaffirmed,
        "also": [_said(one) for one in resolved.also],
        "via": head.via if head else None,
        "period_over": resolved.period_over,
        "approximate": head.approximate if head else None,
        "silent_source": resolved.silent_source,
        "proposed_endings": [_said(one) for one in resolved.proposed_endings],
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "status": one.status,
        "authority": one.authority,
        "source": one.source,
        "since": one.begins,
        "via": one.via,
    }


def shown(reader: Reader, meant: Meant) -> list[tuple[str, str]]:
    """The record for a person: labels and values, names for ids, standing first, what points to it last."""
    record = meant.record
    say = reader.labels.say
    rows = [(record.id, reader.labels.code("kind", record.kind))]
    if meant.former:
        rows.append((meant.former, say("former id of {id}", id=record.id)))
    if isinstance(record, Partner | Network):
        rows.extend(_standing_rows(reader, record))
    rows.extend(rows_of(reader, record))
    ties = reader.kb.pointing.get(record.id, [])
    if ties:
        names = dict.fromkeys(
            f"{reader.name(tie.record.id)} ({tie.record.id}: {spell(tie.reference.path)})" for tie in ties
        )
        rows.append((say("Referred to by"), "\n".join(names)))
    return rows


def _standing_rows(reader: Reader, record: Partner | Network) -> Iterator[tuple[str, str]]:
    resolved = reader.resolved(record)
    say = reader.labels.say
    label = reader.labels.field("standing" if isinstance(record, Partner) else "membership")
    if resolved.headline is None:
        yield label, say("nothing stated that holds on {date}", date=reader.date(reader.day))
    else:
        yield label, f"{reader.status(resolved)}; {said_by(reader, resolved.headline)}"
    if resolved.silent_source:
        yield (
            "",
            say(
                "{source} ({date}) treats the matter and says nothing of it",
                source=reader.name(resolved.silent_source),
                date=reader.source_date(resolved.silent_source),
            ),
        )
    if resolved.period_over:
        yield "", say("the period of its framework is over")
    if resolved.also:
        yield (
            say("Also"),
            "\n".join(f"{reader.label(one)}; {said_by(reader, one)}" for one in resolved.also),
        )
    if resolved.proposed_endings:
        yield (
            say("Proposed ending"),
            "\n".join(f"{reader.label(one)}; {said_by(reader, one)}" for one in resolved.proposed_endings),
        )


def said_by(reader: Reader, said: Said) -> str:
    """Who says it: authority, date, source, group, and whether it is inferred or only roughly dated."""
    say = reader.labels.say
    act = act_on(reader.kb.get(Source, said.source), reader.day)
    when = f"{reader.authority(said.authority)} {reader.date(act.on if act else None)}".strip()
    unsourced = say("no source") if said.authority == NEVER_ACTED else when
    parts = [when, reader.name(said.source)] if said.source else [unsourced]
    if said.statement.from_:
        parts.insert(0, say("from {date}", date=reader.date(said.statement.from_)))
    if said.via:
        parts.append(say("as one of {group}", group=reader.name(said.via)))
    if said.statement.basis == "inferred":
        parts.append(say("inferred"))
    if said.approximate:
        parts.append(say("date is approximate"))
    return ", ".join(parts)
