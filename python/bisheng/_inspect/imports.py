"""Whether what a module imports is there. Nothing is imported to find out."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import re
import sys
from importlib.machinery import PathFinder

from bisheng._inspect.definitions import defined_names
from bisheng._inspect.findings import Findings, did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

    from bisheng._inspect.findings import Hint, Place
    from bisheng._inspect.module import Module, Modules

#: Packages whose name for pip is another than that of their module.
PACKAGES = {
    "yaml": "pyyaml",
    "cv2": "opencv-python",
    "PIL": "pillow",
    "sklearn": "scikit-learn",
    "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "fitz": "pymupdf",
    "jose": "python-jose",
    "jwt": "pyjwt",
    "serial": "pyserial",
    "Crypto": "pycryptodome",
    "OpenSSL": "pyopenssl",
    "MySQLdb": "mysqlclient",
}
#: The standard library's that only some systems have: who imports them has looked where it is.
_OF_SOME_SYSTEMS = {"_winapi", "msvcrt", "nt", "winreg", "winsound", "fcntl", "grp", "pwd", "resource", "termios", "tty"}
_CATCHING = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def check_imports(module: Module, modules: Modules, kind: str, findings: Findings) -> None:
    """Report imports of what is not installed, and of names that our package or the folder's own modules don't have."""
    for node in _unguarded(module.source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                _check_module(alias.name, _place_of(alias, node, module), module, kind, findings)
        elif node.level == 0:
            found = _check_module(node.module or "", _module_place(node, module), module, kind, findings)
            if found and (node.module or "").partition(".")[0] == "bisheng":
                _check_names_of_ours(node, module, findings)
        else:
            _check_relative(node, module, modules, findings)


def _unguarded(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """The imports that must work: not those that a ``try`` catches or that only type checkers see."""
    found: list[ast.Import | ast.ImportFrom] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append(node)
        elif isinstance(node, ast.Try) and any(_catches(handler) for handler in node.handlers):
            waiting += [*node.orelse, *node.finalbody]
        elif isinstance(node, ast.If) and getattr(node.test, "id", getattr(node.test, "attr", "")) == "TYPE_CHECKING":
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _catches(handler: ast.ExceptHandler) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or getattr(one, "id", "") in _CATCHING for one in types)


def _place_of(alias: ast.alias, node: ast.Import | ast.ImportFrom, module: Module) -> Place:
    """Where a name stands in an import. (Python 3.9 has no places of aliases, so it is looked for.)"""
    return _find(alias.name, node, module, after="import")


def _module_place(node: ast.ImportFrom, module: Module) -> Place:
    return _find("." * node.level + (node.module or ""), node, module, after="from")


def _find(name: str, node: ast.Import | ast.ImportFrom, module: Module, after: str) -> Place:
    lines = module.source.text.split("\n")
    reached = False
    for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
        line = lines[number - 1]
        at = len(line.encode()[: node.col_offset].decode(errors="ignore")) if number == node.lineno else 0
        if not reached:
            word = re.compile(rf"\b{after}\b").search(line, at)
            if word is None:
                continue
            reached, at = True, word.end()
        found = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])").search(line, at)
        if found is not None:
            return number, len(line[: found.start()].encode()), number, len(line[: found.end()].encode())
    return node


def _check_module(name: str, place: Place, module: Module, kind: str, findings: Findings) -> bool:
    """Whether an absolute import can work; a finding where it can't."""
    top = name.partition(".")[0]
    spec = _spec_of(top)
    if spec is None and top in _OF_SOME_SYSTEMS:
        return True
    if spec is None:
        near = None if top in PACKAGES else did_you_mean(top, _neighbours(module), 0.8)
        hint = near or missing_hint(top, kind)
        findings.add("import-missing", module.path, place, {"name": top}, hint=hint)
        return False
    known = top
    for part in name.split(".")[1:]:
        locations = None if spec is None else spec.submodule_search_locations
        if spec is None or locations is None or not _is_checked(spec):
            return True
        # By its last name: a folder without an __init__.py asks for the package around it, which is not loaded.
        folders = list(locations)
        spec = PathFinder.find_spec(part, folders)
        if spec is None:
            near = did_you_mean(f"{known}.{part}", [f"{known}.{one}" for one in _submodules(folders)], 0.75)
            findings.add("import-missing", module.path, place, {"name": f"{known}.{part}"}, hint=near)
            return False
        known += f".{part}"
    return True


