from bisheng.field_typing import Input, Integer

from .base import Shared

EXTRA = [Input(name="limit", field_type=Integer, value=10, min=1, max=100)]


class Longer(Shared):
    inputs = [*Shared.inputs, *EXTRA]

    async def build(self, text: str, limit: int) -> str:
        return text[:limit]
