"""The monitoring report: what was done for which goals in a period, what changed for whom, what failed, what was learned."""

from collections.abc import Iterator
from typing import Any

from kvtool.model.engagement import Outcome
from kvtool.parts.achievements import achievements
from kvtool.parts.indicators import MISSED, REACHED, UNKNOWN, counted, indicators, indicators_of
from kvtool.parts.lessons import applied, lessons, waiting
from kvtool.parts.matrix import empty_cells, matrix_of
from kvtool.parts.monitored import Monitored, last_reported
from kvtool.parts.quarters import engagements_begun
from kvtool.parts.sections import Section, computed, listed, section
from kvtool.parts.setbacks import late, setbacks, stopped
from kvtool.parts.since_last_time import figures, since_last_time
from kvtool.parts.submitters import missing, next_period, submitters
from kvtool.picture import pictured_section
from kvtool.pictures import engagements_by_quarter, goals_by_priorities
from kvtool.queries.owners import coordinator
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish

REPORT = Report(
    lambda say: say(
        "What was done for the goals in a period, what changed, did not work and was learned, who reported"
    ),
    period=last_reported,
    unit=True,
    priority=True,
)


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The report's sections, in the order of the template."""
    look = Monitored(paper, wish)
    made: dict[str, Any] = {
        "title": paper.say("Monitoring report: {period}", period=look.spoken(look.period)),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "summary": _summary(look),
        "matrix": pictured_section(matrix_of(look), goals_by_priorities.picture(look)),
        "goals": achievements(look),
        "no_goals": paper.say("No goal is in force in this period."),
        "indicators": indicators(look),
        "setbacks": setbacks(look),
        "lessons": lessons(look),
        "changes": since_last_time(look),
        "submitters": submitters(look),
        "next": next_period(look),
    }
    _weaknesses(look)
    return made


def _summary(look: Monitored) -> Section:
    """Half a page: by which strategy, the figures beside the last ones, the deepest changes, what is weak."""
    by_quarter = engagements_begun(look, engagements_by_quarter.picture)
    return section("", listed(_by_what(look)), figures(look), by_quarter, listed(_deepest(look), look.say("Lasting changes")),
                   listed(_weak(look)))  # fmt: skip


def _by_what(look: Monitored) -> Iterator[Item]:
    """The strategy whose goals and priorities are followed."""
    if look.guide:
        framework = look.guide.framework
        notes = look.paper.note(framework.source) or look.paper.file(framework)
        yield item(look.say("Judged by: {strategy}.", strategy=look.paper.name(framework.id)), notes)


def _deepest(look: Monitored) -> Iterator[Item]:
    """The changes that last in others."""
    for one in look.came(look.period, Outcome):
        if isinstance(one.what, Outcome) and one.what.level == "impact":
            who = look.paper.reader.name(one.what.by_whom)
            text = look.paper.text(one.what.changed)
            yield item(f"{text} ({who})" if who else text, look.paper.file(one.engagement))


def _weak(look: Monitored) -> Iterator[Item]:
    say = look.say
    nothing, unknown = empty_cells(look)
    if look.guide and look.paper.internal:
        yield computed(
            say(
                "Pairs of a goal and a priority: {number}; without measures {nothing}, not known {unknown}.",
                number=len(look.goals) * len(look.priorities),
                nothing=nothing,
                unknown=unknown,
            )
        )
    if of := len(indicators_of(look)):
        yield computed(
            say(
                "Indicators: {number}; target reached {reached}, missed {missed}, not known {unknown}.",
                number=of,
                reached=len(counted(look, REACHED)),
                missed=len(counted(look, MISSED)),
                unknown=len(counted(look, UNKNOWN)),
            )
        )
    yield computed(
        say(
            "Measures stopped: {stopped}; past their date: {late}.",
            stopped=len(stopped(look)),
            late=len(late(look)),
        )
    )
    yield computed(
        say(
            "Lessons applied: {applied}; still waiting from before: {waiting}.",
            applied=len(applied(look)),
            waiting=len(waiting(look)),
        )
    )


def _weaknesses(look: Monitored) -> None:
    """Puts into the box of gaps what makes the report unsure."""
    paper, say = look.paper, look.say
    if absent := missing(look):
        paper.gap(say("Did not report: {names}.", names=", ".join(absent)))
    if not look.answers.told:
        paper.gap(say("No reporting is on record for this period: what is not on record is not known."))
    elif not look.answers.whole:
        paper.gap(say("Reports were asked for a part of this period only."))
    if look.guide and look.guide.over:
        paper.gap(say("The period of {strategy} is over.", strategy=paper.name(look.guide.framework.id)))
    for draft in look.guide.undecided if look.guide else ():
        paper.gap(say("{strategy} is not decided, and so not followed here.", strategy=paper.name(draft.id)))
    if late_plans := [one for one in look.plans if one.undated]:
        paper.gap(say("Finished on a day that is not on record: {number} measures.", number=len(late_plans)))
    if paper.reader.day < look.period.last:
        paper.gap(say("The period is not over yet."))
    if not paper.internal:
        paper.gap(say("Counted from what is public only."))
