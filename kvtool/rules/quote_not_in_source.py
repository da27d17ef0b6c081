"""A quote is not found in the text of its source.

Why: packs and rules rest on the very words of a decision; words that were retyped, shortened without `[…]` or given to
another source were decided by nobody. Only `kvtool lint --quotes DIR` looks for it: DIR keeps the texts outside of Git,
each as the file that its source names under `text`, else as `ID.txt` or `ID.md`.

Bad:
    A quote "Lyra is the key partner of the harbours", where the text of its source says "Lyra is a key partner in all
    that concerns the harbours".

Good:
    The quote "Lyra is a key partner […] the harbours" from that text, however its lines are broken and whichever
    quotation marks and dashes it has.
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.quotes import unfound


@rule("KV208", Severity.ERROR, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for one in unfound(record, kb):
        yield Finding(record, one.path, one.message, one.help)
