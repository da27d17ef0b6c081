"""The people overlay lies in the base, or in a work tree of Git.

Why: the next commit could take it along, and a name that Git knows is in every clone for ever. It is not read there.

Bad:
    KVTOOL_PEOPLE=data/people.yaml, or a people.yaml in any folder that Git looks after.

Good:
    A file in your own folder of settings, such as ~/.config/kvtool/people.yaml.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV806", Severity.ERROR, __name__)
