"""Asks the kernel for what no plugin needs. An attack that comes through returns what it did."""

import ctypes
import os
from typing import Any, Dict

from bisheng.plugins import PluginInterface

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
X86 = os.uname().machine == "x86_64"


def called(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def call(x86: int, arm: int, *arguments: Any) -> int:
    return called(libc.syscall(x86 if X86 else arm, *arguments))


class Kernel(PluginInterface):
    name = "hostile_kernel"
    version = "1.0.0"
    description = "Attacks on the kernel"

    def initialize(self, config: Dict[str, Any]) -> None:
        self.home = os.environ["HOME"].encode()

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    def mount(self):
        return called(libc.mount(b"none", self.home, b"tmpfs", 0, None))

    def new_mount_api(self):
        return call(430, 430, b"tmpfs", 0)

    def move_mount(self):
        return call(428, 428, -100, self.home, 1)

    def unmount(self):
        return called(libc.umount2(self.home, 0))

    def chroot(self):
        return called(libc.chroot(self.home))

    def unshare_user(self):
        return called(libc.unshare(0x10000000))

    def unshare_files(self):
        return called(libc.unshare(0x00020000))

    def enter_namespace(self):
        return called(libc.setns(0, 0))

    def bpf(self):
        return call(321, 280, 0, None, 0)

    def perf(self):
        return call(298, 241, None, 0, -1, -1, 0)

    def userfaultfd(self):
        return call(323, 282, 1)

    def keys(self):
        return call(250, 219, 0, -3, 0)

    def add_key(self):
        return call(248, 217, b"user", b"hostile", b"x", 1, -3)

    def ring(self):
        return call(425, 425, 1, None)

    def kexec(self):
        return call(246, 104, 0, 0, None, 0)

    def module(self):
        return call(175, 105, None, 0, b"")

    def trace_me(self):
        return call(101, 117, 0, 0, None, None)

    def personality(self):
        return call(135, 92, 0x0400000)

    def open_by_handle(self):
        return call(304, 265, -100, None, 0)

    def log(self):
        return called(libc.klogctl(3, None, 0))

    def clock(self):
        return call(227, 112, 0, None)

    def watch_folders(self):
        return called(libc.inotify_init())

    def fanotify(self):
        return call(300, 262, 0, 0)

    def capabilities(self):
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        return call(126, 91, header, (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6))

    def second_filter(self):
        return call(317, 277, 1, 0, None)

    def privileges_again(self):
        return called(libc.prctl(38, 0, 0, 0, 0))

    def become_traceable(self):
        return called(libc.prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0))

    def old_calls_of_x32(self):
        if not X86:
            raise PermissionError("no such calls here")
        return call(0x40000000 + 41, 0, 2, 1, 0)

    def type_into_the_terminal(self):
        return called(libc.ioctl(2, 0x5412, b"x"))
