"""What all records share, and the parts that many of them are made of."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.values import BadValueError, Called, Hash, Id, Line, Many, OfficeId, Refers, SourceId

Basis = Literal["stated", "inferred"]


class Span(Part):
    """A part that holds from a day to a day, both inclusive, each at its own precision."""

    from_: Annotated[Date | None, Called("from")] = None
    to: Date | None = None

    def check(self) -> None:
        if self.from_ and self.to and self.from_.first > self.to.last:
            raise BadValueError(
                "KV109",
                f"'to' {self.to} lies before 'from' {self.from_}",
                help="swap them or mend one",
                at=("to",),
            )

    def holds_on(self, day: date) -> bool:
        """Whether a day lies in it; where no limit is given, it has none."""
        return self.meets(day, day)

    def meets(self, first: date, last: date) -> bool:
        """Whether a day of a period, both ends included, lies in it."""
        return (self.from_ is None or self.from_.first <= last) and (self.to is None or first <= self.to.last)


class Based(Part):
    """A part whose source says it, or lets it be inferred."""

    basis: Basis | None = None


class Citation(Span, Based):
    """Where something is said: a source, the verbatim words, and whether they say it or let it be inferred."""

    source: SourceId | None = None
    quote: Line | None = None
    because: Line | None = None


class Narrowed(Part):
    """A part that may be internal in a public record; none is public in an internal one."""

    visibility: Literal["internal"] | None = None


class Mention(Citation, Narrowed):
    """A passage of a source that speaks of the thing it stands under, in the words of the base where it has some."""

    source: SourceId
    text: Text | None = None


class Name(Part):
    """Another name or spelling under which a thing is known, with the source that uses it."""

    text: Line
    source: SourceId | None = None


def all_names(names: Text, others: Iterable[Name]) -> list[str]:
    """All names under which a thing is known, in every language."""
    return [*names.strings.values(), *(other.text for other in others)]


class Review(Part):
    """Who, by office, looked the record through, when, and the hash of what was seen."""

    on: Date
    role: OfficeId
    of: Hash


class Successor(Based):
    """What a thing became."""

    to: Annotated[Id, Refers("unit", "goal", "priority", "framework")]
    kind: Literal["continues", "renamed", "merged", "split", "ends"]
    because: Line | None = None


class Nested(Part):
    """A part with an id of its own, which references can name; `kind` is what they call it."""

    kind: ClassVar[str]

    id: Id


class Record(Part):
    """One file: an id, who may see it, its last review, ids it had before, and the passages that speak of it."""

    kind: ClassVar[str]
    folder: ClassVar[str]

    id: Id
    visibility: Literal["internal", "public"] = "internal"
    aliases: Many[Id]
    sources: Many[Mention]
    review: Review | None = None
    notes: Line | None = None

    def gist(self) -> Sequence[str]:
        """What rules ask about it that go through many records: a few plain words, known without the record itself."""
        return ()
