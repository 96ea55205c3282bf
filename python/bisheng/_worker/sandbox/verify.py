"""Tries what must be impossible by now: a sandbox that isn't one is found before anybody's code runs."""

from __future__ import annotations

import ctypes
import os

from bisheng._worker.sandbox.libc import prctl, syscall

_GET_SECCOMP, _GET_NO_NEW_PRIVS = 21, 39
_PTRACE = {"x86_64": 101, "aarch64": 117}
_SOCKET = {"x86_64": 41, "aarch64": 198}
_AF_UNIX, _SOCK_DGRAM = 1, 2
_PTRACE_ATTACH = 16


def verify(rights: dict[str, int]) -> None:
    """Raise ``PermissionError`` if something is open that must be closed."""
    machine = os.uname().machine
    if prctl(_GET_SECCOMP) != 2 or prctl(_GET_NO_NEW_PRIVS) != 1:
        raise PermissionError("the filter of system calls is not in force")
    _must_fail("a socket", lambda: syscall(_SOCKET[machine], _AF_UNIX, _SOCK_DGRAM, 0))
    _must_fail("a look into another process", lambda: syscall(_PTRACE[machine], _PTRACE_ATTACH, 0, None, None))
    if "/" not in rights:
        _must_fail("the root folder", lambda: os.open("/", os.O_RDONLY | os.O_DIRECTORY))
    if all(not "/proc".startswith(path) for path in rights):
        _must_fail("the memory of a process", lambda: os.open("/proc/self/mem", os.O_RDONLY))
    _no_capabilities()


def _must_fail(what: str, attack) -> None:  # noqa: ANN001
    try:
        attack()
    except PermissionError:
        return
    except OSError as error:
        raise PermissionError(f"{what} failed in another way than it should: {error}") from error
    raise PermissionError(f"{what} was not denied")


def _no_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    syscall({"x86_64": 125, "aarch64": 90}[os.uname().machine], ctypes.byref(header), ctypes.byref(sets))
    if any(sets):
        raise PermissionError("capabilities are left")
