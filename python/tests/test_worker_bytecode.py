import os
import subprocess
import sys
import tempfile
import unittest

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from bisheng._worker import imports
imports.install(sys.argv[2], sys.argv[3])
if sys.argv[4] == "users":
    imports.add_root(sys.argv[5])
sys.path.insert(0, sys.argv[5])
import words
print(words.V)
"""


class Bytecode(unittest.TestCase):
    """A source is what counts, also where its size and time are those of another one that was run before."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.cache = os.path.join(self.folder, "cache")
        self.project = os.path.join(self.folder, "project")
        os.mkdir(self.project)

    def says(self, value: str, whose: str) -> str:
        path = os.path.join(self.project, "words.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"V = '{value}'\n")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        package = self.project if whose == "ours" else os.path.join(PACKAGE, "bisheng")
        command = [sys.executable, "-I", "-S", "-B", "-c", PROGRAM, PACKAGE, package, self.cache, whose, self.project]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def cached(self) -> list:
        return [name for _, _, names in os.walk(self.cache) for name in names if name.startswith("words.")]

    def test_of_a_project(self) -> None:
        self.assertEqual([self.says("v1", "users"), self.says("v2", "users")], ["v1", "v2"])
        self.assertEqual(self.cached(), [])
        self.assertEqual(os.listdir(self.project), ["words.py"])

    def test_of_our_package(self) -> None:
        self.assertEqual([self.says(one, "ours") for one in ("v1", "v1", "v2")], ["v1", "v1", "v2"])
        self.assertEqual(len(self.cached()), 1)

    def test_of_our_package_where_what_is_kept_is_damaged(self) -> None:
        self.says("v1", "ours")
        for place, _, names in os.walk(self.cache):
            for name in names:
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    kept = file.read()
                with open(path, "wb") as file:
                    file.write(kept[:20])
        self.assertEqual(self.says("v1", "ours"), "v1")
