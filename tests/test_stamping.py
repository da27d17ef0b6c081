"""The stamp of a paper: it comes back as it went in, shows nowhere, does nothing, and is not believed when it was altered."""

import re
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from kvtool.errors import Exit, KvtoolError
from kvtool.papers import Order, make
from kvtool.queries.audience import PUBLIC
from kvtool.queries.reading import Reader
from kvtool.settings import read
from kvtool.stamping import HINT, Stamp, State, files_of, hash_of, read_stamp, stamp_of, stamped, unstamped
from kvtool.store.load import load
from kvtool.words.labels import labels
from tests import golden
from tests.cli import in_folder

PAPER = "# Briefing: Lyra\n\nA partner.\n"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
STAMP = Stamp(
    Order("brief", ["lyra", "norma"], {"engagement": "visit", "on": "2026-12-01"}, "internal"),
    "sv",
    date(2026, 11, 21),
    COMMIT,
    "00112233445566ff",
    [
        State("partner", "lyra", "0123456789abcdef", "data/partners/lyra.yaml"),
        State("engagement", "visit", "fedcba9876543210", "data/engagements/2026/visit.yaml"),
    ],
)
TEXT = f"""\
# Briefing: Lyra

A partner.

<!-- kvtool stamp 1: {HINT}
made by: kvtool 0.1.0
paper: brief
about: lyra norma
language: sv
audience: internal
as of: 2026-11-21
base: {COMMIT}
settings: 00112233445566ff
option: engagement visit
option: on 2026-12-01
record: partner lyra 0123456789abcdef data/partners/lyra.yaml
record: engagement visit fedcba9876543210 data/engagements/2026/visit.yaml
seal: 41d5c4f6a2a0d2a5
-->
"""


def test_a_stamp_is_one_comment_at_the_end() -> None:
    assert re.sub("seal: .*", "", TEXT) == re.sub("seal: .*", "", stamped(PAPER, STAMP))


