"""Reads the code of Code nodes, which stands in flows: a module whose ``main`` is called."""

from __future__ import annotations

import ast

from bisheng._inspect.component import described_build, from_signature
from bisheng._inspect.findings import Findings, span_of
from bisheng._inspect.imports import check_imports
from bisheng._inspect.memory import memory_of_function
from bisheng._inspect.module import Module, Modules, top_level
from bisheng._inspect.names import check_names
from bisheng._inspect.reached import reached_by_code
from bisheng._inspect.signature import parameters_of
from bisheng._inspect.source import parse_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Union

    Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]

MAIN = "main"


def inspect_code(codes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What there is to say of texts, each ``{path, text}``. They are not run."""
    modules = Modules()
    return {"codes": [_inspect_safely(code["path"], code["text"], modules) for code in codes]}


def _inspect_safely(path: str, text: str, modules: Modules) -> dict[str, Any]:
    """Of a text that is too deep to be read there is only that to say."""
    try:
        return _inspect(path, text, modules)
    except (RecursionError, MemoryError):
        findings = Findings()
        findings.add("python-syntax", path, variant="python-syntax/deep")
        return {"main": None, "findings": findings.all, "packages": None}


def _inspect(path: str, text: str, modules: Modules) -> dict[str, Any]:
    findings = Findings()
    source = parse_source(text, path, findings)
    if source is None:
        return {"main": None, "findings": findings.all, "packages": None}
    module = Module(source, "")
    main = _main(module, findings)
    check_imports(module, modules, "code", findings)
    check_names(module, "code", findings)
    return {
        "main": None if main is None else _described(main, module, modules, findings),
        "findings": [finding for finding in findings.all if finding["code"] != "names-provided"],
        "packages": reached_by_code(source.tree, modules)["packages"],
    }


def _main(module: Module, findings: Findings) -> Function | None:
    """The function that is called; of several the last, as Python has it."""
    statements = list(top_level(module.source.tree.body))
    functions = [node for node in statements if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for node in reversed(functions):
        if node.name == MAIN:
            return node
    place = functions[0] if functions else None
    findings.add("code-main-missing", module.path, place, hint=("code-main-missing/hint", {}))
    return None


def _described(main: Function, module: Module, modules: Modules, findings: Findings) -> dict[str, Any]:
    parameters = parameters_of(main, skip_self=False)
    for parameter in parameters:
        if parameter.positional_only and parameter.default is None:
            findings.add("code-main-positional", module.path, parameter.node, {"name": parameter.name})
    return {
        "span": span_of(main),
        "inputs": [from_signature(one, module) for one in parameters if not one.positional_only],
        "kind": described_build((module, main))["kind"],
        "takes_any": main.args.kwarg is not None,
        **memory_of_function(module, main, modules).described(),
    }
