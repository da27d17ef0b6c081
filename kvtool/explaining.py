"""What `explain` says of a rule: its page, and the sentences of policy that the base's frameworks put behind it."""

from typing import Any

from kvtool.catalogue import catalogue
from kvtool.model.framework import Framework
from kvtool.model.source import AUTHORITIES
from kvtool.queries.reading import Reader
from kvtool.rule import Rule
from kvtool.store.statements import authority_on
from kvtool.table import Table
from kvtool.verdict import unknown_rule


def rules_table(reader: Reader) -> Table:
    """All rules with their labels."""
    rows = [
        {"code": rule.code, "name": rule.name, "severity": rule.severity.value, "fault": rule.page.fault}
        for rule in catalogue().values()
    ]
    shown = [{**row, "fault": reader.labels.rule(row["name"])} for row in rows]
    titles = {column: reader.labels.code("column", column) for column in ("code", "name", "severity", "fault")}
    return Table(("code", "name", "severity", "fault"), rows, shown, titles)


def explained(reader: Reader, word: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """A rule for machines and for people; raises KvtoolError with the nearest rule for a word that is none."""
    rule = _called(word)
    behind = provisions(reader, rule)
    page = rule.page
    content = {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "label": reader.labels.rule(rule.name),
        "fault": page.fault,
        "why": page.why,
        "bad": page.bad,
        "good": page.good,
        "provisions": behind,
    }
    say = reader.labels.say
    rows = [
        (rule.code, f"{rule.name} ({rule.severity.value})"),
        ("", reader.labels.rule(rule.name)),
        (say("Fault"), page.fault),
        (say("Why"), page.why),
    ]
    for one in behind:
        said = f"{reader.authority(one['authority'])} {reader.source_date(one['source'])}"
        quoted = f"”{one['quote']}”\n{said}, {reader.name(one['source'])}"
        rows.append((say("Sentence"), quoted))
    rows += [(say("Bad"), page.bad), (say("Good"), page.good)]
    if rule.code[:3] not in ("KV0", "KV1"):
        rows.append((say("Allow"), f"# kvtool: allow {rule.name} until YYYY-MM-DD because …"))
    return {"rule": content}, rows


def _called(word: str) -> Rule:
    rules = catalogue()
    for rule in rules.values():
        if word.casefold() in (rule.code.casefold(), rule.name):
            return rule
    raise unknown_rule(word, rules.values())


def provisions(reader: Reader, rule: Rule) -> list[dict[str, Any]]:
    """The sentences of the base's frameworks that name a rule, with their authority on the day."""
    found = []
    for framework in reader.kb.all(Framework):
        for provision in framework.provisions:
            if rule.name in provision.rules:
                authority = authority_on(reader.kb, provision.source, reader.day)
                found.append(
                    {
                        "id": provision.id,
                        "framework": framework.id,
                        "quote": provision.quote,
                        "source": provision.source,
                        "authority": authority,
                    }
                )
    return sorted(found, key=lambda one: AUTHORITIES.index(one["authority"]))
