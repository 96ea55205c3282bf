"""The sandbox itself: what it does to a process, and when it refuses to."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import unittest

from sandboxed import LIMITS, PACKAGE, SandboxTest


class Apply(SandboxTest):
    """In processes that do nothing else."""

    def start(self, code: str, **changed: object) -> subprocess.Popen:
        rules = self.rules(self.project, **changed)
        text = f"import json, sys\nsys.path.insert(0, {str(PACKAGE)!r})\nrules = json.loads({json.dumps(rules)!r})\n{code}"
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", text]
        environment = {"PATH": os.environ.get("PATH", os.defpath), "SECRET": "hunter2", "LANG": "C.UTF-8"}
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )

    def after(self, code: str, **changed: object) -> tuple[int, str, str]:
        done = self.start(f"from bisheng._worker.sandbox import apply\n{code}", **changed)
        output, errors = done.communicate(timeout=60)
        return done.returncode, output.decode(), errors.decode()

    def test_says_the_level(self) -> None:
        _, output, _ = self.after("print(apply(rules)['level'])")
        self.assertEqual(output, "kernel\n")

    def test_cleans_the_environment(self) -> None:
        _, output, _ = self.after("apply(rules)\nimport os\nprint(json.dumps(dict(os.environ)))")
        environment = json.loads(output)
        self.assertEqual(set(environment), {"PATH", "LANG", "HOME", "TMPDIR"})
        self.assertEqual(environment["HOME"], str(self.home))

    def test_drops_capabilities_for_good(self) -> None:
        code = "import ctypes\napply(rules)\nlibc = ctypes.CDLL(None)\nprint([libc.prctl(23, n, 0, 0, 0) for n in range(40)])"
        _, output, _ = self.after(code)
        if os.geteuid() == 0:
            self.assertEqual(json.loads(output), [0] * 40)

    def test_makes_files_private(self) -> None:
        code = "apply(rules)\nimport os\npath = os.environ['HOME'] + '/a'\nopen(path, 'w')\nprint(oct(os.stat(path).st_mode))"
        self.assertEqual(self.after(code)[1], "0o100600\n")

    def test_refuses_a_process_with_threads(self) -> None:
        code = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\napply(rules)"
        status, _, errors = self.after(code)
        self.assertEqual(status, 1)
        self.assertIn("SandboxError", errors)

    def test_changes_nothing_where_the_system_can_not(self) -> None:
        code = """
from bisheng._worker.sandbox import landlock
landlock.version = lambda: 0
import os
before = dict(os.environ)
print(apply(rules), dict(os.environ) == before, os.listdir('/') != [])
"""
        self.assertEqual(self.after(code)[1], "{'level': 'none', 'reason': 'landlock'} True True\n")

    def test_finds_a_hole_before_code_is_loaded(self) -> None:
        holes = (
            "from bisheng._worker.sandbox import landlock\nlandlock.restrict = lambda rights, network: 1",
            "from bisheng._worker.sandbox import syscalls\nsyscalls.ALLOWED += ' socket/41/198'\n"
            "syscalls.LOOKED_AT = syscalls.LOOKED_AT.replace('socket/41/198', '')",
            "from bisheng._worker.sandbox import syscalls\nsyscalls.DENIED = syscalls.DENIED.replace('ptrace/101/117', '')",
            "from bisheng._worker.sandbox import privileges\nprivileges.drop_capabilities = lambda: None",
        )
        for hole in holes:
            if "capabilities" in hole and os.geteuid() != 0:
                continue
            with self.subTest(hole):
                status, output, errors = self.after(f"{hole}\napply(rules)\nprint('loaded')")
                self.assertEqual((status, output), (1, ""))
                self.assertIn("SandboxError", errors)

    def test_works_with_older_landlocks(self) -> None:
        for abi in range(1, 8):
            with self.subTest(abi=abi):
                code = f"""
from bisheng._worker.sandbox import landlock
landlock.version = lambda: {abi}
print(apply(rules)["abi"])
import os
open(os.environ["HOME"] + "/a", "w").write("x")
for attack in (lambda: open({str(self.secret)!r}), lambda: os.truncate({str(self.secret)!r}, 0)):
    try:
        attack()
    except PermissionError:
        print("blocked")
"""
                self.assertEqual(self.after(code)[1], f"{abi}\nblocked\nblocked\n")
        self.assertEqual(self.secret.read_text(), "hunter2")

    def test_ends_what_computes_too_long(self) -> None:
        status, _, _ = self.after("apply(rules)\nwhile True: pass", limits={**LIMITS, "cpu": 1})
        self.assertIn(-status, (signal.SIGXCPU, signal.SIGKILL))

    def test_limits_that_are_lower_already_stay(self) -> None:
        code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
apply(rules)
print(resource.getrlimit(resource.RLIMIT_FSIZE))
"""
        self.assertEqual(self.after(code)[1], "(1000, 1000)\n")

    def test_huge_limits_are_no_limits(self) -> None:
        limits = {"memory": 10**15, "cpu": 10**20, "processes": 10**9, "file": 10**15}
        self.assertEqual(self.after("print(apply(rules)['level'])", limits=limits)[1], "kernel\n")

    def test_what_it_started_ends_with_it(self) -> None:
        sleep = os.path.realpath("/bin/sleep")
        code = """
apply(rules)
import os, subprocess
print(subprocess.Popen(["/bin/sleep", "1000"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid, flush=True)
os._exit(0)
"""
        _, output, _ = self.after(code, run=[sleep])
        self._is_gone(int(output))

    def test_it_ends_with_the_tool(self) -> None:
        tool = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, start_new_session=True)
print(child.pid, child.stdout.readline(), flush=True)
"""
        rules = self.rules(self.project)
        worker = f"""
import json, os, sys
sys.path.insert(0, {str(PACKAGE)!r})
from bisheng._worker.sandbox import apply
apply(json.loads({json.dumps(rules)!r}))
print("ready", flush=True)
while True: pass
"""
        command = [sys.executable, "-I", "-c", tool, sys.executable, "-I", "-c", worker]
        output = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
        self._is_gone(int(output.split()[0]))

    def _is_gone(self, pid: int) -> None:
        """Wait for the end of a process that nobody here is the parent of."""
        try:
            process = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        self.addCleanup(os.close, process)
        self.assertTrue(select.select([process], [], [], 30)[0], f"{pid} still runs")


if __name__ == "__main__":
    unittest.main()
