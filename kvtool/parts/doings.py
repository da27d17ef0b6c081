"""What papers say of an engagement in a line or a cell: its title, when it is, what came of it."""

from kvtool.model.engagement import Engagement
from kvtool.report import Item, Paper, item
from kvtool.store.calendar import over
from kvtool.words.dates import say_span


def titled(paper: Paper, one: Engagement) -> Item:
    """The title, with the note to the file."""
    return item(paper.text(one.title), paper.file(one))


def when(paper: Paper, one: Engagement) -> str:
    """The day, or the days from first to last."""
    return say_span(one.from_, one.to, paper.reader.labels.language) if one.to else paper.reader.date(one.from_)


def came_of_it(paper: Paper, one: Engagement) -> list[Item]:
    """The result and the changes on record; that there are none, where it is over; its state, where it is not."""
    changes = [paper.text(outcome.changed) for outcome in one.outcomes]
    told = [words for words in (paper.text(one.result), *changes) if words]
    if told:
        return [item(words.removesuffix(".") if len(told) > 1 else words) for words in told]  # a list in a cell has ";"
    ahead = one.state in ("proposed", "cancelled") or (one.state != "held" and over(one) >= paper.reader.day)
    state = paper.reader.labels.code("Engagement.state", one.state)
    return [item(state if ahead else paper.say("no result on record"))]


def unanswered(paper: Paper, one: Engagement) -> bool:
    """Whether an engagement is over and nothing says what came of it."""
    return over(one) < paper.reader.day and one.state != "cancelled" and not (one.result or one.outcomes)
