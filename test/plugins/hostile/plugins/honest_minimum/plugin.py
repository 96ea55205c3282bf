"""What a plugin may do that asks for nothing: compute, keep a cache, use threads and the standard library."""

import asyncio
import concurrent.futures
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import tempfile
import threading
import time
import zipfile
import zoneinfo
from datetime import datetime
from typing import Any, Dict

from bisheng.plugins import PluginInterface


class Minimum(PluginInterface):
    name = "honest_minimum"
    version = "1.0.0"
    description = "Honest work without a permission"

    def initialize(self, config: Dict[str, Any]) -> None:
        self.own = pathlib.Path(__file__).parent
        self.home = pathlib.Path.home()

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    def read_own_folder(self):
        return (self.own / "config.yaml").read_text().splitlines()[0]

    def list_own_folder(self):
        return "plugin.py" in os.listdir(self.own)

    def keep_a_cache(self):
        (self.home / "results").mkdir(exist_ok=True)
        path = self.home / "results" / "one.json"
        path.write_text(json.dumps({"a": 1}))
        path.rename(self.home / "two.json")
        found = json.loads((self.home / "two.json").read_text())
        (self.home / "two.json").unlink()
        shutil.rmtree(self.home / "results")
        return found["a"]

    def copy_files(self):
        shutil.copy2(self.own / "plugin.py", self.home / "copy.py")
        shutil.copytree(self.own, self.home / "tree", dirs_exist_ok=True)
        shutil.rmtree(self.home / "tree")
        return (self.home / "copy.py").stat().st_size > 100

    def use_sqlite(self):
        with sqlite3.connect(self.home / "cache.db") as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute("create table if not exists results (text)")
            connection.execute("insert into results values ('x')")
            return connection.execute("select count(*) from results").fetchone()[0] > 0

    def use_temporary_files(self):
        with tempfile.NamedTemporaryFile() as one, tempfile.TemporaryDirectory() as folder:
            one.write(b"x")
            return pathlib.Path(folder).parent == self.home and pathlib.Path(one.name).parent == self.home

    def make_an_archive(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("a.txt", "x" * 1000)
        return len(zipfile.ZipFile(data).read("a.txt"))

    def use_threads(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            return sum(pool.map(len, ["ab"] * 100))

    def use_asyncio(self):
        async def one(number: int) -> int:
            await asyncio.sleep(0)
            return await asyncio.to_thread(lambda: number)

        async def all_of_them() -> int:
            return sum(await asyncio.gather(*map(one, range(10))))

        return asyncio.run(all_of_them())

    def use_a_socket_pair(self):
        one, other = socket.socketpair()
        one.sendall(b"abc")
        return len(other.recv(10))

    def use_signals(self):
        if threading.current_thread() is not threading.main_thread():
            return True
        seen = []
        before = signal.signal(signal.SIGUSR1, lambda number, _frame: seen.append(number))
        os.kill(os.getpid(), signal.SIGUSR1)
        signal.raise_signal(signal.SIGUSR1)
        signal.signal(signal.SIGUSR1, before)
        return len(seen) == 2

    def use_the_library(self):
        text = list(csv.reader(io.StringIO("a,b")))[0][0] + hashlib.sha256(b"x").hexdigest()
        return bool(re.match("a2", text)) and ssl.create_default_context() is not None and time.monotonic() > 0

    def know_time_zones(self):
        return datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai")).utcoffset().total_seconds()

    def know_the_machine(self):
        return os.cpu_count() >= 1 and len(os.sched_getaffinity(0)) >= 1

    def use_memory(self):
        return len(bytearray(100 * 1024 * 1024)) // (1024 * 1024)

    def write_nowhere(self):
        with open(os.devnull, "w") as file:
            return file.write("x")

    def see_what_is_missing(self):
        return [os.path.exists("/nowhere"), pathlib.Path("/etc").exists()]

    def catch_a_denial(self):
        try:
            open("/etc/passwd")
        except PermissionError as error:
            return str(error)
