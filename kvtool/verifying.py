"""What has changed since a paper was made: in the records that went into it, in what it says, by the passing of days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from kvtool.diagnostics import Diagnostic
from kvtool.errors import KvtoolError
from kvtool.linter import calendar
from kvtool.papers import Made, make, statements_of
from kvtool.queries.audience import PUBLIC, heard_by
from kvtool.queries.comparing import ADDED, BROKEN, CHANGED, REMOVED, RENAMED, Difference, differences
from kvtool.queries.reading import Reader
from kvtool.saying import Otherwise, otherwise
from kvtool.settings import FILE
from kvtool.stamping import Stamp, files_of, hash_of, state_of, unusable
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import assemble
from kvtool.store.revisions import commit_of, files_at, settings_at
from kvtool.words.labels import Labels, labels

MOST_TRIED: Final = 50
"""Of how many records that are new in a paper it is asked one by one whether it needs them."""


class Addendum(NamedTuple):
    """What somebody who has a paper has to know besides."""

    stamp: Stamp
    title: str
    day: date
    old: Reader
    new: Reader
    by_hashes: str
    """Why only the hashes of the records were compared; empty where their fields were."""
    unmade: str
    """Why the paper cannot be made any more."""
    changes: Sequence[Difference]
    statements: Sequence[Otherwise]
    by_days: Sequence[Otherwise]
    due: Sequence[Diagnostic]

    @property
    def holds(self) -> bool:
        """Whether nothing has changed."""
        return not (self.unmade or self.changes or self.statements or self.by_days or self.due)


def verified(kb: KnowledgeBase, stamp: Stamp, day: date, words: Labels) -> Addendum:
    """The addendum to a paper on a day, in some words; raises KvtoolError where its stamp does not fit its commit."""
    now = Reader(kb, stamp.day, labels(stamp.language))
    base, why = _base_of_then(kb, stamp, words)
    then = now._replace(kb=base) if base else None
    made_then = _made_then(then, stamp) if then else None
    made, unmade = _made(now, stamp)
    new = heard_by(now._replace(labels=words), stamp.order.audience)
    old = heard_by(then._replace(labels=words), stamp.order.audience) if then else new
    changes = _between(old.kb, new.kb, stamp) if then else _by_hashes(kb, new.kb, stamp)
    later, _ = _made(now._replace(day=day), stamp) if made and day != stamp.day else (None, "")
    return Addendum(
        stamp,
        next((one.title for one in (made_then, made) if one), stamp.order.name),
        day,
        old,
        new,
        why,
        unmade,
        [*changes, *(_come(made, stamp, made_then) if made else ())],
        otherwise(statements_of(made_then), statements_of(made)) if made_then and made else [],
        _by_days(made, later) if made and later else [],
        _due(kb, made, stamp, day) if made and day != stamp.day else [],
    )


def _base_of_then(kb: KnowledgeBase, stamp: Stamp, words: Labels) -> tuple[KnowledgeBase | None, str]:
    """The base that the paper was made of, else the reason why there is none."""
    if not stamp.commit:
        return None, words.say("the records that it was made of were in no commit")
    try:
        commit = commit_of(kb.settings.root, stamp.commit, kb.settings.timezone)
        settings, files = settings_at(kb.settings, commit), files_at(kb.settings.root, commit)
    except KvtoolError as error:
        remedy = f" ({error.remedy})" if error.remedy else ""
        return None, words.say("its commit cannot be read here: {error}", error=f"{error.message}{remedy}")
    base = assemble(settings, files)
    if stamp.order.audience != PUBLIC:
        _need_fit(base, stamp, {file.path: file.data or b"" for file in files})
    return base, ""


def _need_fit(base: KnowledgeBase, stamp: Stamp, files: Mapping[str, bytes]) -> None:
    """Raises KvtoolError where a stamp says of a record what the files of its commit do not."""
    entries = {(entry.id, entry.path): entry for entry in base.entries}
    for state in stamp.records:
        entry = entries.get((state.id, state.path))
        if entry is None or state_of(entry, stamp.order.audience, files) != state:
            raise unusable(f"its stamp is forged: of '{state.id}' its commit {stamp.commit[:12]} holds something else")


def _made_then(then: Reader, stamp: Stamp) -> Made:
    try:
        return make(then, stamp.order, stamp.base, people=False)
    except KvtoolError as error:
        raise unusable(f"its stamp is forged: no such paper comes of its commit: {error.message}") from None


def _made(reader: Reader, stamp: Stamp) -> tuple[Made | None, str]:
    """The paper made anew, without the names of people; else why it cannot be."""
    try:
        return make(reader, stamp.order, stamp.base, people=False), ""
    except KvtoolError as error:
        return None, error.message


def _between(old: KnowledgeBase, new: KnowledgeBase, stamp: Stamp) -> Sequence[Difference]:
    """What changed in the records that went into the paper, whatever they are called now."""
    used = {state.id for state in stamp.records}
    used |= {new.now(one) for one in used}
    return [one for one in differences(old, new) if one.id in used and one.change != ADDED]


def _by_hashes(kb: KnowledgeBase, heard: KnowledgeBase, stamp: Stamp) -> Iterator[Difference]:
    """Which records have other bytes than those that went into the paper; and the settings."""
    entries = {state: heard.by_id.get(heard.now(state.id)) for state in stamp.records}
    files = files_of(kb.settings, "", [entry.path for entry in entries.values() if entry])
    hashes: dict[str, set[str]] = defaultdict(set)  # of two files with one id, either may be it
    for state in stamp.records:
        hashes[state.id].add(state.hash)
    for state, entry in entries.items():
        if entry is None:
            yield Difference(state.id, state.kind, REMOVED)
            continue
        if entry.id != state.id:
            yield Difference(entry.id, entry.kind, RENAMED, ("id",), state.id, entry.id)
        elif state_of(entry, stamp.order.audience, files).hash not in hashes[state.id]:
            yield Difference(entry.id, entry.kind, BROKEN if entry.broken else CHANGED)
    if stamp.settings and hash_of(files.get(FILE, b"")) != stamp.settings:
        yield Difference(FILE, "", CHANGED)


def _come(made: Made, stamp: Stamp, made_then: Made | None) -> Iterator[Difference]:
    """The records that would go into the paper now, and did not: new to it, or broken since."""
    kb = made.reader.kb
    used = {kb.now(state.id) for state in stamp.records} | (made_then.used.ids if made_then else set())
    fresh = [entry for entry in made.entries if entry.id not in used]
    for number, entry in enumerate(fresh):
        if entry.broken or number >= MOST_TRIED or made.used.needs(entry.id):
            yield Difference(entry.id, entry.kind, BROKEN if entry.broken else ADDED)


def _by_days(made: Made, later: Made) -> Sequence[Otherwise]:
    """What the paper says otherwise on a later day of the same base, dates that are merely the day's apart."""
    head: Any = made.content["meta"]
    found = otherwise(statements_of(made), statements_of(later._replace(content={**later.content, "meta": head})))
    before, after = (one.reader.date(one.reader.day) for one in (made, later))
    return [one for one in found if one.old != one.new.replace(after, before)]


def _due(kb: KnowledgeBase, made: Made, stamp: Stamp, day: date) -> Sequence[Diagnostic]:
    """What is due of the paper's records on a day, and was not on the paper's; the public does not hear of it."""
    if stamp.order.audience == PUBLIC:
        return []
    before = {_matter(one) for one in calendar(kb, stamp.day)[0]}
    return [one for one in calendar(kb, day)[0] if one.record in made.used.ids and _matter(one) not in before]


def _matter(one: Diagnostic) -> tuple[str, str, str]:
    return one.code, one.record, one.field
