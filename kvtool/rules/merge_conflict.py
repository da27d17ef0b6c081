"""A file holds an unresolved merge conflict.

Why: both versions stand in it, and nobody has said which one is right.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    <<<<<<< HEAD    # expect: KV009
    lead: harbour-unit
    =======
    lead: culture-unit
    >>>>>>> autumn

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: culture-unit
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV009", Severity.ERROR, __name__)
