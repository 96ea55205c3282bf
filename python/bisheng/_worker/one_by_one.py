"""Serves calls one after the other on the main thread: for components that are not async."""

from __future__ import annotations

import _signal
import _thread
import os
import sys

from bisheng._worker import logs
from bisheng._worker.call import Call
from bisheng._worker.doing import described
from bisheng._worker.failures import WITHOUT_PLACE, Cancelled, place_of
from bisheng._worker.objects import design, load
from bisheng._worker.state import keep, restore
from bisheng._worker.values import to_json
from bisheng._worker.wire import decode, exit_now
from bisheng.idempotency import use_idempotency_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bisheng._worker.objects import Loaded, Program
    from bisheng._worker.wire import Wire


class OneByOne:
    """The objects of this process, and the call that is going on."""

    def __init__(self, wire: Wire, debug: Any) -> None:  # noqa: ANN401
        self._wire = wire
        self._debug = debug
        self._objects: dict[int, Loaded | Program] = {}
        self._call: Call | None = None
        #: The object that is called, and which objects' calls have left threads behind.
        self._instance = 0
        self._threads: dict[int | None, int] = {}
        logs.redirect(self.current)
        # Cancelling is a signal, because it must reach code that waits or calculates. Where there is none, or the
        # code has set its own handler, the tool ends the process.
        _signal.signal(_signal.SIGINT, self._interrupt)

    def current(self) -> Call | None:
        """The call that prints belong to: of a thread that an earlier call has left, one of the same object."""
        if self._threads and self._threads.get(_thread.get_ident(), self._instance) != self._instance:
            return None
        return self._call

    def serve(self) -> None:
        """Answer requests until there are no more."""
        process = os.getpid()
        self._folder = os.getcwd()
        while True:
            line = self._wire.read_line()
            if line is None:
                break
            self._answer(decode(line.decode()))
            if os.getpid() != process:
                exit_now(0)  # a forked child that has come back from the call
            self._tidy()
        for number in list(self._objects):
            self._close(number)

    def _answer(self, request: Any) -> None:  # noqa: ANN401
        call = Call(self._wire, request["id"])
        answer = None
        try:
            try:
                self._call = call
                answer = self._work(call, request)
            finally:
                self._call = None
        except BaseException as error:  # noqa: BLE001 - SystemExit too is a failure of the call
            self._fail(call, error)
            return
        if answer is not None:
            answer()

    def _tidy(self) -> None:
        """Take back what a call has changed for all: the next one may be of another component."""
        logs.restore()
        threading = sys.modules.get("threading")
        if threading is not None:
            others = (one.ident for one in threading.enumerate() if one is not threading.main_thread())
            self._threads = {ident: self._threads.get(ident, self._instance) for ident in others}
        self._wire.mend()
        if _signal.getsignal(_signal.SIGINT) != self._interrupt:
            _signal.signal(_signal.SIGINT, self._interrupt)
        try:
            os.chdir(self._folder)
        except OSError:
            pass  # it was deleted

    def _fail(self, call: Call, error: BaseException) -> None:
        self._call = None
        try:
            answer = described(error)
        except BaseException as second:  # noqa: BLE001 - an exception whose own methods fail
            answer = described(RuntimeError(f"{type(error).__name__}, then {type(second).__name__}"))
        call.failed(answer)

    def _interrupt(self, number: int, frame: object) -> None:
        if self._call is not None:
            self._call.cancelled = True
            raise Cancelled

    def _work(self, call: Call, request: Any) -> Any:  # noqa: ANN401
        """Do what is asked; gives what sends the answer."""
        operation = request["op"]
        if operation == "call":
            return self._run(call, request)
        value: object = None
        if operation == "close":
            self._close(request["instance"])
        elif operation == "design":
            value = design(request["file"], request["class"])
        elif operation == "inspect":
            from bisheng._inspect import inspect

            value = inspect(request["folders"])
        elif operation == "inspect_code":
            from bisheng._inspect import inspect_code

            value = inspect_code(request["codes"])
        elif operation != "ping":
            raise ValueError(operation)
        return lambda: call.result(value)

    def _run(self, call: Call, request: Any) -> Any:  # noqa: ANN401
        number = self._instance = request["instance"]
        loaded = self._objects.get(number)
        if loaded is None:
            loaded = self._objects[number] = self._open(request["open"])
        logs.listen(self.current)
        with use_idempotency_key(request.get("key")):
            return self._call_function(call, loaded, request["inputs"])

    def _open(self, spec: Any) -> Loaded | Program:  # noqa: ANN401
        """An object as it was when it was last kept. Raises what its making raises."""
        loaded = load(spec)
        try:
            restoring = restore(loaded, spec.get("state"))
            if restoring is not None:
                self._wait(restoring)
        except BaseException:
            loaded.close_quietly()
            raise
        return loaded

    def _call_function(self, call: Call, loaded: Loaded | Program, inputs: Any) -> Any:  # noqa: ANN401
        function = loaded.function
        value: Any = None
        try:
            arguments, named = loaded.arguments(inputs)
            if self._debug is not None:
                function = self._debug.stop_in(function)
            value = function(*arguments, **named)
            kind = type(value)
            generated = hasattr(kind, "__next__")
            if generated:
                for item in value:
                    call.chunk(item)
            elif hasattr(kind, "__await__") or hasattr(kind, "__anext__"):
                generated, value = self._await(call, value)
            text = "" if generated else to_json(value)
        except WITHOUT_PLACE as error:
            error.frames = place_of(loaded.function, value)
            raise
        kept = keep(loaded)
        end = kept if isinstance(kept, str) else self._wait(kept)
        return (lambda: call.generated(end)) if generated else (lambda: call.result_text(text, end))

    def _wait(self, coroutine: Any) -> Any:  # noqa: ANN401
        import asyncio

        return asyncio.run(coroutine)

    def _await(self, call: Call, value: Any) -> tuple[bool, object]:  # noqa: ANN401
        """What a plain function returned is async all the same."""
        import asyncio

        async def values() -> None:
            async for item in value:
                call.chunk(item)

        async def one() -> object:
            return await value

        generated = hasattr(type(value), "__anext__")
        return generated, asyncio.run(values() if generated else one())

    def _close(self, number: int) -> None:
        loaded = self._objects.pop(number, None)
        if loaded is not None:
            try:
                loaded.close()
            except BaseException as error:  # noqa: BLE001
                print(f"cleanup: {type(error).__name__}: {error}", file=sys.stderr)
