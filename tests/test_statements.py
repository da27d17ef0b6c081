"""The resolver, sentence by sentence of what it promises: which statement leads on a day, and how far it can be relied on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.source import AUTHORITIES
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import EVERYBODY, Heard, Said, membership, role_state, standing
from tests.cli import whole

PUBLIC = frozenset(("approved", "noted", "web-page", "external"))


class Seen(NamedTuple):
    """What is seen of a standing or membership on a day; the defaults are those of a plain one."""

    status: str | None
    authority: str | None
    source: str | None
    since: str | None
    reaffirmed: bool | None = True
    also: tuple[str, ...] = ()
    via: str | None = None
    silent: str | None = None
    period_over: bool | None = False
    approximate: bool | None = False
    proposed: tuple[str, ...] = ()


NOTHING = Seen(None, None, None, None, reaffirmed=None, period_over=None, approximate=None)


def seen(kb: KnowledgeBase, record_id: str, day: date, heard: Heard = EVERYBODY) -> Seen:
    """What the resolver answers of a partner or network, flattened."""
    record = kb.get(Partner, record_id) or kb.get(Network, record_id)
    assert record is not None
    found = standing(kb, record, day, heard) if isinstance(record, Partner) else membership(kb, record, day, heard)
    also, proposed = tuple(map(said, found.also)), tuple(map(said, found.proposed_endings))
    head = found.headline
    if head is None:
        return NOTHING._replace(reaffirmed=found.reaffirmed, also=also, silent=found.silent_source, proposed=proposed)
    return Seen(
        head.status, head.authority, head.source, head.begins, found.reaffirmed, also, head.via,
        found.silent_source, found.period_over, head.approximate, proposed,
    )  # fmt: skip


def said(one: Said) -> str:
    """A statement beside the headline in a few words: `key (plan)`, `partner (plan) via harbours`."""
    return f"{one.status} ({one.source})" + (f" via {one.via}" if one.via else "")


def on(kb: KnowledgeBase, record_id: str, days: Iterable[str], heard: Heard = EVERYBODY) -> dict[str, Seen]:
    """What is seen on each of the days."""
    return {day: seen(kb, record_id, date.fromisoformat(day), heard) for day in days}


def test_holds_from_the_first_to_the_last_day_that_its_dates_can_mean() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, from: 2020-06, to: 2023-06, source: plan}]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, from: 2021, to: 2022, source: plan}]}
# partners/mensa.yaml
{id: mensa, type: city, names: {en: Mensa}, standing: [{status: key, from: 2021-03-05, to: 2021-03-06, source: plan}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
""")
    key = Seen("key", "approved", "plan", "2020-06")
    lyra = {
        "2020-05-31": NOTHING,
        "2020-06-01": key._replace(approximate=True),
        "2020-06-30": key._replace(approximate=True),
        "2020-07-01": key,
        "2023-05-31": key,
        "2023-06-01": key._replace(approximate=True),
        "2023-06-30": key._replace(approximate=True),
        "2023-07-01": NOTHING,
    }
    norma = {
        "2020-12-31": NOTHING,
        "2021-01-01": key._replace(since="2021", approximate=True),
        "2022-12-31": key._replace(since="2021", approximate=True),
        "2023-01-01": NOTHING,
    }
    mensa = {
        "2021-03-04": NOTHING,
        "2021-03-05": key._replace(since="2021-03-05"),
        "2021-03-06": key._replace(since="2021-03-05"),
        "2021-03-07": NOTHING,
    }
    assert lyra == on(kb, "lyra", lyra)
    assert norma == on(kb, "norma", norma)
    assert mensa == on(kb, "mensa", mensa)


def test_begins_with_the_first_act_of_its_source_and_weighs_as_much_as_the_last_act_by_then() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: plan}]}
# sources/plan.yaml
id: plan
title: {en: Plan}
acts:
  - {on: 2021-05-01, act: approved}
  - {on: 2020-02, act: tabled}
  - {on: 2020-09-15, act: proposal}
