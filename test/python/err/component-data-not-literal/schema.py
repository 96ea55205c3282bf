import os

SCHEMA = {"properties": {"text": {"default": os.name, "title": "Text"}}}
