"""Templates: flows with parameters."""

from __future__ import annotations

import copy
import os

from bisheng.workflows.parameters import bind_parameters
from bisheng.workflows.placeholders import fill
from bisheng.yaml_file import read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["WorkflowTemplate"]


class WorkflowTemplate:
    """The template ``templates/<template_name>.yaml``, below the working directory unless ``folder`` says otherwise."""

    def __init__(self, template_name: str, folder: str = "templates") -> None:
        """Read it; raises what :meth:`load_template` raises."""
        self.template_name = template_name
        self.folder = folder
        self.template_config = self.load_template()

    def load_template(self) -> dict[str, Any]:
        """Read the template's file.

        Raises ``OSError``, ``ValueError`` for a name that leads out of the folder or a file that holds no mapping, and
        ``ModuleNotFoundError`` where PyYAML is missing.
        """
        path = os.path.abspath(os.path.join(self.folder, f"{self.template_name}.yaml"))
        if os.path.commonpath([path, os.path.abspath(self.folder)]) != os.path.abspath(self.folder):
            raise ValueError(f"{self.template_name!r} is no name of a template")
        config = read_yaml(path)
        if not isinstance(config, dict):
            raise ValueError(f"{path} holds no mapping")
        return config

    def instantiate(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The flow for some parameters, without its ``parameters``; the template stays as it is.

        Raises ``ParameterError`` (a ``ValueError``) that lists all that is wrong with ``parameters``.
        """
        config = copy.deepcopy(self.template_config)
        declared = config.pop("parameters", None)
        return self.replace_placeholders(config, bind_parameters(declared, parameters))

    def replace_placeholders(self, config: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
        """A copy of ``config`` with a value for each ``${name}``.

        A text that is nothing but a placeholder becomes the value itself, with its type. Inside a longer text, texts go
        in as they are and other values as JSON. ``$${`` is a literal ``${``; keys are left alone, and values are not
        looked through again. Raises ``ParameterError`` for names that have no value.
        """
        filled: dict[str, Any] = fill(config, parameters)
        return filled
