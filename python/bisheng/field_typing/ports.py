"""Inputs and outputs of components."""

from __future__ import annotations

from bisheng.field_typing.field_types import Any, FieldType, field_type_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Unset:
    """What stands for a value that nobody gave, because None is a value."""

    def __repr__(self) -> str:
        return "unset"

    def __bool__(self) -> bool:
        return False


UNSET = Unset()


class Input:
    """Something that a component takes.

    - ``name``: the parameter of ``build`` that gets it
    - ``field_type``: a type of this package (``Text``, ``Integer`` …), its name, or Python's own (``str``, ``List[int]``)
    - ``required``: whether the node must get a value
    - ``value``: what it is where it gets none
    - ``options``: all values that are allowed
    - ``min``, ``max``: the smallest and largest number allowed; ``step`` between them in an editor
    - ``display_name``, ``placeholder``, ``info``, ``advanced``: for editors and people
    """

    def __init__(
        self,
        name: str,
        field_type: object = Any,
        *,
        display_name: str = "",
        required: bool = False,
        value: object = UNSET,
        placeholder: str = "",
        info: str = "",
        options: Sequence[object] | None = None,
        min: float | None = None,
        max: float | None = None,
        step: float | None = None,
        advanced: bool = False,
    ) -> None:
        """Raise ``TypeError`` for a name that is no identifier or an unknown field type."""
        self.name = _checked(name)
        self.field_type: type[FieldType] = field_type_of(field_type)
        self.display_name = display_name or name
        self.required = required
        self.has_value = value is not UNSET
        self.value: object = None if value is UNSET else value
        self.placeholder = placeholder
        self.info = info
        self.options = None if options is None else list(options)
        self.min = min
        self.max = max
        self.step = step
        self.advanced = advanced

    def __repr__(self) -> str:
        return f"Input(name={self.name!r}, field_type={self.field_type.__name__})"


class Output:
    """Something that a component gives. ``name`` is a key of what ``build`` returns, or stands for all of it."""

    def __init__(
        self,
        name: str,
        field_type: object = Any,
        *,
        display_name: str = "",
        info: str = "",
    ) -> None:
        """Raise ``TypeError`` for a name that is no identifier or an unknown field type."""
        self.name = _checked(name)
        self.field_type: type[FieldType] = field_type_of(field_type)
        self.display_name = display_name or name
        self.info = info

    def __repr__(self) -> str:
        return f"Output(name={self.name!r}, field_type={self.field_type.__name__})"


def _checked(name: object) -> str:
    if not isinstance(name, str) or not name.isidentifier():
        raise TypeError(f"the name of an input or output is an identifier, not {name!r}")
    return name
