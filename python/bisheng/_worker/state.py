"""What objects ask to be kept of their state: ``get_state`` after each call, ``set_state`` before a fresh object's first."""

from __future__ import annotations

from bisheng._worker.doing import Doing, described
from bisheng._worker.failures import WITHOUT_PLACE, Failure, place_of
from bisheng._worker.values import NotJson, TooLarge, to_json
from bisheng._worker.wire import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any

    from bisheng._worker.objects import Loaded, Program

#: Characters of a state: it is kept with each result.
STATE_LIMIT = 8 * 1024 * 1024


def restore(loaded: Loaded | Program, state: object) -> Awaitable[None] | None:
    """Hand a fresh object what was kept; gives what is to be awaited, where that is to be done.

    Raises what ``set_state`` raises, also when awaited.
    """
    if state is None or not loaded.keeps_state:
        return None
    with Doing("restore"):
        result = loaded.object.set_state(state)
    return _finish(result) if hasattr(type(result), "__await__") else None


async def _finish(restoring: Any) -> None:  # noqa: ANN401
    with Doing("restore"):
        await restoring


def keep(loaded: Loaded | Program) -> str | Awaitable[str]:
    """Ask an object for its state after a call: the end of the answer, or what gives it when awaited.

    A failure is not the call's: the answer says what it was.
    """
    if not loaded.keeps_state:
        return ""
    try:
        state = loaded.object.get_state()
        return _await(loaded, state) if hasattr(type(state), "__await__") else _said(state)
    except Exception as error:  # noqa: BLE001
        return _unkept(loaded, error)


async def _await(loaded: Loaded | Program, state: Any) -> str:  # noqa: ANN401
    try:
        return _said(await state)
    except Exception as error:  # noqa: BLE001
        return _unkept(loaded, error)


def keep_now(loaded: Loaded | Program) -> str:
    """The same for an object whose ``get_state`` never waits."""
    end = keep(loaded)
    if isinstance(end, str):
        return end
    end.close()  # type: ignore[attr-defined]
    return _unkept(loaded, NotJson("type", "", "coroutine"))


def waits(loaded: Loaded | Program) -> bool:
    """Whether ``get_state`` is a coroutine function."""
    code = getattr(getattr(loaded.object, "get_state", None), "__code__", None)
    return loaded.keeps_state and code is not None and bool(code.co_flags & 0x80)


def _said(state: object) -> str:
    text = to_json(state)
    if len(text) > STATE_LIMIT:
        raise Failure("python-result-too-large", {"limit": STATE_LIMIT // (1024 * 1024)}, "python-result-too-large/state")
    return f',"state":{text}'


def _unkept(loaded: Loaded | Program, error: Exception) -> str:
    if isinstance(error, WITHOUT_PLACE):
        error.frames = place_of(getattr(loaded.object, "get_state", None), None)
    try:
        answer = described(error)
    except Exception as second:  # noqa: BLE001 - an exception whose own methods fail
        answer = described(RuntimeError(f"{type(error).__name__}, then {type(second).__name__}"))
    if isinstance(error, NotJson):
        answer["key"] = f"python-result/state-{error.problem}" if error.problem != "type" else "python-result/state"
    elif isinstance(error, TooLarge):
        limit = {"limit": STATE_LIMIT // (1024 * 1024)}
        answer.update({"key": "python-result-too-large/state", "values": limit})
    return f',"unkept":{encode(answer)}'
