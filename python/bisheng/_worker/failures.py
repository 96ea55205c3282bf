"""Exceptions of the user's code as answers: a code, the values of its message, and the user's frames."""

from __future__ import annotations

import sys

from bisheng._worker import imports
from bisheng._worker.call import LOG_END, TooMuchOutput
from bisheng._worker.values import NotJson, TooLarge, type_name
from bisheng._worker.wire import LINE_LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: More frames than these say nothing more; of a deep recursion the outer and the inner half are kept.
FRAMES = 40
TEXT = 4000


class Failure(Exception):
    """A failure that the worker itself finds. ``code``, ``key`` and ``values`` are those of the tool's messages."""

    def __init__(self, code: str, values: dict[str, object] | None = None, key: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.key = key
        self.values = values or {}
        self.frames: list[dict[str, object]] = []


class Cancelled(KeyboardInterrupt):
    """Raised in a call that was cancelled. Not an ``Exception``, so that code that catches those lets it through."""


def describe(error: BaseException, doing: str = "") -> dict[str, object]:
    """The answer for an exception. ``doing`` is ``load`` or ``create`` outside of calls."""
    if isinstance(error, Failure):
        answer = {"code": error.code, "values": error.values, "frames": error.frames}
        if error.key:
            answer["key"] = error.key
        if error.__cause__ is not None:
            answer["frames"] = frames_of(error.__cause__.__traceback__)
        return answer
    code, key, values = _what(error)
    if key is None and doing:
        key = f"{code}/{doing}" if code == "python-exception" else None
    answer = {"code": code, "values": values, "frames": _frames(error)}
    if key:
        answer["key"] = key
    return answer


def _what(error: BaseException) -> tuple[str, str | None, dict[str, object]]:
    if isinstance(error, Cancelled):
        return "cancelled", None, {}
    if isinstance(error, NotJson):
        key = None if error.problem == "type" else f"python-result/{error.problem}"
        return "python-result", key, {"type": error.what, "where": error.where}
    if isinstance(error, TooLarge):
        return "python-result-too-large", None, {"limit": LINE_LIMIT // (1024 * 1024)}
    if isinstance(error, TooMuchOutput):
        return "python-result-too-large", "python-result-too-large/log", {"limit": LOG_END // (1024 * 1024)}
    if isinstance(error, SystemExit):
        return "python-exit", None, {"status": clip(text_of(error.code))}
    if (type(error).__module__, type(error).__name__) == ("bdb", "BdbQuit"):
        return "python-breakpoint", None, {}
    values: dict[str, object] = {"type": type_name(error), "text": clip(text_of(error))}
    denied = _denied(error)
    if denied is not None:
        return "permission-denied", None, {"plugin": text_of(denied.plugin), "permission": clip(denied.permission)}
    if isinstance(error, ModuleNotFoundError) and error.name:
        return "import-missing", None, {"name": str(error.name), "package": _package_of(str(error.name))}
    if isinstance(error, SyntaxError) and type(error).__module__ == "builtins":
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return "python-syntax", None, {"version": version, "reason": clip(text_of(error.msg))}
    if isinstance(error, RecursionError):
        return "python-recursion", None, {}
    if isinstance(error, MemoryError):
        return "python-memory", None, {}
    if type(error) is NameError:
        name = getattr(error, "name", None) or text_of(error).partition("'")[2].partition("'")[0]
        if name:
            return "name-undefined", None, {"name": clip(text_of(name))}
    if not values["text"]:
        return "python-exception", "python-exception/plain", values
    return "python-exception", None, values


def _denied(error: BaseException) -> Any:  # noqa: ANN401
    """The permission that was missing; libraries for networks have it inside an error of their own."""
    inner: BaseException | None = error if isinstance(error, OSError) else None
    for _ in range(10):
        if inner is None or (isinstance(inner, PermissionError) and isinstance(getattr(inner, "permission", None), str)):
            return inner
        inner = inner.__cause__ or (None if inner.__suppress_context__ else inner.__context__)
    return None


def _package_of(module: str) -> str:
    """What pip calls a module's package, as far as that is known."""
    from bisheng._inspect import imports as known

    top = module.partition(".")[0]
    return getattr(known, "PACKAGES", {}).get(top, top.replace("_", "-"))


def text_of(value: object) -> str:
    """``str(value)``, whatever that does."""
    try:
        return str(value)
    except Cancelled:
        raise
    except BaseException as error:  # noqa: BLE001
        return f"<its text can't be had: {type(error).__name__}>"


def clip(text: str) -> str:
    """A text that is not longer than anybody reads."""
    return text if len(text) <= TEXT else f"{text[:TEXT]}…"


def place_of(function: object, value: object) -> list[dict[str, object]]:
    """Where to point for what a function returned: its first line, or the ``yield`` where a generator waits."""
    for name in ("gi_frame", "ag_frame"):
        frame = getattr(value, name, None)
        if frame is not None:
            return [_frame(frame.f_code.co_filename, frame.f_lineno, None, None, None, frame.f_code.co_name)]
    code = getattr(function, "__code__", None)
    if code is None or not imports.is_users(code.co_filename):
        return []
    return [_frame(code.co_filename, code.co_firstlineno, None, None, None, code.co_name)]


#: Failures of a value, not of a line: their places are looked for by :func:`place_of`.
WITHOUT_PLACE = (NotJson, TooLarge, Failure)


def _frames(error: BaseException) -> list[dict[str, object]]:
    if isinstance(error, WITHOUT_PLACE):
        return error.frames
    if isinstance(error, RecursionError):
        return frames_of(error.__traceback__)
    frames = frames_of(error.__traceback__)
    if not frames and error.__cause__ is not None:  # StopIteration out of a generator
        frames = frames_of(error.__cause__.__traceback__)
    if isinstance(error, SyntaxError) and error.filename and error.lineno and imports.is_users(error.filename):
        frames.append(_syntax_frame(error))
    return frames


def _syntax_frame(error: SyntaxError) -> dict[str, object]:
    column = end = None
    if error.text is not None and error.offset:
        column = len(error.text[: error.offset - 1].encode("utf-8", "surrogatepass"))
        last = getattr(error, "end_offset", None)
        if last and getattr(error, "end_lineno", None) == error.lineno and last > error.offset:
            end = len(error.text[: last - 1].encode("utf-8", "surrogatepass"))
    line = error.lineno
    return _frame(error.filename or "", line, column, line if end else None, end, "<module>")


def frames_of(traceback) -> list[dict[str, object]]:  # noqa: ANN001
    """The user's frames of a traceback, the innermost last."""
    outer: list[dict[str, object]] = []
    inner: list[object] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if imports.is_users(code.co_filename):
            if len(outer) < FRAMES // 2:
                outer.append(_traceback_frame(traceback))
            else:
                inner.append(traceback)
                if len(inner) > FRAMES:
                    del inner[: FRAMES // 2]
        traceback = traceback.tb_next
    return outer + [_traceback_frame(one) for one in inner[-FRAMES // 2 :]]


def _traceback_frame(traceback) -> dict[str, object]:  # noqa: ANN001
    code = traceback.tb_frame.f_code
    where: tuple[object, ...] = (traceback.tb_lineno, None, None, None)
    if hasattr(code, "co_positions") and traceback.tb_lasti >= 0:
        from itertools import islice

        line, end_line, column, end_column = next(
            islice(code.co_positions(), traceback.tb_lasti // 2, None), (None, None, None, None)
        )
        if line == traceback.tb_lineno and column is not None:
            where = (line, column, end_line, end_column)
    return _frame(code.co_filename, *where, code.co_name)


def live_frames() -> list[dict[str, object]]:
    """The user's frames of the code that is running, for an end that leaves no traceback."""
    frames = []
    frame = sys._getframe(1)
    while frame is not None and len(frames) < FRAMES:
        if imports.is_users(frame.f_code.co_filename):
            frames.append(_frame(frame.f_code.co_filename, frame.f_lineno, None, None, None, frame.f_code.co_name))
        frame = frame.f_back  # type: ignore[assignment]
    return frames[::-1]


def _frame(file, line, column, end_line, end_column, function) -> dict[str, object]:  # noqa: ANN001
    return {
        "file": file,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
        "function": function,
    }
