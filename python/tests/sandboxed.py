"""Runs the plugins of test/plugins/hostile in processes that are under the sandbox."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PLUGINS = PACKAGE.parent / "test" / "plugins" / "hostile" / "plugins"
sys.path.insert(0, str(PACKAGE))

LIMITS = {"memory": 512, "cpu": 60, "processes": 16, "file": 8}

_RUN = """
import json, sys
package, folder, class_name, rules, config, methods, explained = json.loads(sys.argv[1])
sys.path.insert(0, package)
from bisheng._worker.sandbox import apply, explain
if not explained:
    explain.Explainer.install = lambda self: None
level = apply(rules)
import importlib.util
spec = importlib.util.spec_from_file_location("plugin", folder + "/plugin.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
plugin = getattr(module, class_name)()
plugin.initialize(config)
for name in methods or [one for one in vars(type(plugin)) if one not in
        ("initialize", "process", "cleanup", "name", "version", "description") and not one.startswith("_")]:
    try:
        result = {"value": plugin.process(name)}
    except BaseException as error:
        result = {"error": type(error).__name__, "text": str(error)}
    print(json.dumps([name, result]), flush=True)
"""


def unsupported() -> str | None:
    """Why the sandbox can't be tested here."""
    from bisheng._worker.sandbox import support

    reason = support()
    return None if reason is None else f"the system has no {reason}"


class SandboxTest(unittest.TestCase):
    """A test with a project, a secret outside of it, and somebody who listens."""

    def setUp(self) -> None:
        reason = unsupported()
        if reason is not None:
            self.skipTest(reason)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.project = self.root / "project"
        self.outside = self.root / "outside"
        self.home = self.project / ".bisheng" / "cache" / "it"
        for path in (self.home, self.outside / "empty", self.project / "plugins" / "other"):
            path.mkdir(parents=True)
        self.secret = self.outside / "secret.txt"
        self.secret.write_text("hunter2")
        self.secret.chmod(0o644)
        (self.project / "bisheng.yaml").write_text("")
        database = sqlite3.connect(self.outside / "secrets.db")
        database.execute("create table secrets as select 'hunter2' as password")
        database.commit()
        database.close()

    def listening(self) -> dict[str, object]:
        """A TCP port and a UNIX socket at which somebody listens."""
        tcp = socket.create_server(("127.0.0.1", 0))
        unix = socket.socket(socket.AF_UNIX)
        unix.bind(str(self.outside / "socket"))
        unix.listen()
        for one in (tcp, unix):
            self.addCleanup(one.close)
        return {"port": tcp.getsockname()[1], "socket": str(self.outside / "socket")}

    def rules(self, folder: Path, **changed: object) -> dict[str, object]:
        """The rules of a plugin with only the minimum, but for what is changed."""
        rules: dict[str, object] = {
            "plugin": folder.name,
            "read": [str(folder)],
            "write": [],
            "run": [],
            "env": [],
            "network": False,
            "home": str(self.home),
            "limits": LIMITS,
        }
        return {**rules, **changed}

    def call(
        self,
        name: str,
        class_name: str,
        methods: list[str] | None = None,
        config: object = None,
        explained: bool = True,
        **changed: object,
    ) -> dict[str, dict[str, object]]:
        """What the methods of a plugin (all, unless named) do under the sandbox, by name; as if the audit hook was
        removed unless ``explained``."""
        folder = PLUGINS / name
        given = [str(PACKAGE), str(folder), class_name, self.rules(folder, **changed), config or {}, methods, explained]
        environment = {"PATH": os.environ.get("PATH", os.defpath), "SECRET": "hunter2", "GRANTED_NAME": "granted"}
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _RUN, json.dumps(given)]
        done = subprocess.run(
            command, env=environment, cwd=self.project, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False
        )
        self.assertEqual(done.stderr.decode(), "")
        self.assertEqual(done.returncode, 0)
        return dict(json.loads(line) for line in done.stdout.splitlines())
