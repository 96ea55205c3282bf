"""Plugins: functions that any flow or program can load by name."""

from bisheng.plugins.interface import PluginInterface
from bisheng.plugins.manager import PluginManager

__all__ = ["PluginInterface", "PluginManager"]
