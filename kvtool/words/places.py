"""Names of countries."""


def country(code: str, language: str) -> str:
    """A country's name in a language, from Babel's locale data; its code where there is none."""
    from babel import Locale

    return str(Locale(language).territories.get(code, code))
