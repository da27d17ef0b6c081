"""`kvtool brief`: what it takes, how it ends, and that nothing internal stands in a public pack."""

from pathlib import Path

import pytest

from kvtool.stamping import read_stamp, unstamped
from tests.cli import TODAY, in_folder, ran, stamped

BASE = """\
# partners/lyra.yaml
{id: lyra, aliases: [lyra-city], type: city, names: {en: Lyra, fi: Lyyra}}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
# engagements/2026/visit.yaml
id: visit
type: visit-out
title: {en: Visit to Lyra}
from: 2026-12-01
state: planned
partners: [lyra]
objectives: [{en: Agree on the study}]
# engagements/2026/courtesy-call.yaml
{id: courtesy-call, type: meeting, title: {en: Courtesy call}, from: 2026-12-02, state: planned, partners: [lyra]}
# messages/warm-quays.yaml
{id: warm-quays, scope: {general: true}, headline: {en: Warm quays}}
"""

BROKEN = "# partners/broken.yaml\n{id: broken, type: town, names: {en: Broken}}\n"
NO_OBJECTIVE = "NO OBJECTIVE: if none can be named, the meeting is not worth asking for."


@pytest.mark.parametrize(
    ("arguments", "code", "loud"),
    [
        (("lyra",), 0, True),
        (("lyra", "--strict"), 1, True),
        (("lyra", "--engagement", "courtesy-call"), 0, True),
        (("lyra", "--engagement", "courtesy-call", "--strict"), 1, True),
        (("lyra", "--engagement", "visit"), 0, False),
        (("lyra", "--engagement", "visit", "--strict"), 0, False),
    ],
)
def test_a_meeting_without_objective_is_said_loudly_and_fails_where_it_must_not_be(
    tmp_path: Path, arguments: tuple[str, ...], code: int, loud: bool
) -> None:
    root = in_folder(tmp_path, BASE)
    got = ran("--root", root, "brief", *arguments, "--lang", "en", "--as-of", TODAY)
    assert (code, "", loud) == (got.code, got.err, f"> **{NO_OBJECTIVE}**\n" in got.out)
    assert got.out.startswith("# Briefing: Lyra\n")