@pytest.mark.parametrize(
    "stamp",
    [
        STAMP,
        STAMP._replace(base=f"{COMMIT}+changes 0123456789ab"),
        STAMP._replace(base="none 0123456789ab", settings="", records=[]),
        STAMP._replace(order=Order("network-portfolio", [], {"from": "2025-01-01", "to": "2025"}, "public")),
        STAMP._replace(records=[State("unit", "quay", "0" * 16, "data/units/we--ird é #1/-->/quay.yaml")]),
        STAMP._replace(records=[State("unit", "quay", "0" * 16)]),
        STAMP._replace(records=[State("unit", "a b\x1b--\udcff\n", "0" * 16, "data/units/a b\x1b--\udcff\n.yaml")]),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_stamp_comes_back_as_it_went_in_whatever_is_written_around_it(stamp: Stamp, ends: str) -> None:
    text = f"By hand.\n\n{stamped(PAPER, stamp)}\nAnd below.\n".replace("\n", ends)
    assert stamp == read_stamp(text)


@pytest.mark.parametrize(
    ("stamp", "commit"),
    [
        (STAMP, COMMIT),
        (STAMP._replace(base=f"{COMMIT}+changes 0123456789ab"), ""),
        (STAMP._replace(base=f"{COMMIT}+changes"), ""),
        (STAMP._replace(base=f"{COMMIT}+templates 0123456789ab"), COMMIT),
        (STAMP._replace(base=f"{COMMIT}+templates"), COMMIT),
        (STAMP._replace(base="none 0123456789ab"), ""),
        (STAMP._replace(base="none"), ""),
    ],
)
def test_only_a_paper_of_a_commit_has_one(stamp: Stamp, commit: str) -> None:
    assert commit == read_stamp(stamped(PAPER, stamp)).commit


def test_nothing_in_a_stamp_ends_its_comment_and_no_page_shows_it() -> None:
    strange = STAMP._replace(records=[State("unit", "quay", "0" * 16, "data/units/--> <b>--!>/quay.yaml")])
    text = stamped(PAPER, strange)
    assert "--" not in text.removeprefix(f"{PAPER}\n<!--").removesuffix("-->\n")
    plain = MarkdownIt("commonmark").render(text)
    assert MarkdownIt("commonmark").render(PAPER) == re.sub("(?s)<!--.*?-->\n?", "", plain)


def test_a_paper_is_stamped_once() -> None:
    again = STAMP._replace(language="fi")
    assert stamped(PAPER, again) == stamped(stamped(PAPER, STAMP), again)
    assert PAPER == unstamped(stamped(PAPER, STAMP)) == unstamped(PAPER)


def sealed(text: str) -> str:
    """A stamp whose seal fits it, whatever it says."""
    lines = text[text.index("made by") : text.index("seal: ")].rstrip("\n")
    return re.sub("seal: .*", f"seal: {hash_of(lines.encode())}", text)


GOOD = stamped(PAPER, STAMP)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (PAPER, "it has no stamp"),
        ("", "it has no stamp"),
        (GOOD + GOOD, "it has several stamps"),
        (f"`<!-- kvtool stamp`\n{GOOD}", "it has several stamps"),
        (GOOD.replace("-->", ""), "the comment is not whole"),
        (GOOD.replace("<!-- kvtool stamp 1:", "<!-- kvtool stamp:"), "the comment is not whole"),
        (GOOD.replace("stamp 1:", "stamp 2:"), "its stamp is of another kvtool's form"),
        (GOOD.replace("about: lyra", "about: vega"), "it does not say what it said"),
        (GOOD.replace("seal: ", "seal: 0"), "it does not say what it said"),
        (re.sub("seal: .*\n", "", GOOD), "it does not say what it said"),
        (re.sub("(?s)made by.*(?=-->)", "", GOOD), "it does not say what it said"),
        (sealed(GOOD.replace("paper: brief", "paper: ../brief")), "its stamp is broken: 'paper: ../brief'"),
        (sealed(GOOD.replace("paper: brief", "paper: os")), "it is of no paper that there is"),
        (sealed(GOOD.replace("about: lyra norma", "about: ../../etc")), "'about: ../../etc'"),
        (sealed(GOOD.replace("language: sv", "language: tlh")), "'language: tlh'"),
        (sealed(GOOD.replace("audience: internal", "audience: all")), "'audience: all'"),
        (sealed(GOOD.replace("2026-11-21", "2026-02-30")), "no such date: 2026-02-30"),
        (sealed(GOOD.replace(COMMIT, "HEAD")), "'base: HEAD'"),
        (sealed(GOOD.replace(COMMIT, "-x")), "'base: -x'"),
        (sealed(GOOD.replace(COMMIT, COMMIT[:39])), "its stamp is broken: 'base: "),
        (sealed(GOOD.replace("option: on 2026-12-01", "option: on next week")), "'option: on next week'"),
        (sealed(GOOD.replace("option: on 2026-12-01", "option: output /tmp/x")), "'option: output /tmp/x'"),
        (sealed(GOOD.replace("record: partner", "record: person")), "'record: person"),
        (sealed(GOOD.replace("partner lyra", "partner <lyra>")), "'record: partner <lyra>"),
        (sealed(GOOD.replace("0123456789abcdef data", "x data")), "'record: partner lyra x"),
        (sealed(GOOD.replace("settings:", "sentings:")), "'sentings: "),
        (sealed(GOOD.replace("record: partner", "\x1b[31m")), "'␛[31m lyra"),
    ],
)  # fmt: skip
def test_a_stamp_that_cannot_be_relied_on_is_refused_with_a_clear_word(text: str, says: str) -> None:
    with pytest.raises(KvtoolError) as refused:
        read_stamp(text)
    assert (Exit.USAGE, True) == (refused.value.exit_code, says in refused.value.message), refused.value.message


