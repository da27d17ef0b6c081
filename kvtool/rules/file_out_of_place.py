"""A file is a symbolic link or no regular file, lies in no kind's folder, or ends in .yml.

Why: links are never followed, and a file where no records belong would be passed over without a word.

Bad:
    data/lyra.yaml, data/cities/lyra.yaml, data/partners/lyra.yml, or a link at data/partners/lyra.yaml.

Good:
    The file itself at data/partners/lyra.yaml.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV011", Severity.ERROR, __name__)
