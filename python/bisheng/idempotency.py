"""What tells a service that it is asked a second time for the same work."""

from __future__ import annotations

from _contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["idempotency_key", "use_idempotency_key"]

_key: ContextVar[str | None] = ContextVar("idempotency_key", default=None)


def idempotency_key() -> str:
    """The name of the work that a component or plugin is called for: of one node, one round of a loop, one item.

    It is the same whenever that work is done again: in a retry, and where a run that was interrupted is resumed. So a
    service that is given it can do what must happen once only once::

        payments.create(amount=amount, idempotency_key=idempotency_key())

    Who does several such things in one call gives each a name of its own: ``f"{idempotency_key()}/{order}"``. It is a
    text without a set form or length; a service that wants a UUID takes ``uuid.uuid5(uuid.NAMESPACE_URL, idempotency_key())``.

    Tasks and ``asyncio.to_thread`` know it too. Raises ``RuntimeError`` outside of a call: while a module is loaded, in
    ``__init__`` and ``initialize``, in a thread that the code has started by other means (hand the key to it).
    """
    key = _key.get()
    if key is None:
        raise RuntimeError(
            "idempotency_key() is known only during a call of build or process, and not in threads that are started in "
            "it by other means than asyncio.to_thread: read it in build and hand it on. "
            'In a test: with use_idempotency_key("test"): …'
        )
    return key


class use_idempotency_key:  # noqa: N801 - a context manager, like those of contextlib
    """Within ``with use_idempotency_key("test"):`` this is the key, for tests that call ``build`` themselves."""

    def __init__(self, key: str | None) -> None:
        """``key``: None for none."""
        self._wanted = key

    def __enter__(self) -> None:
        self._token = _key.set(self._wanted)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        _key.reset(self._token)
