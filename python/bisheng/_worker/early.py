"""Async calls before asyncio is there: importing it takes longer than starting Python, and many calls never wait."""

from __future__ import annotations

import sys

import _frozen_importlib_external as external
from _thread import get_ident

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator
    from typing import Any


class Early:
    """A coroutine that is driven by hand until it waits; awaiting this object does the rest of it.

    ``arrive`` is called when the coroutine imports asyncio, or waits: it makes the event loop and a task that awaits
    this object, and gives both. Until the coroutine waits it runs as that task already.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, Any], arrive: Callable[[], tuple[Any, Any]]) -> None:
        self._coroutine = coroutine
        self._arrive = arrive
        self._inside: tuple[Any, Any] | None = None
        self._arrived = False
        self._waits_for: Any = None
        self._value: Any = None
        self._error: BaseException | None = None

    def step(self) -> bool:
        """Run to the first wait or the end. Whether all is done without asyncio; then awaiting this never waits."""
        finder = _Asyncio(self._enter)
        sys.meta_path.insert(0, finder)  # type: ignore[arg-type]
        ended = True
        try:
            self._waits_for = self._coroutine.send(None)
            ended = False
        except StopIteration as stop:
            self._value = stop.value
        except BaseException as error:  # noqa: BLE001 - raised where this is awaited
            self._error = error
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)  # type: ignore[arg-type]
        if not ended and not self._arrived:
            self._enter()
        self._leave()
        if ended:
            self._coroutine = None  # type: ignore[assignment]
        return not self._arrived

    def result(self) -> Any:  # noqa: ANN401
        """What the coroutine has returned or raised in its first step."""
        if self._error is not None:
            raise self._error
        return self._value

    def __await__(self) -> Generator[Any, Any, Any]:
        if self._coroutine is None:
            return self.result()
        waits_for = self._waits_for
        while True:
            try:
                try:
                    sent = yield waits_for
                except GeneratorExit:
                    self._coroutine.close()
                    raise
                except BaseException as error:  # noqa: BLE001
                    waits_for = self._coroutine.throw(error)
                else:
                    waits_for = self._coroutine.send(sent)
            except StopIteration as stop:
                return stop.value

    def _enter(self) -> None:
        from asyncio import events, tasks

        self._arrived = True
        loop, task = self._inside = self._arrive()
        events._set_running_loop(loop)
        tasks._enter_task(loop, task)

    def _leave(self) -> None:
        if self._inside is not None:
            from asyncio import events, tasks

            tasks._leave_task(*self._inside)
            events._set_running_loop(None)
            self._inside = None


class _Asyncio:
    """The first finder while a coroutine is driven by hand: notices that asyncio has been imported."""

    def __init__(self, imported: Callable[[], None]) -> None:
        self._imported = imported
        self._thread = get_ident()

    def find_spec(self, name, path=None, target=None):  # noqa: ANN001, ANN201
        if name != "asyncio" or get_ident() != self._thread:
            return None
        sys.meta_path.remove(self)  # type: ignore[arg-type]
        spec = external.PathFinder.find_spec(name, path, target)
        if spec is not None:
            spec.loader = _Loader(spec.loader, self._imported)
        return spec


class _Loader:
    def __init__(self, loader, loaded: Callable[[], None]) -> None:  # noqa: ANN001
        self._loader = loader
        self._loaded = loaded

    def create_module(self, spec):  # noqa: ANN001, ANN201
        return self._loader.create_module(spec)

    def exec_module(self, module) -> None:  # noqa: ANN001
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._loaded()
