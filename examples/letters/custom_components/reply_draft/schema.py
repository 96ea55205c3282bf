SCHEMA = {
    "inputs": {
        "text": {"type": "Text", "required": True},
        "language": {"type": "Text", "value": "en"},
        "mood": {
            "type": "Dropdown",
            "options": ["positive", "neutral", "negative"],
            "value": "neutral",
        },
    },
    "outputs": {"reply": {"type": "Text"}},
}
