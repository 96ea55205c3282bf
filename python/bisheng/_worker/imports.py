"""How modules are found and loaded in the worker.

- Modules of the project are loaded with the names that they use without importing (``provided.py``), and compiled each
  time: compiled code that is kept is known by the time and size of its source, which two versions of it may share.
- Those of our own package are kept compiled in the user's cache folder, by a hash of their source: packages that are
  installed have files of one and the same time.
- ``site-packages`` joins ``sys.path`` when the first import fails without it: most components need only the standard
  library, and start faster so.
"""

from __future__ import annotations

import sys

import _frozen_importlib_external as external
import _imp

from bisheng._worker.provided import PROVIDED

_cache = ""
_roots: list[str] = []


def install(package: str, cache: str) -> None:
    """Make imports work as the module says. ``package`` is the folder of ``bisheng``, ``cache`` may be empty."""
    global _cache
    if cache:
        _keep_loaded(external._path_join(cache, "start"))
    _cache = cache
    sys.path_hooks.insert(0, _Finder.path_hook_of(package, CachedLoader))
    sys.path_importer_cache.clear()
    sys.meta_path.insert(sys.meta_path.index(external.PathFinder), _Site())  # type: ignore[arg-type]


def _keep_loaded(place: str) -> None:
    """Keep compiled, for the next start, what of our package was loaded before its imports are ours."""
    global _cache
    _cache = place
    for name, module in list(sys.modules.items()):
        loader = getattr(module, "__loader__", None)
        if name.partition(".")[0] == "bisheng" and isinstance(loader, external.SourceFileLoader):
            CachedLoader(name, loader.path).get_code(name)


def add_root(folder: str) -> None:
    """Load modules under ``folder`` as those of the user, except installed packages."""
    if folder not in _roots:
        _roots.append(folder)
        sys.path_hooks.insert(0, _Finder.path_hook_of(folder, UserLoader))
        sys.path_importer_cache.clear()


def is_users(file: str) -> bool:
    """Whether a file is the user's own code."""
    return any(_belongs(file, root) for root in _roots)


def provided_names(source: bytes, file: str, code: object) -> dict[str, object]:
    """What a module uses without defining or importing it, of the names that are provided, with their values.

    Raises ``ModuleNotFoundError`` where the module that has it is not installed.
    """
    used = _names(code) & PROVIDED.keys()
    if not used:
        return {}
    found = {}
    for name in sorted(used & _free_names(source, file)):
        module, attribute = PROVIDED[name]
        __import__(module)
        found[name] = getattr(sys.modules[module], attribute) if attribute else sys.modules[module]
    return found


class CachedLoader(external.SourceFileLoader):
    """Keeps compiled modules in the cache folder, each with a hash of its source."""

    def get_code(self, fullname):  # noqa: ANN001, ANN201
        if not _cache:
            return self.compiled()
        before = sys.pycache_prefix
        sys.pycache_prefix = _cache
        try:
            place = external.cache_from_source(self.path)
        finally:
            sys.pycache_prefix = before
        source = self.get_data(self.path)
        digest = _imp.source_hash(external._RAW_MAGIC_NUMBER, source)  # type: ignore[attr-defined]
        try:
            kept = self.get_data(place)
            if external._classify_pyc(kept, fullname, {}) & 1 and kept[8:16] == digest:  # type: ignore[attr-defined]
                return external._compile_bytecode(kept[16:], fullname, place, self.path)  # type: ignore[attr-defined]
        except (ImportError, EOFError, OSError, ValueError):
            pass
        code = self.compiled()
        self.set_data(place, external._code_to_hash_pyc(code, digest))  # type: ignore[attr-defined]
        return code

    def compiled(self):  # noqa: ANN201
        """The code of the source as it is now."""
        return self.source_to_code(self.get_data(self.path), self.path)


