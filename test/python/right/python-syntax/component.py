from bisheng.components.base import BaseComponent


class 组件(BaseComponent):
    def build(self, 文本: str) -> str:
        return 文本 + 文本
