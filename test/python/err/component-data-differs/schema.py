SCHEMA = {
    "title": "例子",
    "properties": {
        "text": {"type": "integer"},
        "limit": {"type": "integer", "default": 20},
    },
    "required": ["limit"],
}
