"""The types that an input or output can have.

Each says with ``kind`` what arrives in ``build``: ``string``, ``integer``, ``float``, ``number`` (whole or not, as
given), ``boolean``, ``list``, ``object`` or ``any``.
"""

from __future__ import annotations


class FieldType:
    """The type of an input or output. Subclasses are used as they are; nobody makes objects of them."""

    kind = "any"

    def __class_getitem__(cls, item: object) -> type[FieldType]:
        """The same type: ``List[str]`` says more to a reader than ``List``."""
        return cls


class Any(FieldType):
    """Any value."""


class Text(FieldType):
    """A text: ``str``."""

    kind = "string"


class MultilineText(Text):
    """A text that is edited on several lines."""


class Prompt(MultilineText):
    """A text for a model, with places like ``{question}``."""


class Code(MultilineText):
    """Program code."""


class Url(Text):
    """A web address."""


class Date(Text):
    """A day as ISO 8601 text: ``2026-11-22``."""


class DateTime(Text):
    """A day and time as ISO 8601 text."""


class File(Text):
    """The path of a file: ``str``. A relative one begins at the project's folder."""


class Secret(Text):
    """A text that is shown nowhere: a key, a token."""


class Password(Secret):
    """The same as :class:`Secret`, typed by a person."""


class Integer(FieldType):
    """A whole number: ``int``."""

    kind = "integer"


class Float(FieldType):
    """A number that arrives as ``float``: 1 is 1.0."""

    kind = "float"


class Number(FieldType):
    """A number that arrives as it was given, ``int`` or ``float``."""

    kind = "number"


class Slider(Float):
    """A number between the input's ``min`` and ``max``."""


class Boolean(FieldType):
    """``True`` or ``False``."""

    kind = "boolean"


class List(FieldType):
    """A list."""

    kind = "list"


class Dict(FieldType):
    """An object: ``dict`` with text keys."""

    kind = "object"


class Json(FieldType):
    """Whatever JSON can hold."""


class Dropdown(FieldType):
    """One of the input's ``options``."""


class MultiSelect(List):
    """A list of some of the input's ``options``."""


_BY_NAME = {
    one.__name__.lower(): one
    for one in (
        *(Any, Text, MultilineText, Prompt, Code, Url, Date, DateTime, File, Secret, Password),
        *(Integer, Float, Number, Slider, Boolean, List, Dict, Json, Dropdown, MultiSelect),
    )
}
_BY_NAME.update(
    {
        "str": Text,
        "string": Text,
        "int": Integer,
        "bool": Boolean,
        "tuple": List,
        "set": List,
        "frozenset": List,
        "sequence": List,
        "object": Any,
        "mapping": Dict,
    }
)


def field_type_of(value: object) -> type[FieldType]:
    """The field type that somebody means by ``value``: a field type, its name, or Python's own ``str``, ``List[int]`` ….

    Raises ``TypeError`` for anything else.
    """
    if isinstance(value, type) and issubclass(value, FieldType):
        return value
    if value is None:
        return Any
    name = value if isinstance(value, str) else _name_of(value)
    found = _BY_NAME.get(name.lower())
    if found is None:
        raise TypeError(f"{name!r} is no field type; there are: {', '.join(_names())}")
    return found


def _name_of(value: object) -> str:
    """The name of a Python type: ``list`` also for ``list[str]`` and ``typing.List[str]``."""
    origin = getattr(value, "__origin__", value)
    name = getattr(origin, "__name__", None) or getattr(origin, "_name", None)
    return name if isinstance(name, str) else repr(value)


def _names() -> list[str]:
    return sorted({one.__name__ for one in _BY_NAME.values()})
