"""A plain word is text here and something else to other readers of YAML.

Why: spreadsheets, editors and scripts would take the country NO for false, and the hour 12:30 for a number.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    country: NO    # expect: KV017

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    country: "NO"
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV017", Severity.WARNING, __name__)
