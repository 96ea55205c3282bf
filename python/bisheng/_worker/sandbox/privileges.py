"""What a process loses besides: capabilities, limits, descriptors, the environment."""

from __future__ import annotations

import ctypes
import os
import resource
import struct

from bisheng._worker.sandbox.libc import few_arenas, prctl, syscall, wipe_environment

_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION_3 = 0x20080522
_SET_DUMPABLE, _CAPBSET_DROP, _SET_SECUREBITS, _SET_NO_NEW_PRIVS, _CAP_AMBIENT = 4, 24, 28, 38, 47
#: NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE, all locked, and KEEP_CAPS locked as off.
_SECUREBITS = 0b11101111
#: The worker's own descriptors are above; see wire.py.
_FIRST_PRIVATE = 200
_MIB = 1024 * 1024
_NO_LIMIT = 2**63 - 1


def drop_capabilities() -> None:
    """What root can do beyond other users is gone for this process and all it starts. Raises ``OSError``."""
    prctl(_CAP_AMBIENT, 4)
    try:
        for capability in range(64):
            prctl(_CAPBSET_DROP, capability)
    except OSError:
        pass  # the last one is behind us, or this is not root and has nothing to lose
    try:
        prctl(_SET_SECUREBITS, _SECUREBITS)
    except OSError:
        pass
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    syscall(_CAPSET[os.uname().machine], ctypes.c_char_p(header), ctypes.c_char_p(bytes(24)))


def no_new_privileges() -> None:
    """No program that is started gets more rights, as by setuid; nobody looks into this process. Raises ``OSError``."""
    prctl(_SET_NO_NEW_PRIVS, 1)
    prctl(_SET_DUMPABLE, 0)


def limit(limits: dict[str, float]) -> None:
    """Set the limits of the kernel; lower ones that are in force stay. Raises ``OSError``."""
    few_arenas()
    wanted = {
        resource.RLIMIT_AS: limits["memory"] * _MIB,
        resource.RLIMIT_CPU: limits["cpu"],
        resource.RLIMIT_FSIZE: limits["file"] * _MIB,
        resource.RLIMIT_NOFILE: 1024,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for which, value in wanted.items():
        most = min(int(value), _NO_LIMIT)
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(which, (most, most))


def close_inherited() -> None:
    """Close what the tool, or who started it, left open."""
    os.closerange(3, _FIRST_PRIVATE)


def clean_environment(home: str, granted: list[str]) -> None:
    """Leave of the environment what is granted, a language and a path, and make ``home`` its home."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ") if name in os.environ}
    kept.update((name, os.environ[name]) for name in granted if name in os.environ)
    kept.update(HOME=home, TMPDIR=home)
    wipe_environment()
    for name in list(os.environ):
        del os.environ[name]
    os.environ.update(kept)
