from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    async def build(self, text: str) -> str:
        return text.strip()
