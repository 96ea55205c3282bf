"""Coroutines that begin before asyncio is there: each in a Python of its own."""

import os
import subprocess
import sys
import textwrap
import unittest

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_START = f"""
import sys
sys.path.insert(0, {_PACKAGE!r})
from bisheng._worker.early import Early
loop = None
def run(coroutine):
    global loop
    def arrive():
        global loop
        import asyncio
        loop = asyncio.new_event_loop()
        async def rest():
            return await early
        return loop, loop.create_task(rest())
    tasks = []
    early = Early(coroutine, lambda: (lambda both: (tasks.append(both[1]), both)[1])(arrive()))
    if early.step():
        return early.result()
    return loop.run_until_complete(tasks[0])
"""


class Beginnings(unittest.TestCase):
    def check(self, code):
        program = _START + textwrap.dedent(code)
        done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.stderr, done.stdout), ("", "ok\n"))

    def test_one_that_never_waits_needs_no_asyncio(self):
        self.check(
            """
            async def inner(): return 5
            async def f(): return await inner()
            assert run(f()) == 5
            assert "asyncio" not in sys.modules
            print("ok")
            """
        )

    def test_its_exception_is_raised(self):
        self.check(
            """
            async def f(): raise ValueError("no")
            try: run(f())
            except ValueError: print("ok")
            """
        )

    def test_one_that_imports_asyncio_finds_a_loop_and_a_task(self):
        self.check(
            """
            async def f():
                import asyncio
                assert asyncio.get_running_loop() is loop
                me = asyncio.current_task()
                await asyncio.sleep(0)
                assert asyncio.current_task() is me
                async def other(n):
                    await asyncio.sleep(0.001 * n)
                    return n
                assert await asyncio.gather(other(1), other(2)) == [1, 2]
                try: await asyncio.wait_for(asyncio.sleep(60), 0.01)
                except asyncio.TimeoutError: return "late"
            assert run(f()) == "late"
            print("ok")
            """
        )

    def test_one_that_imports_asyncio_and_does_not_wait(self):
        self.check(
            """
            async def f():
                import asyncio
                async def other(): return 1
                return asyncio.create_task(other())
            assert loop is None and run(f()).get_loop() is loop
            print("ok")
            """
        )

    def test_an_exception_after_a_wait_passes_through_it(self):
        self.check(
            """
            async def f():
                from asyncio import sleep
                try: await sleep(0)
                finally: await sleep(0)
                raise KeyError("x")
            try: run(f())
            except KeyError: print("ok")
            """
        )


if __name__ == "__main__":
    unittest.main()
