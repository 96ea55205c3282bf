SCHEMA = {"properties": {"text": {"default": "x", "title": "Text"}}}
