import asyncio

from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    def build(self, text: str) -> str:
        await asyncio.sleep(1)
        return text
