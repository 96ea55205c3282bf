"""The process: reads its start, locks itself in where it should, and serves."""

from __future__ import annotations

import builtins
import os
import sys

from bisheng._worker import imports
from bisheng._worker.failures import Failure, live_frames
from bisheng._worker.doing import described
from bisheng._worker.wire import Wire, decode, die_with_parent, exit_now


def serve() -> None:
    """Serve until the end of stdin, then end the process."""
    wire = Wire()
    line = wire.read_line()
    if line is None:
        exit_now(0)
    try:
        start = decode(line.decode())
        debug = _prepare(wire, start)  # type: ignore[arg-type]
    except BaseException as error:  # noqa: BLE001 - whatever it is, the tool must hear of it
        wire.send({"id": 0, "error": described(error)})
        exit_now(1)
    wire.send_text('{"ready":true}')
    try:
        if start["loop"]:  # type: ignore[index,call-overload]
            from bisheng._worker.together import Together

            Together(wire, debug).serve()
        else:
            from bisheng._worker.one_by_one import OneByOne

            OneByOne(wire, debug).serve()
        atexit = sys.modules.get("atexit")
        if atexit is not None:
            atexit._run_exitfuncs()
    except OSError:
        exit_now(CLOSED)  # the user's code has closed our descriptors
    except BaseException:  # noqa: BLE001 - it has changed what we work with: built-in functions, modules
        exit_now(BROKEN)
    finally:
        exit_now(0)


#: The status of a process that can't speak with the tool any more.
CLOSED = 81
#: The status of one that can't work any more.
BROKEN = 82


def _prepare(wire: Wire, start: dict):  # noqa: ANN202
    die_with_parent()
    import faulthandler

    faulthandler.enable(2, all_threads=False)
    _tell_exits(wire)
    if not hasattr(builtins, "exit"):  # they come with `site`
        builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]
    project = start["project"]
    sandbox = start.get("sandbox")
    paths = start.get("paths") or []
    if sandbox is not None:
        from bisheng._worker.sandbox import SandboxError, apply

        imports.keep_out_user_site()
        try:
            reached = apply(sandbox)
        except SandboxError:
            reached = {"level": "none", "reason": "failed"}
        if reached["level"] != "kernel":  # nothing of the user is loaded
            raise Failure("sandbox-unavailable", {}, f"sandbox-reason/{reached['reason']}")
    else:
        paths = paths + [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    sys.argv = [""]
    sys.path[:0] = [project, *paths]
    imports.add_root(project)
    if any(entry.endswith("-packages") for entry in paths):
        imports.run_path_files(paths)
    if start.get("debug"):
        from bisheng._worker.debug import Debug

        return Debug(wire, start["debug"])
    return None


def _tell_exits(wire: Wire) -> None:
    """Say where ``os._exit`` was called, because nothing is left to see of it later."""
    process = os.getpid()
    leave = os._exit

    def _exit(status: int = 0) -> None:
        if os.getpid() == process and sys._getframe(1).f_globals.get("__name__") != "bisheng._worker.wire":
            wire.send({"exit": status, "frames": live_frames()})
        leave(status)

    os._exit = _exit  # type: ignore[assignment]
