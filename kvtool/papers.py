"""Papers as they are asked for on the command line: each made of its order, with the records that went into it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from kvtool.model.engagement import Engagement
from kvtool.queries.asked import asked
from kvtool.queries.audience import PUBLIC
from kvtool.queries.reading import Reader
from kvtool.rendering import own_words, render
from kvtool.report import Paper
from kvtool.reporting import Asked, compose, reports
from kvtool.reporting import Wish as Report
from kvtool.reporting import wish as report_wish
from kvtool.reports import brief
from kvtool.store.entry import Entry
from kvtool.using import Used

BRIEF: Final = "brief"
FOR_THE_PUBLIC: Final = ("public-summary",)
"""The papers that are the public's, whoever asks for them."""
OPTIONS: Final = ("engagement", "on", "from", "to", "unit", "priority")
"""The options that decide what a paper is about, in the order in which an order tells them."""

COUNTS: Final = ("more_candidates", "more_messages")
"""The fields of a pack that only count what else there is: no record goes into it by being counted."""


class Order(NamedTuple):
    """What a paper was asked for: its name, ids, options that have a value, audience."""

    name: str
    ids: Sequence[str] = ()
    options: Mapping[str, str] = MappingProxyType({})
    audience: str = "internal"


class Made(NamedTuple):
    """A paper's content, its order in the words of the base, and the records that went into it."""

    order: Order
    content: dict[str, Any]
    reader: Reader
    """Somebody of the audience."""
    used: Used

    @property
    def entries(self) -> Sequence[Entry]:
        """The files of the records that went into it, in their order; broken ones too: it says that they are left out."""
        every = self.reader.kb.entries
        return [entry for entry in every if entry.kind and (entry.broken or entry.id in self.used.ids)]

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.content["title"])


def names() -> Sequence[str]:
    """The papers that there are."""
    return [BRIEF, *reports()]


def make(reader: Reader, order: Order, version: str, *, people: bool = True) -> Made:
    """A paper for a reader; raises KvtoolError for what it is not about. `people` are named where a file tells who they are."""
    wishes: list[brief.Wish | Report] = []

    def gather(paper: Paper) -> dict[str, Any]:
        wishes.append(_wish(paper, order, version, people))
        return _content(paper, order.name, wishes[-1])

    templates = reader.kb.settings.root / "templates"
    reader = reader._replace(labels=reader.labels.with_own(own_words(reader.labels.language, templates)))
    if order.name in FOR_THE_PUBLIC:
        order = order._replace(audience=PUBLIC)  # nobody else's records go into it
    used = Used(reader, order.audience, gather, COUNTS)
    return Made(_normal(order, wishes[0]), used.content, used.reader, used)


def text_of(made: Made) -> str:
    """A paper's Markdown."""
    return _rendered(made, made.content)


def pictured_text_of(made: Made) -> str:
    """The same with marks where its pictures belong, for the forms that show them."""
    return _rendered(made, made.content, pictured=True)


def statements_of(made: Made) -> str:
    """The same without what only counts what else there is."""
    return _rendered(made, made.content | {field: 0 for field in COUNTS if field in made.content})


def _rendered(made: Made, content: Mapping[str, Any], *, pictured: bool = False) -> str:
    root, language = made.reader.kb.settings.root, made.reader.labels.language
    return render(root, f"{made.order.name}.md.j2", content, language, pictured=pictured)


def _wish(paper: Paper, order: Order, version: str, people: bool) -> brief.Wish | Report:
    said = {option: order.options.get(option, "") for option in OPTIONS}
    if order.name == BRIEF:
        found = asked(paper.reader.kb, order.ids, said["engagement"], said["on"], paper.reader.day)
        return brief.Wish(*found, version, people)
    return report_wish(
        paper, order.name, Asked(order.ids, said["from"], said["to"], said["unit"], said["priority"]), version
    )


def _content(paper: Paper, name: str, wish: brief.Wish | Report) -> dict[str, Any]:
    return brief.content(paper, wish) if isinstance(wish, brief.Wish) else compose(paper, name, wish)


def _normal(order: Order, wish: brief.Wish | Report) -> Order:
    """The order with ids for names, and with days where the day of asking would decide them."""
    if isinstance(wish, brief.Wish):
        ids = [partner.id for partner in wish.partners]
        options = {"engagement": wish.engagement.id if wish.engagement else "", "on": _on(wish)}
    else:
        ids = [record.id for record in wish.records]
        first, last = (day.isoformat() for day in wish.period) if reports()[order.name].period else ("", "")
        unit = wish.unit.id if wish.unit else ""
        options = {"from": first, "to": last, "unit": unit, "priority": wish.priority}
    return order._replace(ids=ids, options={option: value for option, value in options.items() if value})


def _on(wish: brief.Wish) -> str:
    """The day of the meeting, unless it is that of the engagement, wherever that goes."""
    own: Engagement | None = wish.engagement
    return "" if own and own.from_.first == wish.on else wish.on.isoformat()
