"""Permissions of a worker, enforced by the kernel: Landlock, seccomp and limits, set by the process itself.

What is set can't be taken back, and holds for all threads and programs that are started later, also for root.
"""

from __future__ import annotations

import os
import sys

__all__ = ["SandboxError", "apply", "support"]


class SandboxError(Exception):
    """The sandbox is not as it should be; the process must not load anybody's code."""


def support() -> str | None:
    """Why this system can't enforce permissions (a ``sandbox-reason``), or None where it can, as far as one can ask."""
    if sys.platform != "linux":
        return "platform"
    try:
        import ctypes  # noqa: F401
    except ImportError:
        return "ctypes"
    from bisheng._worker.sandbox import landlock, seccomp, syscalls

    if os.uname().machine not in syscalls.MACHINES or sys.maxsize < 2**32 or sys.byteorder != "little":
        return "architecture"
    if landlock.version() < 1:
        return "landlock"
    return None if seccomp.supported() else "seccomp"


def apply(rules: dict) -> dict[str, object]:
    """Put this process under the rules (``SandboxRules`` of src/python/sandbox-rules.ts) before it loads anybody's code.

    Gives ``{"level": "kernel", "abi": …}``, or ``{"level": "none", "reason": …}`` where the system can't, and then
    nothing has changed. The process must have one thread. Closes the descriptors 3 to 199. Raises ``SandboxError``
    where it went wrong half-way: the process must end then.
    """
    reason = support()
    if reason is not None:
        return {"level": "none", "reason": reason}
    from bisheng._worker.sandbox import landlock, privileges, programs, readable, seccomp, verify
    from bisheng._worker.sandbox.explain import Explainer
    from bisheng._worker.sandbox.warden import Warden

    if len(os.listdir("/proc/self/task")) != 1:
        raise SandboxError("other threads run already, and would stay outside")
    own = readable.interpreter_paths()
    system = readable.system_paths(rules["network"])
    startable = [file for program in rules["run"] for file in programs.files_to_start(program)]
    write = [*rules["write"], rules["home"]]
    rights = _rights([*own, *system, *rules["read"]], write, startable)
    try:
        os.umask(0o077)
        privileges.clean_environment(rules["home"], rules.get("env", []))
        privileges.close_inherited()
        warden = Warden(int(rules["limits"]["processes"]))
        privileges.drop_capabilities()
        privileges.no_new_privileges()
        privileges.limit(rules["limits"])
        abi = landlock.restrict(rights, rules["network"])
        warden.give(seccomp.install(rules["network"], bool(rules["run"]), abi))
        verify.verify(rights)
    except OSError as error:
        raise SandboxError(str(error)) from error
    run = frozenset(startable) if rules["run"] else None
    Explainer(rules["plugin"], (*own, *system), rules["read"], write, run, rules["network"]).install()
    return {"level": "kernel", "abi": abi}


def _rights(read: list[str], write: list[str], startable: list[str]) -> dict[str, int]:
    """Landlock's rights by path. What may be started may be read: so does the kernel, and a script's interpreter."""
    from bisheng._worker.sandbox import landlock

    rights: dict[str, int] = {os.devnull: landlock.READ_FILE | landlock.WRITE_FILE}
    wanted = [(read, landlock.READ), (write, landlock.WRITE), (startable, landlock.READ_FILE | landlock.EXECUTE)]
    for paths, given in wanted:
        for path in paths:
            rights[path] = rights.get(path, 0) | given
    return rights
