import os
import sys
import tempfile
import unittest
from typing import Any, Dict, List

from bisheng._inspect import inspect

HEAD = "from bisheng.components.base import BaseComponent\nfrom bisheng.field_typing import *\n"


class Reading(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name: str, text: str) -> None:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, code: str, **more: Any) -> Dict[str, Any]:
        self.write("c/component.py", code)
        asked = {"kind": "component", "path": os.path.join(self.folder, "c"), **more}
        found: Dict[str, Any] = inspect([asked])["folders"][0]
        return found

    def codes(self, code: str, **more: Any) -> List[str]:
        return [finding["code"] for finding in self.read(code, **more)["findings"]]

    def one_class(self, code: str) -> Dict[str, Any]:
        classes = self.read(code)["classes"]
        self.assertEqual(len(classes), 1, classes)
        only: Dict[str, Any] = classes[0]
        return only

    def test_nothing_is_run(self) -> None:
        self.write("c/__init__.py", "raise SystemExit(1)")
        self.write("c/schema.py", "raise SystemExit(1)")
        self.read(f"open({os.path.join(self.folder, 'ran')!r}, 'w')\nimport antigravity\nraise SystemExit(1)\n")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "ran")))
        self.assertNotIn("antigravity", sys.modules)

    def test_folders_without_an_init_are_packages(self) -> None:
        self.write("outer/inner/helper.py", "def shout(text): return text\n")
        sys.path.insert(0, self.folder)
        self.addCleanup(sys.path.remove, self.folder)
        code = HEAD + "import outer.inner.helper\nimport outer.inner.helpre\nfrom outer.iner.helper import shout\n"
        code += "class C(BaseComponent):\n    def build(self, text): return shout(text)\n"
        found = self.read(code)["findings"]
        said = [(one["values"]["name"], one["hint"]["values"]["name"]) for one in found if one["code"] == "import-missing"]
        self.assertEqual(said, [("outer.inner.helpre", "outer.inner.helper"), ("outer.iner", "outer.inner")])

    def test_the_signature_is_the_declaration(self) -> None:
        found = self.one_class(
            HEAD
            + "from typing import Optional, List, Literal, Union\nLIMIT = 7\n"
            + "class C(BaseComponent):\n"
            + "    def build(self, a: str, b: Optional[int] = None, c: 'float' = 1.5, d: List[str] = [],\n"
            + "              *, e: Literal['x', 'y'] = 'x', f: Union[int, str, None] = LIMIT, g=print, **rest): ...\n"
        )
        self.assertFalse(found["inputs_declared"])
        self.assertTrue(found["build"]["takes_any"])
        self.assertEqual(
            [(one["name"], one["type"], one["required"], one["default"], one["options"]) for one in found["inputs"]],
            [
                ("a", "Text", True, None, None),
                ("b", "Integer", False, None, None),
                ("c", "Float", False, 1.5, None),
                ("d", "List", False, [], None),
                ("e", "Dropdown", False, "x", ["x", "y"]),
                ("f", "Any", False, 7, None),
                ("g", None, False, None, None),
            ],
        )
        self.assertTrue(found["inputs"][6]["has_default"])

    def test_kinds_of_build(self) -> None:
        for body, kind in (
            ("def build(self): return 1", "sync"),
            ("async def build(self): return 1", "async"),
            ("def build(self): yield 1", "generator"),
            ("async def build(self): yield 1", "async_generator"),
            ("def build(self):\n        def inner(): yield 1\n        return 1", "sync"),
            ("def build(self): return (lambda: (yield))", "sync"),
            ("def build(self) -> 'int': return 1", "sync"),
            ("def build(self) -> typing.Iterator[str]: return iter('a')", "generator"),
            ("def build(self) -> AsyncIterator[str]: return self.parts()", "async_generator"),
        ):
            with self.subTest(body=body):
                found = self.one_class(f"{HEAD}import typing\nclass C(BaseComponent):\n    {body}\n")
                self.assertEqual(found["build"]["kind"], kind)

    def test_outputs_that_can_be_seen(self) -> None:
        for body, names in (
            ("return {'a': 1, 'b': 2}", ["a", "b"]),
            ("if x: return {'a': 1}\n        return {'b': 2}", ["a", "b"]),
            ("if x: return {'a': 1}\n        return x", []),
            ("return {'a': 1, **x}", []),
            ("def f(): return {'a': 1}\n        return f()", []),
            ("return {}", []),
            ("if x: return {'a': 1}", []),
            ("if x: return {'a': 1}\n        else: raise ValueError", ["a"]),
            ("try: return {'a': 1}\n        except ValueError: return {'b': 1}", ["a", "b"]),
            ("try: return {'a': 1}\n        except ValueError: pass", []),
            ("with x: return {'a': 1}", ["a"]),
        ):
            with self.subTest(body=body):
                found = self.one_class(f"{HEAD}class C(BaseComponent):\n    def build(self, x):\n        {body}\n")
                self.assertEqual([one["name"] for one in found["outputs"]], names)
                self.assertFalse(found["outputs_declared"])

    def test_bases_in_other_files_are_followed(self) -> None:
        self.write("shared/base.py", "from .root import Root\nclass Middle(Root):\n    icon = '!'\n")
        self.write(
            "shared/root.py",
            HEAD + "class Root(BaseComponent):\n    inputs = [Input('a')]\n    def get_state(self): ...\n"
            "    def set_state(self, state): ...\n    def __init__(self, size: int = 3): ...\n",
        )
        sys.path.insert(0, self.folder)
        self.addCleanup(sys.path.remove, self.folder)
        found = self.one_class(
            "from shared.base import Middle as Parent\nclass C(Parent):\n    def build(self, a): return a\n"
        )
        self.assertEqual((found["icon"], found["keeps_state"]), ("!", True))
        self.assertEqual([one["name"] for one in found["inputs"]], ["a"])
        self.assertEqual(found["init"][0]["default"], 3)
        self.assertNotIn("shared", sys.modules)

    def test_classes_that_only_others_build_on_are_none(self) -> None:
        code = "class Base(BaseComponent): ...\nclass _Hidden(BaseComponent):\n    def build(self): ...\n"
        code += "class A(Base):\n    def build(self): ...\nclass B(A):\n    pass\nclass Other: ...\n"
        self.assertEqual([one["name"] for one in self.read(code)["classes"]], ["A", "B"])

    def test_bases_in_a_circle(self) -> None:
        self.read("class A(B): ...\nclass B(A): ...\n")
        self.write("c/other.py", "from .component import A\nclass B(A): ...\n")
        self.read("from .other import B\nclass A(B): ...\n")

    def test_names_of_all_scopes(self) -> None:
        for code, undefined in (
            ("x = [y for y in z]", ["z"]),
            ("def f():\n    def g(): return a\n    a = 1\n    return g", []),
            ("class A:\n    b = 1\n    def f(self): return b", ["b"]),
            ("class A:\n    b = 1\n    c = b", []),
            ("def f():\n    global g\n    g = 1\nprint(g)", []),
            ("def f():\n    global g\n    print(g)", ["g"]),
            ("import a.b.c as d, os.path\nprint(d, os)", []),
            ("try: pass\nexcept ValueError as e: print(e)", []),
            ("lambda a, *b, c=d, **e: (a, b, c, e)", ["d"]),
            ("def f(x: T) -> U: ...", ["T", "U"]),
            ("from __future__ import annotations\ndef f(x: T) -> U: ...", []),
            ("print(__file__, __name__, __doc__, __spec__, __builtins__)", []),
            ("for i in range(3): pass\nprint(i)", []),
            ("with open('a') as f, f as (g, *h): print(g, h)", []),
            ("if (n := 1): print(n)", []),
            ("del a", []),
            ("exec('a = 1')\nprint(a)", []),
            ("@decorate\ndef f(): ...", ["decorate"]),
            ("class A:\n    def f(self): return super().f() + __class__", []),
            ("f'{a!r:{b}}'", ["a", "b"]),
        ):
            with self.subTest(code=code):
                findings = self.read(code.replace("import a.b.c as d, ", "import os.path as d, "))["findings"]
                found = [one["values"]["name"] for one in findings if one["code"] == "name-undefined"]
                self.assertEqual(sorted(found), sorted(undefined))

    def test_columns_count_bytes(self) -> None:
        (finding,) = (
            one for one in self.read("变量 = '文'; print(未定义)\n")["findings"] if one["code"] == "name-undefined"
        )
        line = "变量 = '文'; print("
        start = len(line.encode())
        self.assertEqual(finding["span"], (1, start, 1, start + 9))

    def test_files_that_can_not_be_read(self) -> None:
        os.makedirs(os.path.join(self.folder, "c", "component.py"))
        found = inspect([{"kind": "component", "path": os.path.join(self.folder, "c")}])["folders"][0]
        self.assertEqual({one["code"] for one in found["findings"]}, {"python-unreadable"})
        gone = inspect([{"kind": "component", "path": os.path.join(self.folder, "gone")}])["folders"][0]
        self.assertEqual([one["code"] for one in gone["findings"]], ["python-unreadable"])

    def test_files_that_are_too_much(self) -> None:
        self.assertEqual(self.codes("#" * (2 * 1024 * 1024 + 1)), ["python-too-large"])
        for deep in ("(" * 5000 + ")" * 5000, "-" * 20000 + "1", "a" + ".a" * 5000, "[" * 150 + "]" * 150):
            with self.subTest(deep=deep[:5]):
                self.assertIsInstance(self.codes(deep), list)

    def test_paths_of_an_environment(self) -> None:
        self.write("env/only_there.py", "")
        code = f"import only_there\n{HEAD}class C(BaseComponent):\n    def build(self): ...\n"
        self.assertEqual(self.codes(code), ["import-missing"])
        before = list(sys.path)
        self.assertEqual(self.codes(code, paths=[os.path.join(self.folder, "env")]), [])
        self.assertEqual(sys.path, before)

    def test_paths_that_looking_for_modules_brings_in_stay(self) -> None:
        class Late:
            @staticmethod
            def find_spec(name: str, path: object = None, target: object = None) -> None:
                if "late" not in sys.path:
                    sys.path.append("late")

        sys.meta_path.append(Late)  # type: ignore[arg-type]
        self.addCleanup(sys.meta_path.remove, Late)
        self.codes("import nowhere_to_be_found\n", paths=["early"])
        self.assertIn("late", sys.path)
        self.assertNotIn("early", sys.path)
        sys.path.remove("late")

    def test_a_plugin(self) -> None:
        self.write(
            "p/plugin.py",
            "class P(PluginInterface):\n"
            "    @property\n    def name(self): return 'p'\n    version = '1.0'\n"
            "    @property\n    def description(self): return f'{self.name}'\n"
            "class Duck:\n    def initialize(self, config): ...\n    def process(self, data): ...\n"
            "    def cleanup(self): ...\nclass Other: ...\n",
        )
        found = inspect([{"kind": "plugin", "path": os.path.join(self.folder, "p")}])["folders"][0]
        self.assertEqual(
            [(one["name"], one["is_plugin"], one["literals"]) for one in found["classes"]],
            [("P", True, {"name": "p", "version": "1.0"}), ("Duck", True, {}), ("Other", False, {})],
        )


    def test_what_is_no_file_is_not_waited_for(self) -> None:
        self.write("c/component.py", f"{HEAD}class C(BaseComponent):\n    def build(self):\n        return 1\n")
        os.mkfifo(os.path.join(self.folder, "c", "schema.py"))
        os.makedirs(os.path.join(self.folder, "d"))
        os.symlink("/dev/zero", os.path.join(self.folder, "d", "component.py"))
        asked = [{"kind": "component", "path": os.path.join(self.folder, name)} for name in "cd"]
        for found in inspect(asked)["folders"]:
            self.assertIn("python-unreadable", [finding["code"] for finding in found["findings"]])

    def test_code_that_is_too_deep_spoils_only_its_own_folder(self) -> None:
        lines = ["class C0(BaseComponent): pass", *(f"class C{n}(C{n - 1}): pass" for n in range(1, 3000))]
        self.write("deep/component.py", "\n".join([HEAD, *lines, ""]))
        self.write("c/component.py", f"{HEAD}class C(BaseComponent):\n    def build(self):\n        return 1\n")
        asked = [{"kind": "component", "path": os.path.join(self.folder, name)} for name in ("deep", "c")]
        deep, other = inspect(asked)["folders"]
        self.assertEqual([finding["variant"] for finding in deep["findings"]], ["python-syntax/deep"])
        self.assertEqual((len(other["classes"]), other["findings"]), (1, []))

    def test_our_own_private_modules_are_not_run(self) -> None:
        # These serve, or lock the process in, when they are imported.
        lines = "from bisheng._worker.__main__ import serve\nfrom bisheng._worker.sandbox.probe import main\n"
        self.codes(f"{HEAD}{lines}class C(BaseComponent):\n    def build(self):\n        return 1\n")
        self.assertNotIn("bisheng._worker.sandbox.probe", sys.modules)

    def test_encodings_that_decode_no_text(self) -> None:
        for name in ("hex", "rot13", "zlib", "undefined"):
            self.assertEqual(self.codes(f"# coding: {name}\nx = 1\n"), ["python-encoding"], name)

    def test_of_very_many_undefined_names_some_are_told(self) -> None:
        code = HEAD.split("\n", 1)[0] + "\nclass C(BaseComponent):\n    def build(self):\n        return 1\n"
        code += "".join(f"undefined_{n}()\n" for n in range(500))
        self.assertLess(self.codes(code).count("name-undefined"), 100)


if __name__ == "__main__":
    unittest.main()
