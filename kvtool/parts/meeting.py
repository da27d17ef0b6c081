"""The meeting that a paper prepares: why, when, who, what for, what is asked and promised."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kvtool.model.engagement import Engagement
from kvtool.model.person import Person
from kvtool.model.texts import Text
from kvtool.report import Item, Paper, item
from kvtool.store.people import NOBODY, Overlay
from kvtool.words.languages import language


class Present(NamedTuple):
    """Who is known to sit at the table: the holders of our offices, in their order, and the partners' people."""

    ours: Sequence[tuple[str, Sequence[Person]]] = ()
    theirs: Sequence[Person] = ()

    @property
    def delete_after(self) -> date | None:
        """The last day on which a paper that names them may be kept; None where it names nobody."""
        everybody = [*self.theirs, *(person for _, people in self.ours for person in people)]
        return min((person.delete_after.last for person in everybody), default=None)


def present(paper: Paper, engagement: Engagement | None, on: date, people: Overlay = NOBODY) -> Present:
    """Who takes part on the day of the meeting, as far as an overlay tells."""
    if engagement is None:
        return Present()
    now, known = paper.reader.kb.now, people.known(on, paper.reader.day)
    ours = [(office, [one for one in known if one.office == office]) for office in engagement.participants]
    theirs = [one for partner in engagement.partners for one in known if now(one.organisation) == now(partner)]
    return Present(ours, theirs)


def meeting(paper: Paper, engagement: Engagement | None, on: date, there: Present) -> dict[str, Any]:
    """What the engagement's record says, in the order in which it is needed in the room."""
    if engagement is None:
        return {"lines": [], "objectives": [], "theirs": [], "asks": [], "stances": [], "press_line": "", "title": ""}
    notes = paper.cite(engagement.sources)
    return {
        "title": paper.text(engagement.title),
        "lines": _lines(paper, engagement, on, there),
        "objectives": _texts(paper, engagement.objectives, notes),
        "theirs": _texts(paper, engagement.their_objectives, []),
        "asks": _asks(paper, engagement) if paper.internal else [],
        "stances": _stances(paper, engagement) if paper.internal else [],
        "press_line": paper.text(engagement.press_line),
    }


def _texts(paper: Paper, texts: list[Text], notes: list[int]) -> list[Item]:
    return [item(paper.text(text), notes) for text in texts]


def _lines(paper: Paper, engagement: Engagement, on: date, there: Present) -> list[dict[str, str]]:
    reader, say = paper.reader, paper.say
    code = reader.labels.code
    when = [reader.date(engagement.from_), reader.date(engagement.to) if engagement.to else ""]
    known = [
        (
            say("Form"),
            ", ".join(
                filter(None, (code("Engagement.type", engagement.type), code("Engagement.channel", engagement.channel)))
            ),
        ),
        (say("Time"), " – ".join(filter(None, when)) or reader.date(on)),
        (say("Place"), paper.text(engagement.place)),
        (say("State"), code("Engagement.state", engagement.state)),
        (say("Level"), code("Engagement.level", engagement.level)),
        (say("Asked by"), reader.name(engagement.asked_by)),
        (say("Reason"), paper.text(engagement.reason)),
        (say("Partners"), ", ".join(reader.name(partner) for partner in engagement.partners)),
        (say("Topics"), ", ".join(reader.name(priority) for priority in engagement.priorities)),
        (say("Agenda"), "; ".join(paper.text(line) for line in engagement.agenda)),
        (say("Interpretation"), ", ".join(language(one, reader.labels.language) for one in engagement.interpretation)),
        (say("Participants"), ", ".join(_named(reader.name(office), people) for office, people in there.ours)),
        (say("On their side"), ", ".join(_named(one.office, [one]) for one in there.theirs)),
        (say("Coordinated with"), ", ".join(reader.name(unit) for unit in engagement.coordinated_with)),
    ]
    return [{"label": label, "value": value} for label, value in known if value]


def _named(office: str, people: Sequence[Person]) -> str:
    return f"{office} ({', '.join(person.name for person in people)})" if people else office


def _asks(paper: Paper, engagement: Engagement) -> list[Item]:
    lines = []
    for ask in engagement.asks:
        label = paper.say("We ask") if ask.by == "us" else paper.say("They ask")
        answer = f" → {paper.text(ask.answer)}" if ask.answer else ""
        lines.append(item(f"{label}: {paper.text(ask.text)}{answer}"))
    offers = [paper.say("We offer: {what}", what=paper.text(offer)) for offer in engagement.offers]
    return lines + [item(offer) for offer in offers]


def _stances(paper: Paper, engagement: Engagement) -> list[Item]:
    code = paper.reader.labels.code
    return [
        item(": ".join(filter(None, (stance.issue, code("Stance.position", stance.position), paper.text(stance.text)))))
        for stance in engagement.stance
    ]
