class Greeter(BaseComponent):
    display_name = "As its file says"

    def __init__(self, config_path: str = "config_driven/polite.json"):
        super().__init__()
        with open(config_path, encoding="utf-8") as file:
            self.config = json.load(file)

    def build(self, name: str) -> str:
        greeting = {"polite": self.polite, "curt": self.curt}[self.config["tone"]]
        return greeting(name)

    def polite(self, name):
        return f"您好，{name}！"

    def curt(self, name):
        return f"{name}."
