"""What somebody means by `ID`, or by `ID.FIELD`: a record, be it broken or gone, and a field of it."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model import kind
from kvtool.model.part import Part
from kvtool.model.walk import part_of
from kvtool.queries.fields import INDEX, paths_of
from kvtool.queries.find import find, named
from kvtool.queries.following import value_at
from kvtool.queries.versions import Version, departed, kind_of
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path, spell, steps
from kvtool.words.safe import safe_text

FIELD: Final = re.compile(r"(?:[^.\[\]]+(?:\[[0-9]{1,6}\])*(?:\.|$))*")
MOST_DOTS: Final = 20
"""How many dots may stand in a name and a field together."""


class Addressed(NamedTuple):
    """The file of a record, the field in it that is meant, and the former id by which it was called."""

    file: str
    field: Path = ()
    former: str = ""


def addressed(kb: KnowledgeBase, words: str, tip: str, *, work_tree: bool) -> Addressed:
    """What is meant by an id, a former id, an id of something nested, the id of a record that is gone, or a name.

    A field may follow after a dot. Raises KvtoolError with the choices or the nearest ids.
    """
    steps = words.split(".", MOST_DOTS)
    for end in range(len(steps), 0, -1):
        if found := _record(kb, ".".join(steps[:end])):
            return found._replace(field=(*found.field, *_path(".".join(steps[end:]))))
    gone = departed(kb.settings.root, tip, work_tree=work_tree)
    if steps[0] in gone:
        return Addressed(gone[steps[0]], _path(".".join(steps[1:])))
    raise _unknown(kb, steps[0], gone)


def _record(kb: KnowledgeBase, words: str) -> Addressed | None:
    if entry := kb.by_id.get(words):
        return Addressed(entry.path)
    if inner := kb.inner.get(words):
        return Addressed(inner.entry.path, inner.path)
    if words in kb.aliases:
        return Addressed(kb.by_id[kb.aliases[words]].path, former=words)
    return Addressed(find(kb, words).entry.path) if named(kb, words) else None


def _unknown(kb: KnowledgeBase, words: str, gone: Mapping[str, str]) -> KvtoolError:
    """The error for what is no record and was none, with the nearest id of either sort."""
    try:
        find(kb, words)
    except KvtoolError as error:
        near = get_close_matches(words, gone, 1, 0.6)
        if near and not error.remedy.startswith("did you mean"):
            return KvtoolError(error.message, error.exit_code, remedy=f"did you mean {near[0]}, which is gone?")
        return error
    raise AssertionError("what was not found is found")


def _path(field: str) -> Path:
    """The steps of a field as it is written; raises KvtoolError for what is none."""
    if not FIELD.fullmatch(field):
        raise KvtoolError(
            f"'{safe_text(field[:80])}' is no field", remedy="write it as names.fi or agreements[0].signed"
        )
    return steps(field)


def check(field: Path, versions: Sequence[Version], given: bool) -> None:
    """Raises KvtoolError where a field cannot be asked for: an item that is not there, or a field that nobody knows.

    `given` says whether any version has it: a field of former days is one, too.
    """
    newest = next((one for one in versions if one.fields), versions[0])
    for end, step in enumerate(field, 1):
        if isinstance(step, int) and value_at(newest.fields, field[:end]) is None:
            whole = f"{newest.id}.{spell(field[: end - 1])}"
            raise KvtoolError(
                f"there is no {newest.id}.{spell(field[:end])}", remedy=f"'kvtool history {whole}' tells of all"
            )
    name = kind_of(newest)
    if not given and name and not _is_known(kind(name), field):
        near = get_close_matches(INDEX.sub("", spell(field)), paths_of(kind(name)), 1, 0.6)
        raise KvtoolError(
            f"'{newest.id}' has no field '{spell(field)}', and never had",
            remedy=f"did you mean {near[0]}?" if near else f"'kvtool schema {name}' shows what there is",
        )


def _is_known(model: type[Part] | None, field: Path) -> bool:
    """Whether a path leads to a field of a model, or to a language of a text."""
    for step in field:
        if isinstance(step, str) and model:
            if step not in model.fields:
                return False
            model = part_of(model, step)
    return True
