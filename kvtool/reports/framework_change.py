"""What a new strategy changes against the one before: what goes on, lapses, is new, and what somebody has to decide."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from kvtool.errors import KvtoolError
from kvtool.model.framework import Framework
from kvtool.model.source import Source
from kvtool.parts.both_texts import duties, one_sided, policy
from kvtool.parts.decisions import decisions, every_decision, unowned
from kvtool.parts.sections import Section, computed, listed, section
from kvtool.parts.turned import aims, networks, partners, text_of
from kvtool.queries.owners import coordinator
from kvtool.queries.sayings import NAMED, SILENT
from kvtool.queries.transition import Transition, before_it, transition
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish

REPORT = Report(
    lambda say: say("What one strategy changes against another, and the records that need a decision for it"),
    kinds=("framework",),
    least=1,
    most=2,
)


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The report's sections; of one framework that is asked about, against the one before it.

    Raises KvtoolError where there is none before it.
    """
    old, new = _pair(paper, wish)
    made = transition(paper.reader.kb, old, new, paper.reader.day)
    if not paper.internal:
        made = made._replace(decisions=[])
    names = f"{paper.name(old.id)} → {paper.name(new.id)}"
    _weaknesses(paper, made)
    return {
        "title": paper.say("Change of strategy: {names}", names=names),
        "owners": [coordinator(paper.reader.kb)],
        "glance": _glance(paper, made),
        "aims": aims(paper, made),
        "partners": partners(paper, made),
        "networks": networks(paper, made),
        "decisions": decisions(paper, made),
        "policy": policy(paper, made),
        "duties": duties(paper, made),
        "one_sided": one_sided(paper, made),
        "every": every_decision(paper, made),
    }


def _pair(paper: Paper, wish: Wish) -> tuple[Framework, Framework]:
    """The older and the newer framework."""
    kb = paper.reader.kb
    asked = [one for one in wish.records if isinstance(one, Framework)]
    if len(asked) == 2:
        first, second = asked
        turned = _begins(paper, second) < _begins(paper, first)
        return (second, first) if turned else (first, second)
    before = before_it(kb, asked[0])
    if before is None:
        remedy = f"write 'kvtool report framework-change OLD {asked[0].id}'"
        raise KvtoolError(f"no strategy is on record before '{asked[0].id}'", remedy=remedy)
    return before, asked[0]


def _begins(paper: Paper, one: Framework) -> date:
    """From when a framework is, or its text where it does not say."""
    source = paper.reader.kb.get(Source, one.source)
    days = [act.on.first for act in source.acts] if source else []
    return one.from_.first if one.from_ else min(days, default=date.max)


def _glance(paper: Paper, made: Transition) -> Section:
    """Both texts, whether the new one can end the old, and what is counted below."""
    say = paper.say
    before, after = text_of(paper, made.old, made.before), text_of(paper, made.new, made.after)
    lines = [
        {**before, "text": say("Old: {text}", text=before["text"])},
        {**after, "text": say("New: {text}; from {date}", text=after["text"], date=paper.reader.date(made.begins))},
        item(_weight(paper, made), before["notes"] + after["notes"]),
    ]
    return section("", listed([*lines, *_counts(paper, made)]))


def _weight(paper: Paper, made: Transition) -> str:
    say = paper.say
    if made.proposed:
        over = say("The old period is past by its own dates, which ends nothing else.") if made.over else ""
        told = say("Proposed: the new text cannot end the old one, so all that follows is only proposed.")
        return f"{told} {over}".strip()
    return say("The new text takes the place of the old one.")


def _counts(paper: Paper, made: Transition) -> Iterator[Item]:
    say = paper.say
    on = sum(bool(one.before and one.heirs) for one in made.turns)
    left = sum(bool(one.before and not one.heirs) for one in made.turns)
    told = say(
        "Goals and priorities: going on {on}, without a successor {left}, new {new}.",
        on=on,
        left=left,
        new=sum(one.before is None for one in made.turns),
    )
    yield computed(told)
    counts = Counter((one.kind, one.change in (SILENT, NAMED)) for one in made.sayings)
    yield computed(
        say(
            "The new text says what they are: partners {partners}, networks {networks}; it does not say so of {silent} others.",
            partners=counts["partner", False],
            networks=counts["network", False],
            silent=counts["partner", True] + counts["network", True],
        )
    )
    if paper.internal:
        records = len({one.record for one in made.decisions})
        yield computed(
            say(
                "Records that need a decision: {records}; without an owner {unowned}.",
                records=records,
                unowned=unowned(made),
            )
        )
        again = sum(not one.again for one in made.quoting)
        yield computed(
            say(
                "Records that quote the old text: {every}; the old text alone {old}.",
                every=len(made.quoting),
                old=again,
            )
        )


def _weaknesses(paper: Paper, made: Transition) -> None:
    """Puts into the box of gaps what makes the comparison unsure."""
    say = paper.say
    for framework, ground in ((made.old, made.before), (made.new, made.after)):
        if ground.source is None:
            paper.gap(say("The text of {name} is not on record.", name=paper.name(framework)))
    if made.proposed:
        paper.gap(say("Nothing has ended: the new text is not decided, or weighs less than the old one."))
    if lapsed := sum(one.change == "lapses" for one in made.turns):
        paper.gap(say("Nobody has said what becomes of {number} goals and priorities.", number=lapsed))
    if made.decisions and (alone := unowned(made)):
        paper.gap(say("Records without an owner, about which nobody can be asked: {number}.", number=alone))
