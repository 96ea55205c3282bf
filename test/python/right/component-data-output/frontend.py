FRONTEND = {"outputs": [{"name": "result", "display_name": "Result"}]}