def test_a_broken_record_weighs_more_than_a_missing_objective(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE + BROKEN)
    code, out, err = ran("--root", root, "brief", "lyra", "--strict", "--lang", "en", "--as-of", TODAY)
    assert (code, err) == (3, "kvtool: left out: data/partners/broken.yaml:1:20: 'town' is not a code of 'type'\n")
    assert "> - The record data/partners/broken.yaml is broken and was left out.\n" in out


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("lyra-city",), "Lyra"),
        (("LYYRA",), "Lyra"),
        (("norma", "Lyra"), "Norma, Lyra"),
        (("lyra", "Lyyra", "lyra-city"), "Lyra"),
    ],
)
def test_partners_are_named_by_id_former_id_or_name_and_counted_once(
    tmp_path: Path, words: tuple[str, ...], title: str
) -> None:
    root = in_folder(tmp_path, BASE)
    out = ran("--root", root, "brief", *words, "--lang", "en", "--as-of", TODAY).out
    assert out.startswith(f"# Briefing: {title}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("lyrra",), "kvtool: no record 'lyrra'\n    help: did you mean lyra?\n"),
        (
            ("warm-quays",),
            "kvtool: 'warm-quays' is a message, not a partner\n    help: 'kvtool list partners' shows them\n",
        ),
        (("lyra", "warm-quays"), "kvtool: 'warm-quays' is a message, not a partner\n"),
        (("lyra", "--engagement", "norma"), "kvtool: 'norma' is a partner, not an engagement\n"),
        (("lyra", "--engagement", "vist"), "kvtool: no record 'vist'\n    help: did you mean visit?\n"),
        (("lyra", "--on", "next week"), "kvtool: 'next week' is not a day\n    help: write it as 2026-11-21\n"),
        (("lyra", "--on", "2026-12"), "kvtool: '2026-12' is not a day\n"),
        (("lyra", "--on", "2026-11-31"), "kvtool: no such date: 2026-11-31\n"),
        (("lyra", "--audience", "press"), "kvtool: no audience 'press'\n    help: use one of internal, public\n"),
        (("lyra", "--lang", "de"), "kvtool: no language 'de' in the interface\n"),
        ((), "kvtool: Missing argument 'PARTNER…'\n"),
    ],
)
def test_what_cannot_be_asked_is_a_matter_of_usage(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "brief", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(says)


def test_a_broken_partner_gets_no_pack(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE + BROKEN)
    code, out, err = ran("--root", root, "brief", "broken")
    assert (code, out) == (3, "")
    assert err.startswith("kvtool: the record 'broken' is broken: data/partners/broken.yaml:1:20: ")


def test_a_pack_goes_into_a_file_whole(tmp_path: Path) -> None:
    root, target = in_folder(tmp_path / "base", BASE), tmp_path / "pack.md"
    asked = ("--root", root, "brief", "lyra", "--as-of", TODAY)
    assert ran(*asked, "-o", target, "--strict") == (1, "", "")
    assert ran(*asked).out.encode() == target.read_bytes()


def test_a_pack_carries_a_stamp_with_which_it_can_be_made_again(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    asked = ("LYYRA", "lyra-city", "--engagement", "Visit to Lyra", "--lang", "en", "--as-of", TODAY)
    pack = ran("--root", root, "brief", *asked).out
    stamp = read_stamp(pack)
    assert (["lyra"], {"engagement": "visit"}, "internal") == (stamp.order.ids, stamp.order.options, "internal")
    again = ("--engagement", "visit", "--lang", stamp.language, "--as-of", stamp.day.isoformat())
    assert pack == ran("--root", root, "brief", *stamp.order.ids, *again).out
    assert ["courtesy-call", "visit", "warm-quays", "lyra"] == [state.id for state in stamp.records]


@pytest.mark.parametrize(
    ("to", "code", "says"),
    [
        ("md", 0, ""),
        ("html", 0, ""),
        ("docx", 2, "kvtool: docx is no text\n    help: name a file: -o FILE.docx\n"),
        ("pdf", 2, "kvtool: pdf is no text\n"),
        ("odt", 2, "kvtool: no form 'odt'\n    help: use one of md, html, docx, pdf\n"),
        ("", 2, "kvtool: no form ''\n"),
        ("../html", 2, "kvtool: no form '../html'\n"),
        ("2026-01-01", 2, "kvtool: no form '2026-01-01'\n"),
    ],
)
def test_a_pack_comes_in_several_forms(tmp_path: Path, to: str, code: int, says: str) -> None:
    root = in_folder(tmp_path, BASE)
    done = ran("--root", root, "brief", "lyra", "--lang", "en", "--as-of", TODAY, "--to", to)
    assert (code, True) == (done.code, done.err.startswith(says))
    assert ("kvtool stamp" in done.out) == (to == "md")
    assert ("<h1>Briefing: Lyra</h1>" in done.out) == (to == "html")


BLOCK = "<!-- keep: mine -->\nAsk about the ferry.\n<!-- /keep -->"


def test_what_was_written_into_a_pack_by_hand_stays(tmp_path: Path) -> None:
    root, file = in_folder(tmp_path / "base", BASE), tmp_path / "pack.md"
    asked = ("--root", root, "brief", "lyra", "--lang", "en", "--as-of", TODAY)
    assert ran(*asked, "-o", file).code == 0
    fresh = file.read_text(encoding="utf-8")
    file.write_text(fresh.replace("## Lyra\n", f"## Lyra\n{BLOCK}\n"), encoding="utf-8")
    for _ in range(2):
        assert ran(*asked, "-o", file) == (0, "", "")
        assert fresh.replace("## Lyra\n", f"## Lyra\n\n{BLOCK}\n") == file.read_text(encoding="utf-8")
    assert ran(*asked[:-1], "2026-12-24", "--lang", "fi", "-o", file).code == 0
    text = file.read_text(encoding="utf-8")
    assert f"## Lyyra\n\n{BLOCK}\n\n" in text
    assert ("fi", "2026-12-24") == (read_stamp(text).language, read_stamp(text).day.isoformat())
    assert ran("--root", root, "brief", "norma", "--lang", "en", "--as-of", TODAY, "-o", file).code == 0
    assert BLOCK in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "says"),
    [
        (b"# Mine\n<!-- keep: x -->\n", "line 2: the block 'x' has no end; nothing written"),
        (b"<!-- keep: x -->\n<!-- /keep -->\n" * 2, "line 3: the block 'x' stands in line 1 already; nothing written"),
        (
            "<!-- keep: x -->".encode("utf-16"),
            "the file is not UTF-8: nobody can tell what was written into it by hand",
        ),
        ("<!-- keep: x -->".encode("utf-16-le"), "the file is not UTF-8"),
        (b"J\xe4", "the file is not UTF-8"),
    ],
)
def test_nothing_is_written_where_something_would_be_lost(tmp_path: Path, old: bytes, says: str) -> None:
    root, file = in_folder(tmp_path / "base", BASE), tmp_path / "pack.md"
    file.write_bytes(old)
    code, out, err = ran("--root", root, "brief", "lyra", "--as-of", TODAY, "-o", file)
    assert (4, "", old) == (code, out, file.read_bytes())
    assert err.startswith(f"kvtool: {file}: {says}")


