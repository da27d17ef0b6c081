"""What a change touches: the files that differ, and the records that point to what is or was in them."""

from collections.abc import Iterable, Mapping

from kvtool.model.message import FACT
from kvtool.settings import FILE
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.revisions import Change
from kvtool.text.fault import spell


def touched(kb: KnowledgeBase, changes: Iterable[Change]) -> Mapping[str, str]:
    """The files to look at after some changes, each with the reason; all of them where the settings changed."""
    found: dict[str, str] = {}
    ids: set[str] = set()
    by_path = {entry.path: entry for entry in kb.entries}
    for change in changes:
        if change.path == FILE:
            return dict.fromkeys(by_path, "the settings changed")
        if entry := by_path.get(change.path):
            found[change.path] = change.how
            ids |= ids_in(entry)
        ids |= change.ids
    return dict(sorted({**tied(kb, ids), **found}.items()))


def tied(kb: KnowledgeBase, ids: set[str]) -> Mapping[str, str]:
    """The files that point to any of some ids, or use one of them as a fact, each with the reason."""
    found: dict[str, str] = {}
    for target in sorted(ids):
        for tie in kb.pointing.get(kb.now(target), ()):
            found.setdefault(tie.entry.path, f"points to {target} in {spell(tie.reference.path)}")
    for path, target in _figures(kb, ids):
        found.setdefault(path, f"uses the fact {target}")
    return found


def ids_in(entry: Entry) -> set[str]:
    """The ids that a file holds, former ones too."""
    return {entry.id, *entry.aliases, *(inner for inner, _, _ in entry.inner)}


def _figures(kb: KnowledgeBase, ids: set[str]) -> Iterable[tuple[str, str]]:
    """The files whose texts use a fact of these ids."""
    facts = {one for one in ids if kb.kind_of(one) in ("fact", None)}
    if not facts:
        return
    for entry in kb.entries:
        if entry.record is None or entry.kind not in ("message", "engagement"):
            continue
        for _, text in kb.texts_of(entry.record):
            for _, words in text:
                for target in FACT.findall(words) if "{fact:" in words else ():
                    if target in facts:
                        yield entry.path, target
