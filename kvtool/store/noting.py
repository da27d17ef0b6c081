"""What an answer rests on: what was read while it was found, noted for whoever wants to know.

That is files, and the ids of which was asked which files name them, which tells the gists of these as well. What files
there are, and which ids and nested things they hold, everybody knows; that is not noted.
"""

from collections import Counter
from collections.abc import Collection
from typing import Final, Protocol, Self, TypeAlias

MANY: Final = 50
"""Who has read more files of a kind than so many rests on all of that kind."""


class File(Protocol):
    """What is read."""

    @property
    def kind(self) -> str:
        """The kind of its record; none where that is not known."""

    @property
    def id(self) -> str:
        """The id of its record."""


Grounds = frozenset[File | str]
"""Files; kinds, for all files of such a kind; and ids: whatever names them."""

NOTHING: Final[Grounds] = frozenset()

Read: TypeAlias = "File | str | Noting"


class _Deaf(set[Read]):
    """Where nobody wants to know."""

    def add(self, _: Read) -> None:
        """Nothing."""


_open: list[set[Read]] = [_Deaf()]


def note(read: Read) -> None:
    """Says that a file is read, that an id is looked for, or that an answer is used that was found by such."""
    _open[-1].add(read)


class Noting:
    """A context in which is noted what is read; what is read in an inner one counts where its answer is used."""

    __slots__ = ("_grounds", "_seen")

    def __init__(self) -> None:
        self._seen: set[Read] = set()
        self._grounds: Grounds | None = None

    def __enter__(self) -> Self:
        _open.append(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        _open.pop()

    def grounds(self, own: File | None = None) -> Grounds:
        """What was read, besides the file that it was all about and whatever names its record."""
        if self._grounds is None:
            if own:
                self._seen -= {own, own.id}
            self._grounds = _gathered(self._seen) if self._seen else NOTHING
        return self._grounds


def _gathered(seen: Collection[Read]) -> Grounds:
    every = {one for one in seen if not isinstance(one, Noting)}
    if len(every) < len(seen):
        every.update(*(one.grounds() for one in seen if isinstance(one, Noting)))
    if len(every) <= MANY:
        return frozenset(every)
    count = Counter(one.kind for one in every if not isinstance(one, str))
    kinds = {kind for kind, number in count.items() if kind and number > MANY}
    return frozenset(one for one in every if isinstance(one, str) or one.kind not in kinds) | kinds
