"""Serves many calls at once on one asyncio loop: for async components."""

from __future__ import annotations

import asyncio
import os
import sys
from contextvars import ContextVar

from bisheng._worker import logs
from bisheng._worker.call import Call
from bisheng._worker.failures import WITHOUT_PLACE, Cancelled, place_of
from bisheng._worker.objects import Loaded, described
from bisheng._worker.values import to_json
from bisheng._worker.wire import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
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
        self._loop = asyncio.new_event_loop()
        self._ended = False
        logs.redirect(_current.get)

    def serve(self) -> None:
        """Answer requests until there are no more."""
        asyncio.set_event_loop(self._loop)
        # Some came together with the start.
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
        for number in list(self._objects):
            self._close(number)

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
        if request["op"] == "cancel":
            if number in self._tasks:
                self._calls[number].cancelled = True
                self._tasks[number].cancel()
            return
        call = self._calls[number] = Call(self._wire, number)
        self._tasks[number] = self._loop.create_task(self._answer(call, request))

    async def _answer(self, call: Call, request: Any) -> None:  # noqa: ANN401
        _current.set(call)
        try:
            if request["op"] == "close":
                self._close(request["instance"])
                call.result(None)
            else:
                await self._run(call, request)
        except asyncio.CancelledError as error:
            call.failed(described(Cancelled() if call.cancelled else error))
        except BaseException as error:  # noqa: BLE001 - SystemExit too is a failure of the call
            try:
                answer = described(error)
            except BaseException as second:  # noqa: BLE001 - an exception whose own methods fail
                answer = described(RuntimeError(f"{type(error).__name__}, then {type(second).__name__}"))
            call.failed(answer)
        finally:
            del self._tasks[call.id], self._calls[call.id]

    async def _run(self, call: Call, request: Any) -> None:  # noqa: ANN401
        number = request["instance"]
        loaded = self._objects.get(number)
        if loaded is None:
            loaded = self._objects[number] = Loaded(request["open"])
        logs.listen(_current.get)
        function = loaded.function
        value: Any = None
        try:
            arguments, named = loaded.arguments(request["inputs"])
            if self._debug is not None:
                function = self._debug.stop_in(function)
            value = function(*arguments, **named)
            kind = type(value)
            generated = True
            if hasattr(kind, "__anext__"):
                await self._stream(call, value)
            elif hasattr(kind, "__next__") and not hasattr(kind, "__await__"):
                for item in value:
                    call.chunk(item)
            else:
                generated = False
                if hasattr(kind, "__await__"):
                    value = await value
            extra = f',"state":{to_json(loaded.object.get_state())}' if loaded.keeps_state else ""
            if generated:
                call.generated(extra)
            else:
                call.result(value, extra)
        except WITHOUT_PLACE as error:
            error.frames = place_of(loaded.function, value)
            raise

    async def _stream(self, call: Call, values: Any) -> None:  # noqa: ANN401
        count = 0
        try:
            async for item in values:
                call.chunk(item)
                count += 1
                if count % TURN == 0:
                    await asyncio.sleep(0)
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
