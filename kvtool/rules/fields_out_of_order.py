"""The fields of a record do not stand in the order of their kind.

Why: people find a field where it stands in all other files, and two branches that add one do not meet.

Bad:
    # partners/lyra.yaml
    id: lyra
    names: {en: Lyra}
    type: city    # expect: KV020

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV020", Severity.WARNING, __name__)
