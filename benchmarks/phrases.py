"""The words of which invented records are made, in Finnish, Swedish and English."""

import random
import textwrap
from typing import Final

SENTENCES: Final = {
    "fi": (
        "Satamakaupungit jakavat kokemuksiaan hiilettömästä lämmöstä ja hiljaisista laitureista.",
        "Yhteinen kokeilu aloitetaan syksyllä, ja sen tulokset julkaistaan avoimesti kaikille.",
        "Kirjastot, museot ja työväenopistot kutsuvat asukkaat mukaan suunnittelemaan näyttelyn.",
        "Lähijunien ja raitiovaunujen lippu käypi molemmissa kaupungeissa ilman uutta sovellusta.",
        "Vierailulla tutustuttiin meriveden lämpöpumppuihin sekä puurakentamisen ohjeisiin.",
        "Työpajassa sovittiin, että mittarit yhtenäistetään ennen seuraavaa rahoitushakua.",
        "Ystävällinen mutta selkeä pyyntö toimitetaan kumppanille ennen vuosikokousta.",
        "Päätöksenteon tueksi laaditaan lyhyt yhteenveto hyödyistä, kuluista ja riskeistä.",
        "Nuorten ääni kuuluu verkostossa, kun edustajat valitaan kouluista ja järjestöistä.",
        "Tulvasuojelun ja hulevesien hallinnan opit siirretään uusien asuinalueiden kaavoihin.",
        "Äkillisten häiriöiden varalta kaupungit nimeävät toisilleen pysyvän yhteystahon.",
        "Matkailun kasvua ohjataan niin, että saariston luonto ja asukkaiden arki kestävät sen.",
    ),
    "sv": (
        "Hamnstäderna delar med sig av sina erfarenheter av koldioxidfri värme och tysta kajer.",
        "Det gemensamma försöket inleds på hösten och resultaten publiceras öppet för alla.",
        "Biblioteken och museerna bjuder in invånarna att planera en gemensam utställning.",
        "Mätarna görs enhetliga före nästa ansökningsomgång, enligt vad som avtalades på mötet.",
        "Ungdomarnas röst hörs i nätverket när företrädarna väljs av skolor och föreningar.",
        "Städerna utser en fast kontaktpunkt för varandra inför plötsliga störningar.",
    ),
    "en": (
        "Harbour cities share what they have learnt about carbon-free heat and silent quays.",
        "A joint trial starts in the autumn, and its results are published for everyone to use.",
        "Libraries and museums invite residents to plan an exhibition that travels between them.",
        "The indicators are made alike before the next call for funding, as the workshop agreed.",
        "Young people are heard in the network when schools and associations choose its delegates.",
        "Each city names a standing point of contact for the other in case of sudden disruption.",
    ),
}

ROOTS: Final = "Aurin Haap Ilm Joken Kaar Lepp Mänt Nurm Olk Pähk Rauh Sälg Tuul Uur Vesk Ylt Äyr Öhk".split()  # noqa: SIM905
ENDINGS: Final = (
    ("aranta", "astrand"),
    ("iniemi", "näs"),
    ("elahti", "viken"),
    ("asaari", "holm"),
    ("ijärvi", "sjö"),
    ("amäki", "backa"),
    ("ukoski", "fors"),
    ("isuo", "mossa"),
)
PLAIN: Final = str.maketrans("äåö", "aao")


def place(draw: random.Random) -> tuple[str, str]:
    """An invented town's name in Finnish and in Swedish."""
    root, (finnish, swedish) = draw.choice(ROOTS), draw.choice(ENDINGS)
    return root + finnish, root + swedish


def slug(name: str) -> str:
    """A name as an id can hold it."""
    return name.lower().translate(PLAIN)


def sentence(draw: random.Random, language: str) -> str:
    """One sentence in a language."""
    return draw.choice(SENTENCES[language])


def block(draw: random.Random, language: str, sentences: int, indent: int, style: str = "|") -> str:
    """A block scalar of some sentences, wrapped, from its indicator on."""
    text = " ".join(draw.choice(SENTENCES[language]) for _ in range(sentences))
    margin = " " * indent
    lines = textwrap.wrap(text, 88, initial_indent=margin, subsequent_indent=margin)
    return "\n".join((style, *lines))
