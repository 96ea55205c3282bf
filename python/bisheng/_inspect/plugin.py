"""What every class of ``plugin.py`` that is a plugin has to have."""

from __future__ import annotations

from bisheng._inspect.family import methods
from bisheng._inspect.findings import Findings, did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bisheng._inspect.family import Family
    from bisheng._inspect.findings import Hint

#: What PluginInterface leaves open.
_NEEDED = ("name", "version", "description", "initialize", "process", "cleanup")


def check_plugins(families: list[Family], findings: Findings) -> None:
    """Report what classes lack without which Python makes no object of them; not of those that others build on."""
    bases = {node.name for family in families for _, node in family.members[1:]}
    for family in families:
        node = family.node
        is_base = node.name in bases or any(getattr(base, "id", "") == "ABC" for base in node.bases)
        if "PluginInterface" not in family.outer or not family.is_known or is_base:
            continue
        missing = [name for name in _NEEDED if family.method(name) is None and family.attribute(name) is None]
        if missing:
            own = [name for name in methods(node) if name not in _NEEDED and not name.startswith("_")]
            near = next((hint for hint in (did_you_mean(name, own) for name in missing) if hint), None)
            hint: Hint | None = ("plugin-method-missing/near", near[1]) if near else None
            said: dict[str, str | int] = {"class": node.name, "names": ", ".join(missing)}
            findings.add("plugin-method-missing", family.module.path, node, said, hint=hint)
