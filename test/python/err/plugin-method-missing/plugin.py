from abc import ABC
from typing import Any, Dict

from bisheng.plugins import PluginInterface


class Base(PluginInterface, ABC):
    version = "1.0.0"
    description = "To build on"


class Sample(Base):
    name = "sample"

    def initialize(self, config: Dict[str, Any]) -> None:
        pass

    def proces(self, input_data: Any) -> Any:
        return input_data
