"""A field names a record by an id that it no longer has.

Why: the link works, but a reader who looks for the file does not find it.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    aliases: [lyra-city]

    # partners/northern-cities.yaml
    id: northern-cities
    type: group
    names: {en: Northern Cities}
    members:
      - {partner: lyra-city}    # expect: KV205

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    aliases: [lyra-city]

    # partners/northern-cities.yaml
    id: northern-cities
    type: group
    names: {en: Northern Cities}
    members:
      - {partner: lyra}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV205", Severity.WARNING, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    aliases = kb.aliases
    for reference in kb.links_of(record) if aliases else ():
        new = aliases.get(reference.target)
        if new and reference.target not in kb.by_id:
            yield Finding(record, reference.path, f"'{reference.target}' is now called '{new}'", f"write {new}")
