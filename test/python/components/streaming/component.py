class Letters(BaseComponent):
    display_name = "Letter by letter"

    def build(self, text: str) -> Iterator[str]:
        for number, letter in enumerate(self.letters(text)):
            self.log(f"letter {number}", "debug")
            yield letter

    def letters(self, text: str) -> Iterator[str]:
        yield from text


class SlowLetters(BaseComponent):
    async def build(self, text: str) -> AsyncIterator[str]:
        for letter in text:
            await asyncio.sleep(0)
            yield letter
