"""The package's own templates, compiled once: kept beside its compiled modules, and trusted as much as these."""

import marshal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from jinja2.bccache import Bucket, BytecodeCache, bc_magic

from kvtool.errors import KvtoolError
from kvtool.text.write import write_new

FOLDER: Final = Path(__file__).parent / "__pycache__"
ENDING: Final = ".template"


class Compiled(BytecodeCache):
    """Keeps what templates are compiled to; `options` are those of the environment, from which that follows too."""

    def __init__(self, options: str) -> None:
        self._options = options.encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template's code, where it is kept of this very text."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            made, said = self._made(bucket), self._file(bucket).read_bytes()
            bucket.code = marshal.loads(said[len(made) :]) if said.startswith(made) else None  # noqa: S302

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template's code, where compiled modules are kept too."""
        if sys.dont_write_bytecode or bucket.code is None:
            return
        with suppress(OSError, KvtoolError):  # who may not write here compiles again
            FOLDER.mkdir(exist_ok=True)
            write_new(self._file(bucket), self._made(bucket) + marshal.dumps(bucket.code))

    def _file(self, bucket: Bucket) -> Path:
        return FOLDER / f"{bucket.key}.{sys.implementation.cache_tag}{ENDING}"

    def _made(self, bucket: Bucket) -> bytes:
        """What the code follows from: the versions of Jinja and Python, the options, the text."""
        return b"\0".join((bc_magic, self._options, bucket.checksum.encode(), b""))