def test_a_form_that_has_no_blocks_takes_the_place_of_none(tmp_path: Path) -> None:
    root, file = in_folder(tmp_path / "base", BASE), tmp_path / "pack"
    asked = ("--root", root, "brief", "lyra", "--as-of", TODAY, "-o", file, "--to", "html")
    assert [0, 0] == [ran(*asked).code, ran(*asked).code]
    file.write_text(BLOCK)
    code, out, err = ran(*asked)
    assert (4, "", BLOCK) == (code, out, file.read_text())
    assert "the file has blocks kept by hand, which only Markdown can have; nothing written" in err


MET = """\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# engagements/2026/visit.yaml
{id: visit, type: visit-out, title: {en: Visit}, from: 2026-12-01, state: planned, level: mayor, partners: [lyra]}
# engagements/2026/dinner.yaml
{id: dinner, type: meeting, title: {en: Dinner}, from: 2026-11-20, state: held, level: expert, partners: [lyra]}
# engagements/2026/letter.yaml
{id: letter, type: meeting, title: {en: Letter}, from: 2026-11-21, state: held, channel: letter, partners: [lyra]}
# engagements/2026/study.yaml
{id: study, type: project, title: {en: Study}, from: 2026-11-21, state: held, partners: [lyra]}
# engagements/2026/lunch.yaml
{id: lunch, type: meeting, title: {en: Lunch}, from: 2026-11-19, state: planned, partners: [lyra]}
# engagements/2026/later.yaml
{id: later, type: meeting, title: {en: Later}, from: 2026-11-22, state: held, partners: [lyra]}
# engagements/2020/summit.yaml
{id: summit, type: visit-in, title: {en: Summit}, from: 2020-05-05, state: held, level: mayor, partners: [lyra]}
# engagements/2021/call.yaml
{id: call, type: meeting, title: {en: Call}, from: 2021-05-05, state: held, partners: [lyra]}
# engagements/2022/talks.yaml
{id: talks, type: meeting, title: {en: Talks}, from: 2022-05-05, state: held, partners: [lyra]}
"""
PAST = [
    "21 November 2026, project, Study",
    "21 November 2026, meeting, Letter",
    "Last met: 20 November 2026, meeting, Dinner, expert",
    "19 November 2026, meeting, Lunch, (planned)",
    "5 May 2022, meeting, Talks",
]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--engagement", "visit"), [*PAST, "Last met at this level: 5 May 2020, incoming visit, Summit, mayor"]),
        ((), PAST),
        (
            ("--engagement", "dinner"),
            [*PAST[:2], PAST[3], "Last met: 5 May 2022, meeting, Talks", "5 May 2021, meeting, Call"],
        ),
    ],
)
def test_a_pack_says_when_they_last_met(tmp_path: Path, arguments: tuple[str, ...], expected: list[str]) -> None:
    root = in_folder(tmp_path, MET)
    out = ran("--root", root, "brief", "lyra", *arguments, "--lang", "en", "--as-of", TODAY).out
    assert (
        "".join(f"- {line}\n" for line in expected)
        == out.partition("**Last meetings**\n\n")[2].partition("\n\n")[0] + "\n"
    )


def test_a_pack_says_where_no_meeting_is_on_record_so_far(tmp_path: Path) -> None:
    root = in_folder(tmp_path, MET)
    out = ran("--root", root, "brief", "lyra", "--lang", "en", "--as-of", "2019-01-01").out
    assert ("**Last meetings**" in out, "- Lyra: no meeting is on record up to this day.\n" in out) == (False, True)


