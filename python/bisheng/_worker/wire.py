"""The two ends of the protocol: lines of JSON in, lines of JSON out, on descriptors of their own.

Descriptors 0 to 2 belong to the user's code: 0 reads nothing, 1 and 2 lead to the log.
"""

from __future__ import annotations

import os
import sys

from _json import encode_basestring, encode_basestring_ascii, make_encoder, make_scanner

#: A line (a result, a chunk) may have as many bytes.
LINE_LIMIT = 64 * 1024 * 1024
#: Descriptors of the protocol are higher than those a program expects to get, closes or overwrites.
_FIRST = 200


class Wire:
    """The connection to the tool."""

    def __init__(self) -> None:
        self.input = _private(0)
        self._pending = b""
        self._output = _private(1)
        self._open = True
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        self._log = _private(2)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def read_line(self) -> bytes | None:
        """The next request; waits for it. None: there are no more."""
        line, found, self._pending = self._pending.partition(b"\n")
        if found:
            return line
        parts, size = [line], 65536
        while True:
            data = os.read(self.input, size)
            if not data:
                return None
            part, found, rest = data.partition(b"\n")
            parts.append(part)
            if found:
                self._pending = rest
                return b"".join(parts)
            size = 1 << 20

    def pending_lines(self) -> list[bytes]:
        """The requests that were read already and nobody has taken."""
        *lines, self._pending = self._pending.split(b"\n")
        return lines

    def read_lines(self) -> list[bytes] | None:
        """The requests that have come, after waiting for some bytes. None: there are no more."""
        data = os.read(self.input, 1 << 20)
        if not data:
            return None
        self._pending += data
        return self.pending_lines() if b"\n" in data else []

    def send(self, message: dict[str, object]) -> None:
        """Send one line. A message that JSON can't hold raises ``TypeError`` or ``ValueError`` and sends nothing."""
        self.send_text(encode(message))

    def send_text(self, text: str) -> None:
        """Send a line that is JSON already."""
        if not self._open:
            return
        try:
            data = text.encode() + b"\n"
        except UnicodeEncodeError:  # half a surrogate pair: JSON can say it only escaped
            data = encode(decode(text), encode_basestring_ascii).encode() + b"\n"
        view = memoryview(data)
        try:
            sent = os.write(self._output, view)
            while sent < len(view):
                sent += os.write(self._output, view[sent:])
        except OSError:
            os._exit(0)  # nobody listens any more

    def mend(self) -> None:
        """Open descriptors 0 to 2 again where the user's code has closed them, before something else gets their numbers."""
        for descriptor in (0, 1, 2):
            try:
                os.fstat(descriptor)
            except OSError:
                if descriptor == 0:
                    os.open(os.devnull, os.O_RDONLY)  # the lowest free number
                else:
                    os.dup2(self._log, descriptor)

    def _forget(self) -> None:
        """In a forked child: it is not the one that is spoken with, whatever it does."""
        self._open = False
        for descriptor in (self.input, self._output):
            try:
                os.close(descriptor)
            except OSError:
                pass


def _private(descriptor: int) -> int:
    try:
        from fcntl import F_DUPFD_CLOEXEC, fcntl

        return fcntl(descriptor, F_DUPFD_CLOEXEC, _FIRST)
    except (ImportError, OSError):  # Windows; a low limit of descriptors
        return os.dup(descriptor)


def die_with_parent() -> None:
    """Have the kernel kill this process and all of its group when the other end of descriptor 3 is closed.

    Nobody ever writes there, so the only thing that can happen is that the tool ends, however it ends. Works also while
    C code keeps the interpreter busy. Without it (Windows) a process ends when it next reads.
    """
    try:
        import fcntl

        watched = fcntl.fcntl(3, fcntl.F_DUPFD_CLOEXEC, _FIRST)
        os.close(3)
        fcntl.fcntl(watched, fcntl.F_SETOWN, -os.getpgrp())
        if hasattr(fcntl, "F_SETSIG"):
            fcntl.fcntl(watched, fcntl.F_SETSIG, 9)
        fcntl.fcntl(watched, fcntl.F_SETFL, fcntl.fcntl(watched, fcntl.F_GETFL) | os.O_ASYNC)
    except (ImportError, OSError, AttributeError):
        pass


class _Reading:
    """What ``_json`` asks of a decoder."""

    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict[str, str] = {}


_scan = make_scanner(_Reading())


def decode(text: str) -> object:
    """The value of a JSON text without space around it. Raises ``ValueError``, or ``StopIteration`` at a bad place."""
    # Not `json.loads`: importing json takes as long as starting Python.
    return _scan(text, 0)[0]


def _no_default(value: object) -> object:
    raise TypeError(type(value).__name__)


def encode(value: object, text=encode_basestring) -> str:  # noqa: ANN001
    """The JSON text of plain values. Raises ``TypeError`` for others, ``ValueError`` for NaN, infinities and cycles."""
    return "".join(make_encoder({}, _no_default, text, None, ":", ",", False, False, False)(value, 0))


def exit_now(status: int) -> None:
    """End this process without waiting for threads that the user's code has left behind."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # noqa: BLE001
            pass
    os._exit(status)
