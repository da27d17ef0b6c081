"""What sources do: which lays down a framework, which takes the place of another, which deals with a matter; has no clock."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kvtool.model.framework import Framework
from kvtool.model.source import AUTHORITIES, Act, Source
from kvtool.store.asking import once
from kvtool.store.base import KnowledgeBase


@once
def frameworks_of(kb: KnowledgeBase) -> Mapping[str, Sequence[Framework]]:
    """The frameworks that each source lays down, by the source's id."""
    found: dict[str, list[Framework]] = defaultdict(list)
    for framework in kb.all(Framework):
        if framework.source:
            found[kb.now(framework.source)].append(framework)
    return found


@once
def replacements(kb: KnowledgeBase) -> Mapping[str, Sequence[Act]]:
    """The acts by which each replaced source lost its place, by its id: those that weigh no less than it."""
    found: dict[str, list[Act]] = defaultdict(list)
    for source in kb.all(Source):
        for old in {kb.now(replaced) for replaced in source.replaces} - {source.id}:
            found[old].extend(act for act in source.acts if _outweighs(act, kb.get(Source, old)))
    return found


def _outweighs(act: Act, old: Source | None) -> bool:
    before = old.act_on(act.on.first) if old else None
    return before is None or AUTHORITIES.index(act.act) <= AUTHORITIES.index(before.act)


@once
def treating(kb: KnowledgeBase) -> Mapping[str, Sequence[Source]]:
    """The sources that deal with each matter, such as partners."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in kb.all(Source):
        for matter in source.treats:
            found[matter].append(source)
    return found
