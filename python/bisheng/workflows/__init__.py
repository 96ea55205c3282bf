"""Flows in programs: templates filled in, and flows executed."""

from bisheng.workflows.errors import WorkflowError, WorkflowExecutionError, WorkflowNotFoundError
from bisheng.workflows.executor import WorkflowExecutor
from bisheng.workflows.template import WorkflowTemplate

__all__ = [
    "WorkflowError",
    "WorkflowExecutionError",
    "WorkflowExecutor",
    "WorkflowNotFoundError",
    "WorkflowTemplate",
]
