"""Writing a file: wholly or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from kvtool.errors import Exit, KvtoolError


def write_new(path: Path, data: bytes) -> None:
    """Puts bytes into a file in one step, over what was there; links are refused, the mode of an old file is kept."""
    if os.path.islink(path) or (os.path.exists(path) and not os.path.isfile(path)):  # noqa: PTH110, PTH113, PTH114 - any name
        raise KvtoolError(f"{path}: not a regular file; nothing written", Exit.NOT_WRITTEN)
    handle = -1
    temporary = ""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        raise KvtoolError(f"{path}: {error.strerror}; nothing written", Exit.NOT_WRITTEN) from None
    finally:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