class UserLoader(CachedLoader):
    """Also gives a module the names that it only uses. Nothing of it is kept."""

    def get_code(self, fullname):  # noqa: ANN001, ANN201
        return self.compiled()

    def exec_module(self, module):  # noqa: ANN001, ANN201
        code = self.get_code(module.__name__)
        for name, value in provided_names(self.get_data(self.path), self.path, code).items():
            module.__dict__.setdefault(name, value)
        exec(code, module.__dict__)


class _Finder(external.FileFinder):
    @classmethod
    def path_hook_of(cls, root, loader):  # noqa: ANN001, ANN206
        """Like ``FileFinder.path_hook``, for folders under ``root`` that hold no installed packages."""
        loaders = (
            (external.ExtensionFileLoader, _imp.extension_suffixes()),
            (loader, external.SOURCE_SUFFIXES),
            (external.SourcelessFileLoader, external.BYTECODE_SUFFIXES),
        )

        def hook(path):  # noqa: ANN001, ANN202
            if not _belongs(path, root) or not external._path_isdir(path):
                raise ImportError("not one of ours", path=path)
            return cls(path, *loaders)

        return hook


class _Site:
    """Adds ``site-packages`` once it is needed: for a name that is not found, or only as a folder without code."""

    def find_spec(self, name, path=None, target=None):  # noqa: ANN001, ANN201
        spec = external.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            return spec
        sys.meta_path.remove(self)  # type: ignore[arg-type]
        add_site()
        return None if path is not None else external.PathFinder.find_spec(name, None, target)


def add_site() -> None:
    """What Python's start does unless it is told not to (``-S``), behind the paths that are there already."""
    import site

    before = list(sys.path)
    site.main()
    if sys.flags.no_user_site and not _sandboxed:
        # `-I` keeps the user's own site-packages out; a component may have been written with it.
        folder = site.getusersitepackages()
        if external._path_isdir(folder):  # type: ignore[attr-defined]
            site.addsitedir(folder)
    sys.path[:] = before + [entry for entry in sys.path if entry not in before]


def run_path_files(folders: list[str]) -> None:
    """Heed the ``.pth`` files of folders of packages that are on ``sys.path``."""
    import site

    before = list(sys.path)
    for folder in folders:
        site.addsitedir(folder, set())
    sys.path[:] = before + [entry for entry in sys.path if entry not in before]


_sandboxed = False


def keep_out_user_site() -> None:
    """A sandboxed process sees the interpreter's packages and its environment's only."""
    global _sandboxed
    _sandboxed = True


def _belongs(path: str, root: str) -> bool:
    """Whether a path is ``root`` or below, and not in a folder of installed packages there."""
    if not path.startswith(root):
        return False
    rest = path[len(root) :]
    return (not rest or rest[0] in "/\\" or root[-1] in "/\\") and "site-packages" not in rest


def _names(code: object) -> set[str]:
    """All names in a code object and those within: more than are free, but found without reading the source."""
    names = set(code.co_names)  # type: ignore[attr-defined]
    for constant in code.co_consts:  # type: ignore[attr-defined]
        if type(constant) is type(code):
            names |= _names(constant)
    return names


def _free_names(source: bytes, file: str) -> set[str]:
    """Names that are looked up among a module's globals and that it does not define."""
    import _symtable  # type: ignore[import-not-found]

    top = _symtable.symtable(source, file, "exec")
    offset = getattr(_symtable, "SCOPE_OFF", None) or _symtable.SCOPE_OFFSET
    bound = _symtable.DEF_BOUND
    defined = {name for name, flags in top.symbols.items() if flags & bound}
    used: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables.extend(table.children)
        for name, flags in table.symbols.items():
            scope = (flags >> offset) & _symtable.SCOPE_MASK
            if scope in (_symtable.GLOBAL_IMPLICIT, _symtable.GLOBAL_EXPLICIT):
                if scope == _symtable.GLOBAL_EXPLICIT and flags & bound:
                    defined.add(name)
                elif flags & _symtable.USE:
                    used.add(name)
            elif table is top and flags & _symtable.USE and not flags & bound:
                used.add(name)
    return used - defined
