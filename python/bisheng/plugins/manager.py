"""Finds, loads and unloads plugins in the process that asks for it."""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
from importlib.machinery import SourceFileLoader

from bisheng._worker.imports import provided_names
from bisheng.plugins.interface import PluginInterface
from bisheng.yaml_file import read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

__all__ = ["PluginManager"]

_logger = logging.getLogger("bisheng.plugins")


class PluginManager:
    """The plugins that a program has loaded, by their folders' names.

    A plugin gets the names that it uses without importing them (``PluginInterface``, ``Dict`` …), as in a flow.
    They run in this process with all its rights; ``bisheng run`` gives each a process of its own with only what its
    ``permissions`` say.
    """

    def __init__(self) -> None:
        self.plugins: dict[str, PluginInterface] = {}
        self.plugin_configs: dict[str, dict[str, Any]] = {}
        #: Why plugins could not be loaded or unloaded, by name.
        self.errors: dict[str, Exception] = {}

    def discover_plugins(self, plugin_dir: str) -> list[str]:
        """The names of the folders in ``plugin_dir`` that have ``plugin.py`` and ``config.yaml``, sorted.

        Raises ``OSError`` where ``plugin_dir`` can't be read.
        """
        return sorted(
            name
            for name in os.listdir(plugin_dir)
            if all(os.path.isfile(os.path.join(plugin_dir, name, file)) for file in ("plugin.py", "config.yaml"))
        )

    def load_plugin(self, plugin_name: str, plugin_dir: str) -> bool:
        """Load and initialize a plugin; one of that name that is loaded already is unloaded first.

        False where that fails: the log and ``errors`` say why, and other plugins are not affected.
        """
        self.errors.pop(plugin_name, None)
        try:
            if plugin_name in self.plugins and not self.unload_plugin(plugin_name):
                return False
            folder = os.path.join(os.path.abspath(plugin_dir), _checked(plugin_name))
            config = _config_in(folder)
            plugin = _class_of(config, _import(plugin_name, folder))()
            try:
                plugin.initialize(config.get("config") or {})
            except BaseException:
                _clean_up_quietly(plugin)
                raise
        except Exception as error:
            self._failed(plugin_name, "load", error)
            return False
        self.plugins[plugin_name] = plugin
        self.plugin_configs[plugin_name] = config
        return True

    def get_plugin(self, plugin_name: str) -> PluginInterface | None:
        """A loaded plugin, or None."""
        return self.plugins.get(plugin_name)

    def list_plugins(self) -> list[dict[str, str]]:
        """``name``, ``version``, ``description`` and ``status`` of each loaded plugin."""
        return [
            {
                "name": plugin.name,
                "version": plugin.version,
                "description": plugin.description,
                "status": "active",
            }
            for plugin in self.plugins.values()
        ]

    def unload_plugin(self, plugin_name: str) -> bool:
        """Clean a plugin up and forget it.

        False where none of that name is loaded, or where its ``cleanup`` fails: then it stays, so that it can be tried
        again.
        """
        plugin = self.plugins.get(plugin_name)
        if plugin is None:
            return False
        try:
            plugin.cleanup()
        except Exception as error:
            self._failed(plugin_name, "unload", error)
            return False
        del self.plugins[plugin_name]
        del self.plugin_configs[plugin_name]
        package = _package(plugin_name)
        for module in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
            del sys.modules[module]
        return True

    def _failed(self, plugin_name: str, what: str, error: Exception) -> None:
        self.errors[plugin_name] = error
        _logger.error("can't %s plugin %s: %s: %s", what, plugin_name, type(error).__name__, error)


def _checked(name: str) -> str:
    """A plugin's name, which must not lead out of the plugins' folder."""
    if not name or name in (os.curdir, os.pardir) or any(mark in name for mark in "/\\\0"):
        raise ValueError(f"{name!r} is no name of a plugin")
    return name


def _config_in(folder: str) -> dict[str, Any]:
    path = os.path.join(folder, "config.yaml")
    config = read_yaml(path)
    if not isinstance(config, dict):
        raise ValueError(f"{path} holds no mapping")
    if not isinstance(config.get("config") or {}, dict):
        raise ValueError(f"{path}: config is no mapping")
    return config


def _class_of(config: dict[str, Any], module: ModuleType) -> Any:
    name = config.get("class_name")
    if not isinstance(name, str):
        raise ValueError("config.yaml has no class_name")
    found = getattr(module, name, None)
    if not isinstance(found, type):
        raise ValueError(f"plugin.py has no class {name}")
    return found


def _package(name: str) -> str:
    return f"_bisheng_plugins.{name.replace('.', '_')}"


def _import(name: str, folder: str) -> ModuleType:
    """The plugin's module, in a package of its own, so that it can import its neighbours with ``from . import``."""
    package = _package(name)
    init = os.path.join(folder, "__init__.py")
    outer = importlib.util.spec_from_loader(package.partition(".")[0], loader=None, is_package=True)
    assert outer is not None
    sys.modules.setdefault(outer.name, importlib.util.module_from_spec(outer))
    if os.path.exists(init):
        _run(package, init, folder)
    else:
        spec = importlib.util.spec_from_loader(package, loader=None, is_package=True)
        assert spec is not None and spec.submodule_search_locations is not None
        spec.submodule_search_locations.append(folder)
        sys.modules[package] = importlib.util.module_from_spec(spec)
    return _run(f"{package}.plugin", os.path.join(folder, "plugin.py"), None)


def _run(name: str, path: str, folder: str | None) -> ModuleType:
    search = None if folder is None else [folder]
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=search)
    assert spec is not None and isinstance(spec.loader, SourceFileLoader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        code = spec.loader.get_code(name)
        for provided, value in provided_names(spec.loader.get_data(path), path, code).items():
            setattr(module, provided, value)
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def _clean_up_quietly(plugin: PluginInterface) -> None:
    """Clean up after an ``initialize`` that failed, whose reason is the one to tell."""
    try:
        plugin.cleanup()
    except Exception:
        _logger.debug("cleanup after a failed initialize", exc_info=True)
