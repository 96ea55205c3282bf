"""Whether the code of a module may come to anything but values: files, processes, the network, the time, chance.

Cautious: a library that is not known here may come to any of these.
"""

from __future__ import annotations

import ast

from bisheng._worker.provided import PROVIDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from bisheng._inspect.module import Module, Modules

#: Modules whose functions only make values of what they are given.
_PURE = frozenset(
    "__future__ abc ast base64 binascii bisect calendar cmath collections colorsys copy dataclasses datetime decimal difflib enum "
    "fractions functools hashlib heapq hmac html itertools json logging math numbers pathlib pprint re statistics string "
    "stringprep struct textwrap traceback types typing typing_extensions unicodedata urllib.parse warnings yaml zlib "
    "bisheng collections.abc html.entities html.parser pydantic concurrent.futures contextlib email.utils".split()
)
#: Of others, what may be used.
_PARTLY = {
    "os": frozenset("path environ getenv sep linesep fspath pathsep extsep name".split()),
    "os.path": None,
    "sys": frozenset("version version_info maxsize platform byteorder float_info maxunicode getsizeof getdefaultencoding".split()),
    "time": frozenset("sleep strptime struct_time".split()),
    "uuid": frozenset("UUID uuid3 uuid5 NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500".split()),
    "operator": frozenset(
        "itemgetter attrgetter add sub mul truediv floordiv mod neg eq ne lt le gt ge and_ or_ not_ contains getitem".split()
    ),
    "asyncio": frozenset(
        "sleep gather wait wait_for TimeoutError CancelledError Semaphore Lock Event Queue create_task to_thread timeout "
        "as_completed ensure_future run shield get_event_loop get_running_loop".split()
    ),
}
#: Built-in functions that come to more than their arguments; `hash` of a text is another in each process.
_BUILTINS = frozenset("exec eval compile __import__ globals locals vars input breakpoint hash id idempotency_key".split())
#: What does so, whatever it is called on.
_ATTRIBUTES = frozenset(
    "now today utcnow open write_text write_bytes unlink mkdir touch rename rmdir symlink_to hardlink_to chmod iterdir glob "
    "rglob stat cwd home idempotency_key uuid1 uuid4 urandom randint randrange getrandbits gi_frame cr_frame f_globals f_locals".split()
)
_DUNDERS = frozenset(
    "__name__ __qualname__ __module__ __doc__ __file__ __version__ __init__ __new__ __call__ __class__ __annotations__ __all__ "
    "__len__ __str__ __repr__ __iter__ __contains__ __eq__ __hash__ __enter__ __exit__ __aenter__ __aexit__ __await__ "
    "__post_init__ __wrapped__ __mro__ __bases__ __cause__ __members__ __origin__ __args__".split()
)
#: Types whose methods change what they are given: `list.append(x, 1)`.
_TYPES = frozenset("list dict set bytearray object type deque defaultdict Counter OrderedDict".split())
_READING = frozenset(("r", "rb", "rt", "br", "tr"))


def comes_outside(module: Module, modules: Modules) -> bool:
    """Whether anything in a module does."""
    tree = module.source.tree
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if not _is_known(alias.name, None, module, modules):
                    return True
                if alias.name in _PARTLY or alias.asname is None:
                    names[alias.asname or alias.name.partition(".")[0]] = alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                if not _is_known(node.module or "", alias.name, module, modules):
                    return True
                if f"{node.module}.{alias.name}" in _PARTLY:
                    names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return _uses_outside(tree, names)


def _is_known(dotted: str, name: Optional[str], module: Module, modules: Modules) -> bool:
    """Whether what is imported is the project's own, whose code is looked at too, or only makes values."""
    if name in _BUILTINS or name in _ATTRIBUTES:
        return False
    if dotted in _PARTLY:
        allowed = _PARTLY[dotted]
        return name is None or allowed is None or name in allowed
    if dotted in _PURE or dotted.startswith("bisheng."):
        return True
    if name is not None and (f"{dotted}.{name}" in _PURE or modules.is_module(module, f"{dotted}.{name}")):
        return True
    return modules.is_module(module, dotted)


def _uses_outside(tree: ast.Module, names: dict[str, str]) -> bool:
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if _is_outside(node.attr):
                return True
            if isinstance(node.value, ast.Name):
                origin = names.get(node.value.id) or PROVIDED.get(node.value.id, ("", ""))[0]
                known = _PARTLY.get(origin)
                if known is not None:
                    if node.attr not in known:
                        return True
                    allowed.add(id(node.value))
                if node.value.id in _TYPES and node.attr not in ("fromkeys", "mro"):
                    return True
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "open":
                if not _only_reads(node):
                    return True
                allowed.add(id(node.func))
            elif node.func.id in ("getattr", "hasattr", "attrgetter", "methodcaller") and not _is_plain(node):
                return True
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in allowed:
            if node.id in _BUILTINS or node.id == "open" or node.id == "importlib":
                return True
            # A module that is handed on may be used in any way.
            if _PARTLY.get(names.get(node.id, "")) is not None or node.id == "os":
                return True
    return False


def _is_outside(name: str) -> bool:
    return name in _ATTRIBUTES or (name.startswith("__") and name.endswith("__") and name not in _DUNDERS)


def _only_reads(call: ast.Call) -> bool:
    modes = [*call.args[1:2], *(word.value for word in call.keywords if word.arg in ("mode", None))]
    return all(isinstance(mode, ast.Constant) and mode.value in _READING for mode in modes)


def _is_plain(call: ast.Call) -> bool:
    """Whether the names that an attribute is looked up by are said, and harmless."""
    given = call.args[1:2] if getattr(call.func, "id", "") in ("getattr", "hasattr") else call.args
    return all(isinstance(one, ast.Constant) and not _is_outside(str(one.value)) for one in given)
