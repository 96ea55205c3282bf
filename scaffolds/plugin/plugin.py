"""@@description|doc@@"""

from typing import Any, Dict

from bisheng.plugins import PluginInterface


class @@class_name|code@@(PluginInterface):
    def __init__(self) -> None:
        self._config: Dict[str, Any] = {}

    @property
    def name(self) -> str:
        return @@class_name@@

    @property
    def version(self) -> str:
        return @@version@@

    @property
    def description(self) -> str:
        return @@description@@

    def initialize(self, config: Dict[str, Any]) -> None:
        """@@say:plugin-initialize|doc@@"""
        self._config = dict(config)

    def process(self, input_data: Any) -> Dict[str, Any]:
        """@@say:plugin-process|doc@@"""
        # @@say:your-logic|comment@@
        text = str(input_data)
        return {"result": text, "length": len(text)}

    def cleanup(self) -> None:
        """@@say:plugin-cleanup|doc@@"""
        self._config = {}
