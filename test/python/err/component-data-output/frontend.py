FRONTEND = {"outputs": [{"name": "reslut", "display_name": "Result"}]}
