"""Renders a paper from its template: the package's own in this process, any other in a child process with limits.

A base overrides a template by a file of the same name in its `templates/`. What comes from there is not trusted:
it runs in a process of its own with little time and memory, sees plain values only, and reads no file.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from kvtool.errors import Exit, KvtoolError
from kvtool.picture import without_marks
from kvtool.store.files import read_bytes
from kvtool.words.labels import Labels, labels
from kvtool.words.markdown import finalize
from kvtool.words.own import BadWordsError, Own, places, read
from kvtool.words.safe import safe_text

SECONDS = 3
MEMORY = 512 << 20
LARGEST_ANSWER = 4 << 20
ENDING = ".j2"
ORIGINAL = "kvtool/"
"""Stands before the name of a template where a base's own of the same name extends kvtool's."""
OPTIONS: Final = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "autoescape": True,  # what finalize has escaped is marked as such, so nothing is escaped twice
}
BLANK_LINES = re.compile(r"\n{3,}")


def package_templates() -> Path:
    """The folder of the templates that come with kvtool: in the package, or beside it in a clone."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"


def render(root: Path, name: str, content: Mapping[str, Any], language: str, *, pictured: bool = False) -> str:
    """A paper's text, with marks where its pictures belong or without; raises KvtoolError where a template fails."""
    own, found = _Templates(package_templates()), _Templates(root / "templates")
    foreign = {template: text for template, text in found.items() if own.get(template) != text}
    words = own_words(language, root / "templates")
    if foreign:
        known = {f"{ORIGINAL}{template}": text for template, text in own.items()}
        text = _in_child({**own, **foreign, **known}, name, content, language, words)
    else:
        text = expand(own, name, content, labels(language).with_own(words), keep=True)
    return BLANK_LINES.sub("\n\n", text if pictured else without_marks(text)).strip() + "\n"


def own_words(language: str, templates: Path | None) -> Own:
    """A base's own words in a language, of `LANGUAGE.po` in its `templates/`; raises KvtoolError where they cannot be used."""
    name = f"{language}.po"
    if templates is None or not os.path.lexists(templates / name):
        return {}
    data, fault = read_bytes(templates / name)
    try:
        if not fault:
            return read(data)
        why = fault.message
    except BadWordsError as error:
        why = str(error)
    remedy = "mend the file, or remove it to use kvtool's own words"
    raise KvtoolError(f"templates/{name}: {why}", Exit.FINDINGS, remedy=remedy)


class _Templates(Mapping[str, str]):
    """The templates of a folder by name, read when they are asked for; only regular UTF-8 files count."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.name: path for path in sorted(folder.glob(f"*{ENDING}"))} if folder.is_dir() else {}
        self._known: dict[str, str] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = _read(self._paths[name])
        return self._known[name]


def _read(path: Path) -> str:
    """A template's text; raises KvtoolError where it cannot be one."""
    data, fault = read_bytes(path)
    if fault:
        raise KvtoolError(f"templates/{safe_text(path.name)}: {fault.message}", Exit.FINDINGS)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KvtoolError(f"templates/{safe_text(path.name)}:{line}: not UTF-8", Exit.FINDINGS) from None


def expand(
    templates: Mapping[str, str], name: str, content: Mapping[str, Any], words: Labels, *, keep: bool = False
) -> str:
    """Expands a template in an immutable sandbox; every value passes the Markdown escaper.

    `keep` keeps what the templates are compiled to: it is for the package's own.
    """
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from kvtool.compiling import Compiled

    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(_loader(templates)),
        finalize=finalize,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=Compiled(repr(OPTIONS)) if keep else None,
        **OPTIONS,
    )
    environment.globals.clear()
    del environment.filters["safe"]
    environment.globals["_"] = _saying(words)
    try:
        return environment.get_template(name).render(content)
    except jinja2.TemplateSyntaxError as error:
        _fail(error.name or name, error.lineno, error.message or "wrong syntax")
    except jinja2.TemplateNotFound as error:
        _fail(name, 1, f"no template '{error.name}'")
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
        MemoryError,
    ) as error:
        _fail(*_line_of(error, templates, name), str(error) or type(error).__name__)


def _saying(words: Labels) -> Callable[..., str]:
    """What a template calls `_`: a sentence in whose places values stand, of which nothing else can be asked."""

    def say(sentence: str, **values: object) -> str:
        if wrong := sorted(place for place in places(str(sentence)) if values and not place.isidentifier()):
            raise ValueError(f"'{{{wrong[0]}}}' is no place for a value")
        return words.say(sentence, **values)

    return say


def _loader(templates: Mapping[str, str]) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = templates.get(name)
        return None if text is None else (text, name, lambda: True)

    return load


def _line_of(error: BaseException, templates: Mapping[str, str], name: str) -> tuple[str, int]:
    """The template's line in which a failure came up."""
    place, trace = (name, 1), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in templates:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _fail(name: str, line: int, message: str) -> NoReturn:
    raise KvtoolError(
        f"templates/{safe_text(name)}:{line}: {safe_text(message[:300])}",
        Exit.FINDINGS,
        remedy="mend the template, or remove it to use kvtool's own",
    )


def _in_child(templates: Mapping[str, str], name: str, content: Mapping[str, Any], language: str, words: Own) -> str:
    """Expands in a process that is ended when it takes too long, too much memory or says too much."""
    own = [[*key, said] for key, said in words.items()]
    asked = {"templates": templates, "name": name, "content": content, "language": language, "words": own}
    order = json.dumps(asked).encode()
    code = "import sys; sys.path.insert(0, sys.argv[1]); from kvtool.rendering import child; child()"
    command = [sys.executable, "-E", "-s", "-c", code, str(Path(__file__).parent.parent)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
    ) as process:
        try:
            said, _ = process.communicate(order, timeout=SECONDS * 4)
        except subprocess.TimeoutExpired:
            process.kill()
            raise KvtoolError(f"templates/{name}: the template took too long", Exit.FINDINGS) from None
    try:
        answer = json.loads(said)
    except ValueError:
        ended = "took too long" if process.returncode in (-24, -9) else "asked for too much"
        raise KvtoolError(
            f"templates/{name}: the template {ended}", Exit.FINDINGS, remedy="mend the template"
        ) from None
    if "error" in answer:
        raise KvtoolError(answer["error"], Exit.FINDINGS, remedy=answer["remedy"])
    return str(answer["text"])


def child() -> None:
    """The child's side: an order on standard input, the text or what went wrong on standard output."""
    order = json.load(sys.stdin)
    import jinja2.sandbox  # noqa: F401 - read before the limits hold

    words = labels(order["language"]).with_own({(context, key): said for context, key, said in order["words"]})
    _limit()
    try:
        text = expand(order["templates"], order["name"], order["content"], words)
        if len(text) > LARGEST_ANSWER:
            _fail(order["name"], 1, "the template says too much")
        answer = {"text": text}
    except KvtoolError as error:
        answer = {"error": error.message, "remedy": error.remedy}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    """Limits of time, memory and files, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and the cap on what is said remain
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if hasattr(resource, "RLIMIT_NPROC"):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
