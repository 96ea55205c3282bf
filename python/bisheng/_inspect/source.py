"""Python files as trees."""

from __future__ import annotations

import ast
import errno
import io
import os
import stat
import sys
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bisheng._inspect.findings import Findings, Hint, Span

MAX_BYTES = 1024 * 1024


class Source:
    """A Python file that has been read."""

    def __init__(self, path: str, text: str, tree: ast.Module) -> None:
        self.path = path
        self.text = text
        self.tree = tree


def read_source(path: str, findings: Findings) -> Source | None:
    """The file, or None with a finding that says why not."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device may have no end
            raise OSError(errno.EINVAL, "Not a file")
        if status.st_size > MAX_BYTES:
            findings.add("python-too-large", path, None, {"limit": MAX_BYTES // 1024 // 1024})
            return None
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        findings.add("python-unreadable", path, None, {"reason": error.strerror or str(error)})
        return None
    text = _decoded(data, path, findings)
    return None if text is None else parse_source(text, path, findings)


def parse_source(text: str, path: str, findings: Findings) -> Source | None:
    """A text as Python code, or None with a finding that says why not."""
    if "\0" in text:
        findings.add("python-syntax", path, variant="python-syntax/null")
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, path)
            # Some mistakes, like an `await` outside of `async def`, only the compiler sees. Nothing is run.
            compile(tree, path, "exec", dont_inherit=True)
            return Source(path, text, tree)
    except SyntaxError as error:
        _say_syntax_error(error, text, path, findings)
    except (RecursionError, MemoryError):
        findings.add("python-syntax", path, variant="python-syntax/deep")
    return None


def _decoded(data: bytes, path: str, findings: Findings) -> str | None:
    """The text as Python decodes it: UTF-8, unless its first lines say otherwise. Line breaks become ``\\n``."""
    encoding = "utf-8-sig"
    try:
        if b"coding" in b"".join(data.split(b"\n", 2)[:2]):
            import tokenize  # slow to load, and few files name their encoding

            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        _say_undecodable(error, encoding, data, path, findings)
        return None
    except (SyntaxError, LookupError, ValueError):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            _say_undecodable(error, encoding, data, path, findings)
            return None
        except (LookupError, ValueError):  # a codec that is none of texts, as `hex`
            pass
        findings.add("python-encoding", path, variant="python-encoding/unknown")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _say_undecodable(error: UnicodeDecodeError, encoding: str, data: bytes, path: str, findings: Findings) -> None:
    line = data.count(b"\n", 0, error.start) + 1
    findings.add("python-encoding", path, None, {"encoding": encoding.replace("-sig", ""), "line": line})


def _say_syntax_error(error: SyntaxError, text: str, path: str, findings: Findings) -> None:
    version = ".".join(map(str, sys.version_info[:2]))
    hint: Hint | None = ("python-syntax/async", {}) if "async function" in error.msg else None
    findings.add("python-syntax", path, _span(error, text), {"reason": error.msg, "version": version}, hint=hint)


def _span(error: SyntaxError, text: str) -> Span | None:
    """Its place with columns in bytes; Python counts characters there, from 1, and sometimes none at all."""
    if not error.lineno:
        return None
    lines = text.split("\n")
    line = min(error.lineno, len(lines))
    start = _bytes_before(lines[line - 1], (error.offset or 1) - 1)
    end_line = getattr(error, "end_lineno", None) or line
    end_offset = getattr(error, "end_offset", None)
    if end_offset and 0 < end_line <= len(lines) and (end_line, end_offset) > (line, error.offset or 1):
        return line, start, end_line, _bytes_before(lines[end_line - 1], end_offset - 1)
    return line, start, line, max(start + 1, len(lines[line - 1].encode()))


def _bytes_before(line: str, characters: int) -> int:
    return len(line[: max(0, characters)].encode(errors="surrogatepass"))
