"""A CODEOWNERS file for GitHub or GitLab: who is asked to look through a change of each record.

That is the unit that answers for the record on the day. Which team it is there, `kvtool.toml` says:

    [policy]
    code_owners = { value = { harbour-unit = "@city/harbours" } }

A unit that is not named there is asked by its mailbox; where it has none either, a comment says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from kvtool.errors import KvtoolError
from kvtool.export import Asked
from kvtool.model.base import Record
from kvtool.model.unit import Unit
from kvtool.queries.owners import heirs, is_gone, owner_of
from kvtool.settings import FILE
from kvtool.store.base import KnowledgeBase
from kvtool.words.safe import safe_text

KEY: Final = "code_owners"
HANDLE: Final = re.compile(r"@\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)
"""A person or a team, on GitLab within groups."""
ADDRESS: Final = re.compile(r"[\w%+-][\w.%+-]*@[\w-]+(?:\.[\w-]+)+", re.ASCII)
PLAIN: Final = re.compile(r"[\w./-]|[^\x00-\x7f]")
"""A letter of a path that means itself in a pattern, if it can be seen at all."""
HEAD: Final = f"# Made by 'kvtool export codeowners'; the team of a unit stands in {FILE}: policy.{KEY}.\n"


def text(asked: Asked) -> str:
    """The file: a line for each record."""
    kb, day = asked.reader.kb, asked.reader.day
    above, teams = _above(kb.settings.root), _teams(kb)
    found = [(f"{above}{kb.file_of(record).path}", list(_units(kb, record, day))) for record in asked.records()]
    return HEAD + "".join(f"{_line(path, units, teams)}\n" for path, units in sorted(found))


def _line(path: str, units: Sequence[str], teams: Mapping[str, str]) -> str:
    """A pattern with those who are asked; for a letter that may act in it stands `?`, which fits any one letter."""
    pattern = "/" + "".join(letter if PLAIN.match(letter) and letter.isprintable() else "?" for letter in path)
    owners = dict.fromkeys(teams[unit] for unit in units if unit in teams)
    if owners:
        return " ".join((pattern, *owners))
    why = f"no team of {', '.join(units)} is known" if units else "nobody answers for it"
    return f"# {pattern}: {why}"


def _units(kb: KnowledgeBase, record: Record, day: date) -> Iterator[str]:
    """The unit that answers for a record, or what it has become by the day."""
    named = owner_of(kb, record, ())
    unit = kb.get(Unit, named)
    became = [heir.id for heir in heirs(kb, unit, day)] if unit and is_gone(kb, unit, day) else []
    yield from became or ([named] if named else [])


def _teams(kb: KnowledgeBase) -> Mapping[str, str]:
    """The team of each unit, else its mailbox; raises KvtoolError for what no site would take for a team."""
    said = kb.settings.policy.get(KEY, {})
    named = said["value"] if isinstance(said, dict) and "value" in said else said
    if not isinstance(named, dict):
        raise KvtoolError(f"{FILE}: policy.{KEY} is no table", remedy='write { some-unit = "@city/team" }')
    for unit, team in named.items():
        if not isinstance(team, str) or not (HANDLE.fullmatch(team) or ADDRESS.fullmatch(team)):
            what = f"{FILE}: policy.{KEY}.{safe_text(unit[:64])}: '{safe_text(str(team)[:60])}' is no team"
            raise KvtoolError(what, remedy='write "@city/team", "@person" or an address')
    mailboxes = {unit.id: unit.mailbox for unit in kb.all(Unit) if unit.mailbox and ADDRESS.fullmatch(unit.mailbox)}
    return mailboxes | {kb.now(unit): team for unit, team in named.items()}


def _above(root: Path) -> str:
    """The folders between the top of the repository and the base."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return "" if top == root else f"{root.relative_to(top).as_posix()}/"
