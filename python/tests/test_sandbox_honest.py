"""What a plugin may do under the sandbox works."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
import unittest

from sandboxed import LIMITS, PLUGINS, SandboxTest


class Minimum(SandboxTest):
    """Without any permission."""

    def test_all(self) -> None:
        results = self.call("honest_minimum", "Minimum")
        self.assertGreater(len(results), 15)
        for name, result in results.items():
            with self.subTest(name):
                self.assertIn("value", result, result)
                self.assertTrue(result["value"], result)
        self.assertEqual(results["see_what_is_missing"]["value"], [False, True])
        self.assertEqual(results["know_time_zones"]["value"], 8 * 3600)

    def test_a_denial_names_the_permission_and_the_line(self) -> None:
        text = str(self.call("honest_minimum", "Minimum", ["catch_a_denial"])["catch_a_denial"]["value"])
        line = (PLUGINS / "honest_minimum" / "plugin.py").read_text().split('open("/etc/passwd")')[0].count("\n") + 1
        self.assertIn('plugin "honest_minimum" lacks the permission read:/etc/passwd', text)
        self.assertIn(f"plugin.py:{line}", text)


class Granted(SandboxTest):
    """With permissions."""

    def setUp(self) -> None:
        super().setUp()
        for name in ("data", "output"):
            (self.project / name).mkdir()
        (self.project / "data" / "terms.txt").write_text("terms\n")
        (self.project / "data" / "link.txt").symlink_to("terms.txt")
        for name, text in (("script", "echo from a script"), ("kill", 'kill -CONT "$1"')):
            path = self.project / "data" / f"{name}.sh"
            path.write_text(f"#!/bin/sh\n{text}\n")
            path.chmod(0o755)
        handler = type("Handler", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.config = {**self.listening(), "port": server.server_port, "secret": str(self.secret)}

    def granted(self, *methods: str) -> dict[str, dict[str, object]]:
        folder = PLUGINS / "honest_granted"
        scripts = [str(self.project / "data" / name) for name in ("script.sh", "kill.sh")]
        return self.call(
            "honest_granted",
            "Granted",
            list(methods),
            self.config,
            read=[str(folder), str(self.project / "data")],
            write=[str(self.project / "output")],
            run=[os.path.realpath(shutil.which("sort") or ""), *scripts],
            env=["GRANTED_NAME"],
            network=True,
            limits={**LIMITS, "processes": 24},
        )

    def test_what_it_asked_for(self) -> None:
        expected = {
            "read_a_file": "terms",
            "read_by_a_link": "terms",
            "write_a_file": ["new.txt"],
            "run_a_program": "a\nb\n",
            "run_a_script": "from a script",
            "end_a_program": True,
            "read_a_variable": "granted",
            "go_online": 200,
            "send_datagrams": 1,
            "find_hosts": True,
            "serve": True,
        }
        for name, result in self.granted(*expected).items():
            with self.subTest(name):
                self.assertEqual(result, {"value": expected[name]})

    def test_what_it_did_not_ask_for(self) -> None:
        closed = {
            "read_beyond": "PermissionMissing",
            "write_beyond": "PermissionMissing",
            "run_beyond": "PermissionMissing",
            "read_by_a_program": "CalledProcessError",
            "speak_over_unix_sockets": "PermissionError",
            "kill_parent": "PermissionError",
            "kill_parent_by_a_program": "CalledProcessError",
            "fork_bomb": "BlockingIOError",
        }
        for name, result in self.granted(*closed).items():
            with self.subTest(name):
                self.assertEqual(result.get("error"), closed[name], result)


if __name__ == "__main__":
    unittest.main()
