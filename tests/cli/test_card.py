"""The card of a change: what it tells apart, what it leaves out and counts, and that it fits into a comment."""

from pathlib import Path

import pytest

from tests.cli import SETTINGS, in_folder, ran
from tests.test_git import git

DAY = "2026-01-01"
LYRA = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing: [{status: key, from: 2021, source: plan}]
"""
PLAN = """# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{on: 2020, act: approved}]
"""
COMMENT = "# kvtool: allow partner-without-lead until 2027-06-30 because the unit is founded in spring\n"
ALLOWED = LYRA.replace("id: lyra", f"{COMMENT}id: lyra")
LACKS = "warning KV301 `data/partners/{}` no unit leads the relation with 'lyra'"


def carded(root: Path, old: str, new: str, *more: str) -> str:
    """The card of the change from one text's files, which are committed, to another's."""
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    in_folder(root, old)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "old")
    for file in (root / "data").rglob("*.yaml"):
        file.unlink()
    in_folder(root, new)
    return ran("--root", root, "diff", "--format", "md", "--lang", "en", "--as-of", DAY, *more).out


def section(card: str, title: str) -> list[str]:
    """The lines under a heading of a card; none where it has no such heading."""
    _, _, below = card.partition(f"# {title}\n\n")
    return [line for line in below.partition("\n#")[0].split("\n") if line]


def test_a_finding_that_a_comment_allows_is_not_gone(tmp_path: Path) -> None:
    card = carded(tmp_path, LYRA + PLAN, ALLOWED + PLAN)
    until = "allowed until 30 June 2027: the unit is founded in spring"
    assert [f"- {LACKS.format('lyra.yaml:5')}; {until}"] == section(card, "Findings that are now allowed")
    assert ["No record says anything else than before."] == section(card, "What changes")
    assert "gone" not in card


def test_what_stays_allowed_is_not_told_and_what_is_allowed_for_longer_is(tmp_path: Path) -> None:
    assert "Findings" not in carded(tmp_path / "same", ALLOWED + PLAN, f"{ALLOWED}country: SE\n{PLAN}")
    later = ALLOWED.replace("2027-06-30", "2028-06-30")
    card = carded(tmp_path / "longer", ALLOWED + PLAN, later + PLAN)
    assert ["30 June 2028"] == [
        line.partition("until ")[2].partition(":")[0] for line in section(card, "Findings that are now allowed")
    ]


def test_a_finding_comes_back_with_the_comment_that_allowed_it(tmp_path: Path) -> None:
    card = carded(tmp_path, ALLOWED + PLAN, LYRA + PLAN)
    assert [f"- {LACKS.format('lyra.yaml:4')}"] == section(card, "New findings")
    assert "Nothing differs." not in card


REVIEWED = LYRA + "review: {on: 2020-01-01, role: head-of-office, of: 3f2a9c1b7d04}\n"
IN_SUMMER = "# kvtool: allow review-overdue until 2027-06-30 because it is done in summer\n"


def test_what_is_due_is_no_change_but_that_it_is_allowed_is(tmp_path: Path) -> None:
    base = f"# kvtool.toml\n{SETTINGS}\n[policy]\nreview_days = 365\n{PLAN}{REVIEWED}"
    spoken = base.replace("yaml\nid: lyra", f"yaml\n{IN_SUMMER}id: lyra")
    later = base.replace("on: 2020-01-01", "on: 2020-01-02")
    assert "KV902" not in carded(tmp_path / "later", base, later)
    assert "allowed until 30 June 2027: it is done in summer" in carded(tmp_path / "allowed", base, spoken)
    assert ["- due KV902"] == [
        line[:11] for line in section(carded(tmp_path / "back", spoken, base), "New findings") if "KV902" in line
    ]


def test_settings_explain_what_they_change(tmp_path: Path) -> None:
    settings = f'# kvtool.toml\n{SETTINGS}\n[rules]\npartner-without-lead = "off"\n'
    card = carded(tmp_path, LYRA + PLAN, settings + LYRA + PLAN)
    said = ["The settings (kvtool.toml) differ.", "No record says anything else than before."]
    assert said == section(card, "What changes")
    assert [f"- {LACKS.format('lyra.yaml:4')}"] == section(card, "Findings that are gone")


def test_nothing_differs_is_said_where_nothing_is_told(tmp_path: Path) -> None:
    spoken = LYRA.replace("id: lyra", "# a comment for people\nid: lyra")
    assert "## What changes\n\nNothing differs.\n" == carded(tmp_path, LYRA + PLAN, spoken + PLAN)


WEGA = LYRA.replace("lyra.yaml\nid: lyra", "wega.yaml\nid: wega\naliases: [lyra]").replace("{en: Lyra}", "{en: Wega}")
TWINS = """# partners/deneb.yaml
id: deneb
type: city
names: {en: Deneb}
lead: quay
# partners/NAME.yaml
id: NAME
ALIASEStype: city
names: {en: Deneb}
lead: quay
# units/quay.yaml
id: quay
type: unit
names: {en: Quay}
"""


def test_an_old_finding_of_a_renamed_record_is_neither_new_nor_gone(tmp_path: Path) -> None:
    card = carded(tmp_path / "one", LYRA + PLAN, WEGA + PLAN)
    assert "renamed" in card
    assert "Findings" not in card
    assert "findings" not in card
    old, new = TWINS.replace("NAME", "atria").replace("ALIASES", ""), TWINS.replace("NAME", "atric")
    card = carded(tmp_path / "in-words", old, new.replace("ALIASES", "aliases: [atria]\n"))
    assert "renamed" in card
    assert "findings" not in card.lower()


def test_a_finding_that_moved_by_a_line_or_an_item_is_the_same(tmp_path: Path) -> None:
    old = LYRA.replace("source: plan", "source: nowhere")
    new = old.replace("standing: [", "standing: [{status: partner, from: 2020, to: 2021, source: plan}, ")
    assert "findings" not in carded(tmp_path, old + PLAN, new.replace("id: lyra", "\n\nid: lyra") + PLAN).lower()


NEW_CITY = """# partners/vega.yaml
id: vega
type: city
names: {en: Vega, fi: Veega}
country: SE
standing: [{status: partner, from: 2020, source: plan}, {status: key, from: 2023, source: plan}]
themes: [light, water]
aliases: [wega-stad]
"""


def test_a_new_record_is_told_field_by_field(tmp_path: Path) -> None:
    assert [
        "**Vega** (partner, `vega`): new",
        "- Names (en): Vega",
        "- Names (fi): Veega",
        "- Type: city",
        "- Country: Sweden",
        "- Standing 1: partner; from: 2020 (Plan)",
        "- Standing 2: key partner; from: 2023 (Plan)",
        "- Themes: light, water",
        "- Other names or IDs: wega-stad",
    ] == section(carded(tmp_path, LYRA + PLAN, LYRA + PLAN + NEW_CITY), "What changes")


def test_a_new_record_that_is_broken_says_so(tmp_path: Path) -> None:
    broken = NEW_CITY.replace("type: city", "type: town")
    fault = "data/partners/vega.yaml:2:7: 'town' is not a code of 'type'"
    assert [f"**vega** (partner, `vega`): new, broken: {fault}"] == section(
        carded(tmp_path, LYRA + PLAN, LYRA + PLAN + broken), "What changes"
    )


def test_of_a_long_new_record_the_first_fields_are_told(tmp_path: Path) -> None:
    items = "".join(f"  - {{status: partner, from: {year}, source: plan}}\n" for year in range(2001, 2016))
    new = f"# partners/vega.yaml\nid: vega\ntype: city\nnames: {{en: Vega}}\nstanding:\n{items}"
    told = section(carded(tmp_path, LYRA + PLAN, LYRA + PLAN + new), "What changes")
    assert ["- Standing 10: partner; from: 2010 (Plan)", "And 5 more fields."] == told[-2:]


PAIR = """# partners/lindsund.yaml
id: lindsund
type: city
names: {en: Lindsund}
# partners/lindsund-county.yaml
id: lindsund-county
type: region
names: {en: Lindsund}
"""
FERRY = "# networks/ferry.yaml\nid: ferry\nnames: {en: Ferry}\nhost: WHO\n"


def test_what_reads_alike_is_told_apart_by_ids(tmp_path: Path) -> None:
    card = carded(tmp_path, PAIR + FERRY.replace("WHO", "lindsund"), PAIR + FERRY.replace("WHO", "lindsund-county"))
    assert "Lindsund (lindsund) → Lindsund (lindsund-county)" in section(card, "What changes")[-1]


def test_packs_that_cannot_be_made_any_more_say_so(tmp_path: Path) -> None:
    others = "".join(LYRA.replace("lyra", name).replace("Lyra", name.title()) for name in ("vega", "deneb"))
    broken = LYRA.replace("lyra", "deneb").replace("type: city", "type: town")
    card = carded(tmp_path, LYRA + others + PLAN, WEGA + broken + LYRA.replace("lyra", "mira") + PLAN)
    assert [
        "- Deneb (`deneb`): can no longer be made, because a record is broken",
        "- Vega (`vega`): can no longer be made, because the record is removed",
        "- Lyra (`mira`): can be made now",
        "- Wega (`wega`)",
    ] == section(card, "Briefing packs that say something else")


def test_reports_that_change_are_told_by_their_titles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    public = LYRA.replace("type:", "visibility: public\ntype:")
    new = public.replace("status: key", "status: partner")
    card = carded(tmp_path, public + PLAN, new + PLAN)
    told = section(card, "Reports that say something else")
    assert "- International relations of the city: public summary (`public-summary`)" in told
    assert not [line for line in told if "projects" in line]
    monkeypatch.setattr("kvtool.restating.MOST", 1)
    card = ran("--root", tmp_path, "diff", "--format", "md", "--lang", "en", "--as-of", DAY).out
    said = (
        "Whether reports and other briefing packs say something else was not looked at: the base has very many records."
    )
    assert [] == section(card, "Reports that say something else")
    assert said in card


SAID = """# messages/hello.yaml
id: hello
scope: {general: true}
headline: {en: Hello}
owner: quay
from: 2020
"""


def test_a_pack_says_something_else_though_nothing_that_changed_points_to_its_partner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = carded(tmp_path, LYRA + PLAN + SAID, LYRA + PLAN + SAID.replace("{en: Hello}", "{en: Welcome}"))
    assert ["- Lyra (`lyra`)"] == section(card, "Briefing packs that say something else")
    monkeypatch.setattr("kvtool.restating.MOST", 1)
    card = ran("--root", tmp_path, "diff", "--format", "md", "--lang", "en", "--as-of", DAY).out
    assert "### Briefing packs" not in card
    assert "Whether reports and other briefing packs say something else was not looked at" in card


def test_of_a_large_base_the_packs_are_looked_at_that_the_change_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = "# engagements/visit.yaml\n{id: visit, type: meeting, title: {en: TITLE}, from: 2024, state: held, partners: [lyra]}\n"
    monkeypatch.setattr("kvtool.restating.MOST", 1)
    old, new = met.replace("TITLE", "Visit"), met.replace("TITLE", "Call") + NEW_CITY
    card = carded(tmp_path, LYRA + PLAN + old, LYRA + PLAN + new)
    packs = section(card, "Briefing packs that say something else")
    assert ["- Lyra (`lyra`)", "- Vega (`vega`): can be made now"] == packs[:-1]
    assert packs[-1].startswith("Whether reports and other briefing packs say something else was not looked at")
    card = carded(tmp_path / "plan", LYRA + PLAN, LYRA + PLAN.replace("{en: Plan}", "{en: Paper}"))
    assert ["- Lyra (`lyra`)"] == section(card, "Briefing packs that say something else")[:-1]


def test_a_broken_record_is_no_change_of_every_report(tmp_path: Path) -> None:
    card = carded(tmp_path, PLAN + PAIR, PLAN + PAIR.replace("type: region", "type: county"))
    assert not [line for line in section(card, "Reports that say something else") if "`projects`" in line]


def cities(number: int, **more: str) -> str:
    """So many partners, each with a fault of its own; those with an even number have an error."""
    fields = "".join(f"{name}: {value}\n" for name, value in more.items())
    return "".join(
        f"# partners/city-{one:03}.yaml\nid: city-{one:03}\ntype: city\nnames: {{en: City {one:03}}}\n{fields}"
        f"standing: [{{status: key, from: 2021, source: {'nowhere' if one % 2 == 0 else 'plan'}}}]\n"
        for one in range(number)
    )


def test_every_list_that_is_cut_says_so_and_errors_come_first(tmp_path: Path) -> None:
    card = carded(tmp_path, PLAN, PLAN + cities(60))
    found = section(card, "New findings")
    weights = [line.split()[1] for line in found[:-1]]
    assert (["error"] * 30 + ["warning"] * 20, "And 160 more.") == (weights, found[-1])
    assert "And 10 more records." == section(card, "What changes")[-1]
    assert ["And 10 more."] == section(card, "Briefing packs that say something else")[50:]


def test_records_that_point_to_what_changed_are_counted(tmp_path: Path) -> None:
    quay = "# units/quay.yaml\nid: quay\ntype: unit\nnames: {en: Quay}\n"
    others = cities(53, lead="quay")
    card = carded(tmp_path, PLAN + others + quay, PLAN + others + quay.replace("{en: Quay}", "{en: Port}"))
    assert ["And 3 more."] == section(card, "Records that point to what changed")[50:]


def test_the_card_fits_into_a_comment_whatever_is_in_it(tmp_path: Path) -> None:
    text = f"'{'*Ääni* @harbour #12 ' * 400}'"
    card = carded(tmp_path, PLAN, PLAN + cities(120, notes="'" + "😀_" * 3000 + "'", other_names=f"[{{text: {text}}}]"))
    assert 6_000 < len(card.encode()) <= 65_536
    assert "@harbour" not in card
    left = [line for line in card.split("\n") if line.startswith("And ")]
    assert ["And 95 more records."] == [line for line in left if "records" in line]


def test_of_a_long_text_the_part_that_changed_is_told(tmp_path: Path) -> None:
    long = "word " * 400
    old, new = (f"{LYRA}notes: {long}{end} {long}\n" for end in ("three", "seven"))
    told = section(carded(tmp_path, old + PLAN, new + PLAN), "What changes")[-1]
    assert "three word" in told
    assert "seven word" in told
    assert len(told) < 1_400


def test_of_a_long_text_the_end_is_told_where_only_that_changed(tmp_path: Path) -> None:
    long = f"{LYRA}notes: {'word ' * 400}"
    told = section(carded(tmp_path, long + "end\n" + PLAN, long + "end and more\n" + PLAN), "What changes")[-1]
    assert told.startswith("- Notes: … ")
    assert "end → … " in told
    assert told.endswith("end and more")


def test_codes_and_hashes_are_told_in_words(tmp_path: Path) -> None:
    old = LYRA + "contact_rhythm: 3m\n" + PLAN
    new = old.replace("3m", "1y").replace("{en: Plan}", "{en: Plan, fi: Suunnitelma, proposed: [fi]}")
    told = section(carded(tmp_path, old, new), "What changes")
    assert "- Contact interval: 3 months → 1 year" in told
    assert "- Title (translations not confirmed): + fi" in told


def test_findings_are_told_in_the_language_of_the_card(tmp_path: Path) -> None:
    card = carded(tmp_path, PLAN, PLAN + LYRA, "--lang", "fi")
    assert "- varoitus KV301 `data/partners/lyra.yaml:4` " in card
    assert ": no unit leads the relation with 'lyra'" in card


OFFERING = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
themes: [clean-sea, safe-city]
offers: [{en: A quay}, {en: Trainee places}, {en: Ships}]
agreements: [{id: pact, type: letter-of-intent, signed: 2020}, {id: plan, type: cooperation, signed: 2021}]
"""


