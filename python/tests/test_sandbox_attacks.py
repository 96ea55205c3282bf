"""Plugins that try what they must not: all of it fails."""

from __future__ import annotations

import unittest

from sandboxed import SandboxTest

#: How an attack may fail. A crash would be no answer.
_BLOCKED = {
    "PermissionMissing",
    "PermissionError",
    "OSError",
    "FileNotFoundError",
    "MemoryError",
    "RuntimeError",
    "ValueError",
    "OperationalError",
    "DatabaseError",
    "URLError",
    "gaierror",
    "KeyError",
}


class Attacks(SandboxTest):
    """Each attack of the hostile plugins."""

    def attack(self, name: str, class_name: str, config: object = None) -> None:
        for explained in (False, True):
            results = self.call(name, class_name, config=config, explained=explained)
            self.assertGreater(len(results), 15)
            for attack, result in results.items():
                with self.subTest(attack, explained=explained):
                    self.assertNotIn("value", result)
                    self.assertIn(result["error"], _BLOCKED, result)

    def test_files(self) -> None:
        where = {
            "secret": str(self.secret),
            "outside": str(self.outside),
            "database": str(self.outside / "secrets.db"),
            "project": str(self.project),
            "other": str(self.project / "plugins" / "other"),
        }
        self.attack("hostile_files", "Files", where)
        self.assertEqual(self.secret.read_text(), "hunter2")
        self.assertEqual(sorted(path.name for path in self.outside.iterdir()), ["empty", "secret.txt", "secrets.db"])

    def test_processes(self) -> None:
        self.attack("hostile_processes", "Processes")

    def test_network(self) -> None:
        self.attack("hostile_network", "Network", self.listening())

    def test_kernel(self) -> None:
        self.attack("hostile_kernel", "Kernel")


if __name__ == "__main__":
    unittest.main()
