r"""A file or a value holds a control character.

Why: nobody sees it, and in a terminal it can hide or overwrite what was printed before.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: "Lyra\e[2K"}    # expect: KV002

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV002", Severity.ERROR, __name__)
