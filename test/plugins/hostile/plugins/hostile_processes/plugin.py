"""Starts programs, kills others, takes all of the machine. An attack that comes through returns what it did."""

import ctypes
import fcntl
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
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


def strings(*texts: bytes):
    return (ctypes.c_char_p * (len(texts) + 1))(*texts, None)


class Processes(PluginInterface):
    name = "hostile_processes"
    version = "1.0.0"
    description = "Attacks with processes"

    def initialize(self, config: Dict[str, Any]) -> None:
        self.home = os.environ["HOME"]

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    # programs

    def run_subprocess(self):
        return subprocess.run(["/bin/true"], check=True).returncode

    def run_shell(self):
        return _unless(os.system("true"), *range(1, 65536), -1)

    def run_spawn(self):
        return os.posix_spawn("/bin/true", ["true"], {})

    def run_execve(self):
        os.execv("/bin/true", ["true"])

    def run_execve_with_c(self):
        called(libc.execve(b"/bin/true", strings(b"true"), strings()))

    def run_execve_of_python(self):
        called(libc.execve(sys.executable.encode(), strings(b"python", b"-c", b"print(1)"), strings()))

    def run_loader(self):
        for loader in (b"/lib64/ld-linux-x86-64.so.2", b"/lib/ld-linux-aarch64.so.1"):
            if os.path.exists(loader):
                called(libc.execve(loader, strings(loader, b"/bin/true"), strings()))
        raise PermissionError("no loader")

    def run_execveat(self):
        descriptor = called(libc.open(b"/bin/true", os.O_PATH))
        called(libc.syscall(322 if X86 else 281, descriptor, b"", strings(b"true"), strings(), 0x1000))

    def run_from_memory(self):
        called(libc.syscall(319 if X86 else 279, b"program", 0))
        return "made"

    def run_own_program(self):
        path = f"{self.home}/program"
        with open(path, "w") as file:
            file.write("#!/bin/sh\n")
        os.chmod(path, 0o700)
        called(libc.execve(path.encode(), strings(b"program"), strings()))

    def fork(self):
        return os.fork() or os._exit(0)

    def fork_with_c(self):
        pid = called(libc.fork())
        if pid == 0:
            os._exit(0)
        return pid

    def vfork_with_syscall(self):
        pid = called(libc.syscall(58 if X86 else 220, 0x4111 if not X86 else 0))
        if pid == 0:
            os._exit(0)
        return pid

    def clone(self):
        pid = called(libc.syscall(56 if X86 else 220, signal.SIGCHLD, None, None, None, None))
        if pid == 0:
            os._exit(0)
        return pid

    def clone_new_namespace(self):
        pid = called(libc.syscall(56 if X86 else 220, 0x10000000 | 0x10000 | 0x900, None, None, None, None))
        if pid == 0:
            os._exit(0)
        return pid

    def clone3(self):
        arguments = (ctypes.c_uint64 * 11)()
        arguments[4] = signal.SIGCHLD
        pid = called(libc.syscall(435, arguments, ctypes.sizeof(arguments)))
        if pid == 0:
            os._exit(0)
        return pid

    # others

    def kill_parent(self):
        os.kill(os.getppid(), signal.SIGCONT)
        return "signalled"

    def kill_all(self):
        os.kill(-1, 0)
        return "signalled"

    def kill_group(self):
        os.killpg(0, signal.SIGCONT)
        return "signalled"

    def kill_parents_thread(self):
        called(libc.syscall(234 if X86 else 131, os.getppid(), os.getppid(), signal.SIGCONT))
        return "signalled"

    def kill_with_tkill(self):
        called(libc.syscall(200 if X86 else 130, os.getppid(), signal.SIGCONT))
        return "signalled"

    def kill_with_queue(self):
        called(libc.sigqueue(os.getppid(), 0, None))
        return "signalled"

    def kill_with_pidfd(self):
        descriptor = called(libc.syscall(434, os.getppid(), 0))
        called(libc.syscall(424, descriptor, 0, None, 0))
        return "signalled"

    def kill_with_descriptor(self):
        one, _other = socket.socketpair()
        fcntl.fcntl(one, fcntl.F_SETOWN, os.getppid())
        return "set"

    def kill_with_ioctl(self):
        one, _other = socket.socketpair()
        fcntl.ioctl(one, 0x8901, ctypes.c_int(os.getppid()))
        return "set"

    def trace_parent(self):
        called(libc.ptrace(16, os.getppid(), None, None))
        return "attached"

    def read_parents_memory(self):
        called(libc.process_vm_readv(os.getppid(), None, 0, None, 0, 0))
        return "read"

    def take_parents_descriptor(self):
        called(libc.syscall(438, 0, 0, 0))
        return "taken"

    def limit_parent(self):
        resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (1, 1))
        return "limited"

    def slow_parent(self):
        os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)
        return "slowed"

    def pin_parent(self):
        os.sched_setaffinity(os.getppid(), {0})
        return "pinned"

    def leave_group(self):
        called(libc.setsid() if os.getpgid(0) != os.getpid() else libc.setpgid(0, os.getppid()))
        return "left"

    # too much

    def raise_limits(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE))
        return "set"

    def fork_bomb(self):
        for _ in range(100):
            if os.fork() == 0:
                os._exit(0)
        return "bomb"

    def thread_bomb(self):
        threading.stack_size(64 * 1024)
        held = threading.Event()
        threads = []
        try:
            for _ in range(500):
                thread = threading.Thread(target=held.wait, daemon=True)
                thread.start()
                threads.append(thread)
            return "bomb"
        finally:
            held.set()
            threading.stack_size(0)
            for thread in threads:
                thread.join()

    def memory_bomb(self):
        return len(bytearray(4 * 1024 * 1024 * 1024))

    def memory_bomb_in_pieces(self):
        pieces = []
        for _ in range(4096):
            pieces.append(bytearray(1024 * 1024))
        return len(pieces)

    def shared_memory_bomb(self):
        return len(mmap.mmap(-1, 4 * 1024 * 1024 * 1024))

    def system_v_memory(self):
        return called(libc.shmget(0, 1024 * 1024, 0o1600))

    def message_queue(self):
        return called(libc.msgget(0, 0o1600))

    def become_another_user(self):
        called(libc.setuid(65534))
        return "became"

    def become_root(self):
        called(libc.setresuid(0, 0, 0))
        return "became"

    def change_groups(self):
        os.setgroups([])
        return "changed"


def _unless(value, *expected):
    if value in expected:
        raise PermissionError("it was not started")
    return value
