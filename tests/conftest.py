"""What holds for all tests: nothing is remembered from one to the next, but what kvtool's templates are compiled to."""

import gc
import os
from types import CodeType

import pytest
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import ImmutableSandboxedEnvironment

os.environ["KVTOOL_CACHE"] = ""
gc.set_threshold(200_000, 20, 100)  # much is made and little of it is garbage
os.fsync = lambda _: None  # nobody pulls the plug of a test


class _Compiled(BytecodeCache):
    """Templates are compiled once in a run, not once in a test."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.code

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def get_source_checksum(self, source: str) -> str:
        return source


_compiled = _Compiled()
pytest.MonkeyPatch().setattr(
    ImmutableSandboxedEnvironment, "bytecode_cache", property(lambda _: _compiled, lambda *_: None), raising=False
)
