SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "param": {"type": "integer"},
    },
    "required": ["text"],
}
