"""Key messages in a paper: the words in use with dated proofs and terms, and those that may not be used, with the reason."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kvtool.model.engagement import Engagement
from kvtool.model.fact import Fact
from kvtool.model.message import FACT, Message, Point
from kvtool.model.texts import Text
from kvtool.parts.sections import Block, Row, listed
from kvtool.queries.bank import Wording, facts_in, in_use, replaced_by, wording
from kvtool.queries.figures import filled, localised
from kvtool.queries.freshness import stale_facts
from kvtool.report import Item, Paper, item
from kvtool.words.sorting import sort_key


class Bank(NamedTuple):
    """The messages of a base as a paper reads them: in its language, on its day."""

    paper: Paper
    stale: frozenset[str]
    """The facts that are out of date."""

    def wording(self, message: Message, language: str = "") -> Wording:
        """How a message stands in a language, or in the paper's."""
        reader = self.paper.reader
        return wording(reader.kb, message, language or reader.language, reader.day)

    def in_use(self, message: Message) -> bool:
        """Whether a message may be used in the paper's language."""
        reader = self.paper.reader
        return in_use(reader.kb, message, reader.language, reader.day)

    def all(self) -> list[Message]:
        """All messages by their headlines."""
        reader = self.paper.reader
        return sorted(reader.kb.all(Message), key=lambda one: (sort_key(reader.name(one.id)), one.id))

    def words(self, text: Text | None) -> str:
        """A text with the values of its facts."""
        reader = self.paper.reader
        return filled(reader.kb, self.paper.text(text), reader.language)


def bank(paper: Paper) -> Bank:
    """The bank of a paper."""
    return Bank(paper, stale_facts(paper.reader.kb, paper.reader.day))


def message_block(bank: Bank, message: Message, variants: Sequence[Message]) -> Block:
    """A message in use: points with proofs, variants, what is wanted, asked, avoided and heard, who answers for it."""
    return listed(_lines(bank, message, variants), bank.words(message.headline))


def _lines(bank: Bank, message: Message, variants: Sequence[Message]) -> Iterator[Item]:
    paper, words = bank.paper, bank.words
    say, file = paper.say, paper.file(message)
    yield from (point(bank, message, one) for one in message.points)
    if message.action_wanted:
        yield item(say("Action wanted: {what}", what=words(message.action_wanted)), file)
    for variant in variants:
        told = " ".join([words(variant.headline), *(words(one.text) for one in variant.points)])
        yield item(say("For {audiences}: {what}", audiences=_audiences(bank, variant), what=told), paper.file(variant))
    for answer in message.if_asked:
        told = say("If asked: {question} – {answer}", question=words(answer.question), answer=words(answer.answer))
        yield item(told, file)
    for one in message.avoid:
        why = f" ({words(one.because)})" if one.because else ""
        yield item(say("Avoid: {what}", what=f"{words(one.text)}{why}"), file)
    for heard in message.feedback:
        where, what = heard.engagement, words(heard.text)
        yield item(say("Heard at {engagement}: {what}", engagement=paper.name(where), what=what), _at(paper, where))
    yield from _terms(bank, message)


def _at(paper: Paper, engagement_id: str) -> list[int]:
    found = paper.reader.kb.get(Engagement, engagement_id)
    return paper.file(found) if found else []


def point(bank: Bank, message: Message, one: Point) -> Item:
    """A supporting point with its proofs: each dated, and marked where it is out of date."""
    paper, say, kb = bank.paper, bank.paper.say, bank.paper.reader.kb
    told: list[str] = []
    notes: list[int] = []
    inline = {fact for _, text in one.text for fact in FACT.findall(text)}
    for proof in dict.fromkeys(one.proofs):
        fact = kb.get(Fact, proof)
        if fact:
            when = say("as of {date}", date=paper.reader.date(fact.as_of))
            unit = f" {paper.text(fact.unit)}" if fact.unit else ""
            value = localised(fact.value, paper.reader.language)
            claim = "" if proof in inline else f"{paper.text(fact.claim)}: {value}{unit}"
            age = say("out of date") if fact.id in bank.stale else ""
            told.append(", ".join(filter(None, (claim, when, age))))
            notes += paper.note(fact.source, fact.quote) or paper.file(fact)
        elif holder := kb.inner[proof].record if proof in kb.inner else kb.by_id[kb.now(proof)].record:
            told.append(paper.name(proof))
            notes += paper.file(holder)
    shown = "; ".join(told) if told else say("no proof named")
    return item(f"{bank.words(one.text)} ({shown})", list(dict.fromkeys(notes)) or paper.file(message))


