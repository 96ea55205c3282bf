"""Executes flows by the command ``bisheng``."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import re
import shlex
import shutil

from bisheng.workflows.errors import WorkflowExecutionError, WorkflowNotFoundError
from bisheng.workflows.progress import ProgressReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping
    from typing import Any, Callable, Optional, Union

    #: Gets the step (a node's id), how far the run is (0 to 1) and a sentence; plain or async.
    Callback = Callable[[str, float, str], Union[Awaitable[None], None]]

__all__ = ["WorkflowExecutor"]

#: What one line of the run may hold: as much as a result.
_LINE_BYTES = 80 * 1024 * 1024
_GRACE_SECONDS = 6.0
_ENDINGS = (".yaml", ".yml", ".json")


class WorkflowExecutor:
    """Executes the flows of a project for a user.

    ``project`` is the project's folder, by default the working directory. The command is ``BISHENG_CLI`` where that is
    set (a program, with arguments where it needs some), else ``bisheng`` on the PATH.
    """

    def __init__(self, user_id: str, *, project: str = ".") -> None:
        self.user_id = user_id
        self.project = os.path.abspath(project)

    async def execute(self, workflow_id: str, input_data: Mapping[str, Any] | None = None) -> Any:
        """Execute a flow and give what it returns: the value where it returns one, else an object of them.

        ``workflow_id`` is the flow's path below ``flows/`` without its ending; the keys of ``input_data`` are the run's
        inputs. Raises ``WorkflowNotFoundError`` and ``WorkflowExecutionError``, and ``TypeError`` for inputs that JSON
        can't hold. Cancelling it cancels the run.
        """
        return await self._run(workflow_id, input_data, None)

    async def execute_with_callback(
        self, workflow_id: str, input_data: Mapping[str, Any] | None, callback: Callback
    ) -> Any:
        """The same, and ``callback(step, progress, message)`` hears of each step. What it raises ends the run."""
        return await self._run(workflow_id, input_data, callback)

    async def _run(self, workflow_id: str, input_data: Mapping[str, Any] | None, callback: Optional[Callback]) -> Any:
        file = self._file_of(workflow_id)
        given = json.dumps(dict(input_data or {}), ensure_ascii=False, allow_nan=False).encode()
        process = await asyncio.create_subprocess_exec(
            *(*_command(), "run", file, "--output", "ndjson", "--quiet", "--input-file", "-"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE_BYTES,
            cwd=self.project,
            env={**os.environ, "NO_COLOR": "1"},
        )
        said = asyncio.ensure_future(_all_of(process.stderr))
        try:
            await _give(process, given)
            reader = ProgressReader()
            await _listen(process, reader, callback)
            code = await process.wait()
            return reader.result(code, await said)
        finally:
            await asyncio.shield(_end(process))
            said.cancel()

    def _file_of(self, workflow_id: str) -> str:
        """The flow's file. An id can't lead out of ``flows/``."""
        flows = os.path.join(self.project, "flows")
        parts = workflow_id.split("/")
        if not any(part in ("", ".", "..") or re.search(r"[\\:\0]", part) for part in parts):
            for ending in _ENDINGS:
                file = os.path.join(flows, *parts) + ending
                if os.path.isfile(file):
                    return file
        raise WorkflowNotFoundError(workflow_id)


def _command() -> list[str]:
    """The command line of bisheng; raises ``WorkflowExecutionError`` where there is none."""
    chosen = os.environ.get("BISHENG_CLI", "").strip()
    if chosen:
        whole = shutil.which(chosen)
        return [whole] if whole else shlex.split(chosen, posix=os.name == "posix")
    found = shutil.which("bisheng")
    if found is None:
        raise WorkflowExecutionError(
            "the command bisheng is not on the PATH; set BISHENG_CLI to it", code="command-missing"
        )
    return [found]


async def _give(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        pass  # It refused before it read anything; what it says about that comes on stderr.


async def _listen(process: asyncio.subprocess.Process, reader: ProgressReader, callback: Callback | None) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        step = reader.read(line)
        if step is None or callback is None:
            continue
        answer = callback(*step)
        if inspect.isawaitable(answer):
            await answer


async def _all_of(stream: asyncio.StreamReader | None) -> str:
    """What came on stderr; of much the end."""
    assert stream is not None
    text = b""
    while piece := await stream.read(65536):
        text = (text + piece)[-65536:]
    return text.decode(errors="replace")


async def _end(process: asyncio.subprocess.Process) -> None:
    """End what still runs: asked first, then killed."""
    if process.returncode is not None:
        return
    try:
        process.terminate()
        await asyncio.wait_for(process.wait(), _GRACE_SECONDS)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()
    except ProcessLookupError:
        pass
