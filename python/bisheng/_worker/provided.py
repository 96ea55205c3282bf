"""The names that a module may use without importing them, because the guide's code does."""

from __future__ import annotations

#: Name -> where it comes from: (module, attribute), or (module, "") for the module itself.
PROVIDED: dict[str, tuple[str, str]] = {
    "BaseComponent": ("bisheng.components.base", "BaseComponent"),
    "PluginInterface": ("bisheng.plugins", "PluginInterface"),
    # The guide writes `datetime.now()`: the class, not the module.
    "datetime": ("datetime", "datetime"),
    "os": ("os", ""),
    "importlib": ("importlib", ""),
    "asyncio": ("asyncio", ""),
    "copy": ("copy", ""),
    "json": ("json", ""),
    "yaml": ("yaml", ""),
}
PROVIDED.update(
    (name, ("bisheng.field_typing", name))
    for name in (
        "Input Output Boolean Code Date DateTime Dropdown FieldType File Float Integer Json MultiSelect MultilineText "
        "Number Password Prompt Secret Slider Text Url".split()
    )
)
# Of names that both have (`Any`, `Dict`, `List`), typing's: field types are imported by name in the guide.
PROVIDED.update(
    (name, ("typing", name))
    for name in (
        "Any AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable ClassVar Coroutine Dict Final FrozenSet "
        "Generator Generic Iterable Iterator List Literal Mapping NamedTuple Optional Protocol Sequence Set Tuple Type "
        "TypedDict TypeVar Union cast overload".split()
    )
)
