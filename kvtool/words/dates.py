"""Dates as people write them in Finnish, Swedish and English, at their own precision."""

from datetime import date


def say_date(written: str, language: str) -> str:
    """`2020-02-05` as 5.2.2020 or 5 February 2020; a month or a year alone stays one."""
    if len(written) == 4:
        return written
    if len(written) == 10 and language != "en":
        year, month, day = written.split("-")
        return f"{int(day)}.{int(month)}.{year}"
    from babel.dates import format_date, format_skeleton

    if len(written) == 7:
        return format_skeleton("yMMMM", date.fromisoformat(f"{written}-01"), locale=language)
    return format_date(date.fromisoformat(written), "d MMMM y", locale=language)


def say_span(start: str | None, end: str | None, language: str) -> str:
    """A period with an en dash; open ends stay open."""
    if start and end:
        return f"{say_date(start, language)} – {say_date(end, language)}"
    return f"{say_date(start, language)} –" if start else f"– {say_date(end, language)}" if end else ""
