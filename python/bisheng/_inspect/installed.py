"""What is installed beside the standard library, told by the names in folders: no package is imported, no metadata read."""

from __future__ import annotations

import importlib.util
import os
import re
import sys

from bisheng._inspect.imports import PACKAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.machinery import ModuleSpec

#: `PyYAML-6.0.2.dist-info`, `six-1.16.egg-info`: a distribution with its version.
_DISTRIBUTION = re.compile(r"(.+?)-[^-]+(?:-py[\d.]+)?\.(?:dist|egg)-info$")


def identity(imported: Iterable[str], is_open: bool) -> str | None:
    """A short text that changes with the distributions that the interpreter has.

    None where none of the top-level modules ``imported`` is installed, unless any may be imported (``is_open``). A module also goes
    by the sizes and times of its files where no distribution is named like it, or it is not among them but only linked.
    """
    installed = {name: places for name in sorted(imported) for places in [_places_of(name)] if places}
    if is_open:
        _spec_of("-")  # No module: what is looked for in vain brings the installed packages in, see `_worker/imports.py`.
    elif not installed:
        return None
    folders = [entry for entry in sys.path if entry.endswith("-packages")]
    found = [match for folder in folders for match in map(_DISTRIBUTION.match, _names_in(folder)) if match]
    known = {_plain(match[1]) for match in found}
    facts = [match[0] for match in found]
    for name, places in installed.items():
        if _plain(PACKAGES.get(name, name)) not in known or not all("-packages" in place for place in places):
            facts += _stamps(places)
    return importlib.util.source_hash("\n".join(facts).encode(errors="surrogatepass")).hex()


def _places_of(name: str) -> list[str]:
    """The folders of a package, or the file of a module, that is neither the standard library's nor found as the project's own."""
    if name in getattr(sys, "stdlib_module_names", ()) or name == "bisheng":
        return []
    spec = _spec_of(name)
    places = [] if spec is None else list(spec.submodule_search_locations or [spec.origin or ""])
    own = {os.path.abspath(entry) for entry in sys.path if "-packages" not in entry}
    return [place for place in places if os.path.isabs(place) and os.path.dirname(place) not in own]


def _spec_of(name: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return None


def _stamps(places: list[str]) -> Iterator[str]:
    for path in [path for place in places for path in _files(place)]:
        try:
            stats = os.stat(path)
        except OSError:
            continue
        yield f"{path} {stats.st_size} {stats.st_mtime_ns}"


def _files(place: str) -> Iterator[str]:
    if os.path.isfile(place):
        yield place
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(one for one in folders if one != "__pycache__")
        for name in sorted(names):
            yield os.path.join(folder, name)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _names_in(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
