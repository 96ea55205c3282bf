"""What components, plugins and programs around BISHENG flows import.

- ``bisheng.components.base``: ``BaseComponent``
- ``bisheng.field_typing``: ``Input``, ``Output`` and the field types
- ``bisheng.plugins``: ``PluginInterface``, ``PluginManager``
- ``bisheng.workflows``: ``WorkflowTemplate``, ``WorkflowExecutor``

Nothing is imported here, so that a process that needs one of them starts fast.
"""

__version__ = "0.1.0"