def test_a_million_characters_of_nonsense_are_refused_at_once() -> None:
    for text in ("<!-- kvtool stamp 1: x\n" + "a: b\n" * 200_000, "<!-- kvtool stamp 1: " + "-" * 1_000_000):
        with pytest.raises(KvtoolError):
            read_stamp(text)


BASE = """\
# partners/lyra.yaml
id: lyra
visibility: public
type: city
names: {en: Lyra}
lead: quay
standing: [{status: key, source: plan}]
notes: internal
# units/quay.yaml
{id: quay, visibility: public, type: unit, names: {en: Quay}}
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2020, act: approved}]}
# engagements/2025/talks.yaml
{id: talks, type: meeting, title: {en: Talks}, from: 2025-05-05, state: held, partners: [lyra]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
"""


def stamp_for(root: Path, audience: str) -> Stamp:
    """The stamp of a pack on Lyra."""
    settings = read(root / "kvtool.toml")
    made = make(Reader(load(settings), date(2026, 11, 21), labels("en")), Order("brief", ["lyra"], {}, audience), "")
    files = files_of(settings, "", [entry.path for entry in made.entries])
    return stamp_of(made, "none 0123456789ab", files)


@pytest.mark.parametrize(
    ("audience", "records"),
    [("internal", ["talks", "lyra", "plan", "quay"]), ("public", ["lyra", "plan", "quay"])],
)
def test_a_stamp_names_the_records_that_went_into_the_paper_in_the_order_of_their_files(
    tmp_path: Path, audience: str, records: list[str]
) -> None:
    stamp = stamp_for(in_folder(tmp_path, BASE), audience)
    assert records == [state.id for state in stamp.records]
    assert {"on": "2026-11-21"} == stamp.order.options


@pytest.mark.parametrize(
    ("old", "new", "internal", "public"),
    [
        ("names: {en: Lyra}", "names: {en: Lyyra}", {"lyra"}, {"lyra"}),
        ("notes: internal", "notes: changed", {"lyra"}, set()),
        ("type: city\n", "type: city  # a comment\n", {"lyra"}, set()),
        ("title: {en: Talks}", "title: {en: Secret talks}", {"talks"}, set()),
        ("en: Norma", "en: Norman", set(), set()),
        ("\n", "\r\n", set(), set()),
    ],
)
def test_the_hash_of_a_record_is_that_of_what_the_audience_may_know(
    tmp_path: Path, old: str, new: str, internal: set[str], public: set[str]
) -> None:
    for audience, expected in (("internal", internal), ("public", public)):
        before = stamp_for(in_folder(tmp_path / f"{audience}-a", BASE), audience)
        root = in_folder(tmp_path / f"{audience}-b", BASE)
        for file in (root / "data").rglob("*.yaml"):
            file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
        after = {state.id: state for state in stamp_for(root, audience).records}
        assert expected == {state.id for state in before.records if after[state.id] != state}


def test_a_public_stamp_tells_nothing_internal_of_a_dense_base() -> None:
    kb = golden.base_of("sample")
    reader = Reader(kb, date(2026, 3, 1), labels("en"))
    order = Order("brief", ["lyra"], {"engagement": "lyra-leaders-2026-03"}, PUBLIC)
    stamp = stamp_of(make(reader, order, ""), f"{COMMIT}+changes 0123456789ab", {})
    text = stamped("", stamp)
    canaries = (golden.BASES["sample"][0] / "canaries.txt").read_text(encoding="utf-8").split()
    assert (f"{COMMIT}+changes", "") == (stamp.base, stamp.settings)
    assert [] == [one for one in canaries if one in text]
    hidden = {entry.id for entry in kb.entries if entry.record and entry.record.visibility != PUBLIC}
    assert set() == hidden & {state.id for state in stamp.records}
    assert {""} == {state.path for state in stamp.records}
