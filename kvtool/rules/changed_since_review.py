"""A record has changed since it was last looked through.

Why: the review says that somebody stands behind the record, and nobody has seen what stands in it now.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: culture-unit
    review: {on: 2025-03-01, role: head-of-harbours, of: 9f9d1389b7d8}    # expect: KV212

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit
    review: {on: 2025-03-01, role: head-of-harbours, of: 9f9d1389b7d8}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.queries.reviews import review_hash
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV212", Severity.WARNING, on=Record, of=["review"])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    if record.review and record.review.of != (now := review_hash(record)):
        yield Finding(
            record,
            ("review",),
            f"the record has changed since its review of {record.review.on}",
            f"look it through again, then write on, role and of: {now}",
            at_key=True,
        )
