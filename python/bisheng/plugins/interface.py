"""What every plugin has."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["PluginInterface"]


class PluginInterface(ABC):
    """A plugin: the class that ``class_name`` in its ``config.yaml`` names."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The plugin's name."""

    @property
    @abstractmethod
    def version(self) -> str:
        """Its version, like ``1.0.0``."""

    @property
    @abstractmethod
    def description(self) -> str:
        """What it does, in a sentence."""

    @abstractmethod
    def initialize(self, config: dict[str, Any]) -> None:
        """Get ready; called once, before the first :meth:`process`. ``config`` is that of ``config.yaml``."""

    @abstractmethod
    def process(self, input_data: Any) -> Any:
        """Do the work."""

    @abstractmethod
    def cleanup(self) -> None:
        """Let go of everything; called at the end always, even after an :meth:`initialize` that failed."""
