"""A twin city, or a city with an agreement, has no concrete project with the city.

Why: a tie of honour is worth what is done in its name.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: twin-city, from: 2021, source: plan}    # expect: KV312

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: twin-city, from: 2021, source: plan}
    cooperation:
      - {form: projects, text: {en: A ferry with one ticket for both cities}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.partner import Agreement, Partner
from kvtool.queries.dealing import circle, ending_on, hidden, knowable, last_day
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import happenings
from kvtool.store.policy import day_from
from kvtool.store.statements import Resolved, standing
from kvtool.text.fault import Path

HELP = "add actions or projects to an agreement, a cooperation of form projects, or an engagement of type project"


@rule("KV312", Severity.WARNING, on=Partner)
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    twin = any(one.status == "twin-city" for one in partner.standing)
    if (twin or partner.agreements) and not any(_is_concrete(one, kb) for one in circle(partner, kb)):
        yield from (Finding(partner, path, message, HELP) for path, message in _ties(partner, kb, twin))


def _is_concrete(partner: Partner, kb: KnowledgeBase) -> bool:
    """Whether something is done with a partner, or a broken file may say so."""
    agreed = any(one.actions or one.projects or one.measures for one in partner.agreements)
    if agreed or any(one.form == "projects" for one in partner.cooperation):
        return True
    unread = hidden(kb, "partner", "engagement")
    return partner.id in unread or any(one.type == "project" for one in happenings(kb, partner.id, "partners"))


def _ties(partner: Partner, kb: KnowledgeBase, twin: bool) -> Iterator[tuple[Path, str]]:
    """The first tie in force that calls for a project: where it stands, and what is wrong."""
    if not knowable(partner, kb):
        return
    day = last_day(partner, kb)
    if ending_on(partner, kb, day):
        return
    resolved = standing(kb, partner, day) if twin else Resolved(day)
    for said in filter(None, (resolved.headline, *resolved.also)):
        if said.status == "twin-city" and said.via is None:
            yield said.path, f"the twin city '{partner.id}' has no concrete project with the city"
            return
    for index, agreement in enumerate(partner.agreements):
        in_force = agreement.to is None or agreement.to.last >= day
        if in_force and agreement.type in ("sister-city", "cooperation") and not _is_an_error(agreement, kb):
            message = f"no concrete project has come of agreement '{agreement.id}' of {agreement.signed}"
            yield ("agreements", index), message
            return


def _is_an_error(agreement: Agreement, kb: KnowledgeBase) -> bool:
    """Whether another rule asks the same of it: policy lets no sister-city agreement be signed without goal or action."""
    start = day_from(kb.settings, "sister_city_goal_from")
    bound = agreement.type == "sister-city" and start is not None and agreement.signed.first >= start
    return bound and agreement.goal is None
