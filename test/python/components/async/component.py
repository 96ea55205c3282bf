import asyncio

from bisheng.components.base import BaseComponent


class Asker(BaseComponent):
    display_name = "Asks several at once"

    async def build(self, question: str, people: int = 3) -> dict:
        answers = await asyncio.gather(*(self.ask(question, n) for n in range(people)))
        return {"answers": answers, "count": len(answers)}

    async def ask(self, question: str, number: int) -> str:
        await asyncio.sleep(0.001 * (3 - number))
        self.progress(number + 1, 3)
        return f"{number}: {question}?"
