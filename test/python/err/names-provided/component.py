class Sample(BaseComponent):
    def build(self, text: str) -> Dict[str, Any]:
        return {"at": datetime.now().isoformat(), "text": text}
