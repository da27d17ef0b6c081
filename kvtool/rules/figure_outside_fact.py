"""A message holds a figure that comes from no fact.

Why: a figure in a text has no date and no source, and stays when the fact has changed.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: "The harbour takes 2 million passengers a year."}    # expect: KV503

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: "The harbour takes {fact:harbour-passengers} million passengers a year."}

    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: "2"
    as_of: 2021
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.message import Message
from kvtool.queries.loose_figures import loose_figures
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV503", Severity.WARNING, on=Message)
def check(message: Message, kb: KnowledgeBase) -> Iterator[Finding]:
    for path, figure in loose_figures(kb, message):
        yield Finding(message, path, f"the figure '{figure}' comes from no fact", "make a fact of it: {fact:ID}")