def missing_hint(top: str, kind: str) -> Hint:
    """How to get a module that is missing."""
    package = PACKAGES.get(top, top.replace("_", "-"))
    return "import-missing/hint-plugin" if kind == "plugin" else "import-missing/hint", {"package": package}


def is_there(top: str) -> bool:
    """Whether a top-level module can be found."""
    return _spec_of(top) is not None


def _spec_of(top: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(top)
    except (ImportError, ValueError, AttributeError):
        # It is loaded already and says nothing about itself (`__main__`), so it is there.
        return importlib.util.spec_from_loader(top, loader=None)


def _is_checked(spec: ModuleSpec) -> bool:
    """Whether a package's submodules are just its files: one of the project, or ours."""
    places = list(spec.submodule_search_locations or [])
    return all("-packages" not in place and not place.startswith(os.path.dirname(os.__file__)) for place in places)


def _submodules(folders: list[str]) -> list[str]:
    names = []
    for folder in folders:
        try:
            names += [entry.partition(".")[0] for entry in os.listdir(folder)]
        except OSError:
            continue
    return names


def _neighbours(module: Module) -> list[str]:
    """Names that an import could have meant: the standard library's and those of the project's own folders."""
    own = [name for name in _submodules([module.package]) if not name.startswith("_")]
    known = [name for name in getattr(sys, "stdlib_module_names", ()) if not name.startswith("_")]
    return [*known, *own, "bisheng"]


def _check_names_of_ours(node: ast.ImportFrom, module: Module, findings: Findings) -> None:
    """Our own package may be imported, so its names are known; not what is private in it: that does things."""
    if "._" in (node.module or ""):
        return
    ours = importlib.import_module(node.module or "")
    for alias in node.names:
        if alias.name != "*" and not hasattr(ours, alias.name):
            inner = _submodules(list(getattr(ours, "__path__", [])))
            if alias.name in inner:
                continue
            known = [name for name in dir(ours) if not name.startswith("_")]
            _say_unknown(alias, node, ours.__name__, known, module, findings)


def _check_relative(node: ast.ImportFrom, module: Module, modules: Modules, findings: Findings) -> None:
    folder = module.package
    for _ in range(node.level - 1):
        folder = os.path.dirname(folder)
    if node.level > 1:
        return  # What is outside of the folder is not ours to know: it need not be a package.
    base = os.path.join(folder, *(node.module or "").split(".")) if node.module else folder
    if not (os.path.isfile(f"{base}.py") or os.path.isdir(base)):
        hint = did_you_mean((node.module or "").rpartition(".")[2], _submodules([os.path.dirname(base)]))
        findings.add("import-missing", module.path, _module_place(node, module), {"name": "." + (node.module or "")}, hint=hint)
        return
    file = f"{base}.py" if os.path.isfile(f"{base}.py") else os.path.join(base, "__init__.py")
    defined = _names_in(file, modules)
    if defined is None:
        return
    for alias in node.names:
        if alias.name == "*" or alias.name in defined or _exists(os.path.join(base, alias.name)):
            continue
        _say_unknown(alias, node, "." + (node.module or ""), defined, module, findings)


def _exists(base: str) -> bool:
    return os.path.isfile(f"{base}.py") or os.path.isdir(base)


def _names_in(file: str, modules: Modules) -> list[str] | None:
    """All names that a module of the folder may define; None where that can't be known."""
    if not os.path.isfile(file):
        return []
    other = modules.at(file)
    return None if other is None else defined_names(other)


def _say_unknown(
    alias: ast.alias, node: ast.ImportFrom, home: str, known: list[str], module: Module, findings: Findings
) -> None:
    code = "field-type-unknown" if home == "bisheng.field_typing" else "import-name-unknown"
    hint = did_you_mean(alias.name, known)
    findings.add(code, module.path, _place_of(alias, node, module), {"name": alias.name, "module": home}, hint=hint)
