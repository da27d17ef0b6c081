"""What editors get: schemas that know what records may hold, and the setting that ties them to the files.

The real language server is driven where it is installed: `npm install -g yaml-language-server`.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kvtool.model import FOLDERS, kind
from kvtool.schemas import schema_of, schema_of_all
from tests.cli import in_folder, ran

HOUSE = Path(__file__).parent.parent
SERVER = shutil.which("yaml-language-server")
LYRA = "# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {en: Lyra}\n"


@pytest.mark.parametrize("name", FOLDERS.values())
def test_a_schema_knows_the_fields_of_its_kind(name: str) -> None:
    schema = schema_of(name, ["en"])
    assert list(kind(name).fields) == list(schema["properties"])
    assert [field.name for field in kind(name).fields.values() if field.required] == schema["required"]
    assert set(refs(schema)) <= {f"#/definitions/{part}" for part in schema["definitions"]}


def refs(node: Any) -> Iterator[str]:
    """All references in a schema."""
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from refs(value)
    if isinstance(node, dict) and "$ref" in node:
        yield node["$ref"]


def test_texts_have_the_languages_of_the_base() -> None:
    assert ["et", "ru", "proposed", "made_from"] == list(
        schema_of("fact", ["et", "ru"])["definitions"]["Text"]["properties"]
    )


def test_one_schema_speaks_of_all_kinds() -> None:
    assert [{"$ref": f"#/definitions/{name.capitalize()}"} for name in FOLDERS.values()] == schema_of_all(["en"])[
        "anyOf"
    ]


def test_the_command_prints_a_schema(tmp_path: Path) -> None:
    root = in_folder(tmp_path, LYRA)
    assert schema_of("partner", ["en", "fi", "sv"]) == json.loads(ran("--root", root, "schema", "partners").out)
    assert schema_of_all(["en", "fi", "sv"]) == json.loads(ran("--root", root, "schema").out)
    wrong = ran("--root", root, "schema", "partnr")
    assert (2, "", "kvtool: no kind 'partnr'\n    help: did you mean partner?\n") == wrong


def test_schemas_and_settings_are_written_once_and_other_settings_stay(tmp_path: Path) -> None:
    root = in_folder(tmp_path, LYRA)
    (root / ".vscode").mkdir()
    file = root / ".vscode/settings.json"
    file.write_text('{"editor.tabSize": 2, "yaml.schemas": {"other.json": "*.yml"}}', encoding="utf-8")
    written = ran("--root", root, "schema", "--write").out.split("\n")
    assert [*(f".kvtool/schemas/{name}.json" for name in FOLDERS.values()), ".vscode/settings.json", ""] == written
    settings = json.loads(file.read_text(encoding="utf-8"))
    assert (2, "*.yml", "/data/partners/**/*.yaml") == (
        settings["editor.tabSize"],
        settings["yaml.schemas"]["other.json"],
        settings["yaml.schemas"][".kvtool/schemas/partner.json"],
    )
    assert "nothing to write: all is as it should be\n" == ran("--root", root, "schema", "--write").out


def test_settings_that_are_no_plain_json_are_not_touched(tmp_path: Path) -> None:
    root = in_folder(tmp_path, LYRA)
    (root / ".vscode").mkdir()
    file = root / ".vscode/settings.json"
    file.write_text('{\n  // two spaces\n  "editor.tabSize": 2\n}\n', encoding="utf-8")
    done = ran("--root", root, "schema", "--write")
    assert done.code == 4
    assert 'add to it by hand: {"yaml.schemas": ' in done.err
    assert "// two spaces" in file.read_text(encoding="utf-8")
    assert not (root / ".kvtool").exists()


class Server:
    """The language server with a base opened as in an editor."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
        self.process = subprocess.Popen([str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        folders = [{"uri": root.as_uri(), "name": "base"}]
        able = {"workspace": {"configuration": True}}
        self.ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "capabilities": able, "workspaceFolders": folders},
        )
        self.tell("initialized", {})
        schemas = self.settings["yaml.schemas"]
        schemas = {(root / path).as_uri(): pattern for path, pattern in schemas.items()}
        self.yaml = {"schemas": schemas, "validate": True, "completion": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": self.yaml}})

    def tell(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self._send(body)

    def _send(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self.tell(method, params, id=self.number)
        return self.until(lambda message: message.get("id") == self.number and "method" not in message)["result"]

    def until(self, wanted: Any) -> Any:
        assert self.process.stdout
        while True:
            length = 0
            while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            message = json.loads(self.process.stdout.read(length))
            if message.get("method") == "workspace/configuration":
                known = {"yaml": self.yaml}
                result = [known.get(item.get("section")) for item in message["params"]["items"]]
                self._send(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode())
            elif "method" in message and "id" in message:
                self._send(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": None}).encode())
            elif wanted(message):
                return message

    def faults(self, path: str, text: str) -> list[tuple[int, str]]:
        """Opens a file and gives what the server finds wrong with it: lines from 1, and words."""
        uri = (self.root / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        said = self.until(lambda message: message.get("method") == "textDocument/publishDiagnostics"
                          and message["params"]["uri"] == uri)  # fmt: skip
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in said["params"]["diagnostics"]]

    def completions(self, path: str, line: int, column: int) -> list[str]:
        uri = (self.root / path).as_uri()
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        return [item["label"] for item in self.ask("textDocument/completion", place)["items"]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    root = in_folder(tmp_path, LYRA)
    shutil.copy(HOUSE / "kvtool.toml", root)
    ran("--root", root, "schema", "--write")
    one = Server(root)
    yield one
    one.process.kill()
    one.process.wait()


@pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed")
def test_the_language_server_takes_the_shipped_records_and_names_what_is_wrong(server: Server) -> None:
    for path in sorted((HOUSE / "data").glob("*/*.yaml"))[::6]:
        assert [] == server.faults(path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8")), path
    bad = "id: vega\ntype: town\nnames: {en: Vega}\ncolour: blue\n"
    faults = server.faults("data/partners/vega.yaml", bad)
    assert [2, 4] == [line for line, _ in faults]
    assert "city" in faults[0][1]
    assert "colour" in faults[1][1]
    server.faults("data/partners/new.yaml", "id: new\ntype: \n")
    assert {"city", "group", "university"} <= {
        word.strip('"') for word in server.completions("data/partners/new.yaml", 1, 6)
    }


@pytest.mark.parametrize("linked", [".kvtool", ".vscode", ".kvtool/schemas"])
def test_what_a_link_leads_to_is_not_written(tmp_path: Path, linked: str) -> None:
    root = in_folder(tmp_path / "base", LYRA)
    (tmp_path / "outside").mkdir()
    (root / linked).parent.mkdir(exist_ok=True)
    (root / linked).symlink_to(tmp_path / "outside")
    assert 4 == ran("--root", root, "schema", "--write").code
    assert [] == list((tmp_path / "outside").iterdir())


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    root = in_folder(tmp_path, LYRA)
    (root / ".kvtool").write_text("x", encoding="utf-8")
    done = ran("--root", root, "schema", "--write")
    assert (4, True) == (done.code, "nothing written" in done.err)
