"""`kvtool explain`: every rule in three languages, with the sentences of policy that a base puts behind it."""

import json
from pathlib import Path

import pytest

from kvtool.catalogue import catalogue
from kvtool.settings import INTERFACE_LANGUAGES
from kvtool.words.labels import labels
from tests.cli import TODAY, in_folder, ran

RULES = list(catalogue().values())

BASE = """\
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
from: 2022
source: draft
provisions:
  - {id: owned, quote: Every membership has an owner, source: draft, rules: [network-without-owner]}
  - {id: linked, quote: Records point to records, source: plan, rules: [broken-link]}
  - {id: watched, quote: Memberships are looked after, source: plan, rules: [network-without-owner, broken-link]}
# sources/draft.yaml
{id: draft, title: {en: Draft Guidelines}, acts: [{on: 2022, act: draft}, {on: 2023-03-03, act: approved}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
"""


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_every_rule_is_explained_in_every_language(tmp_path: Path, lang: str) -> None:
    root = in_folder(tmp_path, "")
    for rule in RULES:
        code, out, err = ran("--root", root, "explain", rule.name, "--lang", lang, "--as-of", TODAY)
        assert (code, err) == (0, ""), rule.name
        first, second = out.splitlines()[:2]
        assert first.split(maxsplit=1) == [rule.code, f"{rule.name} ({rule.severity.value})"]
        assert second.strip() == labels(lang).rule(rule.name)
        assert rule.page.why in out
        assert all(line in out for line in rule.page.bad.splitlines() + rule.page.good.splitlines())


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_without_a_rule_all_are_listed_with_their_labels(tmp_path: Path, lang: str) -> None:
    code, out, err = ran("--root", in_folder(tmp_path, ""), "explain", "--lang", lang)
    assert (0, "", len(RULES) + 1) == (code, err, len(out.splitlines()))
    for rule, line in zip(RULES, out.splitlines()[1:], strict=True):
        assert [rule.code, rule.name] == line.split()[:2]
        assert line.endswith(labels(lang).rule(rule.name))


@pytest.mark.parametrize("word", ["KV401", "kv401", "network-without-owner", "Network-Without-Owner"])
def test_a_rule_is_known_by_code_and_name(tmp_path: Path, word: str) -> None:
    out = ran("--root", in_folder(tmp_path, ""), "explain", word, "--format", "json").out
    assert json.loads(out)["rule"]["name"] == "network-without-owner"


def test_json_has_the_page_and_the_provisions_with_their_authority_on_the_day(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "explain", "KV401", "--format", "json", "--lang", "en", "--as-of", "2022-06-01")
    rule = json.loads(out)["rule"]
    fields = ["code", "name", "severity", "label", "fault", "why", "bad", "good", "provisions"]
    assert (0, fields) == (code, list(rule))
    assert rule["provisions"] == [
        {
            "id": "watched",
            "framework": "strategy",
            "quote": "Memberships are looked after",
            "source": "plan",
            "authority": "approved",
        },
        {
            "id": "owned",
            "framework": "strategy",
            "quote": "Every membership has an owner",
            "source": "draft",
            "authority": "draft",
        },
    ]


@pytest.mark.parametrize(
    ("day", "said"), [("2022-06-01", "draft 2022"), ("2023-03-03", "approved 3 March 2023")], ids=["draft", "approved"]
)
def test_a_sentence_of_policy_says_who_says_it(tmp_path: Path, day: str, said: str) -> None:
    root = in_folder(tmp_path, BASE)
    out = ran("--root", root, "explain", "KV401", "--lang", "en", "--as-of", day).out
    lines = [line.strip() for line in out.splitlines()]
    quoted = next(index for index, line in enumerate(lines) if line.endswith("”Every membership has an owner”"))
    assert lines[quoted + 1] == f"{said}, Draft Guidelines"


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("KV041", "did you mean KV"),
        ("network-without-onwer", "did you mean network-without-owner?"),
        ("brokenlink", "did you mean broken-link?"),
        ("KV4", "did you mean KV4"),
        ("xyz", "'kvtool explain' lists them"),
    ],
)
def test_an_unknown_rule_is_told_the_nearest(tmp_path: Path, word: str, remedy: str) -> None:
    code, out, err = ran("--root", in_folder(tmp_path, ""), "explain", word)
    assert (code, out) == (2, "")
    assert err.startswith(f"kvtool: no rule '{word}'\n    help: {remedy}")


def test_rules_explain_themselves_without_a_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KVTOOL_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    code, out, err = ran("explain", "KV401")
    assert (code, err) == (0, "")
    assert out.startswith("KV401")


def test_a_base_that_is_named_must_be_one(tmp_path: Path) -> None:
    assert ran("--root", tmp_path, "explain", "KV401").code == 2


@pytest.mark.parametrize(("option", "value"), [("--lang", "de"), ("--as-of", "soon"), ("--format", "text")])
def test_what_cannot_be_asked_is_a_matter_of_usage(tmp_path: Path, option: str, value: str) -> None:
    code, out, _ = ran("--root", in_folder(tmp_path, ""), "explain", "KV401", option, value)
    assert (code, out) == (2, "")
