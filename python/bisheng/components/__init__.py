"""Components: the nodes of a flow that are written in Python."""

from bisheng.components.base import BaseComponent

__all__ = ["BaseComponent"]
