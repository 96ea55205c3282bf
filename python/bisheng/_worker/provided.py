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
        "AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable "
        "BinaryIO Callable ChainMap ClassVar Collection Container ContextManager Coroutine Counter "
        "DefaultDict Deque Dict Final FrozenSet Generator Generic Hashable IO ItemsView Iterable Iterator KeysView "
        "List Literal Mapping MappingView Match MutableMapping MutableSequence MutableSet NamedTuple NewType NoReturn "
        "Optional OrderedDict Pattern Protocol Reversible Sequence Set Sized SupportsAbs SupportsBytes "
        "SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TextIO Tuple Type TypeVar TypedDict "
        "Union ValuesView cast final overload".split()
    )
)
