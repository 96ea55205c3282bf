"""@@description|doc@@"""

import asyncio
@@typing@@

from bisheng.components.base import BaseComponent
from bisheng.field_typing import @@field_types@@


class @@class_name|code@@(BaseComponent):
    display_name = @@display_name@@
    description = @@description@@
    icon = @@icon@@

    inputs = @@inputs@@

    outputs = @@outputs@@

    async def build(@@signature@@) -> @@returns@@:
        """@@say:build|doc@@"""
        result = await self.work(@@subject@@)
        @@give@@

    async def work(self, text: str) -> str:
        # @@say:await|comment@@
        await asyncio.sleep(0)
        return text