def test_a_base_brings_its_own_template_and_hears_where_it_fails(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    (root / "templates").mkdir()
    template = root / "templates" / "brief.md.j2"
    template.write_text("{{ title }}!\n", encoding="utf-8")
    code, out, err = ran("--root", root, "brief", "lyra", "--lang", "en", "--as-of", TODAY)
    assert (code, unstamped(out), err) == (0, "Briefing: Lyra!\n", "")
    template.write_text("\n{{ titel }}\n", encoding="utf-8")
    code, out, err = ran("--root", root, "brief", "lyra", "--as-of", TODAY)
    assert (code, out) == (1, "")
    assert err.startswith("kvtool: templates/brief.md.j2:2: 'titel' is undefined\n")


GUARDED = """\
# partners/lyra.yaml
id: lyra
visibility: public
type: city
names: {en: Lyra}
standing:
  - {status: partner, source: plan, quote: open-standing}
  - {status: key, source: draft, quote: secret-draft-standing}
cooperation:
  - {form: projects, text: {en: open-cooperation}, source: plan}
  - {form: events, text: {en: secret-draft-cooperation}, source: draft}
agreements:
  - {id: lyra-2001, type: cooperation, signed: 2001, names: {en: open-agreement}, source: plan}
  - {id: lyra-2024, type: cooperation, signed: 2024, names: {en: secret-draft-agreement}, source: draft}
sensitivities: [{text: {en: secret-sensitivity}, handling: never-raise}]
sources: [{source: draft, quote: secret-draft-passage}]
notes: hidden-partner-note
# networks/ports.yaml
{id: ports, visibility: public, names: {en: open-network}, members: [{partner: lyra, source: plan}]}
# networks/back-channel.yaml
{id: back-channel, names: {en: secret-network}, members: [{partner: lyra, source: plan}], notes: hidden-network-note}
# frameworks/outline.yaml
id: outline
type: strategy
names: {en: secret-framework}
from: 2024
measures: [{id: outline-1, text: {en: Go there}, partners: [lyra], source: draft, quote: secret-draft-measure}]
# messages/warm-quays.yaml
id: warm-quays
visibility: public
scope: {partner: lyra}
headline: {en: secret-candidate}
notes: hidden-message-note
# messages/free-quays.yaml
id: free-quays
visibility: public
scope: {partner: lyra}
headline: {en: open-headline}
sources: [{source: plan, quote: open-ground}, {source: draft, quote: secret-draft-ground}]
approvals: [{lang: en, role: harbour-chief, on: 2026-01-01, of: 000000000000}]
# engagements/2025/dinner.yaml
id: dinner
visibility: public
type: meeting
title: {en: open-engagement}
from: 2025-05-05
state: held
partners: [lyra]
commitments: [{by: partner, text: {en: secret-commitment}, state: open}]
sources: [{source: draft, quote: secret-draft-minutes}]
notes: hidden-engagement-note
# engagements/2025/talks.yaml
{id: talks, type: meeting, title: {en: secret-talks}, from: 2025-06-06, state: held, partners: [lyra]}
# engagements/2026/visit.yaml
id: visit
type: visit-out
title: {en: secret-visit}
from: 2026-12-01
state: planned
partners: [lyra]
objectives: [{en: secret-objective}]
their_objectives: [{en: secret-wish}]
asks: [{text: {en: secret-ask}}, {by: partner, text: {en: secret-request}, answer: {en: secret-answer}}]
offers: [{en: secret-offer}]
stance: [{issue: secret-issue, position: against, text: {en: secret-stance}}]
press_line: {en: secret-press-line}
commitments: [{by: us, text: {en: secret-promise}, state: in-progress}]
notes: hidden-visit-note
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
# sources/draft.yaml
{id: draft, visibility: public, title: {en: secret-title}, acts: [{on: 2024-01-01, act: draft}], treats: [partners]}
"""

OF_THE_VISIT = [
    "visit",
    "objective",
    "wish",
    "ask",
    "request",
    "answer",
    "offer",
    "issue",
    "stance",
    "press-line",
    "promise",
]
SECRETS = [
    "draft-standing",
    "draft-cooperation",
    "draft-passage",
    "sensitivity",
    "candidate",
    "commitment",
    "talks",
    *OF_THE_VISIT,
    "draft-agreement",
    "network",
    "framework",
    "draft-measure",
    "draft-ground",
    "draft-minutes",
    "title",
]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The packs of one partner for those inside, for the public, and for the public with an internal engagement."""
    root = in_folder(tmp_path_factory.mktemp("guarded"), stamped(GUARDED))
    asked = {
        "internal": ("--engagement", "visit"),
        "public": ("--audience", "public"),
    }
    return {
        name: ran("--root", root, "brief", "lyra", *options, "--lang", "en", "--as-of", TODAY).out
        for name, options in asked.items()
    }


@pytest.mark.parametrize("secret", SECRETS)
def test_an_internal_pack_holds_what_is_internal(packs: dict[str, str], secret: str) -> None:
    assert f"secret-{secret}" in packs["internal"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_public_pack_holds_nothing_internal(packs: dict[str, str], secret: str) -> None:
    assert f"secret-{secret}" not in packs["public"]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_pack_holds_what_is_public_and_none_holds_notes(packs: dict[str, str], audience: str) -> None:
    pack = packs[audience]
    shown = ("standing", "cooperation", "agreement", "network", "engagement", "headline", "ground")
    assert [one for one in shown if f"open-{one}" not in pack] == []
    assert "hidden-" not in pack


def test_an_internal_partner_is_not_told_to_the_public(tmp_path: Path) -> None:
    cooperation = "cooperation: [{form: projects, text: {en: secret-cooperation}}]"
    root = in_folder(tmp_path, f"# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {{en: Lyra}}\n{cooperation}\n")
    got = ran("--root", root, "brief", "lyra", "--audience", "public", "--as-of", TODAY)
    assert "secret-cooperation" not in got.out
