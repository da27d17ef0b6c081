"""What an editor needs in a base: a schema of each kind, and the setting that says which files it is for."""

import json
from pathlib import Path
from typing import Any, Final

from kvtool.errors import Exit, KvtoolError
from kvtool.model import FOLDERS
from kvtool.schemas import schema_of
from kvtool.settings import Settings
from kvtool.text.write import write_new

FOLDER: Final = ".kvtool/schemas"
SETTINGS: Final = ".vscode/settings.json"
OURS: Final = "yaml.schemas"


def text_of(schema: Any) -> str:
    """A schema as one document."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write(settings: Settings) -> list[str]:
    """Writes the schemas and the editor's setting into a base, and gives the paths of what is new or changed.

    Other settings stay; a settings file that is no plain JSON is not touched, and the error says what to put there.
    """
    wanted = {f"{FOLDER}/{name}.json": schema_of(name, settings.languages) for name in FOLDERS.values()}
    wanted[SETTINGS] = _with_ours(settings.root / SETTINGS)
    written = []
    for path, content in wanted.items():
        file = settings.root / path
        data = text_of(content).encode()
        if not file.is_file() or file.read_bytes() != data:
            _folder(settings.root, file.parent)
            write_new(file, data)
            written.append(path)
    return written


def _folder(root: Path, folder: Path) -> None:
    """Makes a folder of a base; one that is a link, or leads through one, is refused."""
    for one in (*reversed(folder.relative_to(root).parents), folder.relative_to(root)):
        if (root / one).is_symlink():
            raise KvtoolError(
                f"{one} is a symbolic link; nothing written", Exit.NOT_WRITTEN, remedy="replace it by a folder"
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"{folder.relative_to(root)}: {error.strerror}; nothing written"
        raise KvtoolError(said, Exit.NOT_WRITTEN) from None


def _with_ours(file: Path) -> dict[str, Any]:
    """The editor's settings, with the schemas of this base among those that it has."""
    ours = {f"{FOLDER}/{name}.json": f"/data/{folder}/**/*.yaml" for folder, name in FOLDERS.items()}
    try:
        known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (OSError, ValueError):
        known = None
    if not isinstance(known, dict) or not isinstance(known.get(OURS, {}), dict):
        raise KvtoolError(
            f"{SETTINGS} cannot be read as JSON; nothing written",
            Exit.NOT_WRITTEN,
            remedy=f"add to it by hand: {json.dumps({OURS: ours})}",
        )
    return {**known, OURS: {**known.get(OURS, {}), **ours}}
