"""Names that a module gets without importing them."""

import datetime
import json
import unittest

from bisheng._worker.imports import provided_names


def provided(source):
    data = source.encode()
    return provided_names(data, "x.py", compile(data, "x.py", "exec"))


class Provided(unittest.TestCase):
    def test_what_is_used(self):
        names = provided("class C(BaseComponent):\n    def build(self, x: Optional[int]): return json.dumps(x)\n")
        self.assertEqual(sorted(names), ["BaseComponent", "Optional", "json"])
        self.assertIs(names["json"], json)

    def test_the_guides_datetime_is_the_class(self):
        self.assertIs(provided("def f(): return datetime.now()")["datetime"], datetime.datetime)

    def test_never_over_its_own(self):
        for source in (
            "import json\njson.dumps(1)",
            "from other import json\njson",
            "json = 1\nprint(json)",
            "def json(): pass\njson()",
            "def f(json): return json",
            "def f():\n    json = 1\n    return lambda: json",
            "class json: pass\njson",
            "def set_it():\n    global json\n    json = 1\ndef f(): return json",
            "for json in (): print(json)",
            "x = [json for json in ()]",
        ):
            with self.subTest(source=source):
                self.assertEqual(provided(source), {})

    def test_an_attribute_is_no_name(self):
        self.assertEqual(provided("def f(x): return x.copy() + x.json"), {})

    def test_used_outside_though_defined_inside(self):
        self.assertEqual(sorted(provided("def f():\n    json = 1\nx = json")), ["json"])


if __name__ == "__main__":
    unittest.main()
