"""A text or a field names a language that the base does not have.

Why: nothing is ever printed in that language, so the words would not be seen.

Bad:
    # kvtool.toml
    [base]
    languages = ["en", "sv"]

    # partners/lyra.yaml
    id: lyra
    type: city
    names:
      en: Lyra
      swe: Lyra    # expect: KV108

Good:
    # kvtool.toml
    [base]
    languages = ["en", "sv"]

    # partners/lyra.yaml
    id: lyra
    type: city
    names:
      en: Lyra
      sv: Lyra
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV108", Severity.ERROR, __name__)
