"""What an editor underlines: the YAML language server, asked through its protocol.

Usage: editor.py ROOT FILE...

Prints a line per diagnostic of the FILEs (file:line:column: message), which are seen
as the workspace ROOT maps them to schemas in its .vscode/settings.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

JUDGES = Path(__file__).resolve().parents[2] / ".judges"
SERVER = JUDGES / "node_modules/yaml-language-server/bin/yaml-language-server"


def diagnostics(root: Path, texts: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The diagnostics of each text, given by path below ``root``, in LSP's form.

    The files need not be there, nor hold these texts: an editor's buffers are judged.
    """
    command = ["node", str(SERVER), "--stdio"]
    found: dict[str, list[dict[str, Any]]] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            _open(server.stdin, root, texts)
            for message in _messages(server.stdout):
                _answer(server.stdin, message, root)
                if message.get("method") == "textDocument/publishDiagnostics":
                    name = message["params"]["uri"].removeprefix(root.as_uri() + "/")
                    found[name] = message["params"]["diagnostics"]
                    if len(found) == len(texts):
                        return found
        finally:
            server.kill()
    raise RuntimeError("the language server ended early")


def _open(server: IO[bytes], root: Path, texts: Mapping[str, str]) -> None:
    folders = [{"uri": root.as_uri(), "name": "root"}]
    capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
    start = {
        "processId": None,
        "rootUri": root.as_uri(),
        "workspaceFolders": folders,
        "capabilities": capabilities,
    }
    _send(server, {"id": 1, "method": "initialize", "params": start})
    _send(server, {"method": "initialized", "params": {}})
    _send(server, {"method": "workspace/didChangeConfiguration", "params": _settings(root)})
    for name, text in texts.items():
        uri = f"{root.as_uri()}/{name}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        _send(server, {"method": "textDocument/didOpen", "params": {"textDocument": document}})


def _settings(root: Path) -> dict[str, Any]:
    said = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
    schemas = {
        f"{root.as_uri()}/{schema.removeprefix('./')}": files
        for schema, files in said["yaml.schemas"].items()
    }
    return {"settings": {"yaml": {"schemas": schemas, "schemaStore": {"enable": False}}}}


def _answer(server: IO[bytes], message: Mapping[str, Any], root: Path) -> None:
    if "id" not in message or "method" not in message:
        return
    result: Any = None
    if message["method"] == "workspace/configuration":
        settings = _settings(root)["settings"]
        result = [settings.get(item.get("section")) for item in message["params"]["items"]]
    _send(server, {"id": message["id"], "result": result})


def _send(server: IO[bytes], message: Mapping[str, Any]) -> None:
    body = json.dumps({"jsonrpc": "2.0"} | dict(message)).encode()
    server.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    server.flush()


def _messages(server: IO[bytes]) -> Iterator[dict[str, Any]]:
    while header := server.readline():
        length = int(header.split(b":")[1])
        while server.readline().strip():
            pass
        yield json.loads(server.read(length))


def main(arguments: list[str]) -> int:
    """Print what the editor underlines; 1 if it is anything."""
    root, *files = (Path(argument).resolve() for argument in arguments)
    texts = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}
    found = diagnostics(root, texts)
    for name, problems in sorted(found.items()):
        for problem in problems:
            start = problem["range"]["start"]
            print(f"{name}:{start['line'] + 1}:{start['character'] + 1}: {problem['message']}")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
