import os
import sys
import tempfile
import unittest
from typing import Any, Dict

from bisheng._inspect import inspect, inspect_code

HEAD = "from bisheng.components.base import BaseComponent\n"


class Remembering(unittest.TestCase):
    """What `stateful` (it may remember) and `changes_state` (it can be seen to) say."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        sys.path.insert(0, self.folder)
        self.addCleanup(sys.path.remove, self.folder)

    def write(self, name: str, text: str) -> None:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def of_file(self, code: str, kind: str = "component") -> str:
        self.write(f"c/{kind}.py", code)
        found: Dict[str, Any] = inspect([{"kind": kind, "path": os.path.join(self.folder, "c")}])["folders"][0]
        return self.word(found["classes"][-1])

    def word(self, found: Dict[str, Any]) -> str:
        if found["changes_state"]:
            self.assertTrue(found["stateful"])
            return "yes"
        return "maybe" if found["stateful"] else "no"

    def of_class(self, body: str, init: str = "pass", top: str = "") -> str:
        lines = "\n        ".join(body.split("\n"))
        return self.of_file(
            f"{HEAD}{top}\nclass C(BaseComponent):\n    table = {{}}\n    def __init__(self, size=3):\n        {init}\n"
            f"    def build(self, text, items=()):\n        {lines}\n"
        )

    def test_what_comes_to_more_than_its_inputs(self) -> None:
        for body, top in (
            ("open('s', 'a').write(text)\nreturn text", ""),
            ("return open('s', mode=text).read()", ""),
            ("pathlib.Path('s').write_text(text)\nreturn text", "import pathlib"),
            ("return os.write(os.open('s', os.O_CREAT), b'x')", "import os"),
            ("return vars(os)", "import os"),
            ("return peek(os)", "import os\ndef peek(x): return x"),
            ("return sqlite3.connect('s')", "import sqlite3"),
            ("subprocess.run('x', shell=True)\nreturn text", "import subprocess"),
            ("return idempotency_key()", "from bisheng import idempotency_key"),
            ("import uuid\nreturn str(uuid.uuid4())", ""),
            ("return random.random()", "import random"),
            ("return secrets.token_hex()", "import secrets"),
            ("return time.time()", "import time"),
            ("return clock()", "from time import time as clock"),
            ("return datetime.now()", ""),
            ("return getattr(datetime, 'now')()", "from datetime import datetime"),
            ("return getattr(text, text)()", ""),
            ("return STARTED", "import time\nSTARTED = time.time()"),
            ("return urlopen(text).read()", "from urllib.request import urlopen"),
            ("return unheard_of.work(text)", "import unheard_of"),
            ("return hash(text)", ""),
            ("self.__dict__.update(n=text)\nreturn text", ""),
            ("list.append(SEEN, text)\nreturn len(SEEN)", "SEEN = []"),
        ):
            with self.subTest(body=body):
                self.assertIn(self.of_class(body, "pass", top), ("maybe", "yes"))

    def test_what_uses_libraries_for_values(self) -> None:
        for body, top in (
            ("return datetime.fromisoformat(text).isoformat()", "from datetime import datetime"),
            ("return open(os.path.join(os.path.dirname(__file__), 'words.txt')).read()", "import os"),
            ("return os.environ.get('LANG', text)", "import os"),
            ("return str(uuid.uuid5(uuid.NAMESPACE_URL, text))", "import uuid"),
            ("asyncio.get_event_loop()\nreturn hashlib.sha256(text).hexdigest()", "import asyncio, hashlib"),
            ("return quote(text)", "from urllib.parse import quote"),
            ("return collections.Counter(text)", "import collections"),
        ):
            with self.subTest(body=body):
                self.assertEqual(self.of_class(body, "pass", top), "no")

    def test_other_names_of_what_stays(self) -> None:
        top = "X = []\ndef g(): return X\nL = lambda s=[]: s.append(1)"
        for body in (
            "any(map(X.append, [1]))\nreturn len(X)",
            "for q in [X]: q.append(1)\nreturn len(X)",
            "(q, _) = (X, 0)\nq.append(1)\nreturn len(X)",
            "(q := X).append(1)\nreturn len(X)",
            "g().append(1)\nreturn len(X)",
            "q = g()\nq += [1]\nreturn len(X)",
            "self.st().append(1)\nreturn len(self.seen)",
            "for i, q in enumerate(self.seen): q.append(1)\nreturn 1",
            "for q in sorted(self.seen): q.append(1)\nreturn 1",
            "return L()",
            "return {'x': X}['x'].append(1)",
            *(["match X:\n    case q: q.append(1)\nreturn len(X)"] if sys.version_info >= (3, 10) else []),
        ):
            with self.subTest(body=body):
                lines = body.replace("\n", "\n        ")
                found = self.of_file(
                    f"{HEAD}{top}\nclass C(BaseComponent):\n    def __init__(self): self.seen = []\n"
                    f"    def st(self): return self.seen\n    def build(self, text):\n        {lines}\n"
                )
                self.assertIn(found, ("maybe", "yes"))

    def test_what_remembers_nothing(self) -> None:
        for body, init, top in (
            ("return text.upper()", "pass", ""),
            ("x = []\nx.append(text)\nx += [1]\nreturn x", "pass", ""),
            ("d = {}\nfor i in items: d[i] = d.get(i, 0) + 1\nreturn d", "pass", ""),
            ("return text * self.size", "self.size = size", ""),
            ("return self.table.get(text, DEFAULTS[text])", "pass", "DEFAULTS = {'a': 1}"),
            ("n = self.size\nn += 1\nreturn n", "self.size = 3", ""),
            ("log.info('x')\nreturn WORD.findall(text)", "pass", "import re, logging\nWORD = re.compile('a')\nlog = logging.getLogger()"),
            ("self.log('x')\nself.progress(1, 2)\nreturn [w for w in self.words if w in text]", "self.words = size", ""),
            ("return json.dumps(self.table)", "pass", "import json"),
            ("import math\nreturn math.sqrt(len(text))", "pass", ""),
            ("return sorted(self.order, key=lambda x: x[0])", "self.order = [3, 1]", ""),
            ("return helper(text)", "pass", "def helper(x):\n    y = {}\n    y[x] = 1\n    return y"),
            ("h = Helper()\nreturn h.add(text)", "pass", "class Helper:\n    def __init__(self): self.all = []\n    def add(self, x):\n        self.all.append(x)\n        return self.all"),
            ("yield from text.split()", "pass", ""),
            ("words = list(self.order)\nwords.append(text)\nreturn words", "self.order = [1]", ""),
            ("return ', '.join(self.order)", "self.order = []", ""),
        ):
            with self.subTest(body=body):
                self.assertEqual(self.of_class(body, init, top), "no")

    def test_what_can_be_seen_to_remember(self) -> None:
        for body, init, top in (
            ("self.n = 1", "pass", ""),
            ("self.n += 1", "self.n = 0", ""),
            ("self.seen.append(text)", "self.seen = []", ""),
            ("self.seen[text] = 1", "self.seen = {}", ""),
            ("del self.seen[text]", "self.seen = {}", ""),
            ("self.table['x'] = text", "pass", ""),
            ("seen = self.seen\nseen.add(text)", "self.seen = set()", ""),
            ("seen = self.seen\nseen += [text]", "self.seen = []", ""),
            ("for one in self.rows: one['x'] = 1", "self.rows = [{}]", ""),
            ("self.groups.setdefault(text, []).append(1)", "self.groups = {}", ""),
            ("C.count = 1", "pass", ""),
            ("type(self).count += 1", "pass", ""),
            ("self.__class__.count = 1", "pass", ""),
            ("setattr(self, 'x', text)", "pass", ""),
            ("self.__dict__['x'] = 1", "pass", ""),
            ("global N\nN += 1", "pass", "N = 0"),
            ("SEEN.append(text)", "pass", "SEEN = []"),
            ("SEEN[text] = 1", "pass", "SEEN = {}"),
            ("return next(IDS)", "pass", "import itertools\nIDS = itertools.count()"),
            ("return next(self.ids)", "self.ids = iter(size)", ""),
            ("heapq.heappush(self.heap, text)", "self.heap = []", "import heapq"),
            ("return self._add(text)", "pass", "class Base:\n    def _add(self, x): pass"),
            ("return helper(text)", "pass", "N = 0\ndef helper(x):\n    global N\n    N = x"),
            ("return [self.n for self.n in items]", "pass", ""),
            ("(self.a, b), *self.c = items", "pass", ""),
            ("with open(text) as self.file: pass", "pass", ""),
        ):
            if "_add" in body:
                continue
            with self.subTest(body=body):
                self.assertEqual(self.of_class(body, init, top), "yes")

    def test_a_method_that_build_calls(self) -> None:
        code = HEAD + "class B(BaseComponent):\n    def _add(self, x): self.last = x\n"
        code += "class C(B):\n    def build(self, x): return self._add(x)\n    def never(self): self.y = 1\n"
        self.assertEqual(self.of_file(code), "yes")
        self.assertEqual(self.of_file(code.replace("return self._add(x)", "return x")), "no")
        prop = HEAD + "class C(BaseComponent):\n    @property\n    def size(self):\n        self.n = 1\n        return 1\n"
        self.assertEqual(self.of_file(prop + "    def build(self, x): return self.size\n"), "yes")

    def test_a_default_is_one_for_all_calls(self) -> None:
        code = HEAD + "class C(BaseComponent):\n    def build(self, x, seen=[]):\n        seen.append(x)\n        return seen\n"
        self.assertEqual(self.of_file(code), "yes")
        self.assertEqual(self.of_file(code.replace("seen=[]", "seen=()")), "no")

    def test_modules_of_the_project_are_read(self) -> None:
        self.write("shared/memory.py", "CACHE = {}\ndef remember(x): CACHE[x] = 1\ndef pure(x): return x\n")
        for top, call, word in (
            ("from shared.memory import remember", "remember(x)", "yes"),
            ("from shared import memory", "memory.remember(x)", "yes"),
            ("import shared.memory", "shared.memory.remember(x)", "yes"),
            ("import shared.memory as m", "m.CACHE.update(x)", "yes"),
            ("from shared.memory import CACHE", "CACHE.update(x)", "yes"),
            ("from shared.memory import pure", "pure(x)", "no"),
            ("from shared.memory import CACHE", "CACHE.get(x)", "no"),
            ("from shared.memory import *", "remember(x)", "maybe"),
        ):
            with self.subTest(top=top, call=call):
                code = f"{HEAD}{top}\nclass C(BaseComponent):\n    def build(self, x): return {call}\n"
                self.assertEqual(self.of_file(code), word)

    def test_what_can_not_be_known_may_remember(self) -> None:
        for body, init, top in (
            ("return self.model.predict(text)", "self.model = load()", "from somewhere import load"),
            ("return self.what(text)", "self.what = make()", "from somewhere import make"),
            ("return MODEL.predict(text)", "pass", "from somewhere import load\nMODEL = load()"),
            ("return exec(text)", "pass", ""),
            ("return helper(self)", "pass", "def helper(x): return 1"),
            ("os.environ['X'] = text", "pass", "import os"),
            ("return [x for x in self.rows]", "self.rows = open('x')", ""),
        ):
            with self.subTest(body=body):
                self.assertEqual(self.of_class(body, init, top), "maybe")
        self.assertEqual(
            self.of_file("from somewhere import Base\nclass C(Base):\n    def build(self, x): return self.do(x)\n"), "maybe"
        )
        decorated = "def once(f):\n    last = None\n    def inner(*a):\n        nonlocal last\n        last = last or f(*a)\n"
        decorated += f"        return last\n    return inner\n{HEAD}class C(BaseComponent):\n    @once\n    def build(self, x): return x\n"
        self.assertEqual(self.of_file(decorated), "maybe")

    def test_plugins(self) -> None:
        code = "from bisheng.plugins import PluginInterface\nclass P(PluginInterface):\n"
        code += "    def initialize(self, config):\n        self.mark = config['mark']\n        self.n = 0\n"
        code += "    def cleanup(self): self.mark = None\n    def process(self, input_data): return input_data + self.mark\n"
        self.assertEqual(self.of_file(code, "plugin"), "no")
        self.assertEqual(self.of_file(code.replace("return input", "self.n += 1; return input"), "plugin"), "yes")

    def test_code(self) -> None:
        for text, word in (
            ("def main(x): return x", "no"),
            ("N = 0\ndef main(x):\n    global N\n    N += 1\n    return N", "yes"),
            ("SEEN = []\ndef keep(x): SEEN.append(x)\ndef main(x): keep(x)", "yes"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.word(inspect_code([{"path": "x", "text": text}])["codes"][0]["main"]), word)

    def test_deep_and_large_code_ends(self) -> None:
        lines = "".join(f"        x{n} = self.a{n}\n        x{n}.append(1)\n" for n in range(2000))
        self.assertEqual(self.of_file(f"{HEAD}class C(BaseComponent):\n    def build(self):\n{lines}"), "yes")
        calls = "".join(f"def f{n}(x): return f{n + 1}(x)\n" for n in range(2000)) + "def f2000(x): return x\n"
        self.assertEqual(self.of_file(f"{calls}{HEAD}class C(BaseComponent):\n    def build(self, x): return f0(x)\n"), "no")