""")
    days = {
        "2020-01-31": NOTHING,
        "2020-02-01": Seen("key", "tabled", "plan", "2020-02", approximate=True),
        "2020-03-01": Seen("key", "tabled", "plan", "2020-02"),
        "2020-09-14": Seen("key", "tabled", "plan", "2020-02"),
        "2020-09-15": Seen("key", "proposal", "plan", "2020-02"),
        "2021-04-30": Seen("key", "proposal", "plan", "2020-02"),
        "2021-05-01": Seen("key", "approved", "plan", "2020-02"),
    }
    assert days == on(kb, "lyra", days)


def test_a_statement_may_begin_before_or_after_its_source() -> None:
    kb = whole("""\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing:
  - {status: partner, from: 1999, source: plan}
  - {status: key, from: 2022-01-01, source: plan}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
""")
    days = {
        "1998-12-31": NOTHING,
        "2005-01-01": Seen("partner", "approved", "plan", "1999"),
        "2021-12-31": Seen("partner", "approved", "plan", "1999"),
        "2022-01-01": Seen("key", "approved", "plan", "2022-01-01", also=("partner (plan)",)),
    }
    assert days == on(kb, "lyra", days)


def test_without_a_source_or_an_act_it_is_external_and_always_was_unless_it_says_since_when() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: historical}]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: partner, from: 2020-03-01, source: letter}]}
# sources/letter.yaml
{id: letter, title: {en: Letter}}
""")
    lyra = {"1900-01-01": Seen("historical", "external", None, None)}
    norma = {"2020-02-29": NOTHING, "2020-03-01": Seen("partner", "external", "letter", "2020-03-01")}
    assert lyra == on(kb, "lyra", lyra)
    assert norma == on(kb, "norma", norma)


def test_the_statements_of_a_replaced_source_stop_on_the_day_of_the_replacing_act() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: tabled-text}]}
# partners/norma.yaml
id: norma
type: city
names: {en: Norma}
standing:
  - {status: key, source: tabled-text}
  - {status: special, source: decided-text}
# sources/tabled-text.yaml
{id: tabled-text, title: {en: Tabled text}, acts: [{on: 2019-06-10, act: tabled}], treats: [partners]}
# sources/decided-text.yaml
id: decided-text
title: {en: Decided text}
acts: [{on: 2019-09-16, act: approved}]
treats: [partners]
replaces: [tabled-text]
""")
    lyra = {
        "2019-06-09": NOTHING,
        "2019-06-10": Seen("key", "tabled", "tabled-text", "2019-06-10"),
        "2019-09-15": Seen("key", "tabled", "tabled-text", "2019-06-10"),
        "2019-09-16": NOTHING,
    }
    norma = {
        "2019-09-15": Seen("key", "tabled", "tabled-text", "2019-06-10"),
        "2019-09-16": Seen("special", "approved", "decided-text", "2019-09-16"),
    }
    assert lyra == on(kb, "lyra", lyra)
    assert norma == on(kb, "norma", norma)


def test_an_approved_text_stands_until_a_decided_one_replaces_it() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: plan}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
# sources/new-plan.yaml
id: new-plan
title: {en: New plan}
acts: [{on: 2022-01-01, act: draft}, {on: 2023-01-01, act: approved}]
replaces: [plan]
""")
    days = {"2022-06-01": Seen("key", "approved", "plan", "2020-01-01"), "2023-01-01": NOTHING}
    assert days == on(kb, "lyra", days)


def test_former_ids_mean_the_same_as_the_present_ones() -> None:
    kb = whole("""\
# partners/lyra.yaml
id: lyra
aliases: [lyra-city]
type: city
names: {en: Lyra}
standing: [{status: key, from: 2019, source: old-plan}]
# partners/harbours.yaml
id: harbours
type: group
names: {en: Harbours}
members: [{partner: lyra-city}]
standing: [{status: partner, from: 2018, source: plan}]
# sources/plan.yaml
{id: plan, aliases: [old-plan], title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
# sources/new-plan.yaml
{id: new-plan, title: {en: New plan}, acts: [{on: 2022-01-01, act: approved}], replaces: [old-plan]}
""")
    days = {
        "2021-01-01": Seen("key", "approved", "old-plan", "2019", also=("partner (plan) via harbours",)),
        "2022-01-01": NOTHING,
    }
    assert days == on(kb, "lyra", days)


