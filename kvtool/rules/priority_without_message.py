"""A priority of the latest strategy has no message, or the base none that is general.

Why: who speaks for the priority abroad has nothing agreed to say, or not in the language of the listener.

Bad:
    # kvtool.toml
    [base]
    languages = ["en"]

    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan}
    from: 2024
    priorities:
      - {id: harbours-open-all-year, names: {en: Harbours open all year}}    # expect: KV501

    # messages/friendly-port.yaml
    id: friendly-port
    scope: {general: true}
    headline: {en: A friendly port}

Good:
    # kvtool.toml
    [base]
    languages = ["en"]

    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan}
    from: 2024
    priorities:
      - {id: harbours-open-all-year, names: {en: Harbours open all year}}

    # messages/friendly-port.yaml
    id: friendly-port
    scope: {general: true}
    headline: {en: A friendly port}

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {priority: harbours-open-all-year}
    headline: {en: A harbour that never sleeps}
"""

from collections.abc import Iterator
from typing import cast

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.model.message import Message
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import superseded
from kvtool.store.entry import Entry
from kvtool.store.periods import latest
from kvtool.text.fault import Path

GENERAL = ""
"""Stands for what a general message is about, where others have the id of a priority."""


@rule("KV501", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    framework = latest(kb)
    if framework is None or any(entry.kind == Framework.kind for entry in kb.broken):
        return  # nobody can tell which priorities hold
    unread = [entry for entry in kb.broken if entry.kind == Message.kind]
    places = [(GENERAL, ("priorities",)), *((one.id, ("priorities", i)) for i, one in enumerate(framework.priorities))]
    for subject, path in places:
        if not any(_may_speak_of(entry, subject) for entry in unread):
            yield from _lacks(kb, framework, path, subject)


def _on(kb: KnowledgeBase, subject: str) -> Iterator[Message]:
    """The messages on a priority, or the general ones; those that another took the place of count no more."""
    if subject == GENERAL:
        entries = (one for one in kb.of_kind(Message) if not one.survey.refers_in("scope"))
    else:
        entries = (one for one, field, _ in kb.pointing.fields(subject, Message) if field == "scope")
    for entry in entries:
        message = cast(Message, entry.record)
        if (message.scope.priority or subject == GENERAL) and not superseded(kb, message):
            yield message


def _may_speak_of(entry: Entry, subject: str) -> bool:
    """Whether a broken message may be on a subject: its scope says so, or cannot be read."""
    scope = (entry.fields or {}).get("scope")
    if not isinstance(scope, dict):
        return True
    return "general" in scope if subject == GENERAL else scope.get("priority") == subject


def _lacks(kb: KnowledgeBase, framework: Framework, path: Path, subject: str) -> Iterator[Finding]:
    """What is lacking on a subject; nothing where one message has its headline in all languages of the base."""
    name = f"message on '{subject}'" if subject else "general message"
    missing: dict[str, list[str]] = {}
    for message in _on(kb, subject):
        missing[message.id] = [code for code in kb.settings.languages if code not in message.headline.strings]
        if not missing[message.id]:
            return
    if not missing:
        scope = f"{{priority: {subject}}}" if subject else "{general: true}"
        yield Finding(framework, path, f"there is no {name}", f"add one with scope: {scope}", at_key=not subject)
    else:
        nearest = min(missing, key=lambda one: len(missing[one]))
        lack = f"no {name} has its headline in all languages: '{nearest}' lacks {', '.join(missing[nearest])}"
        yield Finding(framework, path, lack, f"translate the headline of '{nearest}'", at_key=not subject)
