"""The twin of the hostile ones that has asked: network, files, a program, a variable."""

import os
import pathlib
import signal
import socket
import subprocess
import urllib.request
from typing import Any, Dict

from bisheng.plugins import PluginInterface


class Granted(PluginInterface):
    name = "honest_granted"
    version = "1.0.0"
    description = "Honest work with permissions"

    def initialize(self, config: Dict[str, Any]) -> None:
        self.at = dict(config)

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    def read_a_file(self):
        return pathlib.Path("data/terms.txt").read_text().strip()

    def read_by_a_link(self):
        return pathlib.Path("data/link.txt").read_text().strip()

    def write_a_file(self):
        pathlib.Path("output/new.txt").write_text("x")
        return os.listdir("output")

    def run_a_program(self):
        return subprocess.check_output(["sort"], input=b"b\na\n").decode()

    def run_a_script(self):
        return subprocess.check_output([os.path.abspath("data/script.sh")]).decode().strip()

    def end_a_program(self):
        child = subprocess.Popen(["sort"], stdin=subprocess.PIPE)
        child.terminate()
        child.stdin.close()
        return child.wait(10) == -signal.SIGTERM

    def read_a_variable(self):
        return os.environ["GRANTED_NAME"]

    def go_online(self):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.at['port']}/", timeout=5).status

    def send_datagrams(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            return one.sendto(b"x", ("127.0.0.1", self.at["port"]))

    def find_hosts(self):
        return bool(socket.getaddrinfo("localhost", 80))

    def serve(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            return server.getsockname()[1] > 0

    # What it has not asked for stays closed.

    def read_beyond(self):
        return pathlib.Path("bisheng.yaml").read_text()

    def write_beyond(self):
        pathlib.Path("data/terms.txt").write_text("x")

    def run_beyond(self):
        return subprocess.check_output(["/bin/true"])

    def read_by_a_program(self):
        return subprocess.check_output(["sort", self.at["secret"]], stderr=subprocess.STDOUT).decode()

    def speak_over_unix_sockets(self):
        socket.socket(socket.AF_UNIX).connect(self.at["socket"])

    def kill_parent(self):
        os.kill(os.getppid(), signal.SIGCONT)

    def kill_parent_by_a_program(self):
        subprocess.run([os.path.abspath("data/kill.sh"), str(os.getppid())], check=True, stderr=subprocess.DEVNULL)

    def fork_bomb(self):
        children = []
        for _ in range(200):
            children.append(subprocess.Popen(["sort"], stdin=subprocess.PIPE))
