"""What a shell offers while somebody types: ids, names of what there is, words that an option takes.

Whatever is wrong with a base, nothing is offered then, and nothing is said: somebody is typing.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import typer

WORD: Final = re.compile(r"[A-Za-z0-9][\w./-]*")
"""What can be put into a command line as it is."""

HARMLESS: Final = re.compile(r"[\w,./~^-]*")
"""What was typed before and can be put there again, whatever quotes stood around it."""

CODE: Final = r'^(?:@|check = )\w+\(\s*"(KV\d{3})"'
"""Where the file of a rule says its code: to import all rules takes longer than anybody waits for a word."""

Offered = Iterable[str | tuple[str, str]]
Complete = Callable[[typer.Context, str], list[str | tuple[str, str]]]


class Meant(str):
    """A word that is offered for what was typed, though it begins otherwise: a name was typed, this is the id."""

    __slots__ = ()

    def startswith(self, *_: Any) -> bool:
        """What Typer asks before it offers a word."""
        return True


def quietly(choices: Callable[[typer.Context, str], Offered]) -> Complete:
    """What an option or argument offers."""

    def complete(context: typer.Context, incomplete: str) -> list[str | tuple[str, str]]:
        try:
            return list(choices(context, incomplete))
        except Exception:  # noqa: BLE001 - a shell has no place for what went wrong, and the next command says it
            return []

    return complete


def one_of(*words: str) -> Complete:
    """Some words."""
    return quietly(lambda context, typed: words)


def several(every: Complete) -> Complete:
    """The same words as a list that commas separate, perhaps with a hyphen before one."""

    def listed(context: typer.Context, typed: str) -> Offered:
        before, comma, last = typed.rpartition(",")
        hyphen = "-" if last.startswith("-") else ""
        for word in every(context, last.removeprefix("-")) if HARMLESS.fullmatch(before) else ():
            yield f"{before}{comma}{hyphen}{word if isinstance(word, str) else word[0]}"

    return quietly(listed)


def ids(*kinds: str) -> Complete:
    """The ids of records, of some kinds or of any, with their names."""

    def records(context: typer.Context, typed: str) -> Offered:
        from kvtool.settings import Settings
        from kvtool.store.offering import offered

        named = not os.environ.get("_KVTOOL_COMPLETE", "").endswith("bash")  # which shows no names
        for one in offered(Settings(_root(context)), typed, kinds, named=named):
            yield (Meant(one.id), one.name) if one.name else Meant(one.id)

    return quietly(records)


@quietly
def priorities(context: typer.Context, typed: str) -> Offered:
    """The ids of priorities."""
    from kvtool.settings import Settings
    from kvtool.store.offering import parts_offered

    return parts_offered(Settings(_root(context)), typed, "priority", "frameworks")


@quietly
def rules(context: typer.Context, typed: str) -> Offered:
    """The codes and names of rules, each with the other."""
    from kvtool.registry import sources

    found = [(name, re.search(CODE, text, re.MULTILINE)) for name, text in sources("kvtool.rules")]
    pairs = [(name, code[1]) for name, code in found if code]
    return [*sorted((code, name) for name, code in pairs), *pairs]


@quietly
def reports(context: typer.Context, typed: str) -> Offered:
    """The names of reports."""
    from kvtool.registry import sources

    return (name for name, text in sources("kvtool.reports") if re.search(r"^REPORT\b", text, re.MULTILINE))


@quietly
def exports(context: typer.Context, typed: str) -> Offered:
    """The names of exports."""
    from kvtool.registry import names

    return names("kvtool.exports")


@quietly
def kinds(context: typer.Context, typed: str) -> Offered:
    """The kinds of record in singular, and in plural where that is what is typed."""
    from kvtool.model import FOLDERS, KINDS

    fitting = [kind for kind in KINDS if kind.startswith(typed)]
    return fitting or FOLDERS


@quietly
def fields(context: typer.Context, typed: str) -> Offered:
    """The fields and columns of the kind that was named before; those of a part, once its name is typed."""
    from kvtool.model import FOLDERS, KINDS, kind
    from kvtool.queries.columns import more_columns
    from kvtool.queries.fields import paths_of
    from kvtool.queries.listing import COLUMNS

    words = (context.params.get("kind"), *context.args)
    name = next((FOLDERS.get(word, word) for word in words if word in KINDS or word in FOLDERS), "")
    found = {*COLUMNS[name], *more_columns(name), *paths_of(kind(name))} if name else set()
    return sorted(path for path in found if path.count(".") <= typed.count("."))


@quietly
def filters(context: typer.Context, typed: str) -> Offered:
    """The fields with a sign behind them: with two, so that the shell waits for the value."""
    for field in fields(context, typed):
        yield from (f"{field}=", f"{field}~")


@quietly
def queries(context: typer.Context, typed: str) -> Offered:
    """The queries that the base keeps."""
    return sorted(f"@{one.stem}" for one in (_root(context) / "queries").glob("*.sql") if WORD.fullmatch(one.stem))


@quietly
def revisions(context: typer.Context, typed: str) -> Offered:
    """The branches and tags; behind two dots once more."""
    from kvtool.git import run

    before, dots, _ = typed.rpartition("..")
    said = run(_root(context), ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"])
    names: Sequence[str] = ["HEAD", *said.decode("utf-8", "replace").splitlines()]
    return [f"{before}{dots}{name}" for name in names if WORD.fullmatch(name) and HARMLESS.fullmatch(before)]


def _root(context: typer.Context) -> Path:
    """The base that is asked about: named before the command, or around the current folder."""
    from kvtool.settings import root_of

    return root_of(context.find_root().params.get("root"))