@pytest.mark.parametrize("status", ["ended", "suspended"])
def test_an_approved_ending_stops_what_was_before_it(status: str) -> None:
    kb = whole(f"""\
# partners/lyra.yaml
id: lyra
type: city
names: {{en: Lyra}}
standing:
  - {{status: key, source: plan}}
  - {{status: partner, from: 2021, source: page}}
  - {{status: {status}, source: decision}}
# sources/plan.yaml
{{id: plan, title: {{en: Plan}}, acts: [{{on: 2020-01-01, act: approved}}]}}
# sources/page.yaml
{{id: page, title: {{en: Page}}, acts: [{{on: 2021-01-01, act: web-page}}]}}
# sources/decision.yaml
{{id: decision, title: {{en: Decision}}, acts: [{{on: 2022-03-03, act: approved}}]}}
""")
    days = {
        "2022-03-02": Seen("partner", "web-page", "page", "2021", also=("key (plan)",)),
        "2022-03-03": Seen(status, "approved", "decision", "2022-03-03"),
        "2030-01-01": Seen(status, "approved", "decision", "2022-03-03"),
    }
    assert days == on(kb, "lyra", days)


@pytest.mark.parametrize("authority", [one for one in AUTHORITIES if one != "approved"])
@pytest.mark.parametrize("status", ["ended", "suspended"])
def test_an_ending_of_any_other_authority_is_only_proposed(status: str, authority: str) -> None:
    kb = whole(f"""\
# partners/lyra.yaml
id: lyra
type: city
names: {{en: Lyra}}
standing:
  - {{status: key, source: plan}}
  - {{status: {status}, source: wish}}
# partners/norma.yaml
{{id: norma, type: city, names: {{en: Norma}}, standing: [{{status: {status}, source: wish}}]}}
# sources/plan.yaml
{{id: plan, title: {{en: Plan}}, acts: [{{on: 2020-01-01, act: approved}}]}}
# sources/wish.yaml
{{id: wish, title: {{en: Wish}}, acts: [{{on: 2022-03-03, act: {authority}}}]}}
""")
    days = {
        "2022-03-02": Seen("key", "approved", "plan", "2020-01-01"),
        "2022-03-03": Seen("key", "approved", "plan", "2020-01-01", proposed=(f"{status} (wish)",)),
    }
    alone = {"2022-03-02": NOTHING, "2022-03-03": NOTHING._replace(proposed=(f"{status} (wish)",))}
    assert days == on(kb, "lyra", days)
    assert alone == on(kb, "norma", alone)


def test_a_proposed_ending_ends_on_the_day_on_which_it_is_approved() -> None:
    kb = whole("""\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing:
  - {status: key, source: plan}
  - {status: ended, source: decision}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
# sources/decision.yaml
{id: decision, title: {en: Decision}, acts: [{on: 2022-01-10, act: tabled}, {on: 2022-02-10, act: approved}]}
""")
    days = {
        "2022-01-10": Seen("key", "approved", "plan", "2020-01-01", proposed=("ended (decision)",)),
        "2022-02-09": Seen("key", "approved", "plan", "2020-01-01", proposed=("ended (decision)",)),
        "2022-02-10": Seen("ended", "approved", "decision", "2022-01-10"),
    }
    assert days == on(kb, "lyra", days)


def test_what_begins_after_an_ending_leads_again_and_a_suspension_lasts_as_long_as_it_says() -> None:
    kb = whole("""\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing:
  - {status: key, from: 2019-01-01, source: plan}
  - {status: suspended, from: 2021-01-01, to: 2021-12-31, source: plan}
  - {status: partner, from: 2023-01-01, source: plan}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
""")
    days = {
        "2020-12-31": Seen("key", "approved", "plan", "2019-01-01"),
        "2021-01-01": Seen("suspended", "approved", "plan", "2021-01-01"),
        "2021-12-31": Seen("suspended", "approved", "plan", "2021-01-01"),
        "2022-01-01": Seen("key", "approved", "plan", "2019-01-01"),
        "2023-01-01": Seen("partner", "approved", "plan", "2023-01-01", also=("key (plan)",)),
    }
    assert days == on(kb, "lyra", days)


def test_the_latest_from_leads_whatever_its_authority() -> None:
    kb = whole("""\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing:
  - {status: prospect, source: draft}
  - {status: key, source: plan}
  - {status: historical, source: page}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2019-09-16, act: approved}]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2020-02-05, act: web-page}]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022-01-01, act: draft}]}
""")
    days = {
        "2020-02-04": Seen("key", "approved", "plan", "2019-09-16"),
        "2020-02-05": Seen("historical", "web-page", "page", "2020-02-05", also=("key (plan)",)),
        "2022-01-01": Seen(
            "prospect", "draft", "draft", "2022-01-01", also=("historical (page)", "key (plan)")
        ),
    }  # fmt: skip
    assert days == on(kb, "lyra", days)


