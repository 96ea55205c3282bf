from .component import Sample

__all__ = ["Sample"]
