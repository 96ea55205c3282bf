FRONTEND = {"icon": "✉️", "display_name": "Reply draft", "order": ["text", "language", "mood"]}