def test_of_one_day_the_weightier_leads_and_then_what_stands_first_in_the_file() -> None:
    in_order_of_weight = ["approved", "noted", "tabled", "proposal", "draft", "web-page", "external"]
    acts = "".join(
        f"# sources/{one}-text.yaml\nid: {one}-text\ntitle: {{en: Text}}\nacts: [{{on: 2021-01-01, act: {one}}}]\n"
        for one in in_order_of_weight
    )
    lines = "".join(f"  - {{status: key, source: {one}-text}}\n" for one in reversed(in_order_of_weight))
    kb = whole(f"""\
# partners/lyra.yaml
id: lyra
type: city
names: {{en: Lyra}}
standing:
{lines}
# partners/norma.yaml
id: norma
type: city
names: {{en: Norma}}
standing:
  - {{status: special, from: 2021-01, source: draft-text}}
  - {{status: key, from: 2021-01-01, source: draft-text}}
  - {{status: partner, from: 2021, source: draft-text}}
{acts}""")
    lighter = tuple(f"key ({one}-text)" for one in in_order_of_weight[1:])
    lyra = {"2021-01-01": Seen("key", "approved", "approved-text", "2021-01-01", also=lighter)}
    norma = {"2022-01-01": Seen("special", "draft", "draft-text", "2021-01",
                                also=("key (draft-text)", "partner (draft-text)"))}  # fmt: skip
    assert in_order_of_weight == list(AUTHORITIES)
    assert lyra == on(kb, "lyra", lyra)
    assert norma == on(kb, "norma", norma)


GROUPS = """\
# partners/harbours.yaml
id: harbours
type: group
names: {en: Harbours}
members: [{partner: lyra}, {partner: norma}, {partner: mensa, basis: inferred}]
standing: [{status: partner, source: plan}]
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan}]}
# partners/mensa.yaml
id: mensa
type: city
names: {en: Mensa}
standing: [{status: key, from: 2020-01-01, source: page}, {status: historical, from: 2015, source: page}]
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2010-01-01, act: web-page}]}
"""


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        ("harbours", Seen("partner", "approved", "plan", "2020-01-01")),
        ("lyra", Seen("partner", "approved", "plan", "2020-01-01", via="harbours")),
        ("norma", Seen("key", "approved", "plan", "2020-01-01", also=("partner (plan) via harbours",))),
        (
            "mensa",
            Seen("partner", "approved", "plan", "2020-01-01", via="harbours", also=("key (page)", "historical (page)")),
        ),
    ],
    ids=["the group", "nothing of its own", "of one day and weight: its own", "of one day: the weightier"],
)
def test_what_is_said_of_a_group_counts_for_its_members(partner: str, expected: Seen) -> None:
    assert expected == seen(whole(GROUPS), partner, date(2021, 1, 1))


def test_the_ending_of_a_group_ends_what_the_group_said_and_one_of_the_member_ends_all() -> None:
    kb = whole("""\
# partners/harbours.yaml
id: harbours
type: group
names: {en: Harbours}
members: [{partner: lyra}, {partner: norma}]
standing: [{status: partner, from: 2019-01-01, source: plan}, {status: ended, from: 2023-01-01, source: plan}]
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: ended, from: 2022-01-01, source: plan}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
""")
    lyra = {
        "2022-12-31": Seen("partner", "approved", "plan", "2019-01-01", via="harbours"),
        "2023-01-01": Seen("ended", "approved", "plan", "2023-01-01", via="harbours"),
    }
    norma = {
        "2021-12-31": Seen("partner", "approved", "plan", "2019-01-01", via="harbours"),
        "2022-01-01": Seen("ended", "approved", "plan", "2022-01-01"),
    }
    assert lyra == on(kb, "lyra", lyra)
    assert norma == on(kb, "norma", norma)


SILENCE = """\
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2021-01-01, act: web-page}], treats: [goals, partners]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022, act: draft}], treats: [partners]}
# sources/programme.yaml
{id: programme, title: {en: Programme}, acts: [{on: 2023-01-01, act: approved}], treats: [networks, messages]}
# sources/article.yaml
{id: article, title: {en: Article}, acts: [{on: 2024-01-01, act: external}], treats: [partners]}
"""


