FRONTEND = {"order": ["text"]}
