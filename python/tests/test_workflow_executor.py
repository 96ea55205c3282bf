import asyncio
import os
import sys
import tempfile
import unittest
from typing import Any, List, Tuple
from unittest import mock

from bisheng.workflows import WorkflowExecutionError, WorkflowExecutor, WorkflowNotFoundError

#: Stands for the command: says what it was given in the words of a run's events.
COMMAND = r"""
import json, os, sys, time
given = json.load(sys.stdin)
def say(kind, **more):
    print(json.dumps({"type": kind, **more}), flush=True)
say("run_started", nodes=[{"id": "a"}, {"id": "b"}])
say("node_started", node="a", node_type="Transform", attempt=1)
if given.get("do") == "refuse":
    sys.stderr.write("not like this\n")
    sys.exit(2)
if given.get("do") == "hang":
    open("pid", "w").write(str(os.getpid()))
    time.sleep(60)
say("node_progress", node="a", done=1, total=2, message="half")
say("node_finished", node="a", outputs={}, attempts=1, duration_ms=1)
say("node_skipped", node="b")
if given.get("do") == "fail":
    error = {"code": "node-timeout", "message": "too slow", "node": "a"}
    say("run_finished", status="failed", outputs={}, single=False, error=error)
    sys.exit(1)
if given.get("do") == "ask":
    say("run_waiting", questions=[{"node": "b", "prompt": "Go on?"}])
    sys.exit(4)
outputs = {"given": given, "arguments": sys.argv[1:]} if given.get("do") == "several" else {"x": given}
say("run_finished", status="succeeded", outputs=outputs, single=len(outputs) == 1, error=None)
"""


class Executor(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        os.makedirs(os.path.join(self.folder, "flows", "sub"))
        for name in ("flows/f.yaml", "flows/sub/g.json", "outside.yaml"):
            open(os.path.join(self.folder, name), "w").close()
        command = os.path.join(self.folder, "command.py")
        with open(command, "w", encoding="utf-8") as file:
            file.write(COMMAND)
        patched = mock.patch.dict(os.environ, {"BISHENG_CLI": f'"{sys.executable}" "{command}"'})
        patched.start()
        self.addCleanup(patched.stop)
        self.executor = WorkflowExecutor("me", project=self.folder)

    def run_flow(self, **data: Any) -> Any:
        return asyncio.run(self.executor.execute("f", data))

    def test_one_value_comes_as_it_is(self) -> None:
        self.assertEqual(self.run_flow(text="好"), {"text": "好"})

    def test_several_come_by_name(self) -> None:
        result = self.run_flow(do="several")
        self.assertEqual(result["given"], {"do": "several"})
        file = os.path.join(self.folder, "flows", "f.yaml")
        self.assertEqual(result["arguments"][:4], ["run", file, "--output", "ndjson"])

    def test_failures_have_a_code_and_a_node(self) -> None:
        for do, code, node, words in (
            ("fail", "node-timeout", "a", "too slow"),
            ("ask", "run-waiting", None, "Go on?"),
            ("refuse", "run-refused", None, "not like this"),
        ):
            with self.subTest(do=do), self.assertRaisesRegex(WorkflowExecutionError, words) as caught:
                self.run_flow(do=do)
            self.assertEqual((caught.exception.code, caught.exception.node), (code, node))

    def test_ids_stay_below_flows(self) -> None:
        self.assertEqual(asyncio.run(self.executor.execute("sub/g", {})), {})
        for name in ("nope", "../outside", "/f", "sub/../../outside", "", "-f", "f.yaml", "sub\\g"):
            with self.subTest(name=name), self.assertRaises(WorkflowNotFoundError):
                asyncio.run(self.executor.execute(name, {}))

    def test_inputs_must_be_json(self) -> None:
        for value in (object(), float("nan")):
            with self.subTest(value=value), self.assertRaises((TypeError, ValueError)):
                self.run_flow(value=value)

    def test_without_the_command_it_says_so(self) -> None:
        with mock.patch.dict(os.environ, {"BISHENG_CLI": "", "PATH": ""}):
            with self.assertRaisesRegex(WorkflowExecutionError, "BISHENG_CLI"):
                self.run_flow()

    def test_callbacks_hear_of_each_step(self) -> None:
        expected = [
            ("a", 0.0, "Transform started"),
            ("a", 0.0, "1 of 2 half"),
            ("a", 0.5, "finished"),
            ("b", 1.0, "skipped"),
        ]
        heard: List[Tuple[str, float, str]] = []

        async def later(step: str, progress: float, message: str) -> None:
            await asyncio.sleep(0)
            heard.append((step, progress, message))

        def at_once(step: str, progress: float, message: str) -> None:
            heard.append((step, progress, message))

        for callback in (later, at_once):
            heard.clear()
            with self.subTest(callback=callback):
                asyncio.run(self.executor.execute_with_callback("f", {}, callback))
                self.assertEqual(heard, expected)

    def test_a_callback_that_fails_ends_the_run(self) -> None:
        def callback(*_: object) -> None:
            raise KeyError("mine")

        with self.assertRaisesRegex(KeyError, "mine"):
            asyncio.run(self.executor.execute_with_callback("f", {"do": "hang"}, callback))

    def test_cancelling_ends_the_process(self) -> None:
        file = os.path.join(self.folder, "pid")

        async def cancel() -> int:
            task = asyncio.ensure_future(self.executor.execute("f", {"do": "hang"}))
            while not os.path.exists(file) or not os.path.getsize(file):
                await asyncio.sleep(0.005)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            with open(file, encoding="utf-8") as pid:
                return int(pid.read())

        pid = asyncio.run(cancel())
        with self.assertRaises(OSError):
            os.kill(pid, 0)


if __name__ == "__main__":
    unittest.main()
