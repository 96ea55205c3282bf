class Plugin:
    def process(self, text):
        return text.upper()