YES, NULL = (True, None), (None, None)
PAGE, DRAFT = (False, "page"), (False, "draft")


@pytest.mark.parametrize(
    ("record", "reaffirmed"),
    [
        ("standing: [{status: key, source: plan}]", (YES, PAGE, PAGE, DRAFT, DRAFT)),
        ("standing: [{status: key, source: draft}]", (NULL, NULL, NULL, YES, YES)),
        ("standing: [{status: key, source: plan, to: 2021}]", (YES, PAGE, PAGE, NULL, NULL)),
        ("standing: [{status: key, from: 2021-01-01, source: plan}]", (NULL, YES, YES, DRAFT, DRAFT)),
        (
            "standing: [{status: key, source: plan}, {status: special, to: 2010, source: draft}]",
            (YES, PAGE, PAGE, PAGE, PAGE),
        ),
        (
            "standing: [{status: key, source: plan}]\nsources: [{source: page, quote: met in Lyra}]",
            (YES, YES, YES, DRAFT, DRAFT),
        ),
        (
            "standing: [{status: key, source: plan}]\n"
            "cooperation: [{form: projects, source: page}, {form: events, source: draft}]",
            (YES, YES, YES, YES, YES),
        ),
        (
            "standing: [{status: key, source: plan}, {status: ended, source: draft}]",
            (YES, PAGE, PAGE, PAGE, PAGE),
        ),
    ],
    ids=[
        "the latest silent source is named",
        "nothing newer treats partners",
        "null where nothing holds",
        "a source of the same day is not newer",
        "a statement that holds no more is a mention all the same",
        "so is a passage",
        "so is a form of cooperation",
        "so is a proposed ending",
    ],
)
def test_a_newer_source_that_treats_partners_and_is_silent_does_not_reaffirm(
    record: str, reaffirmed: tuple[tuple[bool | None, str | None], ...]
) -> None:
    kb = whole(f"# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {{en: Lyra}}\n{record}\n{SILENCE}")
    days = ("2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01", "2030-01-01")
    found = on(kb, "lyra", days)
    assert dict(zip(days, reaffirmed, strict=True)) == {day: (one.reaffirmed, one.silent) for day, one in found.items()}


def test_a_mention_of_a_group_reaffirms_its_members() -> None:
    kb = whole("""\
# partners/harbours.yaml
id: harbours
type: group
names: {en: Harbours}
members: [{partner: lyra, source: plan}]
sources: [{source: page, quote: the harbours}]
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: plan}]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2021-01-01, act: web-page}], treats: [partners]}
""")
    key = Seen("key", "approved", "plan", "2020-01-01")
    assert key == seen(kb, "lyra", date(2021, 1, 1))
    assert key._replace(reaffirmed=False, silent="page") == seen(kb, "norma", date(2021, 1, 1))


def test_silence_counts_from_the_last_act_and_only_until_the_silent_source_is_replaced() -> None:
    kb = whole("""\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing: [{status: key, source: plan}, {status: special, from: 2023-01-01, source: decision}]
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-06-01, act: approved}]}
# sources/proposal.yaml
id: proposal
title: {en: Proposal}
acts: [{on: 2020-01-01, act: draft}, {on: 2021-01-01, act: proposal}]
treats: [partners]
# sources/decision.yaml
id: decision
title: {en: Decision}
acts: [{on: 2022-01-01, act: approved}]
treats: [partners]
replaces: [proposal]
""")
    key = Seen("key", "approved", "plan", "2020-06-01")
    days = {
        "2020-12-31": key,
        "2021-01-01": key._replace(reaffirmed=False, silent="proposal"),
        "2022-01-01": key,
    }
    assert days == on(kb, "lyra", days)


