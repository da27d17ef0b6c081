"""Changing a file's text where it must change, and reading back that it says what was meant."""

from collections.abc import Iterable
from copy import deepcopy
from io import StringIO
from typing import Any, NamedTuple

from kvtool.text.fault import Path
from kvtool.text.reader import read


class Edit(NamedTuple):
    """Characters of a text, from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    text: str


class Said(NamedTuple):
    """What a field says after a change; nothing where an item of a list goes."""

    path: Path
    value: str | None


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits; of two that overlap the first counts."""
    pieces, at = [], 0
    for edit in sorted(edits):
        if edit.start >= at:
            pieces += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join((*pieces, text[at:]))


def reads_as(text: str, before: Any, changes: Iterable[Said]) -> bool:
    """Whether a text says what another said, but for some changes: to our reader and to another one of YAML 1.2."""
    wanted: Any = _plain(before)
    for change in sorted(changes, key=lambda one: one.path, reverse=True):  # the last items of a list go first
        holder = wanted
        for step in change.path[:-1]:
            holder = holder[step]
        if change.value is None:
            del holder[change.path[-1]]
        else:
            holder[change.path[-1]] = change.value
    return bool(_plain(read(text.encode()).fields) == wanted == _elsewhere(text))


def _elsewhere(text: str) -> Any:
    """What ruamel.yaml reads, every scalar as text."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return _plain(YAML(typ="base", pure=True).load(StringIO(text)))
    except (YAMLError, ValueError):
        return None


def _plain(node: Any) -> Any:
    """Mappings, lists and text only; nothing and the words for it are the same."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    return None if node in ("", "~", "null", "Null", "NULL") else deepcopy(node)
