"""What has to be startable for a program to start: itself, its loader, the interpreter of a script."""

from __future__ import annotations

import os
import struct

_DEEPEST = 4
_INTERPRETER_SEGMENT = 3


def files_to_start(program: str, deep: int = 0) -> list[str]:
    """The real files that the kernel opens to run a program. What can't be read needs nothing more."""
    files = [os.path.realpath(program)]
    try:
        with open(program, "rb") as file:
            head = file.read(4096)
            if head.startswith(b"#!") and deep < _DEEPEST:
                for needed in _of_script(head):
                    files += files_to_start(needed, deep + 1)
            elif head.startswith(b"\x7fELF\x02"):
                files += _loader(file, head)
    except (OSError, ValueError, struct.error):
        pass
    return files


def _of_script(head: bytes) -> list[str]:
    words = os.fsdecode(head[2:].split(b"\n", 1)[0]).split()
    if words and os.path.basename(words[0]) == "env":
        named = [word for word in words[1:] if not word.startswith("-") and "=" not in word][:1]
        return [words[0], *(found for found in map(find_program, named) if found)]
    return words[:1]


def find_program(name: str) -> str | None:
    """Where a shell would find a program."""
    if "/" in name:
        return name
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(path) and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    return None


def _loader(file, head: bytes) -> list[str]:  # noqa: ANN001
    """The dynamic loader that a 64-bit ELF file names."""
    (start,) = struct.unpack_from("=Q", head, 32)
    size, count = struct.unpack_from("=HH", head, 54)
    for number in range(min(count, 64)):
        file.seek(start + number * size)
        segment = file.read(56)
        kind, _, offset, _, _, length = struct.unpack_from("=IIQQQQ", segment)
        if kind == _INTERPRETER_SEGMENT and length < 4096:
            file.seek(offset)
            return [os.path.realpath(os.fsdecode(file.read(length).rstrip(b"\0")))]
    return []
