"""A finding whose sentence of policy is not decided says so; one behind which a decided sentence stands, too, does not."""

from datetime import date
from pathlib import Path

import pytest

from kvtool.linter import lint
from kvtool.settings import Settings
from kvtool.store.files import Found
from kvtool.store.load import assemble

NETWORK = """\
id: northern-harbours
names: {en: Northern Harbours}
membership:
  statements: [{status: member, from: 2021, source: plan}]
  scope: harbour-unit
  goals: [{text: {en: Warm quays}, goal: learning, priority: harbours}]
"""
FRAMEWORK = """\
id: strategy
type: strategy
names: {en: Strategy}
goals: [{id: learning, names: {en: Learning}}]
priorities: [{id: harbours, names: {en: Harbours}}]
provisions:
"""
OWNED = "  - {{id: owned-{0}, quote: Every membership has an owner, source: {0}, rules: [network-without-owner]}}\n"
SOURCE = "id: {0}\ntitle: {{en: Plan}}\nacts: [{{on: 2021, act: {1}}}]\n"
UNIT = "id: harbour-unit\ntype: unit\nnames: {en: Harbour Unit}\n"


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"plan": "approved"}, "the membership has no owner"),
        ({"plan": "draft"}, "the membership has no owner (by a sentence that is not decided)"),
        ({"plan": "tabled"}, "the membership has no owner (by a sentence that is not decided)"),
        ({"plan": "draft", "law": "approved"}, "the membership has no owner"),
    ],
    ids=str,
)
def test_a_finding_says_when_its_sentence_is_not_decided(sources: dict[str, str], message: str) -> None:
    files = {
        "networks/northern-harbours": NETWORK,
        "frameworks/strategy": FRAMEWORK + "".join(OWNED.format(source) for source in sources),
        "units/harbour-unit": UNIT,
        **{f"sources/{source}": SOURCE.format(source, act) for source, act in sources.items()},
    }
    found = [Found(f"data/{path}.yaml", *path.split("/"), text.encode()) for path, text in files.items()]
    verdict = lint(assemble(Settings(Path()), found), date(2026, 1, 1))
    assert [("KV401", message)] == [(one.code, one.message) for one in verdict.findings if one.code == "KV401"]
