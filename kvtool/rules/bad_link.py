"""A link starts with none of https://, http://, mailto: and tel:, or holds a space or quote.

Why: other links lead nowhere from a printed pack, and some of them run programs.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    link: www.lyra.example    # expect: KV112

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    link: https://www.lyra.example
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV112", Severity.ERROR, __name__)
