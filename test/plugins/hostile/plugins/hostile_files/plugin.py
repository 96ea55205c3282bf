"""Reads, writes and changes what is none of its business. An attack that comes through returns what it got."""

import ctypes
import mmap
import os
import pathlib
import shutil
import sqlite3
import subprocess
from typing import Any, Dict

from bisheng.plugins import PluginInterface

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def called(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


class Files(PluginInterface):
    name = "hostile_files"
    version = "1.0.0"
    description = "Attacks on files"

    def initialize(self, config: Dict[str, Any]) -> None:
        # Paths of the test: secret (a file), outside (a folder), project, other (another plugin's folder), parent (a process)
        self.at = dict(config)
        self.own = os.path.dirname(os.path.abspath(__file__))
        self.home = os.environ["HOME"]

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    # reading

    def read_open(self):
        with open(self.at["secret"]) as file:
            return file.read()

    def read_os_open(self):
        return os.read(os.open(self.at["secret"], os.O_RDONLY), 100).decode()

    def read_pathlib(self):
        return pathlib.Path(self.at["secret"]).read_text()

    def read_c_open(self):
        return os.read(called(libc.open(self.at["secret"].encode(), os.O_RDONLY)), 100).decode()

    def read_c_fopen(self):
        libc.fopen.restype = ctypes.c_void_p
        found = libc.fopen(self.at["secret"].encode(), b"r")
        called(0 if found else -1)
        return "opened"

    def read_openat(self):
        number = 257 if os.uname().machine == "x86_64" else 56
        return os.read(called(libc.syscall(number, -100, self.at["secret"].encode(), 0)), 100).decode()

    def read_openat2(self):
        how = (ctypes.c_uint64 * 3)(0, 0, 0)
        return os.read(called(libc.syscall(437, -100, self.at["secret"].encode(), how, 24)), 100).decode()

    def read_relative(self):
        return os.read(os.open(os.path.relpath(self.at["secret"]), os.O_RDONLY), 100).decode()

    def read_from_descriptor_of_a_folder(self):
        folder = os.open(os.path.dirname(self.at["secret"]), os.O_PATH)
        return os.read(os.open(os.path.basename(self.at["secret"]), os.O_RDONLY, dir_fd=folder), 100).decode()

    def read_o_path_and_reopen(self):
        descriptor = os.open(self.at["secret"], os.O_PATH)
        return os.read(called(libc.open(f"/proc/self/fd/{descriptor}".encode(), os.O_RDONLY)), 100).decode()

    def read_sqlite(self):
        return sqlite3.connect(self.at["database"]).execute("select * from secrets").fetchall()

    def read_sqlite_uri(self):
        uri = f"file:{self.at['database']}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True).execute("select * from secrets").fetchall()

    def read_sqlite_attach(self):
        connection = sqlite3.connect(":memory:")
        connection.execute("attach database ? as other", (self.at["database"],))
        return connection.execute("select * from other.secrets").fetchall()

    def read_mmap(self):
        descriptor = called(libc.open(self.at["secret"].encode(), os.O_RDONLY))
        return mmap.mmap(descriptor, 0, prot=mmap.PROT_READ).read().decode()

    def read_subprocess(self):
        return subprocess.check_output(["cat", self.at["secret"]]).decode()

    def read_copy(self):
        return shutil.copy(self.at["secret"], self.home)

    def read_sendfile(self):
        source = called(libc.open(self.at["secret"].encode(), os.O_RDONLY))
        target = os.open(f"{self.home}/sent", os.O_CREAT | os.O_WRONLY)
        return os.sendfile(target, source, 0, 100)

    def read_folder(self):
        return os.listdir(self.at["outside"])

    def read_folder_with_c(self):
        libc.opendir.restype = ctypes.c_void_p
        called(0 if libc.opendir(self.at["outside"].encode()) else -1)
        return "opened"

    def read_symlink(self):
        link = f"{self.home}/link"
        if not os.path.lexists(link):
            os.symlink(self.at["secret"], link)
        return os.read(called(libc.open(link.encode(), os.O_RDONLY)), 100).decode()

    def read_symlink_to_folder(self):
        link = f"{self.home}/folder"
        if not os.path.lexists(link):
            os.symlink("/", link)
        return os.read(called(libc.open(f"{link}{self.at['secret']}".encode(), os.O_RDONLY)), 100).decode()

    def read_hard_link(self):
        os.link(self.at["secret"], f"{self.home}/hard")
        return pathlib.Path(f"{self.home}/hard").read_text()

    def read_hard_link_with_c(self):
        called(libc.link(self.at["secret"].encode(), f"{self.home}/hard-c".encode()))
        return pathlib.Path(f"{self.home}/hard-c").read_text()

    def read_moved(self):
        called(libc.rename(self.at["secret"].encode(), f"{self.home}/moved".encode()))
        return pathlib.Path(f"{self.home}/moved").read_text()

    def read_handle(self):
        handle = (ctypes.c_uint32 * 40)(128, 0)
        called(libc.name_to_handle_at(-100, self.at["secret"].encode(), handle, (ctypes.c_int * 1)(), 0))
        return os.read(called(libc.open_by_handle_at(called(libc.open(b"/", 0)), handle, 0)), 100).decode()

    def read_proc_root(self):
        return os.read(called(libc.open(f"/proc/self/root{self.at['secret']}".encode(), 0)), 100).decode()

    def read_parents_environment(self):
        return os.read(called(libc.open(f"/proc/{os.getppid()}/environ".encode(), 0)), 100000).decode()

    def read_parents_memory(self):
        called(libc.open(f"/proc/{os.getppid()}/mem".encode(), 0))
        return "opened"

    def read_parents_files(self):
        return os.listdir(f"/proc/{os.getppid()}/fd")

    def read_disk(self):
        for device in ("/dev/vda", "/dev/sda", "/dev/nvme0n1", "/dev/mem", "/dev/kmsg"):
            if os.path.exists(device):
                called(libc.open(device.encode(), 0))
                return "opened"
        raise PermissionError("no device to try")

    def make_a_device(self):
        os.mknod(f"{self.home}/device", 0o060600, os.makedev(254, 0))
        return "made"

    def read_own_environment(self):
        found = [value for value in os.environ.values() if "hunter2" in value]
        found += [value for value in _initial_environment() if "hunter2" in value]
        if not found:
            raise PermissionError("no secret in the environment")
        return found

    # writing

    def write_open(self):
        pathlib.Path(self.at["secret"]).write_text("defaced")
        return "written"

    def write_c_open(self):
        called(libc.open(self.at["secret"].encode(), os.O_WRONLY | os.O_TRUNC))
        return "opened"

    def write_truncate(self):
        called(libc.truncate(self.at["secret"].encode(), ctypes.c_long(0)))
        return "emptied"

    def write_own_code(self):
        called(libc.open(os.path.join(self.own, "plugin.py").encode(), os.O_WRONLY))
        return "opened"

    def write_own_folder(self):
        called(libc.open(os.path.join(self.own, "new.py").encode(), os.O_CREAT | os.O_WRONLY, 0o600))
        return "made"

    def write_other_plugin(self):
        called(libc.open(os.path.join(self.at["other"], "new.py").encode(), os.O_CREAT | os.O_WRONLY, 0o600))
        return "made"

    def write_project(self):
        called(libc.open(os.path.join(self.at["project"], "bisheng.yaml").encode(), os.O_CREAT | os.O_WRONLY, 0o600))
        return "opened"

    def write_interpreter(self):
        called(libc.open(os.path.join(os.path.dirname(os.__file__), "sitecustomize.py").encode(), 0o101, 0o600))
        return "made"

    def write_tmp(self):
        called(libc.open(b"/tmp/bisheng-hostile", os.O_CREAT | os.O_WRONLY, 0o600))
        return "made"

    def write_shared_memory(self):
        called(libc.open(b"/dev/shm/bisheng-hostile", os.O_CREAT | os.O_WRONLY, 0o600))
        return "made"

    def make_folder(self):
        called(libc.mkdir(os.path.join(self.at["outside"], "new").encode(), 0o700))
        return "made"

    def remove_file(self):
        called(libc.unlink(self.at["secret"].encode()))
        return "removed"

    def remove_folder(self):
        called(libc.rmdir(os.path.join(self.at["outside"], "empty").encode()))
        return "removed"

    def move_out(self):
        pathlib.Path(f"{self.home}/mine").write_text("x")
        called(libc.rename(f"{self.home}/mine".encode(), os.path.join(self.at["outside"], "mine").encode()))
        return "moved"

    def link_out(self):
        called(libc.symlink(b"/etc", os.path.join(self.at["outside"], "link").encode()))
        return "made"

    def change_mode(self):
        os.chmod(self.at["secret"], 0o777)
        return _unless(oct(os.stat(self.at["secret"]).st_mode & 0o777), "0o644")

    def change_mode_with_c(self):
        called(libc.chmod(self.at["secret"].encode(), 0o777))
        return _unless(oct(os.stat(self.at["secret"]).st_mode & 0o777), "0o644")

    def change_mode_by_descriptor(self):
        called(libc.fchmod(called(libc.open(os.path.join(self.own, "plugin.py").encode(), 0)), 0o777))
        return _unless(oct(os.stat(os.path.join(self.own, "plugin.py")).st_mode & 0o777 & 0o011), "0o0")

    def change_owner(self):
        called(libc.chown(self.at["secret"].encode(), 65534, 65534))
        return "changed"

    def change_times(self):
        before = os.stat(self.at["secret"]).st_mtime
        called(libc.utimensat(-100, self.at["secret"].encode(), (ctypes.c_long * 4)(1, 0, 1, 0), 0))
        return _unless(os.stat(self.at["secret"]).st_mtime, before)

    def change_attributes(self):
        called(libc.setxattr(self.at["secret"].encode(), b"user.hostile", b"x", 1, 0))
        return "set"

    def make_a_socket_file(self):
        os.mknod(f"{self.home}/socket", 0o140600)
        return "made"

    def fill_the_disk(self):
        with open(f"{self.home}/large", "wb") as file:
            block = bytes(1024 * 1024)
            for _ in range(64):
                file.write(block)
        return "filled"

    def fill_the_disk_at_once(self):
        descriptor = os.open(f"{self.home}/reserved", os.O_CREAT | os.O_WRONLY)
        os.posix_fallocate(descriptor, 0, 64 * 1024 * 1024)
        return "filled"


def _unless(value, expected):
    if value == expected:
        raise PermissionError("nothing has changed")
    return value


def _initial_environment():
    table = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    number = 0
    while table and table[number]:
        yield table[number].decode(errors="replace")
        number += 1
