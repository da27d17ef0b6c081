"""What stands in a file: what can be asked of it, and that which was read and checked now."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Protocol

from kvtool.model.base import Record
from kvtool.store.survey import NOTHING, Survey, survey_of
from kvtool.text.fault import Path
from kvtool.text.tree import Place, Tree, where


class Content(Protocol):
    """What stands in a file: read and checked now, or remembered and fetched when it is asked for."""

    @property
    def record(self) -> Record | None:
        """The record; nothing where it is broken."""

    @property
    def tree(self) -> Tree | None:
        """The fields with their places; nothing where the text is no YAML."""

    @property
    def marked(self) -> bytes | None:
        """The file's bytes, where they speak to kvtool in a comment, or may hold what must not be kept."""

    @property
    def only_words(self) -> bool:
        """Whether the record's texts hold nothing but words, as far as that is known: no facts, and no hashes."""

    @property
    def aliases(self) -> Sequence[str]:
        """The former ids of the record."""

    @property
    def survey(self) -> Survey:
        """What others ask about."""

    @property
    def targets(self) -> Sequence[str]:
        """What the references in the record name, in their order."""

    @property
    def inner(self) -> Sequence[tuple[str, str, Path]]:
        """The nested things in the record: their ids, kinds and places."""

    def may_refer_to(self, ids: Collection[str]) -> bool:
        """Whether a reference to one of some ids may stand in it: quick, and never no where one does."""

    def may_say(self, words: str) -> bool:
        """Whether some words, of plain letters, may stand in its fields: quick, and never no where they do."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of a field, counted from 1."""

    def release(self) -> None:
        """Takes note that what stands in the file will hardly be asked for soon."""


class Checked:
    """The content of a file that was read and checked now."""

    def __init__(
        self, record: Record | None, tree: Tree | None, marked: bytes | None = None, only_words: bool = False
    ) -> None:
        self.record = record
        self.tree = tree
        self.marked = marked
        self.only_words = only_words

    @property
    def aliases(self) -> Sequence[str]:
        """The former ids of the record."""
        return self.record.aliases if self.record else ()

    def may_refer_to(self, ids: Collection[str]) -> bool:
        """Whether a reference to one of some ids may stand in it."""
        return True

    def may_say(self, words: str) -> bool:
        """Whether some words may stand in its fields."""
        return True

    @cached_property
    def survey(self) -> Survey:
        """What the record holds that others ask about."""
        return survey_of(self.record) if self.record else NOTHING

    @property
    def targets(self) -> Sequence[str]:
        """What the references in the record name, in their order."""
        return self.survey.targets

    @property
    def inner(self) -> Sequence[tuple[str, str, Path]]:
        """The nested things in the record: their ids, kinds and places."""
        return self.survey.inner

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of a field, counted from 1."""
        return where(self.tree, path, key=key)

    def release(self) -> None:
        """Nothing: what was read now is not read again."""
