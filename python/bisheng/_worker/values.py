"""What a component returns, as JSON.

Beside JSON's own values: NaN and infinities are the texts "NaN", "Infinity", "-Infinity"; bytes are base64; dates and
times ISO 8601; tuples, sets and other collections lists; dataclasses and named tuples objects; an Enum is its value;
Decimal, UUID, Fraction and paths are texts; what has ``model_dump()`` (pydantic) is that.
"""

from __future__ import annotations

import marshal

from bisheng._worker.wire import LINE_LIMIT, encode, encode_basestring

#: Deeper values are taken for such that contain themselves.
DEPTH = 200


class _OfValue(Exception):
    """Something is wrong with a value; ``frames`` say where it came from."""

    frames: list[dict[str, object]] = []


class NotJson(_OfValue):
    """A value that has no JSON form: where it is (``["a"][0]``), what it is, and which kind of problem."""

    def __init__(self, problem: str, where: str, what: str = "") -> None:
        super().__init__(problem, where, what)
        self.problem = problem
        self.where = where
        self.what = what


class TooLarge(_OfValue):
    """A value of more than ``LINE_LIMIT`` bytes."""


def to_json(value: object) -> str:
    """JSON text of a value. Raises :class:`NotJson` and :class:`TooLarge`."""
    if type(value) is str:
        text = encode_basestring(value)
    else:
        try:
            # marshal refuses what is only derived from plain types (a named tuple), which the encoder would flatten.
            marshal.dumps(value, 2)
            text = encode(value)
        except (TypeError, ValueError, RecursionError):
            text = _encode_converted(value)
    if len(text) > LINE_LIMIT - 1000:
        raise TooLarge
    return text


def _encode_converted(value: object) -> str:
    plain = _plain(value, "", 0)
    try:
        return encode(plain)
    except ValueError:  # Python turns no longer number into digits
        raise NotJson("digits", "") from None


def _plain(value: object, where: str, depth: int) -> object:
    if value is None or value is True or value is False:
        return value
    if depth > DEPTH:
        raise NotJson("depth", where[:60] + "…")
    kind = type(value)
    if kind is str or kind is int:
        return value
    if kind is float:
        return _finite(value)  # type: ignore[arg-type]
    if kind is list or kind is tuple:
        return [_plain(item, f"{where}[{n}]", depth + 1) for n, item in enumerate(value)]  # type: ignore[arg-type]
    if kind is dict:
        return _object(value.items(), where, depth)  # type: ignore[attr-defined]
    return _converted(value, where, depth)


def _converted(value: object, where: str, depth: int) -> object:
    """Values of all other types, the more special first: an Enum may also be an int, a named tuple is a tuple."""
    inner = depth + 1
    if _is(value, "enum", "Enum"):
        return _plain(value.value, where, inner)  # type: ignore[attr-defined]
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _object(zip(value._fields, value), where, depth)
    if hasattr(type(value), "__dataclass_fields__"):
        names = type(value).__dataclass_fields__
        return _object(((name, getattr(value, name)) for name in names if hasattr(value, name)), where, depth)
    if callable(getattr(type(value), "model_dump", None)):
        return _plain(value.model_dump(), where, inner)  # type: ignore[attr-defined]
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _finite(float(value))
    if isinstance(value, (bytes, bytearray, memoryview)):
        from binascii import b2a_base64

        return b2a_base64(value, newline=False).decode()
    if _is(value, "datetime", "date", "time", "datetime"):
        return value.isoformat()  # type: ignore[attr-defined]
    if _is(value, "decimal", "Decimal") or _is(value, "uuid", "UUID") or _is(value, "fractions", "Fraction"):
        return str(value)
    if hasattr(type(value), "__fspath__"):
        return str(value.__fspath__())  # type: ignore[attr-defined]
    if isinstance(value, dict) or _is(value, "collections.abc", "Mapping"):
        return _object(value.items(), where, depth)  # type: ignore[attr-defined]
    if isinstance(value, (set, frozenset)):
        return _set(value, where, depth)
    if isinstance(value, (list, tuple, range)) or _is(value, "collections", "deque") or _is_view(value):
        return [_plain(item, f"{where}[{n}]", inner) for n, item in enumerate(value)]  # type: ignore[arg-type]
    raise NotJson("type", where, type_name(value))


def _finite(value: float) -> object:
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _object(pairs, where: str, depth: int) -> dict[str, object]:  # noqa: ANN001
    result = {}
    for key, item in pairs:
        name = _key(key, where)
        result[name] = _plain(item, f'{where}["{name}"]', depth + 1)
    return result


def _key(key: object, where: str) -> str:
    if type(key) is str:
        return key
    if key is None or key is True or key is False:
        return {None: "null", True: "true", False: "false"}[key]
    if isinstance(key, (tuple, list, dict, set, frozenset)):
        raise NotJson("key", where, type_name(key))
    value = _plain(key, where, 0)
    if isinstance(value, (list, dict)):
        raise NotJson("key", where, type_name(key))
    return value if isinstance(value, str) else encode(value)


def _set(value, where: str, depth: int) -> list[object]:  # noqa: ANN001
    try:
        items = sorted(value)
    except TypeError:
        items = list(value)
    return [_plain(item, f"{where}[{n}]", depth + 1) for n, item in enumerate(items)]


def _is(value: object, module: str, *names: str) -> bool:
    """Whether a value is of a class of a module; one that nobody has imported has made no values."""
    import sys

    loaded = sys.modules.get(module)
    return loaded is not None and any(isinstance(value, getattr(loaded, name)) for name in names)


def _is_view(value: object) -> bool:
    return isinstance(value, (type({}.keys()), type({}.values()), type({}.items())))


def type_name(value: object) -> str:
    """The name of a value's class, with its module where it is not built in."""
    kind = type(value)
    module = getattr(kind, "__module__", "")
    if not isinstance(module, str) or module in ("builtins", ""):
        return kind.__qualname__
    return f"{module.rpartition('.')[2]}.{kind.__qualname__}"
