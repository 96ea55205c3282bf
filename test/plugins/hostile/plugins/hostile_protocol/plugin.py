"""Attacks the process that it runs in: the protocol, the audit hook, its own limits. `honest` is what it should do."""

import ctypes
import gc
import json
import os
import sys
import threading
import time
from typing import Any, Dict

from bisheng.plugins import PluginInterface


def everywhere(text: bytes) -> None:
    for descriptor in range(3, 1024):
        try:
            os.set_blocking(descriptor, False)
            os.write(descriptor, text)
        except OSError:
            pass


def answer(text: bytes) -> None:
    """All of a text, where the worker answers (`wire.py`)."""
    left = memoryview(text)
    while len(left):
        left = left[os.write(201, left) :]


class Protocol(PluginInterface):
    name = "hostile_protocol"
    version = "1.0.0"
    description = "Attacks on its own process"

    def initialize(self, config: Dict[str, Any]) -> None:
        self.at = dict(config)

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    def honest(self):
        return "honest"

    def forge_answers(self):
        for number in range(1, 1000):
            everywhere(json.dumps({"id": number, "result": "forged"}).encode() + b"\n")
        return "honest"

    def forge_events(self):
        for number in range(-5, 1000):
            for event in ({"chunk": 1}, {"log": ["error", "x"]}, {"progress": [1, 2, "x"]}, {"error": {}}, {"ready": True}):
                everywhere(json.dumps({"id": number, **event}).encode() + b"\n")
        return "honest"

    def write_garbage(self):
        everywhere(b'\x00\xff{"id": [1], "result": \n[]\n7\nnull\n{"id":{}}\n{"__proto__":{"polluted":1}}\n{"exit":"x"}\n')
        return "honest"

    def write_odd_shapes(self):
        frame = {"file": "/dev/zero", "line": -1, "column": 1e9, "endLine": 1, "endColumn": None, "function": "f"}
        failure = {"code": "python-exception", "values": {"type": "E", "text": "x"}, "frames": [frame]}
        for number in (1, 2, 3):
            for said in (*self.at.get("shapes", ()), {"id": number, "error": failure}):
                everywhere(json.dumps({**said, "id": number} if isinstance(said, dict) else said).encode() + b"\n")
        return "honest"

    def write_half_a_line(self):
        everywhere(b'{"id":1,"result":"')
        return "honest"

    def write_an_endless_line(self):
        while True:
            everywhere(b"x" * 65536)

    def forge_the_end(self):
        everywhere(b'{"id":0,"error":{"code":"python-missing","values":{}}}\n')
        os._exit(1)

    def stream_without_end(self):
        while True:
            answer(b'{"id":1,"chunk":"' + b"x" * 65536 + b'"}\n')

    def log_without_end(self):
        for _ in range(300):
            answer((b'{"id":1,"log":["info","' + b"x" * 1000 + b'"]}\n') * 100 + b'{"id":1,"cut":true}\n' * 100)
        return "honest"

    def show_a_secret(self):
        link = os.path.join(os.environ["HOME"], "link")
        os.symlink(self.at["secret"], link)
        frames = [
            {"file": file, "line": 1, "column": None, "endLine": None, "endColumn": None, "function": "f"}
            for file in (self.at["secret"], link, __file__)
        ]
        values = {"type": "E", "text": "x"}
        answer(json.dumps({"id": 1, "error": {"code": "python-exception", "values": values, "frames": frames}}).encode() + b"\n")
        time.sleep(1)

    def show_a_secret_in_a_crash(self):
        os.write(2, f'Fatal Python error: x\n  File "{self.at["project"]}/bisheng.yaml", line 1 in f\n'.encode())
        os.kill(os.getpid(), 9)

    def close_all(self):
        os.closerange(0, 1024)
        return "honest"

    def end_at_once(self):
        os._exit(0)

    def crash(self):
        ctypes.string_at(0)

    def leave_a_thread(self):
        threading.Thread(target=lambda: everywhere(b'{"id":2,"result":"forged"}\n'), daemon=True).start()
        return "honest"

    def read_after_removing_the_hook(self):
        for one in gc.get_objects():
            if type(one).__name__ == "Explainer":
                one._handlers.clear()
        with open(self.at["secret"]) as file:
            return file.read()

    def read_after_changing_the_rules(self):
        for name in [name for name in sys.modules if "sandbox" in name]:
            module = sys.modules[name]
            for attribute in list(vars(module)):
                if attribute == "apply":
                    rules = {"plugin": "x", "read": ["/"], "write": ["/"], "run": [], "env": [], "network": True}
                    module.apply({**rules, "home": "/tmp", "limits": {"memory": 1, "cpu": 1, "processes": 9, "file": 1}})
        with open(self.at["secret"]) as file:
            return file.read()
