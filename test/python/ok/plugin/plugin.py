from typing import Any, Dict

from bisheng.plugins import PluginInterface


class Sample(PluginInterface):
    name = "sample"
    version = "1.0.0"
    description = "A sample"

    def initialize(self, config: Dict[str, Any]) -> None:
        self.config = config

    def process(self, input_data: Any) -> Any:
        return input_data

    def cleanup(self) -> None:
        pass
