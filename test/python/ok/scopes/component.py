from __future__ import annotations

import sys
from bisheng.components.base import BaseComponent

COUNT = 0
TABLE = {key: value for key, value in enumerate("abc")}
first, *rest = [1, 2, 3]
with open(__file__) as source:
    pass
for index in range(3):
    last = index
if (size := len(TABLE)) > 2:
    pass
try:
    unicode
except NameError:
    unicode = str
del size


def bump() -> None:
    global COUNT, LATER
    COUNT += 1
    LATER = COUNT


class Helper:
    limit = 10
    double = limit * 2

    def later(self) -> int:
        return LATER


def outer():
    inner_value = 1

    def inner():
        nonlocal inner_value
        inner_value += 1
        return inner_value, __class__ if False else Helper

    return inner, [lambda x, *a, y=inner_value, **k: (x, a, y, k)]


class Sample(BaseComponent):
    def build(self, text: str) -> str:
        """Uses what only exists further down."""
        squares = {n: [m * n for m in range(n) if m] for n in range(3)}
        try:
            value = helper(text)
        except (ValueError, KeyError) as error:
            raise RuntimeError(str(error)) from error
        print(squares, __name__, sys.argv, last, first, rest, index, unicode, f"{value!r:>{COUNT}}")
        return super().build_config() and value


def helper(text: str) -> NotEvaluated:
    return text
