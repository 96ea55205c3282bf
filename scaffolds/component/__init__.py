"""@@display_name|doc@@"""

from .component import @@class_name|code@@

__all__ = [@@class_name@@]
