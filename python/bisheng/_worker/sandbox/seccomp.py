"""The filter of system calls: a program of classic BPF (the kernel's Documentation/userspace-api/seccomp_filter.rst)."""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from bisheng._worker.sandbox import syscalls
from bisheng._worker.sandbox.libc import syscall

_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _GET_ACTION_AVAIL = 1, 2
_NEW_LISTENER = 1 << 3

_ALLOW = 0x7FFF0000
_NOTIFY = 0x7FC00000
_KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
_EPERM = _ERRNO | errno.EPERM

_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16

#: Namespaces of its own, and a child that is its parent's child.
_CLONE_REFUSED = 0x7E020000 | 0x8000
_CLONE_THREAD = 0x10000
#: FIOCLEX, FIONCLEX, FIONBIO, FIONREAD, TCGETS, TIOCGWINSZ: nothing that changes a file, a terminal or a device.
_IOCTLS = (0x5451, 0x5450, 0x5421, 0x541B, 0x5401, 0x5413)
#: F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY: all send signals, or hold up others.
_FCNTLS_REFUSED = (8, 10, 15, 1024, 1026)
#: PR_SET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_SECCOMP, PR_CAPBSET_READ, PR_GET_TIMERSLACK,
#: PR_GET_NO_NEW_PRIVS, PR_SET_VMA
_PRCTLS = (1, 3, 15, 16, 21, 23, 30, 39, 0x53564D41)

_Instruction = tuple  # (code, jump if true, jump if false, value)


def supported() -> bool:
    """Whether the kernel has filters, and lets another process decide about calls."""
    try:
        for action in (_ERRNO, _NOTIFY, _KILL_PROCESS):
            syscall(_number(), _GET_ACTION_AVAIL, 0, ctypes.byref(ctypes.c_uint32(action)))
    except (OSError, KeyError):
        return False
    return True


def install(network: bool, running: bool, abi: int) -> int:
    """Filter the system calls of this thread and of all it starts. Gives the descriptor of those who answer for threads.

    ``running``: it may start programs; ``abi``: Landlock's version. ``PR_SET_NO_NEW_PRIVS`` must be set. Raises ``OSError``.
    """
    machine = os.uname().machine
    program = b"".join(struct.pack("=HBBI", *one) for one in _program(machine, os.getpid(), network, running, abi))
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    whole = Program(len(program) // 8, ctypes.addressof(code))
    return syscall(_number(), _SET_MODE_FILTER, _NEW_LISTENER, ctypes.byref(whole))


def _number() -> int:
    return _SECCOMP[os.uname().machine]


def _program(machine: str, pid: int, network: bool, running: bool, abi: int) -> list[_Instruction]:
    program = [_load(_ARCH), _equal(syscalls.MACHINES[machine][1], 1, 0), _return(_KILL_PROCESS), _load(_NUMBER)]
    verdicts = [(syscalls.ALLOWED, _ALLOW), (syscalls.PRETENDED, _ERRNO)]
    verdicts.append((syscalls.ONLINE, _ALLOW if network else _EPERM))
    for table, verdict in verdicts:
        for number in syscalls.numbers(table, machine).values():
            program += [_equal(number, 0, 1), _return(verdict)]
    special = _special(pid, network, running, abi)
    tables = syscalls.LOOKED_AT + syscalls.RUNNING
    for name, number in syscalls.numbers(tables, machine).items():
        block = special[name]
        program += [_equal(number, 0, len(block)), *block]
    for number in syscalls.numbers(syscalls.DENIED, machine).values():
        program += [_equal(number, 0, 1), _return(_EPERM)]
    return [*program, _return(_ERRNO | errno.ENOSYS)]


def _special(pid: int, network: bool, running: bool, abi: int) -> dict[str, list[_Instruction]]:
    process = _NOTIFY if running else _EPERM
    started = [_return(_ALLOW if running else _EPERM)]
    # From version 6 on Landlock itself keeps signals inside.
    signal = [_return(_ALLOW)] if running and abi >= 6 else _one_of(0, (pid,), _ALLOW, _EPERM)
    return {
        "execve": started,
        "pidfd_open": started,
        "fork": [_return(process)],
        "vfork": [_return(process)],
        "clone": [
            _argument(0),
            _any_bit(_CLONE_REFUSED, 0, 1),
            _return(_EPERM),
            _any_bit(_CLONE_THREAD, 0, 1),
            _return(_NOTIFY),
            _return(process),
        ],
        "kill": signal,
        "tgkill": signal,
        "ioctl": _one_of(1, _IOCTLS, _ALLOW, _ERRNO | errno.ENOTTY),
        "fcntl": _one_of(1, _FCNTLS_REFUSED, _EPERM, _ALLOW),
        "prctl": _one_of(0, _PRCTLS, _ALLOW, _EPERM),
        # Only asking, and only for itself.
        "prlimit64": _all([(0, 0, 0), (2, 0, 0), (2, 4, 0)]),
        "setpriority": _all([(0, 0, 0), (1, 0, 0)]),
        "sched_setaffinity": _one_of(0, (0, pid), _ALLOW, _EPERM),
        "truncate": [_return(_ALLOW if abi >= 3 else _EPERM)],
        "socket": _sockets() if network else [_return(_EPERM)],
        # A connected pair of streams can't be led elsewhere; one of datagrams can.
        "socketpair": [_argument(0), _equal(1, 1, 0), _return(_EPERM), *_kinds((1,))],
    }


def _sockets() -> list[_Instruction]:
    """Internet streams and datagrams, and what asks the kernel for the machine's addresses (NETLINK_ROUTE)."""
    internet = _kinds((1, 2))
    routes = _one_of(2, (0,), _ALLOW, _EPERM)
    return [
        _argument(0),
        _equal(16, 0, len(routes)),
        *routes,
        _argument(0),
        _equal(2, 2, 0),
        _equal(10, 1, 0),
        _return(_EPERM),
        *internet,
    ]


def _kinds(kinds: tuple[int, ...]) -> list[_Instruction]:
    """Whether argument 1 is one of these kinds of socket; SOCK_CLOEXEC and SOCK_NONBLOCK don't matter."""
    return [_argument(1), (0x54, 0, 0, 0xF), *_choice(kinds, _ALLOW, _EPERM)]


def _one_of(index: int, values: tuple[int, ...], yes: int, no: int) -> list[_Instruction]:
    return [_argument(index), *_choice(values, yes, no)]


def _choice(values: tuple[int, ...], yes: int, no: int) -> list[_Instruction]:
    tests = [_equal(value, len(values) - place, 0) for place, value in enumerate(values)]
    return [*tests, _return(no), _return(yes)]


def _all(tests: list[tuple[int, int, int]]) -> list[_Instruction]:
    """Whether the half (0 or 4) of each argument has a value."""
    block: list[_Instruction] = []
    for index, half, value in tests:
        block += [_load(_ARGUMENTS + 8 * index + half), _equal(value, 1, 0), _return(_EPERM)]
    return [*block, _return(_ALLOW)]


def _load(offset: int) -> _Instruction:
    return (0x20, 0, 0, offset)


def _argument(index: int) -> _Instruction:
    """The lower half; the kernel takes the arguments that are looked at for 32-bit ones (both processors are little-endian)."""
    return _load(_ARGUMENTS + 8 * index)


def _equal(value: int, yes: int, no: int) -> _Instruction:
    return (0x15, yes, no, value)


def _any_bit(mask: int, yes: int, no: int) -> _Instruction:
    return (0x45, yes, no, mask)


def _return(verdict: int) -> _Instruction:
    return (0x06, 0, 0, verdict)
