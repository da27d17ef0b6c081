"""The message bank on a day: what each message is about, which words may be used in which language, and why not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

from kvtool.model.dates import Day
from kvtool.model.fact import Fact
from kvtool.model.framework import Framework
from kvtool.model.message import FACT, Approval, Message
from kvtool.model.texts import Text, hash_of
from kvtool.queries.approvals import approved
from kvtool.queries.audience import whole
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import placed

State = Literal["approved", "coming", "ended", "changed", "candidate"]
Translation = Literal["", "missing", "partly", "behind", "proposed"]

GENERAL: Final = ""
"""What a message about everything is about."""

ORDER: Final = ("general", "priority", "partner", "network", "event")
"""The scopes in the order of a bank."""


class Wording(NamedTuple):
    """A message in one language on a day: whether the words may be used, by which approval, how the translation stands."""

    state: State
    approval: Approval | None
    translation: Translation
    turn: Day | None = None
    """The day until which the words may be used, from which they may be, or with which they no longer might."""


class Sheet(NamedTuple):
    """All messages about one thing."""

    scope: str
    about: str
    messages: list[Message]


def wording(kb: KnowledgeBase, message: Message, language: str, day: date) -> Wording:
    """How a message stands in a language; words of which an approval was or is in force, or that are only proposed."""
    said, source = whole(kb, message), kb.settings.source_language
    translation = _translation(said, language, source)
    given = [one for one in said.approvals if one.lang == language and one.on.first <= day]
    if not given:
        return Wording("candidate", None, translation)
    if now := [one for one in approved(said, day) if one.lang == language]:
        last = max(now, key=_end)
        return Wording("approved", last, translation, _turn(said, last))
    last = max(given, key=lambda one: (one.on.first, _end(one)))
    ends = _turn(said, last)
    if ends and ends.last < day:
        return Wording("ended", last, translation, ends)
    if said.from_ and day < said.from_.first:
        return Wording("coming", last, translation, said.from_)
    return Wording("changed", last, translation)


def _end(approval: Approval) -> date:
    return approval.until.last if approval.until else date.max


def _turn(message: Message, approval: Approval) -> Day | None:
    """The last day of an approval or of its message, whichever is over first."""
    ends = [end for end in (approval.until, message.to) if end]
    return min(ends, key=lambda end: end.last, default=None)


def _translation(message: Message, language: str, source: str) -> Translation:
    """What is wrong with the worst of a message's texts in a language."""
    if language == source:
        return ""
    texts = list(_texts(message))
    if language not in message.headline.strings:
        return "missing"
    if any(language not in text.strings for text in texts):
        return "partly"
    made = [(text.made_from[language], text.strings[source]) for text in texts if _is_dated(text, language, source)]
    if any(hash_of(original) != hashed for hashed, original in made):
        return "behind"
    return "proposed" if any(language in text.proposed for text in texts) else ""


def _is_dated(text: Text, language: str, source: str) -> bool:
    return language in text.made_from and source in text.strings


def _texts(message: Message) -> Iterator[Text]:
    yield message.headline
    yield from (point.text for point in message.points)
    yield from [message.action_wanted] if message.action_wanted else []
    for answer in message.if_asked:
        yield from (answer.question, answer.answer)
    for avoid in message.avoid:
        yield from [avoid.text, *([avoid.because] if avoid.because else [])]


def replaced_by(kb: KnowledgeBase, message: Message, day: date) -> Message | None:
    """The message that has taken the place of another: it is approved in some language itself."""
    for tie in kb.pointing.get(message.id, ()):
        other = tie.record
        if (
            tie.reference.path == ("supersedes",)
            and isinstance(other, Message)
            and any(approved(whole(kb, other), day))
        ):
            return other
    return None


def in_use(kb: KnowledgeBase, message: Message, language: str, day: date) -> bool:
    """Whether a message is approved in a language, in force on a day, and not replaced."""
    return wording(kb, message, language, day).state == "approved" and replaced_by(kb, message, day) is None


def sheets(kb: KnowledgeBase, messages: Iterable[Message]) -> list[Sheet]:
    """The messages by what they are about: general ones, then priorities as the frameworks order them, then the rest by id."""
    found: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in messages:
        scope = message.scope
        about = GENERAL if scope.general else str(getattr(scope, scope.code))
        found[scope.code, kb.now(about)].append(message)
    places = {aim: place for place, aim in enumerate(_priorities(kb))}
    order = sorted(found, key=lambda key: (ORDER.index(key[0]), places.get(key[1], len(places)), key[1]))
    return [Sheet(scope, about, found[scope, about]) for scope, about in order]


def _priorities(kb: KnowledgeBase) -> Iterator[str]:
    """All priorities, those of the latest framework first."""
    known = sorted(kb.all(Framework), key=lambda one: one.id)
    for framework in sorted(known, key=lambda one: one.from_.first if one.from_ else date.min, reverse=True):
        yield from (priority.id for priority in framework.priorities)


def priorities_on(kb: KnowledgeBase, day: date) -> list[str]:
    """The priorities of strategies that are in force on a day."""
    strategies = {one.id for one in kb.all(Framework) if one.type == "strategy"}
    known = ((aim, placed(kb, aim)) for aim in _priorities(kb))
    return [aim for aim, place in known if place and place.framework.id in strategies and place.holds_on(day)]


def facts_in(kb: KnowledgeBase, message: Message) -> set[str]:
    """The facts that a message leans on or whose values stand in its words."""
    named = {kb.now(proof) for point in message.points for proof in point.proofs}
    texts = [message.headline, *(point.text for point in message.points)]
    filled = {kb.now(fact) for text in texts for _, words in text for fact in FACT.findall(words)}
    return {one for one in named | filled if kb.get(Fact, one)}