def test_the_end_of_a_framework_s_period_ends_nothing_but_is_seen() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: plan}]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan}, {status: special, source: page}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2022-01-01, act: approved}]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2024-01-01, act: web-page}]}
# frameworks/strategy.yaml
{id: strategy, type: strategy, names: {en: Strategy}, from: 2022, to: 2025, source: plan}
""")
    lyra = {
        "2025-12-31": Seen("key", "approved", "plan", "2022-01-01"),
        "2026-01-01": Seen("key", "approved", "plan", "2022-01-01", period_over=True),
    }
    norma = {"2026-01-01": Seen("special", "web-page", "page", "2024-01-01", also=("key (plan)",))}
    assert lyra == on(kb, "lyra", lyra)
    assert norma == on(kb, "norma", norma)


def test_approximate_only_while_the_day_lies_within_an_imprecise_date() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: draft}]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022, act: draft}]}
""")
    days = {
        "2021-12-31": NOTHING,
        "2022-01-01": Seen("key", "draft", "draft", "2022", approximate=True),
        "2022-12-31": Seen("key", "draft", "draft", "2022", approximate=True),
        "2023-01-01": Seen("key", "draft", "draft", "2022"),
    }
    assert days == on(kb, "lyra", days)


PUBLIC_BASE = """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing:
  - {status: key, source: plan}
  - {status: special, source: draft}
  - {status: ended, from: 2023-01-01, source: draft}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan}]}
# partners/mensa.yaml
{id: mensa, type: city, names: {en: Mensa}, standing: [{status: partner, source: proposal}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022-01-01, act: draft}], treats: [partners]}
# sources/proposal.yaml
id: proposal
title: {en: Proposal}
acts: [{on: 2021-01-01, act: proposal}, {on: 2024-01-01, act: noted}]
treats: [goals]
"""


def test_the_public_hears_neither_drafts_nor_their_silence() -> None:
    kb = whole(PUBLIC_BASE)
    key = Seen("key", "approved", "plan", "2020-01-01")
    everybody = {
        ("lyra", "2023-01-01"): Seen(
            "special", "draft", "draft", "2022-01-01", also=("key (plan)",), proposed=("ended (draft)",)
        ),
        ("norma", "2023-01-01"): key._replace(reaffirmed=False, silent="draft"),
        ("mensa", "2023-12-31"): Seen("partner", "proposal", "proposal", "2021-01-01", False, silent="draft"),
        ("mensa", "2024-01-01"): Seen("partner", "noted", "proposal", "2021-01-01", False, silent="draft"),
    }
    public = {
        ("lyra", "2023-01-01"): key,
        ("norma", "2023-01-01"): key,
        ("mensa", "2023-12-31"): NOTHING,
        ("mensa", "2024-01-01"): Seen("partner", "noted", "proposal", "2021-01-01"),
    }
    for heard, expected in ((EVERYBODY, everybody), (PUBLIC, public)):
        assert expected == {(one, day): seen(kb, one, date.fromisoformat(day), heard) for one, day in expected}


def test_to_the_public_no_draft_replaces_anything() -> None:
    kb = whole("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: page}]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2020-01-01, act: web-page}]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022-01-01, act: draft}], replaces: [page]}
""")
    assert Seen("key", "web-page", "page", "2020-01-01") == seen(kb, "lyra", date(2023, 1, 1), PUBLIC)


def test_memberships_follow_the_same_rules() -> None:
    kb = whole("""\
# networks/ports.yaml
id: ports
names: {en: Ports}
membership:
  statements:
    - {status: cooperating, form: programme, source: plan}
    - {status: aim, deadline: 2025, source: draft}
    - {status: left, source: decision}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2019-09-16, act: approved}], treats: [networks]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2020-02-05, act: web-page}], treats: [partners]}
# sources/note.yaml
{id: note, title: {en: Note}, acts: [{on: 2021-01-01, act: noted}], treats: [networks]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022, act: draft}], treats: [networks]}
# sources/decision.yaml
{id: decision, title: {en: Decision}, acts: [{on: 2023-01-01, act: tabled}, {on: 2023-02-01, act: approved}]}
""")
    cooperating = Seen("cooperating", "approved", "plan", "2019-09-16")
    aim = Seen("aim", "draft", "draft", "2022", also=("cooperating (plan)",))
    days = {
        "2019-09-15": NOTHING,
        "2019-09-16": cooperating,
        "2020-02-05": cooperating,
        "2021-01-01": cooperating._replace(reaffirmed=False, silent="note"),
        "2022-06-01": aim._replace(approximate=True),
        "2023-01-01": aim._replace(proposed=("left (decision)",)),
        "2023-02-01": Seen("left", "approved", "decision", "2023-01-01"),
    }
    assert days == on(kb, "ports", days)


@pytest.mark.parametrize(
    ("role", "states"),
    [
        ("source: draft", {"2021-12-31": None, "2022-01-01": "held", "2030-01-01": "held"}),
        ("to: 2023-06, source: draft", {"2021-12-31": None, "2023-06-30": "held", "2023-07-01": "past"}),
        ("from: 2024, source: draft", {"2022-01-01": "planned", "2023-12-31": "planned", "2024-01-01": "held"}),
        (
            "from: 2019, to: 2020, source: draft",
            {"2019-01-01": "held", "2020-12-31": "held", "2021-01-01": "past"},
        ),
        ("to: 2023-06-15", {"1900-01-01": "held", "2023-06-15": "held", "2023-06-16": "past"}),
        pytest.param("from: 2024, source: draft", {"2021-12-31": "planned"}),
    ],
    ids=[
        "from its source on",
        "until a month is over",
        "from a day to come",
        "both days stated",
        "without source",
        "from a day that a later source names",
    ],
)
def test_a_role_is_planned_held_or_past_and_nothing_before_its_source(role: str, states: dict[str, str | None]) -> None:
    kb = whole(f"""\
