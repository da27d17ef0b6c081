"""One file of a base out of the cache as it lies there, without the others."""

from typing import NamedTuple

from kvtool.model.base import Record
from kvtool.settings import Settings
from kvtool.store.entry import Entry
from kvtool.store.files import Listed, read_bytes
from kvtool.store.glance import Glance
from kvtool.store.retold import Retold, retold


def recalled(cache: Glance, settings: Settings, path: str) -> Entry | None:
    """A file as it was found; nothing where that is not kept, or the file has another state by now."""
    try:
        kept, said = cache.file(path) or (None, (b"", b""))
        state = Listed(path).state(settings.root)
        if kept is None or state is None or kept.state != state.said:
            return None
        entry = retold(_Origin(settings, said), path, kept.head)
    except (OSError, LookupError, ValueError, TypeError):
        return None
    entry.hash = kept.hash
    return entry


def looked_at(settings: Settings, path: str) -> Entry:
    """A file read and checked now."""
    from kvtool.store.checking import entry_of

    return entry_of(Listed(path).read(settings.root), settings.languages)


class _Origin(NamedTuple):
    """Where the rest of what is kept of one file comes from."""

    settings: Settings
    said: tuple[bytes, bytes]

    def told(self, path: str) -> tuple[bytes, bytes]:
        """The file's fields and their places."""
        return self.said

    def data(self, path: str) -> bytes:
        """The file's bytes."""
        return read_bytes(self.settings.root / path)[0]

    def hold(self, content: Retold) -> bool:
        """Nothing is let go of: few files are recalled."""
        return False

    def again(self, path: str) -> Record | None:
        """Its record, where what is kept cannot be used."""
        return looked_at(self.settings, path).record
