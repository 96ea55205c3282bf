"""@@description|doc@@"""

@@typing@@

from bisheng.components.base import BaseComponent
from bisheng.field_typing import @@field_types@@


class @@class_name|code@@(BaseComponent):
    display_name = @@display_name@@
    description = @@description@@
    icon = @@icon@@

    inputs = @@inputs@@

    outputs = @@outputs@@

    def build(@@signature@@) -> Iterator[str]:
        """@@say:build-streaming|doc@@"""
        # @@say:your-logic|comment@@
        for word in (@@subject@@).split():
            yield f"{word} "
