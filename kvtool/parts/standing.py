"""The standing of a partner in a paper: what leads, how it came about, what of it may be said."""

from collections.abc import Iterator
from typing import Any

from kvtool.queries.showing import said_by
from kvtool.report import Item, Paper, item
from kvtool.store.statements import Resolved, Said, replaced_on


def headline(paper: Paper, resolved: Resolved) -> Item:
    """What leads on the day, with who says it."""
    head = resolved.headline
    if head is None or not paper.allowed(head.source):
        return item(paper.say("nothing stated that holds on {date}", date=paper.reader.date(resolved.day)))
    text = f"{paper.reader.status(resolved)} ({said_by(paper.reader, head)})"
    return item(text, paper.note(head.source, head.statement.quote))


def timeline(paper: Paper, resolved: Resolved) -> list[dict[str, Any]]:
    """All statements up to the day, the oldest first; what stopped or weakens one stands beside it."""
    return [_row(paper, one) for one in shown_in_time(paper, resolved)]


def shown_in_time(paper: Paper, resolved: Resolved) -> list[Said]:
    """The statements up to the day that may stand in the paper, the oldest first."""
    said = [one for one in resolved.every if one.first <= resolved.day and paper.allowed(one.source)]
    return sorted(said, key=lambda one: (one.first, -one.weight))


def _row(paper: Paper, said: Said) -> dict[str, Any]:
    reader, say = paper.reader, paper.say
    replaced = replaced_on(reader.kb, said.source, reader.heard)
    remarks = [say("as one of {group}", group=reader.name(said.via))] if said.via else []
    if said.statement.basis == "inferred":
        remarks.append(say("inferred"))
    if said.statement.to:
        remarks.append(say("until {date}", date=reader.date(said.statement.to)))
    if said.statement.visibility:
        remarks.append(reader.labels.code("Narrowed.visibility", said.statement.visibility))
    if replaced and replaced.first <= reader.day:
        remarks.append(say("replaced {date}", date=reader.date(replaced)))
    return {
        "from": reader.date(said.begins),
        "status": reader.label(said),
        "authority": reader.authority(said.authority),
        "remarks": ", ".join(remarks),
        "notes": paper.note(said.source, said.statement.quote),
    }


def sayable(paper: Paper, name: str, resolved: Resolved) -> tuple[list[Item], list[Item]]:
    """What holds, apart: what public authority has said may be said, the rest is background."""
    public = paper.reader.kb.settings.public_authorities
    may_say: list[Item] = []
    background: list[Item] = []
    for one in [resolved.headline, *resolved.also] if resolved.headline else []:
        words = paper.reader.status(resolved) if one is resolved.headline else paper.reader.label(one)
        text = f"{name}: {words} ({said_by(paper.reader, one)})"
        line = item(text, paper.note(one.source, one.statement.quote))
        open_ = one.authority in public and one.statement.visibility is None
        (may_say if open_ else background).append(line)
    for one in resolved.proposed_endings:
        told = {"name": name, "status": paper.reader.label(one), "by": said_by(paper.reader, one)}
        said = paper.say("{name}: proposed as {status} ({by})", **told)
        background.append(item(said, paper.note(one.source, one.statement.quote)))
    return may_say, background


def weaknesses(paper: Paper, name: str, resolved: Resolved) -> Iterator[str]:
    """Sentences for the box of gaps: nothing stated, not decided, not reaffirmed, period over."""
    reader, say = paper.reader, paper.say
    head = resolved.headline
    if head is None:
        yield say("{name}: no standing is stated for this day.", name=name)
        return
    if paper.weak(head.source):
        authority = reader.authority(head.authority)
        yield say(
            "{name}: the standing rests on a text that is not decided ({authority}).", name=name, authority=authority
        )
    if resolved.silent_source and head.begins:
        words = {"name": name, "date": reader.date(head.begins), "source": reader.name(resolved.silent_source)}
        yield say(
            "{name}: not reaffirmed since {date}; {source} says nothing of it. A human decision is needed.", **words
        )
    if resolved.period_over:
        yield say("{name}: the period of the text behind the standing is over.", name=name)
