"""Resource needs by the priorities of the latest framework."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kvtool.model.framework import Framework, Priority
from kvtool.model.need import Need
from kvtool.queries.dealing import hidden
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import latest


class Needed(NamedTuple):
    """A priority, where it stands, and the needs that name it."""

    framework: Framework
    row: int
    priority: Priority
    needs: list[Need]


def by_priority(kb: KnowledgeBase) -> Iterator[Needed]:
    """The priorities in force with their needs; none where the base keeps no needs, or a broken file may change the answer."""
    found: dict[str | None, list[Need]] = defaultdict(list)
    for need in kb.all(Need):
        found[need.priority].append(need)
    framework = latest(kb) if found else None
    if framework is None or any(entry.kind == Framework.kind for entry in kb.broken):
        return
    unknown = hidden(kb, Need.kind)
    for index, priority in enumerate(framework.priorities):
        if priority.id not in unknown:
            yield Needed(framework, index, priority, found[priority.id])
