"""Leads what the user's code prints and logs to the call that it belongs to."""

from __future__ import annotations

import io
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from bisheng._worker.call import Call


class LogStream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the user's code."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, level: str, descriptor: int, current: Callable[[], Call | None]) -> None:
        self._level = level
        self._descriptor = descriptor
        self._current = current
        self.buffer = _Bytes(self)

    def write(self, text: str) -> int:
        """Print to the call's log; what belongs to no call is dropped."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        call = self._current()
        if call is not None:
            call.write(self._level, text)
        return len(text)

    def writable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """It stays open: the next call prints too."""

    def fileno(self) -> int:
        """The descriptor behind it, which leads to the log too."""
        return self._descriptor


class _Bytes(io.RawIOBase):
    """The ``buffer`` of a :class:`LogStream`."""

    def __init__(self, stream: LogStream) -> None:
        self._stream = stream

    def write(self, data) -> int:  # noqa: ANN001
        self._stream.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()


class Listener:
    """What ``BaseComponent.log`` and ``.progress`` speak to."""

    def __init__(self, current: Callable[[], Call | None]) -> None:
        self._current = current

    def log(self, level: str, text: str) -> None:
        """A line at a level."""
        call = self._current()
        if call is not None:
            call.log(level, text)

    def progress(self, done: float, total: float | None, text: str) -> None:
        """How far it is."""
        call = self._current()
        if call is not None:
            call.progress(done, total, text)


def redirect(current: Callable[[], Call | None]) -> None:
    """Make ``print`` and what writes to ``sys.stderr`` lines of the log."""
    sys.__stdout__ = LogStream("info", 1, current)  # type: ignore[misc,assignment]
    sys.__stderr__ = LogStream("warning", 2, current)  # type: ignore[misc,assignment]
    restore()


def restore() -> None:
    """Take back what a call has put in their place."""
    sys.stdout = sys.__stdout__
    sys.stderr = sys.__stderr__


def listen(current: Callable[[], Call | None]) -> None:
    """Connect ``BaseComponent`` and ``logging``, where the user's modules have imported them. May be called often."""
    base = sys.modules.get("bisheng.components.base")
    if base is not None and base not in _connected:
        _connected.append(base)
        base.listen(Listener(current))
    logging = sys.modules.get("logging")
    if logging is not None and logging not in _connected:
        _connected.append(logging)
        if not logging.getLogger().handlers:
            _send_records(logging, current)


_connected: list[object] = []


def _send_records(logging, current: Callable[[], Call | None]) -> None:  # noqa: ANN001
    class Records(logging.Handler):
        def emit(self, record) -> None:  # noqa: ANN001
            call = current()
            if call is None:
                return
            try:
                text = self.format(record)
            except Exception:  # noqa: BLE001
                text = str(record.msg)
            number = record.levelno
            level = "error" if number >= 40 else "warning" if number >= 30 else "info" if number >= 20 else "debug"
            call.log(level, text)

    root = logging.getLogger()
    root.addHandler(Records())
    if root.level == logging.WARNING:
        root.setLevel(logging.INFO)
