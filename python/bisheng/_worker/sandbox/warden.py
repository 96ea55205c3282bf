"""The process that counts: the kernel asks it about each new thread or process of a sandboxed worker.

``RLIMIT_NPROC`` counts all that a user runs, and doesn't count for root at all. The warden stands outside of the sandbox
and is out of the plugin's reach. It ends with the worker, and ends the worker where the tool has died.
"""

from __future__ import annotations

import array
import errno
import fcntl
import os
import select
import struct

import _signal as signal
import _socket

_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_CONTINUE = 1


class Warden:
    """A forked process that waits for the listener's descriptor."""

    def __init__(self, limit: int) -> None:
        worker, tool = os.getpid(), os.getppid()
        mine, its = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_STREAM)
        watched = [_pidfd(worker), _pidfd(tool)]
        if os.fork() == 0:
            try:
                its_number = _keep_only(its.fileno(), *watched)
                _Watch(worker, its_number, limit).run()
            finally:
                os._exit(0)
        its.close()
        for one in watched:
            os.close(one)
        self._channel = mine

    def give(self, listener: int) -> None:
        """Hand over the listener and wait until it is watched. Raises ``OSError``."""
        rights = array.array("i", [listener])
        self._channel.sendmsg([b"x"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, rights)])
        os.close(listener)
        answer = self._channel.recv(1)
        self._channel.close()
        if answer != b"y":
            raise OSError(errno.EPIPE, "the warden is gone")


def _pidfd(pid: int) -> int:
    return os.pidfd_open(pid)


def _keep_only(*descriptors: int) -> list[int]:
    """Close all but these; they become 0, 1, 2."""
    moved = [fcntl.fcntl(one, fcntl.F_DUPFD, 300) for one in descriptors]
    for number, one in enumerate(moved):
        os.dup2(one, number)
    os.closerange(len(moved), 65536)
    return list(range(len(moved)))


class _Watch:
    def __init__(self, worker: int, descriptors: list[int], limit: int) -> None:
        self._worker = worker
        self._channel, self._worker_end, self._tool_end = descriptors
        self._limit = limit

    def run(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        channel = _socket.socket(fileno=self._channel)
        _, ancillary, _, _ = channel.recvmsg(1, _socket.CMSG_SPACE(4))
        if not ancillary:
            return  # the worker ended before it had a filter
        listener = array.array("i", ancillary[0][2])[0]
        channel.send(b"y")
        channel.close()
        poll = select.poll()
        for descriptor in (listener, self._worker_end, self._tool_end):
            poll.register(descriptor, select.POLLIN)
        while True:
            ready = dict(poll.poll())
            if self._tool_end in ready or self._worker_end in ready:
                self._end_all()
                return
            if ready.get(listener, 0) & select.POLLIN:
                self._answer(listener)
            elif listener in ready:
                return  # all who had the filter are gone

    def _answer(self, listener: int) -> None:
        question = bytearray(80)
        try:
            fcntl.ioctl(listener, _RECEIVE, question)
            (number,) = struct.unpack_from("=Q", question)
            if self._count() < self._limit:
                answer = struct.pack("=QqiI", number, 0, 0, _CONTINUE)
            else:
                answer = struct.pack("=QqiI", number, 0, -errno.EAGAIN, 0)
            fcntl.ioctl(listener, _SEND, answer)
        except OSError:
            pass  # who asked is gone, or was interrupted and asks again

    def _count(self) -> int:
        """Threads of the worker and of all that descends from it, up to the limit."""
        count, waiting = 0, [self._worker]
        while waiting and count < self._limit:
            process = waiting.pop()
            try:
                threads = os.listdir(f"/proc/{process}/task")
            except OSError:
                if process == self._worker:
                    return self._limit  # nobody can say how many there are
                continue
            count += len(threads)
            for thread in threads:
                try:
                    with open(f"/proc/{process}/task/{thread}/children", "rb") as children:
                        waiting += [pid for pid in map(int, children.read().split()) if pid != os.getpid()]
                except OSError:
                    pass
        return count

    def _end_all(self) -> None:
        """Kill the worker, and what it started where these have a process group of their own; this process is in it too."""
        try:
            signal.pidfd_send_signal(self._worker_end, signal.SIGKILL)
        except OSError:
            pass
        if os.getpgid(0) == self._worker:
            os.killpg(self._worker, signal.SIGKILL)
