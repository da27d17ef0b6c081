"""A record's id is not the name of its file.

Why: links go by the id and people by the file name, and each would find another record.

Bad:
    # partners/lyra.yaml
    id: vega    # expect: KV107
    type: city
    names: {en: Lyra}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV107", Severity.ERROR, __name__)
