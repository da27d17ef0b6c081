"""A field is missing without which the record means nothing.

Why: a record without a name cannot be printed, and one without its type or date cannot be counted.

Bad:
    # partners/lyra.yaml
    id: lyra    # expect: KV102
    type: city

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV102", Severity.ERROR, __name__)
