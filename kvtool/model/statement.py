"""Dated statements: what a source says of a standing, a membership, a focus or a role."""

from typing import Literal

from kvtool.model.base import Based, Citation, Narrowed, Span
from kvtool.model.dates import Date
from kvtool.model.texts import Text
from kvtool.model.values import Line, OfficeId, PartnerId, SourceId

StandingCode = Literal[
    "prospect",
    "partner",
    "key",
    "special",
    "twin-city",
    "historical",
    "prioritised",
    "maintained",
    "dormant",
    "suspended",
    "ended",
]
MembershipCode = Literal["aim", "exploring", "applied", "cooperating", "member", "notice-given", "left"]
FormCode = Literal["full", "associate", "observer", "indirect", "programme", "founding"]

ENDING = frozenset(("ended", "suspended", "left"))
"""The statuses that, said with the authority of an approved text, end the statements before them."""


class Statement(Citation, Narrowed):
    """A status that a source gives; it holds from `from`, else from its source's first act, to `to`."""

    status: str


class Standing(Statement):
    """What a partner is to the city."""

    status: StandingCode


class Membership(Statement):
    """What the city is to a network; an aim has a deadline."""

    status: MembershipCode
    form: FormCode | None = None
    via: PartnerId | None = None
    deadline: Date | None = None


class Focus(Span, Based):
    """A period in which a network is invested in."""

    source: SourceId | None = None
    quote: Line | None = None
    because: Text | None = None


class Role(Citation, Narrowed):
    """An office that the city holds in a network, or seeks or held."""

    title: Text
    body: Line | None = None
    holder: OfficeId | None = None
