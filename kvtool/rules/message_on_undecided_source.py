"""An approved message rests only on drafts, proposals, tabled papers or web pages.

Why: what is told abroad as the city's word may be voted down at home.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year}
    approvals:
      - {lang: en, role: head-of-harbours, on: 2025-03-01, of: 781a7cd40f25}
    sources:    # expect: KV509
      - {source: plan}

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2024-03-01, act: draft}]

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year}
    approvals:
      - {lang: en, role: head-of-harbours, on: 2025-03-01, of: 781a7cd40f25}
    sources:
      - {source: plan}

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2024-03-01, act: approved}]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.message import Message
from kvtool.model.source import UNDECIDED, Source
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import authority_on

WEAK = UNDECIDED | {"web-page"}
"""The authorities that carry no message alone."""


@rule("KV509", Severity.WARNING, on=Message, of=["approvals"])
def check(message: Message, kb: KnowledgeBase) -> Iterator[Finding]:
    if not message.approvals or not message.sources:
        return  # a candidate may rest on anything
    sources = [kb.get(Source, mention.source) for mention in message.sources]
    if None in sources:
        return  # nobody can tell what the missing one weighs
    weights = {authority_on(kb, source.id, date.max) for source in sources if source}
    if weights <= WEAK:
        said = ", ".join(sorted(weights))
        help_ = "name a decided source too, or take the approvals back until there is one"
        yield Finding(message, ("sources",), f"approved, and rests only on: {said}", help_, at_key=True)
