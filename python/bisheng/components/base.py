"""The base class of all components."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is slow to import, and only type checkers need it here
    from collections.abc import Sequence
    from typing import Any, Literal, Protocol

    from bisheng.field_typing import Input, Output

    Level = Literal["debug", "info", "warning", "error"]

    class Listener(Protocol):
        """Who hears what components say while they work."""

        def log(self, level: str, text: str) -> None:
            """A line for the log of the run."""

        def progress(self, done: float, total: float | None, text: str) -> None:
            """How far it is."""


__all__ = ["BaseComponent", "listen"]

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    """Hand what components say to ``listener``; None: to Python's ``logging`` (as where a program uses them by itself).

    The process that runs components for a flow calls this. Which call a line belongs to is the listener's business:
    it is called in the thread and the task that said it.
    """
    global _listener
    _listener = listener


class BaseComponent:
    """A node of a flow. A subclass says what it takes and gives, and does its work in ``build``.

    ``build`` may be a plain function, ``async def``, a generator (its values are streamed), or an async generator.
    What ``inputs`` does not declare is read off its signature. One object serves a node for a whole run, so what it
    keeps in its attributes is there at the next call. To keep it beyond a crash or an interruption too, define
    ``get_state(self)``, which gives something that JSON can hold, and ``set_state(self, state)``; they may be async.
    What a service must not do twice for one call is told it by ``bisheng.idempotency_key()``.
    """

    display_name: str = ""
    description: str = ""
    icon: str = ""
    inputs: Sequence[Input] = ()
    outputs: Sequence[Output] = ()

    def __init__(self) -> None:
        """Take no arguments. Those of a subclass come from the node's ``config``."""

    def build_config(self) -> dict[str, Any]:
        """How the inputs look in an editor, by name (``display_name``, ``value`` …). It changes nothing else."""
        return {}

    def build(self, *args: Any, **kwargs: Any) -> Any:
        """Do the work: takes the inputs by name and gives the outputs.

        An object whose keys are declared outputs fills those; anything else fills the only output.
        """
        raise NotImplementedError(f"{type(self).__name__} has no build method")

    def log(self, text: object, level: Level = "info") -> None:
        """Write a line to the log of the run."""
        if level not in _LEVELS:
            raise ValueError(f"level is one of {', '.join(_LEVELS)}, not {level!r}")
        if _listener is not None:
            _listener.log(level, str(text))
            return
        import logging

        logging.getLogger(type(self).__module__).log(_LEVELS[level], "%s", text)

    def progress(self, done: float, total: float | None = None, text: str = "") -> None:
        """Say how far the work is: ``done`` of ``total``; None where nobody knows how much there is."""
        if _listener is not None:
            _listener.progress(done, total, text)
