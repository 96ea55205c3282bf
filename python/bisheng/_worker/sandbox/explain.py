"""Says which permission is missing. It forbids nothing that the kernel would allow, and the kernel needs no help of it."""

from __future__ import annotations

import errno
import os
import sys

from bisheng._worker.sandbox.programs import find_program

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_INTERNET = (2, 10)


class PermissionMissing(PermissionError):
    """A plugin did what it has no permission for."""

    def __init__(self, plugin: str, permission: str, place: str, path: str | None) -> None:
        super().__init__(errno.EACCES, f'plugin "{plugin}" lacks the permission {permission} ({place})', path)
        self.plugin = plugin
        self.permission = permission


class Explainer:
    """An audit hook (PEP 578). Paths are real ones."""

    def __init__(
        self,
        plugin: str,
        own: tuple[str, ...],
        read: list[str],
        write: list[str],
        run: frozenset[str] | None,
        network: bool,
    ) -> None:
        self._plugin = plugin
        #: Permissions begin at the project, so that they hold on other machines too.
        self._project = os.path.realpath(os.getcwd())
        self._interpreter = tuple(own)
        self._write = tuple(write)
        self._read = (*self._interpreter, *read, *self._write)
        self._run = run
        self._network = network
        self._handlers = {
            "open": self._open,
            "os.listdir": self._reads,
            "os.scandir": self._reads,
            "sqlite3.connect": self._sqlite,
            "os.rename": self._two,
            "os.link": self._two,
            "os.symlink": self._symlink,
            "socket.__new__": self._socket,
            "subprocess.Popen": self._popen,
            "os.exec": self._program,
            "os.posix_spawn": self._program,
            "os.system": self._shell,
            "os.fork": self._fork,
            "os.forkpty": self._fork,
        }
        for name in ("mkdir", "rmdir", "remove", "chmod", "chown", "utime"):
            self._handlers[f"os.{name}"] = self._writes_at
        for name in ("truncate", "setxattr", "removexattr"):
            self._handlers[f"os.{name}"] = self._writes
        for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "connect"):
            self._handlers[f"socket.{name}"] = self._online

    def install(self) -> None:
        """From now on denials have names. It can't be taken back."""
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        handler = self._handlers.get(event)
        if handler is None:
            return
        try:
            handler(*arguments)
        except PermissionMissing:
            raise
        except Exception:  # noqa: BLE001 - an odd argument: what was called says so itself
            return

    def _deny(self, permission: str, path: str | None = None) -> None:
        raise PermissionMissing(self._plugin, permission, self._place(), path)

    def _place(self) -> str:
        """The innermost line that is neither ours nor the interpreter's."""
        frame = sys._getframe(2)
        while frame is not None:
            file = frame.f_code.co_filename
            if os.path.isabs(file) and not _inside(file, self._interpreter):
                return f"{os.path.basename(file)}:{frame.f_lineno}"
            frame = frame.f_back  # type: ignore[assignment]
        return "?"

    def _check(self, path: object, word: str, allowed: tuple[str, ...]) -> None:
        if path is None:
            path = "."
        if isinstance(path, int):
            return  # a descriptor: how it was opened decides
        text = os.fsdecode(path)  # type: ignore[arg-type]
        if _inside(text, self._interpreter) and word == "read" and "/../" not in text:
            return
        real = os.path.realpath(text)
        if _inside(real, allowed) or real == os.devnull:
            return
        if word == "read" and not os.path.exists(real):
            return  # then that is what there is to say
        self._deny(f"{word}:{self._from_project(real)}", text)

    def _from_project(self, path: str) -> str:
        inner = path[len(self._project) + 1 :] if path.startswith(f"{self._project}/") else ""
        return inner if inner and inner[0] not in "~ " else path

    def _reads(self, path: object, *_rest: object) -> None:
        self._check(path, "read", self._read)

    def _writes(self, path: object, *_rest: object) -> None:
        self._check(path, "write", self._write)

    def _writes_at(self, path: object, *rest: object) -> None:
        if not _elsewhere(path, rest[-1]):
            self._writes(path)

    def _two(self, source: object, target: object, source_folder: object, target_folder: object) -> None:
        self._writes_at(source, source_folder)
        self._writes_at(target, target_folder)

    def _symlink(self, _source: object, target: object, folder: object) -> None:
        self._writes_at(target, folder)

    def _open(self, path: object, mode: object, flags: object) -> None:
        if mode is None and isinstance(path, (str, bytes)) and not os.path.isabs(path):
            return  # os.open: it may be relative to any descriptor
        writing = any(letter in mode for letter in "wax+") if isinstance(mode, str) else False
        if isinstance(flags, int) and flags & _WRITING:
            writing = True
        (self._writes if writing else self._reads)(path)

    def _sqlite(self, database: object, *_rest: object) -> None:
        text = os.fsdecode(database)  # type: ignore[arg-type]
        if text not in ("", ":memory:") and not text.startswith("file:"):
            (self._reads if os.path.exists(text) else self._writes)(text)

    def _socket(self, _socket: object, family: object, *_rest: object) -> None:
        if family in _INTERNET:
            self._online()

    def _online(self, *_arguments: object) -> None:
        if not self._network:
            self._deny("network")

    def _popen(self, executable: object, arguments: object, *_rest: object) -> None:
        if executable is None:
            executable = arguments if isinstance(arguments, (str, bytes)) else arguments[0]  # type: ignore[index]
        self._program(executable)

    def _program(self, path: object, *_rest: object) -> None:
        found = find_program(os.fsdecode(path))  # type: ignore[arg-type]
        if found is None or not os.path.exists(found):
            if self._run is None:
                self._deny(f"run:{os.fsdecode(path)}")  # type: ignore[arg-type]
            return
        if self._run is None or os.path.realpath(found) not in self._run:
            self._deny(f"run:{found}")

    def _shell(self, _command: object) -> None:
        self._program("/bin/sh")

    def _fork(self) -> None:
        if self._run is None:
            self._deny("run:PROGRAM")


def _elsewhere(path: object, folder: object) -> bool:
    """Whether a path is relative to an open folder (``dir_fd``): the audit event doesn't say which."""
    return folder != -1 and isinstance(path, (str, bytes)) and not os.path.isabs(path)


def _inside(path: str, folders: tuple[str, ...]) -> bool:
    for folder in folders:
        if path.startswith(folder) and (len(path) == len(folder) or folder == "/" or path[len(folder)] == "/"):
            return True
    return False
