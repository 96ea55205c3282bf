import json
import os
import sys
import tempfile
import unittest
from typing import Any, Dict

from bisheng.plugins import PluginInterface, PluginManager

PLUGIN = """
from bisheng.plugins import PluginInterface

calls = []

class P(PluginInterface):
    name = "p"
    version = "1.0.0"
    description = "d"
    def initialize(self, config):
        calls.append("initialize")
        self.config = config
        if config.get("fail"):
            raise RuntimeError("no luck")
    def process(self, input_data):
        return [input_data, self.config]
    def cleanup(self):
        calls.append("cleanup")
        if self.config.get("stay"):
            raise RuntimeError("not yet")
"""


class Managed(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.manager = PluginManager()

    def plugin(self, name: str, code: str = PLUGIN, **config: Any) -> None:
        self.write(f"{name}/plugin.py", code)
        self.write(f"{name}/config.yaml", json.dumps({"class_name": "P", "config": config}))

    def write(self, name: str, text: str) -> None:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def load(self, name: str) -> bool:
        with _quiet():
            return self.manager.load_plugin(name, self.folder)

    def test_discovers_what_has_both_files(self) -> None:
        self.plugin("b")
        self.plugin("a")
        self.write("half/plugin.py", "")
        self.write("note.txt", "")
        self.assertEqual(self.manager.discover_plugins(self.folder), ["a", "b"])

    def test_loads_runs_lists_and_unloads(self) -> None:
        self.plugin("one", limit=3)
        self.assertTrue(self.load("one"))
        plugin = self.manager.get_plugin("one")
        assert plugin is not None
        self.assertEqual(plugin.process("x"), ["x", {"limit": 3}])
        self.assertEqual(
            self.manager.list_plugins(),
            [{"name": "p", "version": "1.0.0", "description": "d", "status": "active"}],
        )
        modules = [name for name in sys.modules if name.startswith("_bisheng_plugins.one")]
        self.assertEqual(sorted(modules), ["_bisheng_plugins.one", "_bisheng_plugins.one.plugin"])
        self.assertTrue(self.manager.unload_plugin("one"))
        self.assertFalse(self.manager.unload_plugin("one"))
        self.assertIsNone(self.manager.get_plugin("one"))
        self.assertFalse(any(name.startswith("_bisheng_plugins.one") for name in sys.modules))

    def test_cleans_up_after_an_initialize_that_fails(self) -> None:
        self.plugin("bad", fail=True)
        self.plugin("good")
        self.assertFalse(self.load("bad"))
        self.assertEqual(str(self.manager.errors["bad"]), "no luck")
        self.assertEqual(sys.modules["_bisheng_plugins.bad.plugin"].calls, ["initialize", "cleanup"])
        self.assertTrue(self.load("good"))
        self.assertEqual(list(self.manager.plugins), ["good"])

    def test_one_whose_cleanup_fails_stays(self) -> None:
        self.plugin("one", stay=True)
        self.load("one")
        with _quiet():
            self.assertFalse(self.manager.unload_plugin("one"))
        self.assertIsNotNone(self.manager.get_plugin("one"))

    def test_neighbours_are_imported_relatively(self) -> None:
        self.plugin("one", PLUGIN + "\nfrom .helper import answer\nP.process = lambda self, data: answer\n")
        self.write("one/helper.py", "answer = 42")
        self.assertTrue(self.load("one"))
        self.assertEqual(self.manager.plugins["one"].process(1), 42)

    def test_names_are_provided_as_in_a_flow(self) -> None:
        code = PLUGIN.replace("from bisheng.plugins import PluginInterface", "kept: Dict[str, Any] = {}")
        self.plugin("one", code + "\nP.process = lambda self, data: json.dumps(data)\n")
        self.assertTrue(self.load("one"), self.manager.errors)
        self.assertEqual(self.manager.plugins["one"].process([1]), "[1]")

    def test_says_what_is_wrong(self) -> None:
        self.plugin("syntax", "def")
        self.plugin("abstract", "from bisheng.plugins import PluginInterface\nclass P(PluginInterface): pass")
        self.plugin("missing", "")
        self.write("list/config.yaml", "[]")
        self.write("list/plugin.py", "")
        for name, words in (
            ("syntax", "invalid syntax"),
            ("abstract", "abstract"),
            ("missing", "no class P"),
            ("list", "no mapping"),
            ("nowhere", "nowhere"),
            ("../list", "no name of a plugin"),
        ):
            with self.subTest(name=name):
                self.assertFalse(self.load(name))
                self.assertIn(words, str(self.manager.errors[name]))


class Interface(unittest.TestCase):
    def test_all_of_it_is_needed(self) -> None:
        class Half(PluginInterface):
            def process(self, input_data: Any) -> Any:
                return input_data

            def initialize(self, config: Dict[str, Any]) -> None:
                pass

        with self.assertRaises(TypeError):
            Half()  # type: ignore[abstract]


class _quiet:
    """Keeps the log of expected failures off the terminal."""

    def __enter__(self) -> None:
        import logging

        logging.disable(logging.CRITICAL)

    def __exit__(self, *_: object) -> None:
        import logging

        logging.disable(logging.NOTSET)


if __name__ == "__main__":
    unittest.main()
