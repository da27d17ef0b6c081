"""How a person reads a base: texts in a language, names for ids, standings in words."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from kvtool.model.dates import Day
from kvtool.model.network import Network
from kvtool.model.part import Part
from kvtool.model.partner import Partner
from kvtool.model.source import Source
from kvtool.model.statement import Membership
from kvtool.model.texts import Text, Words
from kvtool.queries.find import name_text
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import EVERYBODY, Heard, Resolved, Said, act_on, membership, standing
from kvtool.words.dates import say_date
from kvtool.words.labels import Labels


def unmarked(words: Words) -> str:
    """A text as it stands, whether anybody confirmed its translation or not."""
    return words.text


def _codes_of(said: Said) -> str:
    return "Membership.status" if isinstance(said.statement, Membership) else "Standing.status"


class Reader(NamedTuple):
    """Somebody who reads a base on a day in a language; `heard` are the authorities that count for them."""

    kb: KnowledgeBase
    day: date
    labels: Labels
    heard: Heard = EVERYBODY
    mark: Callable[[Words], str] = unmarked

    @property
    def language(self) -> str:
        """The language of texts: the interface's, where the base has it, else the base's own."""
        languages = self.kb.settings.languages
        return self.labels.language if self.labels.language in languages else self.kb.settings.source_language

    def text(self, text: Text | None) -> str:
        """A text in the reader's language; one that is missing stands in the source language, marked `[fi]`."""
        if text is None:
            return ""
        words = text.find(self.language, self.kb.settings.source_language)
        return f"{words.text} [{words.language}]" if words.borrowed else self.mark(words)

    def name(self, record_id: str | None) -> str:
        """The name of a record or nested thing; its id where it has none or is broken."""
        if not record_id:
            return ""
        entry = self.kb.by_id.get(self.kb.aliases.get(record_id, record_id))
        part: Part | None = entry.record if entry else None
        if part is None and (inner := self.kb.inner.get(record_id)):
            part = inner.part
        text = name_text(part) if part else None
        return self.plain(text) if text else record_id

    def plain(self, text: Text) -> str:
        """A name in the reader's language, without marks: names are understood in any."""
        return self.mark(text.find(self.language, self.kb.settings.source_language))

    def authority(self, code: str) -> str:
        """The label of an authority."""
        return self.labels.code("Act.act", code)

    def date(self, written: str | date | None) -> str:
        """A date in words."""
        return say_date(str(written), self.labels.language) if written else ""

    def source_date(self, source_id: str | None) -> str:
        """The date of a source on the day: of its last act not after it."""
        act = act_on(self.kb.get(Source, source_id), self.day)
        return self.date(act.on) if act else ""

    def status(self, resolved: Resolved) -> str:
        """A headline in words; never bare where a newer source is silent."""
        headline = resolved.headline
        if headline is None:
            return ""
        return self.worded(_codes_of(headline), headline.status, headline.begins, resolved.reaffirmed)

    def label(self, said: Said) -> str:
        """A statement's status in words, whoever has reaffirmed it."""
        return self.labels.code(_codes_of(said), said.status)

    def worded(self, context: str, status: str, since: Day | None, reaffirmed: bool | None) -> str:
        """A status in words, with the day from which nobody has reaffirmed it."""
        label = self.labels.code(context, status)
        if reaffirmed is False and since:
            return self.labels.say("{status}, not reaffirmed since {date}", status=label, date=self.date(since))
        return label

    def resolved(self, record: Partner | Network) -> Resolved:
        """What holds for a partner or network on the day."""
        if isinstance(record, Partner):
            return standing(self.kb, record, self.day, self.heard)
        return membership(self.kb, record, self.day, self.heard)
