"""The message bank: a page for each theme, with the words that may be used in one language and those that may not."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kvtool.annexes import behind, part
from kvtool.model.message import Message
from kvtool.parts.messages import Bank, bank, candidate_row, message_block, outdated
from kvtool.parts.sections import Row, Section, computed, section, table
from kvtool.queries.bank import Sheet, priorities_on, sheets
from kvtool.report import Paper, item
from kvtool.reporting import Report, Wish
from kvtool.store.calendar import later
from kvtool.store.periods import placed
from kvtool.store.policy import whole

REPORT = Report(
    lambda say: say(
        "Key messages, a page a theme: words in use with dated proofs, answers, owner and term; candidates"
    ),
    kinds=("priority", "partner", "network", "engagement"),
    unit=True,
)
FULL = 12
"""How many messages have their themes' sheets in the text; of more it has an overview, and the sheets are an annex."""

FIRST = 18
"""How many messages in use an overview names, those whose approval ends first."""


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """A sheet for each theme asked for, or for all that have messages."""
    kb = paper.reader.kb
    asked = [one.id for one in wish.records]
    known = bank(paper)
    every = [one for one in known.all() if wish.of_units(kb, one.owner)]
    found = [one for one in sheets(kb, every) if not asked or one.about in asked]
    found = sorted(found, key=lambda one: asked.index(one.about)) if asked else found
    shown = [message for one in found for message in one.messages]
    empty = [one for one in dict.fromkeys(asked) if one not in {sheet.about for sheet in found}]
    wanted = [*found, *(Sheet("", about, []) for about in empty)]
    made: dict[str, Any] = {
        "title": paper.say("Message bank"),
        "owners": [one.owner for one in shown if known.in_use(one)],
    }
    made |= (
        _overview(paper, known, wanted)
        if len(shown) > FULL
        else {"sheets": [_sheet(paper, known, one) for one in wanted]}
    )
    _gaps(paper, known, shown)
    _lapsed(paper, found)
    if not asked and not wish.unit and (silent := _silent(paper, found)):
        paper.gap(paper.say("Without a message: {names}.", names=", ".join(map(paper.reader.name, silent))))
    return made


def _overview(paper: Paper, known: Bank, found: Sequence[Sheet]) -> dict[str, Any]:
    """What stands in the text of a whole bank: how many messages each theme has, and those in use; the sheets are an annex."""
    say, reader = paper.say, paper.reader
    used = [(one, sheet) for sheet in found for one in sheet.messages if known.in_use(one)]
    used.sort(key=lambda one: end.last if (end := known.wording(one[0]).turn) else date.max)
    counts = [say("Messages in use"), *([say("Not approved, not for use")] if paper.internal else []), say("Materials")]

    def counted(name: str, messages: Sequence[Message]) -> Row:
        ready = [one for one in messages if known.in_use(one)]
        waiting = [str(len(messages) - len(ready))] if paper.internal else []
        return [computed(name), str(len(ready)), *waiting, str(sum(len(one.materials) for one in ready))]

    def row(one: tuple[Message, Sheet]) -> Row:
        message, sheet = one
        end = reader.date(known.wording(message).turn) or say("no end stated")
        told = item(known.words(message.headline), paper.file(message))
        return [told, _theme(paper, sheet), reader.name(message.owner) or say("not named"), end]

    whole = [one for sheet in found for one in sheet.messages]
    rows = [*(counted(_theme(paper, one), one.messages) for one in found), counted(say("All together"), whole)]
    first = table([say("Message"), say("Theme"), say("Owner"), say("Valid until")], map(row, used[:FIRST]),
                  say("Messages in use, those whose approval ends first on top"))  # fmt: skip
    sheets_ = (_part(_sheet(paper, known, one), say("Not approved, not for use"), say("Materials")) for one in found)
    return {
        "overview": section("", table([say("Theme"), *counts], rows),
                            behind(first, say("Message bank by theme"), *sheets_, of=len(used))),
    }  # fmt: skip


def _part(sheet: dict[str, Any], candidates: str, materials: str) -> dict[str, Any]:
    """A sheet as a part of an annex: its messages under their headlines, then the tables under titles."""
    titled = {"candidates": candidates, "materials": materials}
    tables = [{**block, "title": title} for key, title in titled.items() for block in sheet[key]["blocks"]]
    return part(sheet["name"], *sheet["used"]["blocks"], *tables)