# networks/ports.yaml
{{id: ports, names: {{en: Ports}}, membership: {{roles: [{{title: {{en: Chair}}, {role}}}]}}}}
# sources/draft.yaml
{{id: draft, title: {{en: Draft}}, acts: [{{on: 2022, act: draft}}]}}
""")
    network = kb.get(Network, "ports")
    assert network is not None
    assert network.membership is not None
    (one,) = network.membership.roles
    assert states == {day: role_state(kb, one, date.fromisoformat(day)) for day in states}


DAYS = st.dates(date(2001, 1, 1), date(2020, 12, 31))
STATUSES = st.sampled_from(("key", "partner", "special", "historical", "ended", "suspended"))
ASKED = date(2021, 1, 1)


@st.composite
def statements(draw: st.DrawFn) -> list[str]:
    """Lines of statements with distinct days from which they hold, some of them over before the day that is asked about."""
    lines = []
    for begin in draw(st.lists(DAYS, min_size=1, max_size=6, unique=True)):
        status, authority = draw(STATUSES), draw(st.sampled_from(AUTHORITIES))
        end = draw(st.none() | st.dates(begin, date(2022, 12, 31)))
        to = f", to: {end}" if end else ""
        lines.append(f"  - {{status: {status}, from: {begin}{to}, source: {authority}-text}}\n")
    return lines


def base_of(lines: Iterable[str]) -> KnowledgeBase:
    """A partner with these statements, and a source of each authority."""
    texts = "".join(
        f"# sources/{one}-text.yaml\nid: {one}-text\ntitle: {{en: Text}}\nacts: [{{on: 2000, act: {one}}}]\n"
        for one in AUTHORITIES
    )
    return whole(f"# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {{en: Lyra}}\nstanding:\n{''.join(lines)}{texts}")


@settings(deadline=None, max_examples=60, database=None)
@given(statements(), st.randoms(use_true_random=False))
def test_the_order_of_statements_that_begin_on_different_days_changes_nothing(lines: list[str], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)
    expected, actual = seen(base_of(lines), "lyra", ASKED), seen(base_of(shuffled), "lyra", ASKED)
    assert expected._replace(proposed=()) == actual._replace(proposed=())
    assert sorted(expected.proposed) == sorted(actual.proposed)


@settings(deadline=None, max_examples=60, database=None)
@given(statements(), STATUSES, st.sampled_from(AUTHORITIES), st.integers(1, 9), st.integers(0, 6))
def test_what_begins_later_leads_unless_it_is_an_ending_that_nobody_approved(
    lines: list[str], status: str, authority: str, later: int, place: int
) -> None:
    begin = date(2020, 12, 31) + timedelta(days=later)
    day = begin + timedelta(days=1)
    added = f"  - {{status: {status}, from: {begin}, source: {authority}-text}}\n"
    before = seen(base_of(lines), "lyra", day)
    after = seen(base_of([*lines[:place], added, *lines[place:]]), "lyra", day)
    if status in ("ended", "suspended") and authority != "approved":
        assert before._replace(proposed=()) == after._replace(proposed=())
        assert sorted((*before.proposed, f"{status} ({authority}-text)")) == sorted(after.proposed)
    else:
        assert (status, authority, f"{authority}-text", str(begin)) == after[:4]
