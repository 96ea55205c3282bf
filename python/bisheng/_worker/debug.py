"""A debugger in the worker: debugpy where it is installed, else pdb, which stops at the first line of each call.

pdb speaks with the terminal where there is one, else with whoever connects to the port (`nc 127.0.0.1 5678`).
"""

from __future__ import annotations

import dis
import inspect
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bisheng._worker.wire import Wire


#: Nobody wants to step into what calls ``build``.
_CALLERS = ("bisheng._worker.*", "asyncio.*")


class Debug:
    """Waits for a debugger when made; ``breakpoint()`` in the user's code reaches it too."""

    def __init__(self, wire: Wire, options: dict[str, Any]) -> None:
        self._pdb = None
        port = options["port"]
        try:
            import debugpy
        except ImportError:
            self._pdb = self._with_pdb(wire, port, options["terminal"])
            sys.breakpointhook = self._break
            return
        debugpy.listen(("127.0.0.1", port))
        wire.send({"debug": ["debugpy", port]})
        debugpy.wait_for_client()

    def _with_pdb(self, wire: Wire, port: int, terminal: bool):  # noqa: ANN202
        import pdb

        if terminal:
            names = ("CONIN$", "CONOUT$") if sys.platform == "win32" else ("/dev/tty", "/dev/tty")
            try:
                reads, writes = open(names[0]), open(names[1], "w")  # noqa: SIM115
            except OSError:
                pass  # started without one
            else:
                wire.send({"debug": ["terminal", port]})
                return pdb.Pdb(stdin=reads, stdout=writes, nosigint=True, skip=_CALLERS)
        import socket

        server = socket.create_server(("127.0.0.1", port))
        wire.send({"debug": ["socket", server.getsockname()[1]]})
        connection, _ = server.accept()
        server.close()
        return pdb.Pdb(stdin=connection.makefile("r"), stdout=connection.makefile("w"), nosigint=True, skip=_CALLERS)

    def _break(self, *_arguments: object, **_named: object) -> None:
        assert self._pdb is not None
        # Who steps over `breakpoint()` does not want to see how pdb stops.
        sys.settrace(None)
        self._pdb.set_trace(sys._getframe(1))

    def stop_in(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, but stopping at its first line; debugpy stops where its user has set breakpoints."""
        pdb = self._pdb
        if pdb is None:
            return function
        inner = inspect.unwrap(function)
        code = inner.__code__
        later = inspect.isgeneratorfunction(inner) or inspect.iscoroutinefunction(inner) or inspect.isasyncgenfunction(inner)

        def stopping(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            # A breakpoint, not a step into: the body of a generator or coroutine runs only later.
            pdb.reset()
            pdb.set_break(code.co_filename, _first_line(code), temporary=True)
            pdb.botframe = sys._getframe(0)
            pdb.set_continue()
            sys.settrace(pdb.trace_dispatch)
            try:
                return function(*arguments, **named)
            finally:
                if not later:
                    sys.settrace(None)

        return stopping


def _first_line(code: Any) -> int:  # noqa: ANN401
    """The first line of a function's body."""
    lines = sorted({line for _, line in dis.findlinestarts(code) if line and line > code.co_firstlineno})
    return lines[0] if lines else code.co_firstlineno
