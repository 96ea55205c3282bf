"""Says in a failure what was going on when it happened."""

from __future__ import annotations

from bisheng._worker.failures import Failure, describe


class Doing:
    """Marks what is raised within: ``load``, ``create`` or ``restore``."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if error is not None and not isinstance(error, Failure):
            try:
                error.__bisheng_doing__ = self._what  # type: ignore[attr-defined]
            except Exception:  # noqa: BLE001 - an exception may refuse attributes
                pass


def described(error: BaseException) -> dict[str, object]:
    """The answer for an exception, which knows what was going on."""
    return describe(error, getattr(error, "__bisheng_doing__", ""))
