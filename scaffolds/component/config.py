"""@@description|doc@@"""

import json
from pathlib import Path
@@typing@@

from bisheng.components.base import BaseComponent
from bisheng.field_typing import @@field_types@@


class @@class_name|code@@(BaseComponent):
    display_name = @@display_name@@
    description = @@description@@
    icon = @@icon@@

    inputs = @@inputs@@

    outputs = @@outputs@@

    def __init__(self, config_path: str = "") -> None:
        """@@say:config-path|doc@@"""
        super().__init__()
        path = Path(config_path) if config_path else Path(__file__).with_name("config.json")
        self.config: dict = json.loads(path.read_text(encoding="utf-8"))

    def build(@@signature@@) -> @@returns@@:
        """@@say:build|doc@@"""
        strategy = self.config.get("strategy", "plain")
        if strategy == "upper":
            result = (@@subject@@).upper()
        elif strategy == "plain":
            result = @@subject@@
        else:
            raise ValueError(f"strategy: {strategy!r}")
        @@give@@
