class Switchboard(BaseComponent):
    display_name = "Whatever lies in plugins/"

    def __init__(self):
        super().__init__()
        self.plugins = {}
        for file in sorted(os.listdir("plugins/")):
            if file.endswith(".py"):
                name = file[:-3]
                self.plugins[name] = importlib.import_module(f"plugins.{name}").Plugin()

    def build(self, text: str, plugin_name: str = "loud") -> str:
        if plugin_name not in self.plugins:
            return f"{plugin_name}? {', '.join(self.plugins)}!"
        return self.plugins[plugin_name].process(text)
