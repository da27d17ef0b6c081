"""A file uses an anchor, an alias, a tag, a directive or a second document.

Why: a record is plain mappings, lists and texts. The rest of YAML can make a small file fill the memory, or
change what a value means.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names:
      en: &name Lyra    # expect: KV006
      sv: *name    # expect: KV006

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names:
      en: Lyra
      sv: Lyra
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV006", Severity.ERROR, __name__)
