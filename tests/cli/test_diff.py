"""`diff`: what changed between two states of a base, in words, and the card of a pull request."""

import json
from pathlib import Path

import pytest

from tests.cli import in_folder, ran
from tests.test_git import git

OLD = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, fi: Lyyra}
lead: quay
standing:
  - {status: partner, from: 2020, source: plan}
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
# partners/deneb.yaml
id: deneb
type: city
names: {en: Deneb}
# units/quay.yaml
id: quay
type: unit
names: {en: Quay}
# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{on: 2020, act: approved}]
# facts/quays.yaml
id: quays
claim: {en: Number of quays}
value: 12
as_of: 2020
# messages/many-quays.yaml
id: many-quays
scope: {partner: lyra}
headline: {en: "We have {fact:quays} quays."}
# networks/harbours.yaml
id: harbours
names: {en: Harbours}
members: [{partner: vega}]
"""
NEW = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, fi: Lyyra, sv: Lyran}
lead: port
standing:
  - {status: partner, from: 2020, to: 2023, source: plan}
  - {status: key, from: 2023, source: plan}
# partners/deneb.yaml
id: deneb
type: town
names: {en: Deneb}
# units/port.yaml
id: port
aliases: [quay]
type: unit
names: {en: Port}
# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{on: 2020, act: approved}]
# facts/quays.yaml
id: quays
claim: {en: Number of quays}
value: 14
as_of: 2025
# messages/many-quays.yaml
id: many-quays
scope: {partner: lyra}
headline: {en: "We have {fact:quays} quays."}
# networks/harbours.yaml
id: harbours
names: {en: Harbours}
members: [{partner: vega}]
# messages/new-quays.yaml
id: new-quays
scope: {general: true}
headline: {en: "New quays."}
"""
CARD = """## What changes

**Number of quays** (fact, `quays`): changed

- Value: 12 → 14
- As of: 2020 → 2025

**New quays.** (key message, `new-quays`): new

- Headline (en): New quays.
- Scope › General: yes

**Deneb** (partner, `deneb`): broken: data/partners/deneb.yaml:2:7: 'town' is not a code of 'type'

**Lyra** (partner, `lyra`): changed

- Names (sv): + Lyran
- Standing 1 › To: + 2023
- Standing 2: + key partner; from: 2023 (Plan)
- Lead unit: Quay → Port

**Vega** (partner, `vega`): removed

**Port** (unit, `port`): renamed

- ID: quay → port
- Names (en): Quay → Port
- Other names or IDs: + quay

### New findings

- error KV201 `data/networks/harbours.yaml:3` no record 'vega'
- error KV104 `data/partners/deneb.yaml:2` 'town' is not a code of 'type'

### Records that point to what changed

- We have 14 quays. (`many-quays`)
- Harbours (`harbours`)

### Briefing packs that say something else

- Deneb (`deneb`): can no longer be made, because a record is broken
- Vega (`vega`): can no longer be made, because the record is removed
- Lyra (`lyra`)

### Reports that say something else

- Message bank (`message-bank`)
- Open decisions (`open-decisions`)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with two commits, tagged old and new."""
    git(tmp_path, "init", "-q", "-b", "main")
    for tag, text in (("old", OLD), ("new", NEW)):
        for file in (tmp_path / "data").rglob("*.yaml"):
            file.unlink()
        in_folder(tmp_path, text)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", tag)
        git(tmp_path, "tag", tag)
    return tmp_path


def test_the_card_reads_well_to_somebody_who_has_never_seen_yaml(root: Path) -> None:
    done = ran("--root", root, "diff", "old..new", "--format", "md", "--lang", "en", "--as-of", "2026-01-01")
    assert (3, CARD) == (done.code, done.out)


