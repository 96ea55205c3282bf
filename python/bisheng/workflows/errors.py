"""Why a flow could not be executed."""

from __future__ import annotations


class WorkflowError(Exception):
    """What all errors of flows have in common."""


class WorkflowNotFoundError(WorkflowError):
    """There is no flow of that id."""

    def __init__(self, workflow_id: str) -> None:
        super().__init__(f"there is no flow {workflow_id!r}")
        self.workflow_id = workflow_id


class WorkflowExecutionError(WorkflowError):
    """The flow failed.

    ``code`` is stable (``node-timeout`` …), ``node`` the node that failed, or None.
    """

    def __init__(self, message: str, *, code: str, node: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.node = node
