"""A key message: a headline, its points with proofs, what to say if asked, and who approved which language."""

import re
from typing import Annotated, ClassVar, Literal

from kvtool.model.base import Record, Span
from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.values import (
    BadValueError,
    EngagementId,
    EvidenceId,
    Hash,
    Id,
    Language,
    Line,
    Link,
    Listed,
    Many,
    MessageId,
    NetworkId,
    OfficeId,
    PartnerId,
    PriorityId,
    Truth,
    UnitId,
)

MOST_POINTS = 3

FACT = re.compile(r"\{fact:([a-z0-9-]+)\}")
"""A place in a text where the value of a fact stands."""


class Scope(Part):
    """What a message is about: everything, or one priority, partner, network or event."""

    general: Truth | None = None
    priority: PriorityId | None = None
    partner: PartnerId | None = None
    network: NetworkId | None = None
    event: EngagementId | None = None

    def check(self) -> None:
        super().check()
        if len(self._named) != 1 or self.general is False:
            raise BadValueError(
                "KV102",
                "a scope names exactly one of general, priority, partner, network, event",
                help="write {general: true} or one id",
            )

    @property
    def code(self) -> str:
        """Which of the five it is."""
        return self._named[0]

    @property
    def _named(self) -> list[str]:
        return [name for name in type(self).fields if getattr(self, name) is not None]


class Point(Part):
    """One supporting point and the facts or outcomes that prove it."""

    text: Text
    proofs: Many[EvidenceId]


class Answer(Part):
    """What to say when asked. Always internal."""

    question: Text
    answer: Text


class Avoid(Part):
    """Words not to use, and why. Always internal."""

    text: Text
    because: Text | None = None


class Material(Part):
    """Something to show or hand out."""

    title: Text
    type: Literal["slides", "picture", "video", "text", "leaflet"]
    link: Link
    language: Language | None = None
    licence: Line | None = None
    owner: UnitId | None = None


class Feedback(Part):
    """What was heard when the message was used in an engagement. Always internal."""

    engagement: EngagementId
    text: Text


class Approval(Part):
    """An office's approval of the words in one language, bound to their hash."""

    lang: Language
    role: OfficeId
    on: Date
    until: Date | None = None
    of: Hash


class Message(Record, Span):
    """A key message; without an approval in force it is a candidate."""

    kind: ClassVar[str] = "message"
    folder: ClassVar[str] = "messages"

    scope: Scope
    headline: Text
    points: Annotated[list[Point], Listed(MOST_POINTS)]
    audiences: Many[Id]
    action_wanted: Text | None = None
    if_asked: Many[Answer]
    avoid: Many[Avoid]
    owner: UnitId | None = None
    approver: OfficeId | None = None
    variant_of: MessageId | None = None
    supersedes: MessageId | None = None
    materials: Many[Material]
    feedback: Many[Feedback]
    approvals: Many[Approval]
