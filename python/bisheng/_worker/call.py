"""One call while it runs: what it says goes to the tool with its id."""

from __future__ import annotations

from bisheng._worker.values import TooLarge, to_json
from bisheng._worker.wire import LINE_LIMIT, Wire

#: More lines or characters than these in one call are dropped, and that is said once.
LOG_LINES = 10_000
LOG_CHARACTERS = 1024 * 1024
#: Characters that a streamed value counts beside its text: who collects many small ones needs memory for each.
CHUNK_COST = 16
#: Characters of a line that are kept until it ends.
OPEN_LINE = 100_000
#: Characters of the text beside a progress.
PROGRESS_TEXT = 1000
#: One that prints without end is stopped here.
LOG_END = 64 * 1024 * 1024


class TooMuchOutput(BaseException):
    """Raised in the call that prints more than ``LOG_END``; not an ``Exception``, so that loops don't swallow it."""


class Call:
    """A call: its id, what it has printed, how much it has streamed."""

    def __init__(self, wire: Wire, number: int) -> None:
        self.id = number
        self.cancelled = False
        self._wire = wire
        self._lines = 0
        self._characters = 0
        self._streamed = 0
        #: Texts printed that no line end has come for, by level.
        self._open_lines: dict[str, str] = {}

    def result(self, value: object, extra: str = "") -> None:
        """The answer: what was returned. Raises ``NotJson`` and ``TooLarge`` and sends nothing then."""
        self.result_text(to_json(value), extra)

    def result_text(self, text: str, extra: str = "") -> None:
        """The same for what is JSON already."""
        self.end_lines()
        self._wire.send_text(f'{{"id":{self.id},"result":{text}{extra}}}')

    def generated(self, extra: str = "") -> None:
        """The answer: all values have come as chunks."""
        self.end_lines()
        self._wire.send_text(f'{{"id":{self.id},"generated":true{extra}}}')

    def failed(self, error: dict[str, object]) -> None:
        """The answer: it failed."""
        self.end_lines()
        self._wire.send({"id": self.id, "error": error})

    def chunk(self, value: object) -> None:
        """A value of a generator. Raises as ``result`` does; all chunks together have the limit of a result."""
        text = to_json(value)
        self._streamed += len(text) + CHUNK_COST
        if self._streamed > LINE_LIMIT:
            raise TooLarge
        self._wire.send_text(f'{{"id":{self.id},"chunk":{text}}}')

    def progress(self, done: float, total: float | None, text: str) -> None:
        """How far it is."""
        text = str(text)[:PROGRESS_TEXT]
        self._wire.send({"id": self.id, "progress": [float(done), None if total is None else float(total), text]})

    def log(self, level: str, text: str) -> None:
        """A line for the log."""
        self._count(text)
        if self._lines < LOG_LINES and self._characters < LOG_CHARACTERS:
            self._lines += 1
            self._wire.send({"id": self.id, "log": [level, text]})
        elif self._lines < LOG_LINES + 1_000_000_000:
            self._lines += 1_000_000_000
            self._wire.send({"id": self.id, "cut": True})

    def write(self, level: str, text: str) -> None:
        """Something printed, which may end in the middle of a line."""
        before = self._open_lines.pop(level, "")
        if len(before) > OPEN_LINE:
            # What is behind the next line end still counts; until there nothing is copied, however often it prints.
            self._count(text)
            if "\n" not in text:
                self._open_lines[level] = before
                return
            before = before[:OPEN_LINE]
        *lines, rest = (before + text).split("\n")
        for line in lines:
            self.log(level, line)
        if rest:
            self._open_lines[level] = rest

    def end_lines(self) -> None:
        """Send lines that were not ended."""
        while self._open_lines:
            level, text = self._open_lines.popitem()
            try:
                self.log(level, text)
            except TooMuchOutput:
                return

    def _count(self, text: str) -> None:
        self._characters += len(text) + 1
        if self._characters > LOG_END:
            raise TooMuchOutput
