"""A value has another form than its field takes.

Why: a name without its language, or a text where a list belongs, would have to be guessed at.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: Lyra    # expect: KV103
    users: harbour-unit    # expect: KV103

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    users: [harbour-unit]
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV103", Severity.ERROR, __name__)
