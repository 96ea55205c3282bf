"""Reads folders of components and plugins."""

from __future__ import annotations

import os
import sys

from bisheng._inspect.companions import check_companions
from bisheng._inspect.component import describe_class
from bisheng._inspect.family import Family, methods
from bisheng._inspect.findings import Findings
from bisheng._inspect.imports import check_imports
from bisheng._inspect.installed import identity
from bisheng._inspect.module import Module, Modules
from bisheng._inspect.names import check_names
from bisheng._inspect.plugin import check_plugins
from bisheng._inspect.reached import reached_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_MAIN = {"component": "component.py", "plugin": "plugin.py"}


def inspect(folders: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What there is to say of folders, each ``{kind, path}``; modules are looked for in ``sys.path``.

    ``paths`` of a folder has more entries for ``sys.path``: its environment.
    """
    modules = Modules()
    return {"folders": [_inspect_safely(folder["kind"], folder["path"], folder.get("paths", ()), modules) for folder in folders]}


def _inspect_safely(kind: str, path: str, paths: Iterable[str], modules: Modules) -> dict[str, Any]:
    """What there is to say of a folder. Code that is too deep to be read is a finding of its own folder only."""
    try:
        return _inspect(kind, path, paths, modules)
    except (RecursionError, MemoryError):
        findings = Findings()
        findings.add("python-syntax", os.path.join(path, _MAIN[kind]), variant="python-syntax/deep")
        return _found(kind, path, [], findings, {"files": [], "open": True, "packages": identity((), is_open=True)})


def _inspect(kind: str, path: str, paths: Iterable[str], modules: Modules) -> dict[str, Any]:
    findings = Findings()
    main = os.path.join(path, _MAIN[kind])
    added = [entry for entry in paths if entry not in sys.path]
    sys.path += added
    try:
        module = modules.at(main, findings)
        families = [] if module is None else _families(module, kind, modules)
        classes = [describe_class(family, kind, modules, findings) for family in families]
        if kind == "plugin":
            check_plugins(families, findings)
        if module is not None:
            if kind == "component" and not families:
                _say_no_component(module, findings)
            if kind == "component" and classes:
                check_companions(path, classes[0], findings)
        for file in _files(path):
            other = modules.at(file, findings)
            if other is not None:
                check_imports(other, modules, kind, findings)
                check_names(other, kind, findings)
        reached = reached_by(path, modules)
    finally:
        # Only these go: looking for a module may have brought the interpreter's own packages in.
        for entry in added:
            sys.path.remove(entry)
    return _found(kind, path, classes, findings, reached)


def _found(
    kind: str, path: str, classes: list[dict[str, Any]], findings: Findings, reached: dict[str, Any]
) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": os.path.basename(path),
        "path": path,
        "classes": classes,
        "findings": findings.all,
        "reached": reached,
    }


def _files(path: str) -> list[str]:
    """The folder's own Python files."""
    try:
        names = sorted(os.listdir(path))
    except OSError:
        return []
    return [os.path.join(path, name) for name in names if name.endswith(".py") and not name.startswith("test_")]


def _families(module: Module, kind: str, modules: Modules) -> list[Family]:
    """All classes of plugin.py, or those of component.py that are components, but not those that only others build on."""
    families = [Family(module, node, modules) for node in module.classes.values()]
    if kind == "plugin":
        return families
    components = [family for family in families if family.is_component and not family.node.name.startswith("_")]
    bases = {node.name for family in components for _, node in family.members[1:]}
    return [family for family in components if family.node.name not in bases or family.method("build") is not None]


def _say_no_component(module: Module, findings: Findings) -> None:
    """Point at the class that looks like one, if there is any."""
    for node in module.classes.values():
        if "build" in methods(node):
            variant, said = "component-class-missing/base", {"class": node.name}
            hint = ("component-class-missing/hint", said)
            findings.add("component-class-missing", module.path, node, said, variant=variant, hint=hint)
            return
    findings.add("component-class-missing", module.path)
