from typing import Any, Dict

from bisheng.plugins import PluginInterface


class Sample(PluginInterface):
    name = "sample"
    version = "1.0.0"
    description = "Gives back what it gets"

    def initialize(self, config: Dict[str, Any]) -> None:
        pass

    def process(self, input_data: Any) -> Any:
        return input_data

    def cleanup(self) -> None:
        pass