def _terms(bank: Bank, message: Message) -> Iterator[Item]:
    """For whom it is, who owns it, who approved it until when, in which languages else, and what it rests on."""
    paper, say, reader = bank.paper, bank.paper.say, bank.paper.reader
    file = paper.file(message)
    if message.audiences:
        yield item(say("For: {audiences}", audiences=_audiences(bank, message)), file)
    found = bank.wording(message)
    told = [say("Owner: {name}", name=reader.name(message.owner) or say("not named"))]
    if found.approval:
        who, on = reader.name(found.approval.role), reader.date(found.approval.on)
        told.append(say("approved on {date}, {role}", date=on, role=who))
        told.append(say("valid until {date}", date=reader.date(found.turn)) if found.turn else say("no end stated"))
    if paper.internal:
        others = [code for code in reader.kb.settings.languages if code != reader.language]
        told += [f"{code}: {state(bank, message, code)}" for code in others]
    yield item("; ".join(filter(None, told)), file)
    if old := message.supersedes:
        yield item(say("Replaces: {what}", what=bank.words(text) if (text := _headline(bank, old)) else old), file)
    sources = dict.fromkeys(one.source for one in message.sources)
    if sources:
        names = ", ".join(map(reader.name, sources))
        yield item(say("Rests on: {sources}", sources=names), paper.cite(message.sources) or file)


def _headline(bank: Bank, message_id: str) -> Text | None:
    found = bank.paper.reader.kb.get(Message, message_id)
    return found.headline if found else None


def _audiences(bank: Bank, message: Message) -> str:
    reader = bank.paper.reader
    return ", ".join(reader.kb.settings.audience(one, reader.language) for one in message.audiences)


def state(bank: Bank, message: Message, language: str) -> str:
    """How a message stands in a language: approved or not and why, and what is wrong with the translation."""
    say, found = bank.paper.say, bank.wording(message, language)
    turn = bank.paper.reader.date(found.turn)
    approval = {
        "approved": say("approved until {date}", date=turn) if turn else say("approved"),
        "coming": say("in use from {date}", date=turn),
        "ended": say("approval ended {date}", date=turn),
        "changed": say("changed since its approval"),
        "candidate": say("not approved"),
    }[found.state]
    translation = {
        "": "",
        "missing": say("translation missing"),
        "partly": say("translated in part"),
        "behind": say("translation older than the original"),
        "proposed": say("translation not confirmed"),
    }[found.translation]
    return ", ".join(filter(None, (approval, translation)))


def candidate_row(bank: Bank, message: Message) -> Row:
    """A message that may not be used: whose it is, and why, language by language."""
    paper, reader = bank.paper, bank.paper.reader
    other = replaced_by(reader.kb, message, reader.day)
    told = [bank.words(message.headline)]
    told += [paper.say("replaced by: {what}", what=bank.words(other.headline))] if other else []
    states = [state(bank, message, code) for code in reader.kb.settings.languages]
    return [
        item("; ".join(told), paper.cite(message.sources[:1]) or paper.file(message)),
        reader.name(message.owner) or paper.say("not named"),
        *states,
    ]


def outdated(paper: Paper, bank: Bank, messages: Iterable[Message]) -> None:
    """Puts the figures of some messages that are out of date into the box of gaps."""
    stale = {fact for one in messages for fact in facts_in(paper.reader.kb, one) & bank.stale}
    if stale:
        names = "; ".join(sorted(map(paper.reader.name, stale), key=sort_key))
        paper.gap(paper.say("Figures out of date in messages in use: {names}.", names=names))
