"""Which references point to an id: looked up file by file for a few ids, from one index for many."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from kvtool.store.entry import Entry, Tie

FEW: Final = 24
"""So many questions are answered sooner than the index is made: most files are seen at once not to name an id."""


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

    def get(self, target: str, default: Sequence[Tie] = ()) -> Sequence[Tie]:
        """The references to an id that a record has now."""
        if "_index" not in self.__dict__ and (self._naming or len(self._known) < FEW):
            if target not in self._known:
                self._known[target] = self._looked_for(target)
            return self._known[target] or default
        return self._index.get(target, default)

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
            return self._index.get(target, ())
        return [
            Tie(entry, reference)
            for entry in near
            for reference in entry.survey.links
            if self._aliases.get(reference.target, reference.target) == target
        ]

    @cached_property
    def _index(self) -> Mapping[str, Sequence[Tie]]:
        found: dict[str, list[Tie]] = defaultdict(list)
        aliases = self._aliases
        for entry in self._entries:
            for reference in entry.survey.links:
                found[aliases.get(reference.target, reference.target)].append(Tie(entry, reference))
        return found