PERIOD = """# frameworks/next-plan.yaml
id: next-plan
type: strategy
names: {en: Next plan}
from: 2026
source: next-text
priorities: [{id: piers, names: {en: Piers}}, {id: ice, names: {en: Ice}}]
# sources/next-text.yaml
id: next-text
title: {en: Next plan}
acts: [{on: 2025-12-01, act: ACT}]
treats: [partners, networks]
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
standing: [{status: key, source: next-text}]
"""
FORMER = """# frameworks/old-plan.yaml
id: old-plan
type: strategy
names: {en: Old plan}
from: 2020
source: plan
goals: [{id: trust, names: {en: Trust}}]
priorities: [{id: lamps, names: {en: Lamps}, successors: [{to: piers, kind: renamed}]}]
# partners/mira.yaml
id: mira
type: city
names: {en: Mira}
standing: [{status: key, source: plan}]
themes: [lamps]
# networks/seas.yaml
id: seas
names: {en: Seas}
membership: {statements: [{status: member, source: plan}]}
"""
ANNOUNCED = """### A new strategy period

Old plan → Next plan
{}
- Goals and priorities that become others: Lamps → Piers
- Goals and priorities without a successor: Trust
- New goals and priorities: Ice
- Key partners that it does not call so: Lyra; Mira
- New key partners: Vega
- Networks of which it does not say what they are: Seas
- Records about which somebody decides: network 1, partner 2

### """


@pytest.mark.parametrize(
    ("act", "said"), [("approved", ""), ("draft", "\nOnly proposed (draft): the new text ends nothing yet.\n")]
)
def test_the_card_tells_what_a_new_strategy_period_changes(root: Path, act: str, said: str) -> None:
    in_folder(root, FORMER)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "former")
    in_folder(root, PERIOD.replace("ACT", act))
    card = ran("--root", root, "diff", "--format", "md", "--lang", "en", "--as-of", "2026-11-21").out
    assert ANNOUNCED.format(said) in card
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "period")
    (root / "data/partners/vega.yaml").unlink()
    assert "strategy period" not in ran("--root", root, "diff", "--format", "md", "--lang", "en").out


def test_json_gives_every_field(root: Path) -> None:
    done = ran("--root", root, "diff", "old..new", "--format", "json")
    answer = json.loads(done.out)
    assert ["version", "changes"] == list(answer)
    assert [
        ("quays", "fact", "changed", "value", "12", "14"),
        ("quays", "fact", "changed", "as_of", "2020", "2025"),
    ] == [tuple(change.values()) for change in answer["changes"][:2]]
    assert {"id": "deneb", "kind": "partner", "change": "broken", "field": "", "old": None, "new": None} in answer[
        "changes"
    ]


def test_each_depth_says_less(root: Path) -> None:
    def lines(depth: str) -> list[str]:
        said = ran("--root", root, "diff", "old..new", "--depth", depth, "--format", "csv").out
        return said.splitlines()

    assert 13 == len(lines("fields"))
    assert ["id,kind,change", "quays,fact,changed", "new-quays,message,added"] == lines("records")[:3]
    assert ["kind,change,records", "partner,broken,1", "partner,changed,1", "partner,removed,1"] == lines("summary")[:4]


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (["old"], 3, ""),
        (["old..old", "--exit-code"], 0, "kvtool: nothing differs\n"),
        (["new..old", "--exit-code"], 1, ""),
        (["old..nowhere"], 5, "kvtool: git knows no revision 'nowhere'"),
        (["old...new"], 2, "kvtool: 'old...new' names no two revisions"),
        (["..new"], 2, "kvtool: '..new' names no two revisions"),
        (["--depth=all"], 2, "kvtool: no depth 'all'"),
        (["--", "--output=PWN"], 2, "kvtool: '--output=PWN' names no revision"),
    ],
)
def test_the_exit_code_says_what_came_of_it(root: Path, arguments: list[str], code: int, err: str) -> None:
    done = ran("--root", root, "diff", *arguments)
    assert code == done.code
    assert err in done.err
    assert not (root / "PWN").exists()


def test_what_is_not_committed_yet_counts(root: Path) -> None:
    in_folder(root, "# partners/mira.yaml\nid: mira\ntype: city\nnames: {en: Mira}\n")
    assert "mira" in ran("--root", root, "diff").out
    assert "mira" not in ran("--root", root, "diff", "old..new").out
