class Tally(BaseComponent):
    display_name = "Counts what it has seen"

    def __init__(self):
        super().__init__()
        self.seen = {}

    def build(self, word: str) -> dict:
        entry = self.seen.setdefault(word, {"count": 0, "first": datetime.now().isoformat()})
        entry["count"] += 1
        return {"count": entry["count"], "words": len(self.seen)}

    def get_state(self):
        return self.seen

    def set_state(self, state):
        self.seen = state
