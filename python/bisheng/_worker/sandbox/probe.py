"""Says whether this system enforces permissions, as JSON: a program of its own (``python -I -S probe.py``)."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Put this process under the strictest rules and see."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(here))))
    from bisheng._worker.sandbox import SandboxError, apply

    limits = {"memory": 1024, "cpu": 10, "processes": 4, "file": 1}
    rules = {"plugin": "", "read": [], "write": [], "run": [], "env": [], "network": False, "home": os.devnull, "limits": limits}
    try:
        answer = apply(rules)
        if answer["level"] == "kernel":
            # The kernel lets another process decide about threads: does it let any start?
            import _thread

            lock = _thread.allocate_lock()
            lock.acquire()
            _thread.start_new_thread(lock.release, ())
            if not lock.acquire(timeout=10):
                answer = {"level": "none", "reason": "failed"}
    except (SandboxError, RuntimeError):
        answer = {"level": "none", "reason": "failed"}
    text = ", ".join(f'"{name}": "{value}"' for name, value in answer.items())
    os.write(1, f"{{{text}}}\n".encode())


main()