def test_what_only_stands_elsewhere_in_its_list_neither_went_nor_came(tmp_path: Path) -> None:
    new = OFFERING.replace("{en: A quay}, {en: Trainee places}, {en: Ships}", "{en: Ships}, {en: A quay}, {en: Ice}")
    new = new.replace("[clean-sea, safe-city]", "[safe-city, clean-sea]")
    new = new.replace(
        "{id: pact, type: letter-of-intent, signed: 2020}, {id: plan, type: cooperation, signed: 2021}",
        "{id: plan, type: cooperation, signed: 2022}, {id: pact, type: letter-of-intent, signed: 2020}",
    )
    card = carded(tmp_path, OFFERING, new)
    assert [
        "**Lyra** (partner, `lyra`): changed",
        "- Themes: in another order",
        "- Agreements: in another order",
        "- Agreements 1 › Signed: 2021 → 2022",
        "- Offers: in another order",
        "- Offers 3 (en): Trainee places → Ice",
    ] == section(card, "What changes")


def test_a_broken_record_is_called_as_it_was(tmp_path: Path) -> None:
    card = carded(tmp_path, LYRA + PLAN, LYRA.replace("}\n", "\n") + PLAN)
    assert section(card, "What changes")[0].startswith("**Lyra** (partner, `lyra`): broken: data/partners/lyra.yaml:")
