"""Which references point to an id: looked up file by file for a few ids, from one index for many."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from kvtool.model.base import Record
from kvtool.store.entry import Entry, Tie
from kvtool.store.noting import note

FEW: Final = 24
"""So many questions are answered sooner than the index is made: most files are seen at once not to name an id."""

MOST: Final = 500
"""So many answers of the index are held."""

WIDTH: Final = 2**32
"""More references than a file has."""


class Pointing:
    """The references to ids in the files of a base, in their order; former ids count as what they became.

    `naming` gives the files in which a reference to one of some ids may stand, where somebody knows that without a look
    at each.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        aliases: Mapping[str, str],
        naming: Callable[[Collection[str]], Iterable[Entry]] | None = None,
    ) -> None:
        self._entries = entries
        self._aliases = aliases
        self._naming = naming
        self._known: dict[str, Sequence[Tie]] = {}
        self._asked: dict[str, Sequence[Tie]] = {}

    def get(self, target: str, default: Sequence[Tie] = ()) -> Sequence[Tie]:
        """The references to an id that a record has now."""
        note(target)
        if "_index" in self.__dict__ or (not self._naming and len(self._known) >= FEW):
            return self._indexed(target) or default
        if target not in self._known:
            self._known[target] = self._looked_for(target)
        return self._known[target] or default

    def fields(self, target: str, model: type[Record]) -> Iterator[tuple[Entry, str, Sequence[str]]]:
        """The files of a kind in which the same references stand, each with the field of its record in which one does.

        No record is made for it; its gist is given as well.
        """
        note(target)
        if "_index" not in self.__dict__ or target in self._asked:
            for tie in self.get(target):
                if tie.entry.kind == model.kind:
                    yield tie.entry, str(tie.reference.path[0]), tie.entry.content.survey.gist
            return
        for number in self._numbers(target):
            entry = self._entries[number // WIDTH]
            if entry.kind == model.kind:
                survey = entry.content.survey
                yield entry, survey.field(number % WIDTH), survey.gist

    def expect(self, questions: int) -> None:
        """Makes the index now where so many ids will be asked about that it is worth it."""
        if questions >= FEW and not self._naming:
            self._index  # noqa: B018 - looked at, it is made

    def _looked_for(self, target: str) -> Sequence[Tie]:
        names = {target, *(alias for alias, became in self._aliases.items() if became == target)}
        if self._naming:
            near = list(self._naming(names))
        else:
            near = [entry for entry in self._entries if entry.content.may_refer_to(names)]
        if len(near) * 2 > len(self._entries):  # they were read just now, and show nothing at a glance
            return self._indexed(target)
        return [
            Tie(entry, reference)
            for entry in near
            for reference in entry.content.survey.links
            if self._aliases.get(reference.target, reference.target) == target
        ]

    def _indexed(self, target: str) -> Sequence[Tie]:
        """The references by the index; those that were asked for last are known, since many ask the same."""
        if target not in self._asked:
            if len(self._asked) >= MOST:
                self._asked.clear()
            self._asked[target] = [self._tie(*divmod(number, WIDTH)) for number in self._numbers(target)]
        return self._asked[target]

    def _numbers(self, target: str) -> Sequence[int]:
        """The references to an id, by their numbers in the index."""
        return sorted(number for name in self._names(target) for number in self._index.get(name, ()))

    def _tie(self, file: int, number: int) -> Tie:
        entry = self._entries[file]
        return Tie(entry, entry.content.survey.link(number))

    def _names(self, target: str) -> Sequence[str]:
        """What a record with an id is called; nothing where that is a former id."""
        return () if target in self._aliases else (target, *self._former.get(target, ()))

    @cached_property
    def _former(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for alias, became in self._aliases.items():
            found[became].append(alias)
        return found

    @cached_property
    def _index(self) -> "Mapping[str, array[int]]":
        """Where each id is named: the number of the file, times WIDTH, and that of the reference in it."""
        found: dict[str, array[int]] = {}
        for file, entry in enumerate(self._entries):
            for number, target in enumerate(entry.content.targets, file * WIDTH):
                if known := found.get(target):
                    known.append(number)
                else:
                    found[target] = array("Q", (number,))
        return found
