"""Loads modules of components and plugins, and holds their objects."""

from __future__ import annotations

import os
import sys

import _frozen_importlib as bootstrap

from bisheng._worker import imports
from bisheng._worker.doing import Doing
from bisheng._worker.failures import Failure
from bisheng._worker.inputs import convert, converters_of, declared_values, with_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Loaded:
    """An object of a component or plugin, and how it is called."""

    def __init__(self, spec: dict[str, Any]) -> None:
        """Load the class and make the object. Raises whatever the user's code raises, marked with ``doing``."""
        self.is_plugin = spec["kind"] == "plugin"
        with Doing("load"):
            cls = load_class(os.path.join(spec["path"], "plugin.py" if self.is_plugin else "component.py"), spec["class"])
        config = spec["config"]
        with Doing("create"):
            if self.is_plugin:
                self.object = cls()
                try:
                    self.object.initialize(config)
                except BaseException:
                    self.close_quietly()
                    raise
            else:
                self.object = cls(**config)
        self.keeps_state = hasattr(self.object, "get_state") and hasattr(self.object, "set_state")
        self.function = self.object.process if self.is_plugin else self.object.build
        build = getattr(cls, "build", None)
        self._converters = {} if self.is_plugin else converters_of(cls, build)
        self._values = {} if self.is_plugin else declared_values(cls, build)

    def arguments(self, inputs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """How ``function`` is called with these inputs. Raises :class:`Failure`."""
        if self.is_plugin:
            return (inputs.get("input_data"),), {}
        if self._values:
            inputs = with_values(inputs, self._values)
        return (), convert(inputs, self._converters) if self._converters else inputs

    def close(self) -> None:
        """A plugin's ``cleanup``; whatever it raises is raised."""
        if self.is_plugin:
            self.object.cleanup()

    def close_quietly(self) -> None:
        """The same after a failure, which is the one to tell."""
        try:
            self.close()
        except Exception as error:  # noqa: BLE001
            print(f"cleanup: {type(error).__name__}: {error}", file=sys.stderr)


class Program:
    """The ``main`` of a text; what is in the text's module stays between calls. Has what :class:`Loaded` has."""

    keeps_state = False

    def __init__(self, spec: dict[str, Any]) -> None:
        """Run the text as a module. Raises whatever it raises, marked with ``doing``, and :class:`Failure`."""
        with Doing("load"):
            module = _module_of(spec["text"], spec["path"])
        self.object = self.function = getattr(module, "main", None)
        if not callable(self.function):
            raise Failure("code-main-missing")
        self._converters = converters_of(object, self.function)

    def arguments(self, inputs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """How ``function`` is called with these inputs."""
        return (), convert(inputs, self._converters)

    def close(self) -> None:
        """Nothing is left to do."""

    close_quietly = close


def load(spec: dict[str, Any]) -> Loaded | Program:
    """The object that a request describes. Raises what its making raises."""
    return Program(spec) if spec["kind"] == "code" else Loaded(spec)


def _module_of(text: str, path: str):  # noqa: ANN202
    """A text as a module. ``path`` is no file, but its frames are the user's."""
    imports.add_root(path)
    code = compile(text, path, "exec", dont_inherit=True)
    # Dataclasses and others look a class's module up by its name.
    module = type(sys)(f"_code_{abs(hash(path)):x}")
    module.__file__ = path
    sys.modules[module.__name__] = module
    for name, value in imports.provided_names(text.encode(), path, code).items():
        module.__dict__[name] = value
    exec(code, module.__dict__)
    return module


def load_class(file: str, name: str) -> type:
    """A class of a file, whose module is loaded once. Raises :class:`Failure` and what loading raises."""
    module = load_module(file)
    cls = getattr(module, name, None)
    if not isinstance(cls, type):
        raise Failure("python-class-missing", {"name": name, "file": file})
    return cls


def load_module(file: str):  # noqa: ANN201
    """The module of a file: under the project it has the name that an import statement there would give it."""
    project = sys.path[0]
    folder, base = os.path.split(file)
    if not os.path.isfile(file):
        raise Failure("python-file-missing", {"file": file})
    relative = os.path.relpath(folder, project)
    if relative.startswith("..") or os.path.isabs(relative):
        imports.add_root(folder)
        parents = [(f"_outside_{abs(hash(folder)):x}", folder)]
    else:
        parents = []
        at = project
        for part in [] if relative == "." else relative.split(os.sep):
            at = os.path.join(at, part)
            parents.append((f"{parents[-1][0]}.{part}" if parents else part, at))
    for name, path in parents:
        if name not in sys.modules:
            _load(name, os.path.join(path, "__init__.py"), path)
    stem = os.path.splitext(base)[0]
    name = f"{parents[-1][0]}.{stem}" if parents else stem
    module = sys.modules.get(name)
    if module is None or getattr(module, "__file__", None) != file:
        module = _load(name, file, None)
    return module


def _load(name: str, file: str, package: str | None):  # noqa: ANN202
    """Load a file as a module; a package without ``__init__.py`` is an empty one."""
    if package is not None and not os.path.isfile(file):
        module = type(sys)(name)
        module.__path__ = [package]
        sys.modules[name] = module
    else:
        loader = imports.UserLoader(name, file)
        spec = bootstrap.ModuleSpec(name, loader, origin=file, is_package=package is not None)
        spec.has_location = True  # type: ignore[attr-defined]
        if package is not None:
            spec.submodule_search_locations = [package]
        module = bootstrap.module_from_spec(spec)
        sys.modules[name] = module
        try:
            loader.exec_module(module)
        except BaseException:
            sys.modules.pop(name, None)
            raise
        module = sys.modules.get(name, module)
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], last, module)
    return module


def design(file: str, class_name: str) -> object:
    """What ``design_flow()`` of a class returns, or of its only method whose name begins with ``design``.

    Without a name it is the only class of the file that has such a method.
    """
    cls = load_class(file, class_name) if class_name else _only_designer(file)
    names = _design_methods(cls)
    if len(names) != 1:
        key = "python-design-missing/several" if names else None
        values = {"name": cls.__name__, "names": ", ".join(names)}
        raise Failure("python-design-missing", values, key)
    return getattr(cls(), names[0])()


def _design_methods(cls: type) -> list[str]:
    names = [name for name in dir(cls) if name.startswith("design") and callable(getattr(cls, name))]
    return ["design_flow"] if "design_flow" in names else names


def _only_designer(file: str) -> type:
    module = load_module(file)
    classes = [value for value in vars(module).values() if isinstance(value, type)]
    found = [cls for cls in classes if cls.__module__ == module.__name__ and _design_methods(cls)]
    if len(found) == 1:
        return found[0]
    key = "python-design-missing/classes" if found else "python-design-missing/none"
    values = {"file": file, "names": ", ".join(cls.__name__ for cls in found)}
    raise Failure("python-design-missing", values, key)
