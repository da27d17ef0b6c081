"""Names of languages."""


def language(code: str, shown_in: str) -> str:
    """A language's name in a language, from Babel's locale data; its code where there is none."""
    from babel import Locale

    return str(Locale(shown_in).languages.get(code, code))
