"""The few calls of Linux that Python has no function for."""

from __future__ import annotations

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long

M_ARENA_MAX = -8


def syscall(number: int, *arguments: object) -> int:
    """Make a system call. Integers are passed as machine words, all else as ctypes passes it. Raises ``OSError``."""
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = _libc.syscall(ctypes.c_long(number), *words)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(result)


def prctl(option: int, second: object = 0, third: object = 0) -> int:
    """``prctl(2)``. Raises ``OSError``."""
    words = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in (second, third, 0, 0)]
    result = _libc.prctl(ctypes.c_int(option), *words)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(result)


def few_arenas() -> None:
    """Keep the allocator from reserving 64 MiB of address space for each thread; without glibc it does nothing."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(M_ARENA_MAX, 2)


def wipe_environment() -> None:
    """Overwrite the environment that the process was started with; its memory keeps it else."""
    table = ctypes.POINTER(ctypes.c_void_p).in_dll(_libc, "environ")
    index = 0
    while table and table[index]:
        text = ctypes.string_at(table[index])
        ctypes.memset(table[index], 0, len(text))
        index += 1
    _libc.clearenv()
