"""Finds the record or the part with an id of its own that somebody means, of some kinds only."""

from collections.abc import Sequence
from difflib import get_close_matches

from kvtool.errors import KvtoolError
from kvtool.model import KINDS
from kvtool.model.base import Nested, Record
from kvtool.queries.find import find, names_of
from kvtool.store.base import KnowledgeBase
from kvtool.words.safe import safe_text
from kvtool.words.sorting import fold


def meant(kb: KnowledgeBase, words: str, kinds: Sequence[str]) -> Record | Nested:
    """The one thing of these kinds that an id or name means; raises KvtoolError with the choices or near ones."""
    parts = _parts(kb, kinds)
    hits = [words] if words in parts else [one for one, called in parts.items() if fold(words) in called]
    if len(hits) == 1:
        return kb.inner[hits[0]].part
    if hits:
        raise KvtoolError(f"'{safe_text(words[:80])}' can be {', '.join(hits)}", remedy="name one of them by its id")
    whole = [kind for kind in kinds if kind in KINDS]
    if not whole and words not in kb.by_id:
        raise KvtoolError(f"no {' or '.join(kinds)} '{safe_text(words[:80])}'", remedy=_near(parts, words))
    found = find(kb, words, whole[0] if len(whole) == 1 else None)
    if found.record.kind not in kinds or found.part is not None:
        kind = found.part.kind if found.part else found.record.kind
        shows = f"'kvtool list {whole[0]}' shows them" if whole else _near(parts, words)
        raise KvtoolError(f"'{safe_text(words[:80])}' is of the kind {kind}, not a {' or '.join(kinds)}", remedy=shows)
    return found.record


def _parts(kb: KnowledgeBase, kinds: Sequence[str]) -> dict[str, set[str]]:
    """The parts of these kinds by their ids, each with its names, letters folded."""
    return {
        one: {fold(name) for name in names_of(inner.part)}
        for one, inner in kb.inner.items()
        if inner.kind in kinds and inner.entry.record
    }


def _near(parts: dict[str, set[str]], words: str) -> str:
    known = {name: one for one, called in parts.items() for name in (one, *called)}
    near = dict.fromkeys(known[hit] for hit in get_close_matches(fold(words), known, 4, 0.5))
    return f"did you mean {' or '.join(list(near)[:3])}?" if near else f"there are {', '.join(parts) or 'none'}"
