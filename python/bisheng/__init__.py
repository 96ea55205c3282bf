"""What components, plugins and programs around BISHENG flows import.

- ``bisheng.components.base``: ``BaseComponent``
- ``bisheng.field_typing``: ``Input``, ``Output`` and the field types
- ``bisheng.plugins``: ``PluginInterface``, ``PluginManager``
- ``bisheng.workflows``: ``WorkflowTemplate``, ``WorkflowExecutor``
- ``bisheng`` itself: ``idempotency_key``

Nothing else is imported here, so that a process that needs one of them starts fast.
"""

from bisheng.idempotency import idempotency_key, use_idempotency_key

__all__ = ["idempotency_key", "use_idempotency_key"]
__version__ = "0.1.0"
