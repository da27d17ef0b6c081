"""Filters of `list` and the same questions in SQL have the same answers: two hundred questions on one base."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.model import KINDS
from kvtool.model.dates import Day
from kvtool.queries.filters import parse
from kvtool.queries.listing import Choice, listed
from kvtool.queries.sql import ask
from tests.in_sql import DATES, KB, LETTERS, READER, fields, holds_parts, in_sql, place

FIELDS = list(fields())


@st.composite
def filters(draw: st.DrawFn, name: str) -> tuple[str, str]:
    """A filter as it is typed, and in SQL."""
    mine = [one for one in FIELDS if one.kind == name]
    dated = [one for one in mine if isinstance(one.values[0], Day)]
    asked = draw(st.sampled_from(mine) | st.sampled_from(dated or mine))
    parts = holds_parts(place(asked)[1])
    sort = type(asked.values[0])
    signs = ["=", "!="] if sort is bool else ["=", "!=", "<", "<=", ">", ">=", *(["~"] if sort in (str, Day) else [])]
    sign = draw(st.sampled_from(["=", "!="] if parts else signs))
    words = [str(value).lower() if sort is bool else str(value) for value in asked.values]
    if sort is Day and not parts:
        words += [*DATES, *(f"{value}{'-06-15'[len(value) - 10 :]}" for value in asked.values if len(value) < 10)]
    value = draw(st.sampled_from(words))
    if parts or (sign in ("=", "!=") and draw(st.integers(0, 3)) == 0):
        value = ""
    elif sign == "~":
        value = draw(st.sampled_from([*words, *LETTERS]))
    elif sign in ("=", "!=") and draw(st.booleans()):
        value = f"{value},{draw(st.sampled_from(words))}"
    return f"{asked.field}{sign}{value}", in_sql(asked, sign, value)


QUESTION = st.sampled_from(KINDS).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(filters(name), min_size=1, max_size=3))
)


def in_list(name: str, *typed: str) -> list[str]:
    return sorted(row["id"] for row in listed(READER, name, Choice(parse(typed))).rows)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(QUESTION)
def test_filters_and_sql_have_the_same_answers(question: tuple[str, list[tuple[str, str]]]) -> None:
    name, asked = question
    query = f"SELECT id FROM {name} AS k WHERE {' AND '.join(sql for _, sql in asked)} ORDER BY id"  # noqa: S608
    assert [row["id"] for row in ask(READER, query).rows] == in_list(name, *(typed for typed, _ in asked))


@pytest.mark.parametrize(
    ("name", "typed", "query", "ids"),
    [
        ("partner", "country=SE", "partner WHERE country = 'SE'", "lyra"),
        ("partner", "lead!=harbour-unit", "partner WHERE lead IS NOT 'harbour-unit'", "corvus norma vela"),
        ("partner", "names~norma by", "partner WHERE fold(names_en) LIKE '%norma by%'", "norma"),
        ("partner", "standing.from<2020", "partner_standing WHERE from_first < '2020-01-01'", "lyra"),
        ("partner", "agreements.actions.fi!=", "partner_agreements_actions WHERE value_fi > ''", "lyra"),
        ("partner", "agreements[0].to>=2024", "partner_agreements WHERE nth = 0 AND to_first >= '2024'", "lyra"),
        ("partner", "users=", "partner WHERE id NOT IN (SELECT partner_id FROM partner_users)", "norma vela"),
        (
            "network",
            "membership.fees.euros>1250.5",
            "network_membership_fees WHERE euros > 1250.5",
            "northern-harbours",
        ),
        (
            "network",
            "membership.reviews.scores.value=0",
            "network_membership_reviews_scores WHERE value = 0",
            "northern-harbours",
        ),
        ("engagement", "from>-3m", "engagement WHERE from_first > date(today(), '-3 months')", "visit"),
        ("engagement", "from<=2026-06-15", "engagement WHERE from_first <= '2026-06-15'", "dredging fair talks"),
        ("engagement", "from>2026-06-15", "engagement WHERE from_first > '2026-06-15'", "visit"),
        ("engagement", "commitments.due>2026-12-01", "engagement_commitments WHERE due_last > '2026-12-01'", "fair"),
        ("partner", "agreements.to<=2024-12-30", "partner_agreements WHERE to_last <= '2024-12-30'", ""),
        ("partner", "contact_rhythm<3m", "partner WHERE contact_rhythm = '9w'", "norma"),
        ("fact", "value>=1000", "fact WHERE replace(value, ' ', '') * 1 >= 1000", "boats"),
        ("fact", "value<=100", "fact WHERE value = '-5'", "spills"),
        ("partner", "country=NO, SE", "partner WHERE country IN ('NO', 'SE')", "lyra norma"),
        ("partner", "notes=Looks, after, boats", "partner WHERE notes = 'Looks, after, boats'", "vela"),
        ("partner", "names~véla,lyyra", "partner WHERE names_en = 'Véla' OR names_fi = 'Lyyra'", "lyra vela"),
        ("partner", "notes~looks, after", "partner WHERE notes LIKE '%looks, after%'", "vela"),
        ("partner", "notes~boats,zzz,", "partner WHERE notes LIKE '%boats%'", "vela"),
        ("partner", "notes~,zzz", "partner WHERE notes LIKE '%zzz%'", ""),
        ("engagement", "from>2025", "engagement WHERE from_first > '2025-12-31'", "talks visit"),
        ("engagement", "from>2025-08", "engagement WHERE from_first > '2025-08-31'", "fair talks visit"),
        ("engagement", "from<=2025", "engagement WHERE from_first <= '2025-12-31'", "dredging fair"),
        ("fact", "value>= 1000 ", "fact WHERE replace(value, ' ', '') * 1 >= 1000", "boats"),
        ("partner", "id~-", "partner WHERE id LIKE '%-%'", ""),
        ("engagement", "from<2026-06-15", "engagement WHERE from_first < '2026-06-15'", "dredging fair talks"),
        ("engagement", "from>=2026", "engagement WHERE from_first >= '2026-01-01'", "talks visit"),
        ("engagement", "outcomes.expected=false", "engagement_outcomes WHERE NOT expected", "fair"),
        ("message", "scope=partner,general", "message WHERE scope IN ('partner', 'general')", "hello to-lyra"),
        ("message", "scope.priority=clean-sea", "message WHERE scope_priority = 'clean-sea'", "clean"),
        ("need", "years=2026", "need_years WHERE value = 2026", "pilot"),
        (
            "partner",
            "last_engagement<-12m",
            "partner WHERE last_engagement_first < date(today(), '-12 months')",
            "corvus lyra",
        ),
        ("partner", "last_engagement=", "partner WHERE last_engagement IS NULL", "norma vela"),
        ("source", "authority=approved", "source WHERE authority = 'approved'", "plan"),
    ],
)
def test_a_question_as_people_ask_it(name: str, typed: str, query: str, ids: str) -> None:
    column = "id" if query.split()[0] == name else f"{name}_id"
    assert ids.split() == in_list(name, typed)
    answer = ask(READER, f"SELECT DISTINCT {column} AS id FROM {query} ORDER BY id")  # noqa: S608
    assert ids.split() == [row["id"] for row in answer.rows]


def test_the_questions_reach_every_kind_lists_in_lists_and_what_is_computed() -> None:
    assert KB.broken == []
    reached = {place(one)[0] for one in FIELDS}
    assert {*KINDS, "partner_agreements_actions", "network_membership_reviews_scores_evidence"} <= reached
    computed = {"partner.standing", "message.state", "network.since", "partner.last_engagement"}
    assert computed <= {f"{one.kind}.{one.field}" for one in FIELDS}
