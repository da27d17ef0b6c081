"""Files are looked over together, and no answer about any of them follows from which others those are."""

import pytest

from kvtool.store.checking import entry_of, looked_over
from kvtool.store.files import Found, found_at

LANGUAGES = ("en", "fi", "sv")
PLAIN = b"id: lyra\ntype: city\nnames: {en: Lyra}\n"
OTHERS = {
    "a mail address": PLAIN + b"notes: aino.aalto@lyra.example\n",
    "a number that goes on in the next line": PLAIN + b"notes:\n  - 040\n  - 123\n  - 4567\n",
    "a word to kvtool": PLAIN + b"# kvtool: allow broken-link until 2027-01-01 because it is sought\n",
    "a secret at the very end": PLAIN + b"notes: my Token",
    "no YAML": b"notes: [aino.aalto@lyra.example\n",
}


def files(*texts: bytes | None) -> list[Found]:
    return [found_at(f"data/partners/lyra-{number}.yaml", text) for number, text in enumerate(texts)]


def test_where_one_has_to_be_looked_through_those_beside_it_are() -> None:
    found = files(*[PLAIN] * 9, OTHERS["a mail address"], *[PLAIN] * 10)
    assert [True] * 8 + [False] * 8 + [True] * 4 == [harmless for _, harmless in looked_over(found)]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("place", [0, 3, 7, 8, 10])
def test_each_is_marked_as_by_itself(other: str, place: int) -> None:
    texts = [PLAIN] * 10
    found = files(*texts[:place], OTHERS[other], None, *texts[place:])
    alone = [entry_of(one, LANGUAGES).marked for one in found]
    assert alone == [entry_of(one, LANGUAGES, harmless).marked for one, harmless in looked_over(found)]
    assert [OTHERS[other]] == [one for one in alone if one]


def test_no_more_files_are_read_than_are_looked_over_together() -> None:
    read: list[str] = []
    rest = looked_over(read.append(one.path) or one for one in files(*[PLAIN] * 20))
    assert (next(rest)[0].path, len(read)) == ("data/partners/lyra-0.yaml", 8)
