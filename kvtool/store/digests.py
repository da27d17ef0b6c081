"""What stands for bytes, for words, and for the tool itself: known again by it, they need not be kept."""

import os
import sys
from functools import cache

import kvtool

try:  # hashlib loads OpenSSL first, which takes a fifth of the time of bare Python and has no part in this
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


@cache
def fingerprint() -> str:
    """What stands for the tool's own code, so that no other version's findings are taken for its own."""
    digest = blake2b(f"{kvtool.__version__} {sys.version} {sys.byteorder}".encode(), digest_size=12)
    waiting = [os.path.dirname(kvtool.__file__)]  # noqa: PTH120 - this runs at every start
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in sorted(found, key=lambda one: one.name):
                if entry.is_dir() and not entry.name.startswith(("__", "blank")):
                    waiting.append(entry.path)
                elif entry.name.endswith((".py", ".po")):
                    state = entry.stat()
                    digest.update(f"{entry.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def hash_of(data: bytes) -> str:
    """What stands for a file's bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def sum_of(*words: str) -> str:
    """What some words are known again by."""
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def rest_of(fields: bytes, places: bytes) -> str:
    """What the fields of a file and their places are known again by."""
    return hash_of(b"%d %b%b" % (len(fields), fields, places))