def _theme(paper: Paper, sheet: Sheet) -> str:
    return paper.name(sheet.about) or paper.say("In general")


def _lapsed(paper: Paper, found: Sequence[Sheet]) -> None:
    """Puts into the box of gaps the priorities that have messages and are no longer in force."""
    places = [placed(paper.reader.kb, one.about) for one in found]
    lapsed = [place.aim.id for place in places if place and not place.holds_on(paper.reader.day)]
    if lapsed:
        paper.gap(paper.say("Themes no longer in force: {names}.", names=", ".join(map(paper.reader.name, lapsed))))


def _silent(paper: Paper, found: Sequence[Sheet]) -> list[str]:
    """The priorities in force of which no message speaks."""
    said = {one.about for one in found}
    return [one for one in priorities_on(paper.reader.kb, paper.reader.day) if one not in said]


def _sheet(paper: Paper, known: Bank, sheet: Sheet) -> dict[str, Any]:
    """The sections of one theme, in the order of the template."""
    say, kb = paper.say, paper.reader.kb
    used = [one for one in sheet.messages if known.in_use(one)]
    ids = {one.id for one in used}
    heads = [one for one in used if kb.now(one.variant_of) not in ids or kb.now(one.variant_of) == one.id]
    blocks = [
        message_block(known, one, [it for it in used if it not in heads and kb.now(it.variant_of) == one.id])
        for one in heads
    ]
    return {
        "name": _theme(paper, sheet),
        "used": section(say("No message is approved in this language."), *blocks),
        "candidates": _candidates(paper, known, [one for one in sheet.messages if one.id not in ids]),
        "materials": _materials(paper, used),
    }


def _candidates(paper: Paper, known: Bank, messages: Sequence[Message]) -> Section:
    say = paper.say
    if not paper.internal:
        return section(say("What is not approved is internal."))
    columns = [say("Message"), say("Owner"), *paper.reader.kb.settings.languages]
    return section(
        say("Every message is approved in this language."),
        table(columns, (candidate_row(known, one) for one in messages)),
    )


def _materials(paper: Paper, messages: Sequence[Message]) -> Section:
    """What there is to show or hand out with the messages in use."""
    say, reader = paper.say, paper.reader
    rows: list[Row] = [
        [
            item(paper.text(one.title), paper.file(message)),
            reader.labels.code("Material.type", one.type),
            one.language or say("not on record"),
            one.licence or say("not on record"),
            reader.name(one.owner) or say("not named"),
            one.link,
        ]
        for message in messages
        for one in message.materials
    ]
    columns = [say("Material"), say("Type"), say("Language"), say("Licence"), say("Owner"), say("Link")]
    return section(say("No material is on record for the messages in use."), table(columns, rows))


def _gaps(paper: Paper, known: Bank, messages: Sequence[Message]) -> None:
    """What keeps messages from being used or believed, in the order in which it matters."""
    say = paper.say
    used = [one for one in messages if known.in_use(one)]
    if paper.internal and len(used) < len(messages):
        told = {"number": len(messages) - len(used), "all": len(messages)}
        paper.gap(say("Not approved in this language: {number} of {all} messages.", **told))
    outdated(paper, known, used)
    if behind := [known.words(one.headline) for one in messages if _is_behind(paper, known, one)]:
        paper.gap(say("Translations older than the original: {names}", names=" ".join(behind)))
    if ending := [known.words(one.headline) for one in used if _ends_soon(paper, known, one)]:
        paper.gap(say("Approvals that end soon: {names}", names=" ".join(ending)))
    if paper.internal and (orphans := sum(not one.owner for one in messages)):
        paper.gap(say("Without an owner: {number} of {all} messages.", number=orphans, all=len(messages)))


def _is_behind(paper: Paper, known: Bank, message: Message) -> bool:
    """Whether a translation is older than its original: any, or for the public that in its language."""
    languages = paper.reader.kb.settings.languages if paper.internal else [paper.reader.language]
    seen = paper.internal or known.in_use(message)
    return seen and any(known.wording(message, code).translation == "behind" for code in languages)


def _ends_soon(paper: Paper, known: Bank, message: Message) -> bool:
    notice, end = whole(paper.reader.kb.settings, "approval_notice_days"), known.wording(message).turn
    return notice is not None and end is not None and end.last <= later(paper.reader.day, notice)
