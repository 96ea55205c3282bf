"""The process that runs components and plugins. Not for import by them."""
