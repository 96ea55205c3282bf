SCHEMA = {
    "title": "样例",
    "properties": {
        "text": {"type": "string"},
        "limit": {"type": "integer", "default": 10},
    },
    "required": ["text"],
}
