"""Personal data and secrets: what is one, how little of it is repeated, and that looking for it is quick."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvtool.errors import KvtoolError
from kvtool.linter import lint
from kvtool.registry import member, names
from kvtool.settings import Settings
from kvtool.store.privacy import privacy
from kvtool.text.identity import CERTAIN, COUNTRIES
from kvtool.text.personal import hits, masked
from kvtool.text.suspicion import suspicious
from tests.cli import in_folder, in_memory, ran

TOKEN = "ghp_" + "a1B2" * 9
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_X"
FOUND = {
    "KV801": ["131052-308T", "010594Y9032", "131052A308T", "131052+308T", "811228-9874", "198112289874", "37605030299"],
    "KV802": [
        "+358 40 123 4567",
        "00358401234567",
        "09-310 1691",
        "0401234567",
        "01.23.45.67.89",
        "tel. 640 4411",
        "puhelin: 310 12345",
    ],
    "KV803": ["maija.meri@lyra.example", "maija.meri(at)lyra.example", "m@lyra.example", "äiti@lyra.example"],
    "KV804": [
        "-----BEGIN RSA PRIVATE KEY-----",
        "https://maija:tide@lyra.example",
        "PASSWORD=Tr0ub4dor&3",
        "passwd: Tr0ub4dor&3",
        "Salasana: Kesä2024!x",
        "lösenord: Sommar24!x",
        "SECRET_KEY=xYz12345Qq",
        "secret: xYz12345Qq",
        "token: xYz12345Qq",
        "Token: xYz12345Qq",
        "TOKEN=xYz12345Qq",
        "API_KEY=0f8fad5bd9cb469fa165",
        "api_key=0f8fad5bd9cb469fa165",
        "glpat-abcdefghijklmnopqrst",
        "xoxb-123456789012-1234567890123-AbCdEfGhIjKl",
        "AKIAIOSFODNNSEXAMPLE",
        "ASIAIOSFODNNSEXAMPLE",
        "AIza" + "a" * 35,
        "sk-" + "a" * 20 + "B",
        "sk_live_" + "a" * 16,
        "npm_" + "a" * 36,
        "hf_" + "a" * 30,
        "github_pat_" + "a" * 20,
        TOKEN,
        JWT,
    ],
    "KV805": ["passport XP1234567", "Passi: XP1234567", "pass X123456", "PASSPORT NO 123456789"],
}
"""What must not be kept, by the rule that says so."""

EACH = [(code, text) for code, texts in FOUND.items() for text in texts]
VALUES = {
    "KV801": "010594Y9032",
    "KV802": "+46 8 508 290 17",
    "KV803": "aino.aalto@lyra.example",
    "KV804": TOKEN,
    "KV805": "AP7654321",
}
"""Others than stand on the pages of the rules, which some formats print."""
FACTS = "# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {en: Lyra}\n"
ALL = f"{FACTS}notes: '{', '.join(VALUES.values()).replace('AP', 'passport AP')}'\n"


@pytest.mark.parametrize(("code", "text"), EACH)
def test_each_is_found_in_a_sentence(code: str, text: str) -> None:
    assert [one.code for one in hits(f"Ask ({text}), please.")] == [code]


@pytest.mark.parametrize("text", [text for _, text in EACH])
@given(before=st.text(max_size=6), after=st.text(max_size=6))
def test_the_quick_look_never_says_no_where_something_is_found(text: str, before: str, after: str) -> None:
    whole = f"{before}{text}{after}"
    assert not hits(whole) or suspicious(whole.encode("utf-8", "replace"))


@pytest.mark.parametrize("text", [*(text for _, text in EACH), "sk-abcdefghij0123456789", "Token", "salasana"])
@given(before=st.text(max_size=6), after=st.text(max_size=6))
def test_what_is_suspicious_is_so_among_others(text: str, before: str, after: str) -> None:
    assert suspicious(f"{before}\n{text}\n{after}".encode("utf-8", "replace"))


@given(st.text("0123456789+-(). aAäT\u00a0\u2009\u2013@_:", max_size=40))
def test_the_quick_look_knows_numbers_however_they_are_written(text: str) -> None:
    assert not hits(text) or suspicious(text.encode())


@pytest.mark.parametrize("written", [r'"maija\x40lyra.example"', r'"\u0040"', r"C:\tide"])
def test_the_quick_look_takes_what_may_be_written_otherwise_than_it_reads(written: str) -> None:
    assert suspicious(f"notes: {written}\n".encode())


def test_the_quick_look_lets_plain_records_pass() -> None:
    plain = "from: 2019-09-16\nquote: § 35; U20 ja C40, Khs 30.9.2019\nof: 3f2a9c1b7d04\n"
    assert not suspicious(plain.encode())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("131052-308T", "1•••••-•••T"),
        ("+358 40 1234567", "+3•• •• ••••••7"),
        ("AB", "AB"),
        ("", ""),
    ],
)
def test_all_but_the_first_and_the_last_sign_is_hidden(value: str, shown: str) -> None:
    assert masked(value) == shown


@pytest.mark.parametrize(("code", "text"), EACH)
def test_what_is_shown_cannot_be_used(code: str, text: str) -> None:
    (hit,) = hits(text)
    assert text[hit.start : hit.end] not in hit.said
    assert len([sign for sign in hit.shown.partition("@")[0] if sign.isdigit()]) <= 2


def test_no_format_prints_what_was_found(tmp_path: Path) -> None:
    root = in_folder(tmp_path, ALL)
    able = [name for name in names("kvtool.formats") if hasattr(member("kvtool.formats", name), "verdict")]
    for name in able:
        code, out, err = ran("--debug", "--root", root, "lint", "--select", "KV8", "--format", name)
        assert (name, code, [value for value in VALUES.values() if value in out + err]) == (name, 1, [])
        assert [code for code in VALUES if code not in out] == []
    assert {"text", "json"} <= set(able)


def test_each_of_several_in_one_field_is_found_once() -> None:
    verdict = lint(
        in_memory(ALL.replace("notes: '", "notes: '010594Y9032, ")), date(2026, 1, 1), lambda one: one.code[2] == "8"
    )
    assert [(one.code, one.line, one.column, one.field) for one in verdict.findings] == [
        (code, 4, 8, "notes") for code in sorted(VALUES)
    ]


def test_what_stands_in_a_comment_is_found_at_its_place_and_once() -> None:
    text = f"{FACTS}# 131052-308T\nnotes: 131052-308T  # 0401234567\nsources: []  # {TOKEN}\n"
    verdict = lint(in_memory(text), date(2026, 1, 1), lambda one: one.code.startswith("KV8"))
    assert [(one.code, one.line, one.column, one.field) for one in verdict.findings] == [
        ("KV801", 4, 3, ""),
        ("KV801", 5, 8, "notes"),
        ("KV802", 5, 23, ""),
        ("KV804", 6, 16, ""),
    ]


def test_all_countries_but_those_without_check_digits_are_looked_at_where_none_is_named() -> None:
    assert privacy(Settings(Path("vega"))).countries == CERTAIN
    assert set(COUNTRIES) - set(CERTAIN) == {"DK"}


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({"identity_numbers": ["FI", "XX"]}, "no checks for the numbers of 'XX'"),
        ({"identity_numbers": "FI"}, "no list of words"),
        ({"role_mailboxes": ["info"]}, "'info' is no address"),
    ],
)
def test_a_policy_that_means_nothing_is_refused(policy: dict[str, object], message: str) -> None:
    with pytest.raises(KvtoolError, match=message):
        privacy(Settings(Path("vega"), policy=policy))


@pytest.mark.parametrize(
    ("country", "right", "wrong"),
    [
        ("FI", "131052-308T", "131052-308U"),
        ("FI", "290200A248A", "290201A248K"),
        ("SE", "811228-9874", "811228-9873"),
        ("SE", "811288-9871", "811298-9879"),
        ("NO", "15108695088", "15108695077"),
        ("DK", "211062-5629", "311162-5629"),
        ("IS", "120174-3399", "120174-3389"),
        ("EE", "37605030299", "37605030298"),
        ("LV", "161175-19997", "161175-19998"),
        ("LV", "328673-00679", "328673-00677"),
        ("LT", "33309240064", "33309240164"),
    ],
)
def test_check_digits_of_the_countries(country: str, right: str, wrong: str) -> None:
    said = [[hit.code for hit in hits(text, (country,)) if hit.code == "KV801"] for text in (right, wrong)]
    assert said == [["KV801"], []]


@pytest.mark.parametrize(
    "text",
    [
        "@" * 100_000,
        "a@" * 50_000,
        "a." * 50_000 + "@b.fi",
        "a@" + "b." * 50_000,
        "0" * 100_000,
        "01 " * 50_000,
        "+1(0)" * 20_000,
        "(0" * 50_000,
        "tel. 1" * 20_000,
        "a://b:" * 20_000,
        "token: " * 20_000,
        "eyJa." * 20_000,
        "sk-a" * 25_000,
        "passport " * 20_000,
        "131052-" * 20_000,
        "a1" * 50_000,
    ],
    ids=lambda text: text[:8],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    hits(text)
    suspicious(text.encode())
    assert time.perf_counter() - began < 1
