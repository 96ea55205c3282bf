"""Landlock: what files a process may touch (Linux 5.13; the kernel's Documentation/userspace-api/landlock.rst)."""

from __future__ import annotations

import ctypes
import os
import stat
import struct

from bisheng._worker.sandbox.libc import syscall

# The numbers are the same on all processors.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
_REMOVE = 1 << 4 | 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_FIFO, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 10, 1 << 12
_REFER = 1 << 13
_TRUNCATE = 1 << 14
_IOCTL_DEV = 1 << 15
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEV

READ = READ_FILE | READ_DIR
#: No sockets and no devices, and nothing that is written may be started.
WRITE = READ | WRITE_FILE | _REMOVE | _MAKE_DIR | _MAKE_REG | _MAKE_FIFO | _MAKE_SYM | _REFER | _TRUNCATE

_TCP = 1 << 0 | 1 << 1
_SCOPES = 1 << 0 | 1 << 1


def version() -> int:
    """What the kernel can do, from 1 on; 0 where it has no Landlock or it is switched off."""
    try:
        return syscall(_CREATE_RULESET, None, 0, _VERSION)
    except OSError:
        return 0


def restrict(rights: dict[str, int], network: bool) -> int:
    """Allow this thread, and what it starts, the rights to these files and folders and no others. Gives the version.

    What doesn't exist is passed over. ``PR_SET_NO_NEW_PRIVS`` must be set. Raises ``OSError``.
    """
    abi = version()
    handled = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)) - 1
    tcp = _TCP if abi >= 4 and not network else 0
    scopes = _SCOPES if abi >= 6 else 0
    attributes = struct.pack("=QQQ", handled, tcp, scopes)
    # An older kernel knows a shorter structure and takes a longer one where the rest is zero.
    ruleset = syscall(_CREATE_RULESET, ctypes.c_char_p(attributes), len(attributes), 0)
    try:
        for path, wanted in rights.items():
            _allow(ruleset, path, wanted & handled)
        syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return abi


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _OF_FILES
        if rights:
            rule = struct.pack("=Qi", rights, descriptor)
            syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(descriptor)
