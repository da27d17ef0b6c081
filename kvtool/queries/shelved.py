"""A search that is answered out of the cache, without opening the base."""

from datetime import date

from kvtool.queries.reading import Reader
from kvtool.queries.searching import Answer, Wish, judge, search
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.shelf import NoShelfError, shelf_of
from kvtool.store.sweep import Sweep
from kvtool.store.wordindex import Lexicon
from kvtool.words.labels import Labels


def answered(
    settings: Settings, swept: Sweep, wish: Wish, day: date, labels: Labels
) -> tuple[Reader, Lexicon, Answer] | None:
    """The answer for somebody who hears all; nothing where the base has to be opened for it."""
    judge(KnowledgeBase(settings, []), wish)
    shelf = shelf_of(settings, swept)
    try:
        if shelf is None:
            return None
        answer = search(shelf, wish)
        kb = shelf.among({hit.place.passage.source for hit in answer.hits} - {""})
    except NoShelfError:
        return None
    return Reader(kb, day, labels), shelf, answer
