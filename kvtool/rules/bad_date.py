"""A date does not exist, or is not written as YYYY, YYYY-MM or YYYY-MM-DD.

Why: 5.6.2021 is a day in May to some and in June to others, and a day that does not exist cannot be compared.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: partner, from: 5.6.2021, source: plan}    # expect: KV105
      - {status: key, from: 2023-02-29, source: plan}    # expect: KV105

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: partner, from: 2021-06-05, source: plan}
      - {status: key, from: 2023-02, source: plan}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV105", Severity.ERROR, __name__)
