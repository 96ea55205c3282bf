"""Values on their way out of the worker."""

import collections
import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import unittest
import uuid
from unittest import mock

from bisheng._worker import call
from bisheng._worker.values import NotJson, TooLarge, to_json


class Colour(enum.Enum):
    RED = "red"


class Number(enum.IntEnum):
    ONE = 1


class Word(str):
    pass


Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Box:
    corner: Point
    words: set


class Model:
    def model_dump(self):
        return {"a": Colour.RED}


class Values(unittest.TestCase):
    def check(self, value, expected):
        self.assertEqual(json.loads(to_json(value)), expected)

    def test_plain_values_stay(self):
        for value in (None, True, 0, -1.5, 10**30, "好\n\"\u2028", [], {}, {"a": [1, {"b": None}]}):
            self.check(value, value)

    def test_numbers_that_json_lacks(self):
        nan, infinity = float("nan"), float("inf")
        self.check([nan, infinity, -infinity, {"a": nan}], ["NaN", "Infinity", "-Infinity", {"a": "NaN"}])

    def test_bytes(self):
        self.check([b"ab", bytearray(b"\xff"), memoryview(b"")], ["YWI=", "/w==", ""])

    def test_dates(self):
        day = datetime.date(2026, 11, 22)
        moment = datetime.datetime(2026, 11, 22, 1, 2, 3, tzinfo=datetime.timezone.utc)
        self.check([day, moment, datetime.time(1, 2)], ["2026-11-22", "2026-11-22T01:02:03+00:00", "01:02:00"])

    def test_collections(self):
        self.check([(1, 2), {3, 1, 2}, frozenset("b"), range(2), collections.deque([1])], [[1, 2], [1, 2, 3], ["b"], [0, 1], [1]])
        self.check({1: "a"}.keys(), [1])
        self.check(collections.OrderedDict(a=collections.Counter("x")), {"a": {"x": 1}})
        self.assertEqual(sorted(json.loads(to_json({1, "a"})), key=str), [1, "a"])

    def test_named_tuples_and_dataclasses_are_objects(self):
        self.check(Point(1, Point(2, 3)), {"x": 1, "y": {"x": 2, "y": 3}})
        self.check([Box(Point(1, 2), {1})], [{"corner": {"x": 1, "y": 2}, "words": [1]}])

    def test_what_stands_for_something_else(self):
        self.check([Colour.RED, Number.ONE, Word("w"), Model()], ["red", 1, "w", {"a": "red"}])
        one = uuid.UUID(int=1)
        self.check([decimal.Decimal("1.10"), one, pathlib.PurePosixPath("/a")], ["1.10", str(one), "/a"])

    def test_keys(self):
        self.check({1: 1, 1.5: 2, True: 3, None: 4, Colour.RED: 5}, {"1": 3, "1.5": 2, "null": 4, "red": 5})
        with self.assertRaises(NotJson) as caught:
            to_json({"a": {(1, 2): 3}})
        self.assertEqual((caught.exception.problem, caught.exception.where), ("key", '["a"]'))

    def test_what_has_no_form_is_named_with_its_place(self):
        with self.assertRaises(NotJson) as caught:
            to_json({"a": [1, {"b": lambda: 1}]})
        error = caught.exception
        self.assertEqual((error.problem, error.where, error.what), ("type", '["a"][1]["b"]', "function"))
        with self.assertRaises(NotJson) as caught:
            to_json(unittest.TestCase())
        self.assertEqual(caught.exception.what, "case.TestCase")

    def test_a_value_that_contains_itself(self):
        one, two = [], {}
        one.append(one)
        two["a"] = {"b": two}
        for value in (one, two):
            with self.assertRaises(NotJson) as caught:
                to_json(value)
            self.assertEqual(caught.exception.problem, "depth")

    def test_depth_that_is_none_too_many(self):
        value = 1
        for _ in range(150):
            value = [value]
        self.check(value, value)

    def test_too_large(self):
        with self.assertRaises(TooLarge):
            to_json("a" * (64 * 1024 * 1024))

    def test_many_small_chunks_have_a_limit_too(self) -> None:
        class Nowhere:
            def send_text(self, text: str) -> None:
                pass

        one = call.Call(Nowhere(), 1)  # type: ignore[arg-type]
        with mock.patch.object(call, "LINE_LIMIT", 10_000), self.assertRaises(TooLarge):
            for _ in range(1000):
                one.chunk(1)


if __name__ == "__main__":
    unittest.main()
