"""Exceptions as answers."""

import sys
import unittest

from bisheng._worker import imports
from bisheng._worker.failures import FRAMES, describe
from bisheng._worker.sandbox.explain import PermissionMissing

_HERE = __file__.rpartition("/")[0]


class Unprintable(Exception):
    def __str__(self):
        raise SystemExit(1)


class Failures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.roots = list(imports._roots)
        imports._roots[:] = [_HERE]

    @classmethod
    def tearDownClass(cls):
        imports._roots[:] = cls.roots

    def described(self, function):
        try:
            function()
        except BaseException as error:  # noqa: BLE001
            return describe(error)
        raise AssertionError("nothing was raised")

    def test_frames_of_the_user_only(self):
        answer = self.described(lambda: sorted([1, "a"], key=lambda one: one.missing))
        self.assertEqual(answer["code"], "python-exception")
        self.assertEqual({frame["file"] for frame in answer["frames"]}, {__file__})
        import json

        answer = self.described(lambda: json.loads("{"))
        self.assertEqual({frame["file"] for frame in answer["frames"]}, {__file__})

    def test_deep_recursion_is_cut(self):
        def deeper():
            deeper()

        answer = self.described(deeper)
        self.assertEqual(answer["code"], "python-recursion")
        self.assertEqual(len(answer["frames"]), FRAMES)

    def test_a_missing_permission_inside_an_error_of_a_library(self):
        def wrapped(kind, suppressed):
            try:
                raise PermissionMissing("p", "network", "plugin.py:1", None)
            except OSError as error:
                raise kind("no connection") from (None if suppressed else error)

        denied = {"plugin": "p", "permission": "network"}
        answer = self.described(lambda: wrapped(ConnectionError, False))
        self.assertEqual((answer["code"], answer["values"]), ("permission-denied", denied))
        for kind, suppressed in ((ValueError, False), (ConnectionError, True)):
            self.assertEqual(self.described(lambda: wrapped(kind, suppressed))["code"], "python-exception")

    def test_texts_that_fail_or_never_end(self):
        def unprintable():
            raise Unprintable

        self.assertIn("SystemExit", self.described(unprintable)["values"]["text"])

        def long():
            raise ValueError("a" * 10**6)

        self.assertLess(len(self.described(long)["values"]["text"]), 5000)

    def test_columns_where_python_knows_them(self):
        answer = self.described(lambda: ("好", {}["x"]))
        frame = answer["frames"][-1]
        if sys.version_info < (3, 11):
            self.assertIsNone(frame["column"])
            return
        with open(__file__, "rb") as file:
            line = file.read().split(b"\n")[frame["line"] - 1]
        self.assertEqual(line[frame["column"] : frame["endColumn"]], b'{}["x"]')


if __name__ == "__main__":
    unittest.main()
