"""Files that give papers their look: a base's own in its `templates/`, else those that come with kvtool."""

import os
from pathlib import Path

from kvtool.errors import Exit, KvtoolError
from kvtool.rendering import package_templates
from kvtool.store.files import read_bytes


def own_file(templates: Path | None, name: str) -> bytes | None:
    """A file of the base's `templates/`, if there is one; raises KvtoolError for one that cannot be used as it is."""
    if templates is None or not os.path.lexists(templates / name):
        return None
    data, fault = read_bytes(templates / name)
    if fault:
        raise unusable(name, fault.message)
    return data


def shipped_file(name: str) -> bytes:
    """A file that comes with kvtool's own templates."""
    return (package_templates() / name).read_bytes()


def unusable(name: str, why: str) -> KvtoolError:
    """The error for a file of `templates/` that cannot be used."""
    return KvtoolError(
        f"templates/{name}: {why}", Exit.FINDINGS, remedy="mend the file, or remove it to use kvtool's own"
    )
