"""A value is none of the codes that its field takes.

Why: lists, filters and rules go by the codes, and another word falls out of all of them.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: town    # expect: KV104
    names: {en: Lyra}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV104", Severity.ERROR, __name__)
