"""Serves many calls at once on one asyncio loop: for async components."""

from __future__ import annotations

import os
import sys
from _contextvars import ContextVar

from bisheng._worker import logs
from bisheng._worker.call import Call
from bisheng._worker.doing import described
from bisheng._worker.early import Early
from bisheng._worker.failures import WITHOUT_PLACE, Cancelled, place_of
from bisheng._worker.objects import load
from bisheng._worker.state import keep, keep_now, restore, waits
from bisheng._worker.values import to_json
from bisheng._worker.wire import decode, exit_now
from bisheng.idempotency import use_idempotency_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from typing import Any

    from bisheng._worker.objects import Loaded, Program
    from bisheng._worker.wire import Wire

_current: ContextVar[Call | None] = ContextVar("call", default=None)
#: A generator that never waits lets the others in after as many values.
TURN = 64


class Together:
    """The objects of this process, and the calls that are going on."""

    def __init__(self, wire: Wire, debug: Any) -> None:  # noqa: ANN401
        self._wire = wire
        self._debug = debug
        self._objects: dict[int, Loaded | Program] = {}
        #: Objects that are being brought to the state in which they were kept.
        self._restoring: dict[int, asyncio.Future[None]] = {}
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
        try:
            if request["op"] == "close":
                self._close(request["instance"])
                call.result(None)
                return
            if request.get("open", {}).get("state") is not None or waits(self._object(request)):
                self._arrive(call, request, None)
                return
            with use_idempotency_key(request.get("key")):
                self._call_early(call, request)
        except BaseException as error:  # noqa: BLE001 - SystemExit too is a failure of the call
            self._fail(call, error)
        finally:
            self._end_child()
            _current.reset(token)

    def _call_early(self, call: Call, request: Any) -> None:  # noqa: ANN401
        started: Any = None
        loaded = self._objects[request["instance"]]
        value = self._start(loaded, request)
        kind = type(value)
        if hasattr(kind, "__await__") and hasattr(kind, "send") and "asyncio" not in sys.modules:
            started = Early(value, lambda: self._arrive(call, request, started))
            if started.step():
                text = self._text(call, loaded, started.result())
                _end(call, text, keep_now(loaded))
        else:
            self._arrive(call, request, _Made(value))

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

    def _object(self, request: Any) -> Loaded | Program:  # noqa: ANN401
        """The object of a request, which is made if it is not there; whoever calls it waits until it is restored."""
        number = request["instance"]
        loaded = self._objects.get(number)
        if loaded is not None:
            return loaded
        loaded = load(request["open"])
        try:
            restoring = restore(loaded, request["open"].get("state"))
        except BaseException:
            loaded.close_quietly()
            raise
        self._objects[number] = loaded
        if restoring is not None:
            self._restoring[number] = self._loop.create_task(self._restore(number, loaded, restoring))
        return loaded

    async def _restore(self, number: int, loaded: Loaded | Program, restoring: Any) -> None:  # noqa: ANN401
        try:
            await restoring
        except BaseException:
            self._objects.pop(number, None)
            loaded.close_quietly()
            raise
        finally:
            del self._restoring[number]

    def _start(self, loaded: Loaded | Program, request: Any) -> Any:  # noqa: ANN401
        """Call the function of an object; gives a coroutine, a generator or a value."""
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
        if started is None:
            self._object(request)
            restoring = self._restoring.get(request["instance"])
            if restoring is not None:
                from asyncio import shield

                await shield(restoring)
        loaded = self._objects[request["instance"]]
        with use_idempotency_key(request.get("key")):
            text = await self._result(call, loaded, self._start(loaded, request) if started is None else started)
            kept = keep(loaded)
            _end(call, text, kept if isinstance(kept, str) else await kept)

    async def _result(self, call: Call, loaded: Loaded | Program, value: Any) -> str | None:  # noqa: ANN401
        """What a started call comes to, as JSON; None where all values have been sent."""
        if type(value) is _Made:
            value = value.value
        kind = type(value)
        if hasattr(kind, "__await__"):
            value = await value
        elif hasattr(kind, "__anext__"):
            try:
                await self._stream(call, value)
            except WITHOUT_PLACE as error:
                error.frames = place_of(loaded.function, value)
                raise
            return None
        return self._text(call, loaded, value)

    def _text(self, call: Call, loaded: Loaded | Program, value: Any) -> str | None:  # noqa: ANN401
        """A value as JSON; None for a plain generator, after its values have been sent."""
        try:
            if not hasattr(type(value), "__next__"):
                return to_json(value)
            for item in value:
                call.chunk(item)
            return None
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


def _end(call: Call, text: str | None, end: str) -> None:
    if text is None:
        call.generated(end)
    else:
        call.result_text(text, end)
