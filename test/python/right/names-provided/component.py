from datetime import datetime
from typing import Any, Dict

from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    def build(self, text: str) -> Dict[str, Any]:
        return {"at": datetime.now().isoformat(), "text": text}
