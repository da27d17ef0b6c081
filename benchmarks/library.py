"""The records as a papis library, with its settings: one document a record, which holds the record's whole text."""

import re
from pathlib import Path
from textwrap import indent

SETTINGS = """\
[settings]
default-library = base
match-format = {{doc[title]}} {{doc[text]}}
[base]
dir = {library}
"""
"""The usual `match-format` looks at titles and authors only."""


def write(data: Path, folder: Path) -> dict[str, str]:
    """Makes the library of the records below a `data/` folder; gives the variables that papis finds it by."""
    documents = folder / "library"
    for file in sorted(data.rglob("*.yaml")):
        document = documents / file.stem
        document.mkdir(parents=True)
        (document / "info.yaml").write_text(_document(file.stem, file.read_text(encoding="utf-8")), encoding="utf-8")
    settings = folder / "config" / "papis" / "config"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS.format(library=documents), encoding="utf-8")
    return {f"XDG_{name.upper()}_HOME": str(folder / name) for name in ("config", "cache", "data")}


def _document(name: str, text: str) -> str:
    title = re.search(r"\bfi: *(\w.*)", text)
    shown = (title[1] if title else name).replace("'", "''")
    return f"papis_id: {name}\nref: {name}\ntitle: '{shown}'\nauthor: '{name}'\ntext: |\n{indent(text, '  ')}"
