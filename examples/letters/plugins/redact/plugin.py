"""Takes phone numbers and mail addresses out of a text. It needs no permission: its process can do nothing else."""

import re
from typing import Any, Dict

from bisheng.plugins import PluginInterface

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"\+?\d(?:[\s-]?\d){6,}")


class Redact(PluginInterface):
    def __init__(self) -> None:
        self._mark = "[…]"

    @property
    def name(self) -> str:
        return "redact"

    @property
    def version(self) -> str:
        return "1.0.0"

    @property
    def description(self) -> str:
        return "Takes phone numbers and mail addresses out of a text."

    def initialize(self, config: Dict[str, Any]) -> None:
        self._mark = config.get("mark", self._mark)

    def process(self, input_data: Any) -> Dict[str, Any]:
        text, mails = MAIL.subn(self._mark, str(input_data))
        text, phones = PHONE.subn(self._mark, text)
        return {"result": text, "removed": mails + phones}

    def cleanup(self) -> None:
        pass
