"""Inputs on their way into a component."""

import unittest
from typing import Optional

from bisheng._worker.failures import Failure
from bisheng._worker.inputs import convert, converters_of
from bisheng.components.base import BaseComponent
from bisheng.field_typing import Boolean, Dict, Float, Input, Integer, List, Number, Text


class Declared(BaseComponent):
    inputs = [
        Input(name="text", field_type=Text, required=True),
        Input(name="whole", field_type=Integer),
        Input(name="real", field_type=Float),
        Input(name="number", field_type=Number),
        Input(name="flag", field_type=Boolean),
        Input(name="items", field_type=List),
        Input(name="map", field_type=Dict),
        Input(name="any"),
    ]

    def build(self, **inputs):
        return inputs


class Undeclared(BaseComponent):
    def build(self, real: float, maybe: Optional[float] = None, text: str = "", later: "float" = 0):
        return real


def converted(cls, **inputs):
    return convert(inputs, converters_of(cls, cls.build))


class Inputs(unittest.TestCase):
    def refused(self, **inputs):
        with self.assertRaises(Failure) as caught:
            converted(Declared, **inputs)
        return caught.exception.key

    def test_what_fits_stays(self):
        inputs = {"text": "a", "whole": 5, "number": 1, "flag": False, "items": [1], "map": {}, "any": object}
        self.assertEqual(converted(Declared, **inputs), inputs)

    def test_a_float_is_a_float(self):
        self.assertIs(type(converted(Declared, real=1)["real"]), float)
        self.assertIs(type(converted(Undeclared, real=1)["real"]), float)
        self.assertIs(type(converted(Undeclared, maybe=1)["maybe"]), float)
        self.assertIs(type(converted(Undeclared, later=1)["later"]), float)
        self.assertIs(type(converted(Declared, number=1)["number"]), int)

    def test_nothing_is_guessed(self):
        for name, value, kind in (
            ("text", 5, "string"),
            ("text", None, "string"),
            ("whole", "5", "integer"),
            ("whole", 5.5, "integer"),
            ("whole", True, "integer"),
            ("real", "1.5", "float"),
            ("real", True, "float"),
            ("real", 10**400, "float"),
            ("number", "1", "number"),
            ("flag", 1, "boolean"),
            ("flag", "true", "boolean"),
            ("items", "abc", "list"),
            ("map", [], "object"),
        ):
            with self.subTest(name=name, value=value):
                self.assertEqual(self.refused(**{name: value}), f"python-input/{kind}")

    def test_an_optional_one_may_be_none(self):
        self.assertEqual(converted(Declared, whole=None), {"whole": None})

    def test_annotations_alone_refuse_nothing(self):
        self.assertEqual(converted(Undeclared, real="x", text=5), {"real": "x", "text": 5})


if __name__ == "__main__":
    unittest.main()
