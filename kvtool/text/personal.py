"""Personal data and secrets in a text: where they stand, and as much of each as may be repeated.

What is found is never printed: a message shows the first and the last sign, a file of findings is kept for years.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kvtool.text import identity, phones, tokens
from kvtool.text.suspicion import secretive

IDENTITY, PHONE, MAIL, SECRET, PASSPORT = "KV801", "KV802", "KV803", "KV804", "KV805"


WHAT: Final = {
    IDENTITY: "the identity number of a person",
    PHONE: "a phone number",
    MAIL: "an e-mail address that is no role's",
    SECRET: "a secret",
    PASSPORT: "the number of a passport",
}
"""How each sort is called."""


class Hit(NamedTuple):
    """Something found in a text: the rule that speaks of it, where it stands, how it is shown."""

    code: str
    start: int
    end: int
    shown: str

    @property
    def said(self) -> str:
        """What it is, without what it says."""
        return f"{WHAT[self.code]}: {self.shown}"


AT: Final = re.compile(r"@|[ ]?\(at\)[ ]?")
LOCAL: Final = re.compile(r"[\w.+%'-]{1,64}$")
DOMAIN: Final = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
PATH: Final = re.compile(r":[A-Za-z]")
"""What follows the name of a server that is no mailbox: `git@example.org:base.git`."""
PASSPORT_NUMBER: Final = re.compile(
    r"\b(pass(?:i|in|ets|port)?)(?:[ ]?(?:no|nr|nro|n:o|number|num(?:ero|mer)))?\b[^\n\d]{0,25}?"
    r"(?<!\w)((?-i:[A-Z]{1,2})\d{6,7}|\d{9})(?![\w-])",
    re.IGNORECASE,
)
"""A word for a passport, and soon after it what is written as its number."""
PERSONAL: Final = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)?(?:\.[^\W\d_]+)?\.[^\W\d_]{2,}(?:-[^\W\d_]+)?\d{0,2}")
"""The part before the @ that is made of first and last name."""


def hits(text: str, countries: Sequence[str] = identity.CERTAIN) -> list[Hit]:
    """What a text holds that must not be kept, in the order in which it stands; of two that overlap, the surer one."""
    found: list[Hit] = []
    telling = secretive(text.encode("utf-8", "surrogatepass"))
    for hit in (
        *(_secrets(text) if telling else ()),
        *_mail(text),
        *_numbers(text, countries),
        *_passports(text),
        *_phones(text),
    ):
        if not any(hit.start < other.end and other.start < hit.end for other in found):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def masked(value: str) -> str:
    """A value with all letters and digits but the first and the last one hidden."""
    places = [index for index, character in enumerate(value) if character.isalnum()]
    hidden = set(places[1:-1])
    return "".join("•" if index in hidden else character for index, character in enumerate(value))


def address(written: str) -> str:
    """An e-mail address as servers read it."""
    return AT.sub("@", written).lower()


def looks_personal(address: str) -> bool:
    """Whether an e-mail address is written as first and last name."""
    return PERSONAL.fullmatch(address.rpartition("@")[0]) is not None


def _secrets(text: str) -> Iterator[Hit]:
    for one in tokens.secrets(text):
        yield Hit(SECRET, one.start, one.end, one.shown)


def _mail(text: str) -> Iterator[Hit]:
    for at in AT.finditer(text) if "@" in text or "(at)" in text else ():
        local = LOCAL.search(text, max(0, at.start() - 64), at.start())
        domain = DOMAIN.match(text, at.end())
        name = local[0].lstrip(".'-") if local else ""
        host = domain[0].rstrip("-_.") if domain else ""
        country = host.rpartition(".")[2]
        if name and country.isalpha() and len(country) > 1 and not PATH.match(text, at.end() + len(host)):
            shown = f"{name[:1] if len(name) > 1 else ''}…@{host}"
            yield Hit(MAIL, at.start() - len(name), at.end() + len(host), shown)


def _numbers(text: str, countries: Sequence[str]) -> Iterator[Hit]:
    for start, end in identity.spans(text, countries):
        if not (text[start:end].isdecimal() and phones.in_address(text, start)):
            yield Hit(IDENTITY, start, end, masked(text[start:end]))


def _passports(text: str) -> Iterator[Hit]:
    for found in PASSPORT_NUMBER.finditer(text) if any(word in text for word in ("pass", "Pass", "PASS")) else ():
        if found[1].lower() != "pass" or not found[2].isdecimal():  # one may pass many a number
            yield Hit(PASSPORT, found.start(2), found.end(2), masked(found[2]))


def _phones(text: str) -> Iterator[Hit]:
    for start, end in phones.spans(text):
        yield Hit(PHONE, start, end, masked(text[start:end]))
