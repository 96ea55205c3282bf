"""@@say:test|doc@@"""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[@@depth|code@@]
sys.path[:0] = [str(ROOT / ".bisheng" / "python"), @@import_root@@]

from @@module|code@@ import @@class_name|code@@  # noqa: E402


class @@class_name|code@@Test(unittest.TestCase):
    def setUp(self) -> None:
        self.plugin = @@class_name|code@@()
        self.plugin.initialize(@@config_literal@@)
        self.addCleanup(self.plugin.cleanup)

    def test_processes_a_text(self) -> None:
        result = self.plugin.process("hello")
        self.assertEqual(result, {"result": "hello", "length": 5})

    def test_says_who_it_is(self) -> None:
        self.assertEqual(self.plugin.name, @@class_name@@)
        self.assertEqual(self.plugin.version, @@version@@)


if __name__ == "__main__":
    unittest.main()
