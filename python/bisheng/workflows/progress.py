"""What the events of a run mean to somebody who waits for it."""

from __future__ import annotations

import json

from bisheng.workflows.errors import WorkflowExecutionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ProgressReader:
    """Reads the events of one run, line by line."""

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._total = 0
        self._progress = 0.0
        self._finished: dict[str, Any] | None = None

    def read(self, line: bytes) -> tuple[str, float, str] | None:
        """The step that a line tells of: a node, the progress from 0 to 1 (it never falls), a sentence."""
        event = json.loads(line)
        kind = event["type"]
        if kind == "run_started":
            self._open = {node["id"] for node in event["nodes"]}
            self._total = len(self._open)
        if kind in ("run_finished", "run_waiting"):
            self._finished = event
            return None
        node = event.get("node")
        message = _message(event)
        if node is None or message is None:
            return None
        if kind in ("node_finished", "node_skipped", "node_failed"):
            self._open.discard(node)
            done = self._total - len(self._open)
            self._progress = max(self._progress, done / self._total if self._total else 0.0)
        return node, self._progress, message

    def result(self, code: int, said: str) -> Any:
        """What the flow returned. Raises ``WorkflowExecutionError``; ``said`` is what the command wrote to stderr."""
        event = self._finished
        if event is None:
            raise WorkflowExecutionError(said.strip() or f"bisheng ended with {code}", code="run-refused")
        if event["type"] == "run_waiting":
            prompts = ", ".join(question["prompt"] for question in event["questions"])
            raise WorkflowExecutionError(f"the run waits for a person: {prompts}", code="run-waiting")
        error = event["error"]
        if error is not None:
            raise WorkflowExecutionError(error["message"], code=error["code"], node=error["node"])
        if event["status"] != "succeeded":
            raise WorkflowExecutionError(f"the run was {event['status']}", code=f"run-{event['status']}")
        outputs = event["outputs"]
        return next(iter(outputs.values())) if event["single"] else outputs


def _message(event: dict[str, Any]) -> str | None:
    """A sentence about an event that a person who waits cares for."""
    kind = event["type"]
    if kind == "node_started":
        return f"{event['node_type']} started"
    if kind == "node_finished":
        return "finished"
    if kind == "node_skipped":
        return "skipped"
    if kind == "node_failed":
        return f"failed: {event['error']['message']}"
    if kind == "node_retrying":
        return f"attempt {event['attempt']} of {event['max_attempts']}: {event['error']['message']}"
    if kind == "loop_iteration":
        return f"round {event['round']}"
    if kind == "node_progress":
        done, total = event.get("done"), event.get("total")
        text = event.get("message") or ""
        if done is not None:
            text = f"{done}{'' if total is None else f' of {total}'} {text}".strip()
        return text
    return None
