"""What is found to be wrong with code."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Optional

    #: line, column, end line, end column; lines from 1, columns in UTF-8 bytes from 0
    Span = tuple[int, int, int, int]
    Values = dict[str, "str | int"]
    Hint = tuple[str, Values]
    Place = Optional["ast.AST | Span"]


class Findings:
    """Collects findings; the sentences are in the tool's catalogues."""

    def __init__(self) -> None:
        self.all: list[dict[str, object]] = []

    def add(
        self,
        code: str,
        file: str,
        place: Place = None,
        values: Values | None = None,
        *,
        variant: str | None = None,
        hint: Hint | None = None,
    ) -> None:
        """``variant`` is the whole key of the message where it is not the code."""
        self.all.append(
            {
                "code": code,
                "variant": variant,
                "values": values or {},
                "hint": None if hint is None else {"key": hint[0], "values": hint[1]},
                "file": file,
                "span": span_of(place) if isinstance(place, ast.AST) else place,
            }
        )


def span_of(node: ast.AST) -> Span:
    """Where a node is. Of a class or function its name's line up to the colon would be long: its first line."""
    line: int = node.lineno  # type: ignore[attr-defined]
    column: int = node.col_offset  # type: ignore[attr-defined]
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        word = "class " if isinstance(node, ast.ClassDef) else "def "
        if isinstance(node, ast.AsyncFunctionDef):
            word = "async def "
        start = column + len(word)
        return line, start, line, start + len(node.name.encode())
    return line, column, node.end_lineno or line, node.end_col_offset or column  # type: ignore[attr-defined]


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.6) -> Hint | None:
    """A hint at the name that was most likely meant, if one is near; ``cutoff`` is how near, up to 1."""
    import difflib  # slow to load, and most code has no mistakes

    # In an order of its own, for sets have none; of `text` and `Text` the one that begins like the name comes last and wins.
    others = sorted((other for other in known if other != name), key=lambda one: (one[:1] == name[:1], one))
    candidates = {other.lower(): other for other in others}
    near = difflib.get_close_matches(name.lower(), list(candidates), 1, cutoff)
    return ("did-you-mean", {"name": candidates[near[0]]}) if near else None
