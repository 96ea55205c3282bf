FRONTEND = {"order": ["txt"]}
