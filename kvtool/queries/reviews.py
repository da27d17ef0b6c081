"""Reviews: the hash that ties one to the record as it was seen."""

import json
from typing import Any

from kvtool.model.base import Record
from kvtool.model.texts import canonical, digest
from kvtool.queries.fields import plain

ASIDE = ("review", "notes")
"""What a record may change in without being looked through again."""


def review_hash(record: Record) -> str:
    """The hash that a review is bound to: of everything but `review` and `notes`, however it is laid out in the file."""
    seen = {name: value for name, value in plain(record).items() if name not in ASIDE}
    written = json.dumps(_bare(seen), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest(written)


def _bare(value: Any) -> Any:
    """A value without what the layout of a file makes of it: empty lists, white space, the order of languages."""
    if isinstance(value, dict):
        fields = {name: _bare(item) for name, item in value.items() if item != []}
        return {**fields, "proposed": sorted(fields["proposed"])} if "proposed" in fields else fields
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return canonical(str(value))
