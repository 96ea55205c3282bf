"""Serves many calls at once on one asyncio loop: for async components."""

from __future__ import annotations

import os
import sys
from _contextvars import ContextVar

from bisheng._worker import logs
from bisheng._worker.call import Call
from bisheng._worker.early import Early
from bisheng._worker.failures import WITHOUT_PLACE, Cancelled, place_of
from bisheng._worker.objects import Loaded, described, load
from bisheng._worker.values import to_json
from bisheng._worker.wire import decode, exit_now

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from typing import Any

    from bisheng._worker.wire import Wire

_current: ContextVar[Call | None] = ContextVar("call", default=None)
#: A generator that never waits lets the others in after as many values.
TURN = 64


class Together:
    """The objects of this process, and the calls that are going on."""

    def __init__(self, wire: Wire, debug: Any) -> None:  # noqa: ANN401
        self._wire = wire
        self._debug = debug
        self._objects: dict[int, Loaded] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._calls: dict[int, Call] = {}
        self._loop: Any = None
        self._ended = False
        self._process = os.getpid()
        logs.redirect(_current.get)

    def serve(self) -> None:
        """Answer requests until there are no more."""
        # asyncio is imported only when a call needs it.
        while self._loop is None and not self._ended:
            line = self._wire.read_line()
            if line is None:
                self._ended = True
            else:
                self._begin_early(decode(line.decode()))
        if not self._ended:
            self._serve_in_loop()
        for number in list(self._objects):
            self._close(number)

    def _begin_early(self, request: Any) -> None:  # noqa: ANN401
        """Serve a request without a loop, or make the loop and leave the rest to it."""
        if request["op"] == "cancel":
            return  # all calls until now have ended
        call = Call(self._wire, request["id"])
        token = _current.set(call)
        started: Any = None
        try:
            if request["op"] == "close":
                self._close(request["instance"])
                call.result(None)
                return
            value = self._start(request)
            kind = type(value)
            if hasattr(kind, "__await__") and hasattr(kind, "send") and "asyncio" not in sys.modules:
                started = Early(value, lambda: self._arrive(call, request, started))
                if not started.step():
                    return
            else:
                self._arrive(call, request, _Made(value))
                return
            self._end(call, self._objects[request["instance"]], started.result())
        except BaseException as error:  # noqa: BLE001 - SystemExit too is a failure of the call
            self._fail(call, error)
        finally:
            self._end_child()
            _current.reset(token)

    def _end_child(self) -> None:
        """A forked child that has come back from the call ends: it has a loop and a process's work that are not its own."""
        if os.getpid() != self._process:
            exit_now(0)

    def _arrive(self, call: Call, request: Any, started: Any) -> tuple[Any, Any]:  # noqa: ANN401
        """Make the loop, and a task for a call that has begun without it."""
        import asyncio

        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        return self._loop, self._task(call, request, started)

    def _serve_in_loop(self) -> None:
        # Some came together with those that were served already.
        self._loop.call_soon(self._take, self._wire.pending_lines())
        if os.name == "nt":
            self._read_in_thread()
        else:
            self._loop.add_reader(self._wire.input, lambda: self._take(self._wire.read_lines()))
        while not self._ended:
            try:
                self._loop.run_forever()
            except (KeyboardInterrupt, SystemExit):  # of a task that the user's code has made
                continue

    def _read_in_thread(self) -> None:
        import _thread

        def read() -> None:
            lines: list[bytes] | None = []
            while lines is not None:
                lines = self._wire.read_lines()
                self._loop.call_soon_threadsafe(self._take, lines)

        _thread.start_new_thread(read, ())

    def _take(self, lines: list[bytes] | None) -> None:
        if lines is None:
            self._ended = True
            self._loop.stop()
            return
        for line in lines:
            self._begin(decode(line.decode()))

    def _begin(self, request: Any) -> None:  # noqa: ANN401
        number = request["id"]
        if request["op"] != "cancel":
            self._task(Call(self._wire, number), request, None)
        elif number in self._tasks:
            self._calls[number].cancelled = True
            self._tasks[number].cancel()

    def _task(self, call: Call, request: Any, started: Any) -> asyncio.Task[None]:  # noqa: ANN401
        self._calls[call.id] = call
        task = self._tasks[call.id] = self._loop.create_task(self._answer(call, request, started))
        return task

    async def _answer(self, call: Call, request: Any, started: Any) -> None:  # noqa: ANN401
        _current.set(call)
        try:
            if request["op"] == "close":
                self._close(request["instance"])
                call.result(None)
            else:
                await self._run(call, request, started)
        except BaseException as error:  # noqa: BLE001 - SystemExit too is a failure of the call
            cancelled = call.cancelled and isinstance(error, sys.modules["asyncio"].CancelledError)
            self._fail(call, Cancelled() if cancelled else error)
        finally:
            self._end_child()
            del self._tasks[call.id], self._calls[call.id]

    def _fail(self, call: Call, error: BaseException) -> None:
        try:
            answer = described(error)
        except BaseException as second:  # noqa: BLE001 - an exception whose own methods fail
            answer = described(RuntimeError(f"{type(error).__name__}, then {type(second).__name__}"))
        call.failed(answer)

    def _start(self, request: Any) -> Any:  # noqa: ANN401
        """Call the function of an object, which is made if it is not there; gives a coroutine, a generator or a value."""
        number = request["instance"]
        loaded = self._objects.get(number)
        if loaded is None:
            loaded = self._objects[number] = load(request["open"])
        logs.listen(_current.get)
        function = loaded.function
        try:
            arguments, named = loaded.arguments(request["inputs"])
        except WITHOUT_PLACE as error:
            error.frames = place_of(function, None)
            raise
        if self._debug is not None:
            function = self._debug.stop_in(function)
        return function(*arguments, **named)

    async def _run(self, call: Call, request: Any, started: Any) -> None:  # noqa: ANN401
        value = self._start(request) if started is None else started
        if type(value) is _Made:
            value = value.value
        loaded = self._objects[request["instance"]]
        kind = type(value)
        if hasattr(kind, "__await__"):
            value = await value
        elif hasattr(kind, "__anext__"):
            try:
                await self._stream(call, value)
            except WITHOUT_PLACE as error:
                error.frames = place_of(loaded.function, value)
                raise
            call.generated(_state(loaded))
            return
        self._end(call, loaded, value)

    def _end(self, call: Call, loaded: Loaded, value: Any) -> None:  # noqa: ANN401
        """Answer with a value, or the values of a plain generator."""
        try:
            if hasattr(type(value), "__next__"):
                for item in value:
                    call.chunk(item)
                call.generated(_state(loaded))
            else:
                call.result(value, _state(loaded))
        except WITHOUT_PLACE as error:
            error.frames = place_of(loaded.function, value)
            raise

    async def _stream(self, call: Call, values: Any) -> None:  # noqa: ANN401
        from asyncio import sleep

        count = 0
        try:
            async for item in values:
                call.chunk(item)
                count += 1
                if count % TURN == 0:
                    await sleep(0)
        finally:
            close = getattr(values, "aclose", None)
            if close is not None:
                await close()

    def _close(self, number: int) -> None:
        loaded = self._objects.pop(number, None)
        if loaded is not None:
            try:
                loaded.close()
            except BaseException as error:  # noqa: BLE001
                print(f"cleanup: {type(error).__name__}: {error}", file=sys.stderr)


class _Made:
    """A value that a call has given before there was a loop."""

    def __init__(self, value: object) -> None:
        self.value = value


def _state(loaded: Loaded) -> str:
    return f',"state":{to_json(loaded.object.get_state())}' if loaded.keeps_state else ""
