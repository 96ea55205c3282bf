"""Speaks with others. An attack that comes through returns what it did."""

import asyncio
import ctypes
import os
import socket
import urllib.request
from typing import Any, Dict

from bisheng.plugins import PluginInterface

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
X86 = os.uname().machine == "x86_64"


def called(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


class Network(PluginInterface):
    name = "hostile_network"
    version = "1.0.0"
    description = "Attacks over the network"

    def initialize(self, config: Dict[str, Any]) -> None:
        # port (somebody listens there on 127.0.0.1), socket (the path of a UNIX socket that somebody listens on)
        self.at = dict(config)

    def process(self, input_data: str) -> Any:
        return getattr(self, input_data)()

    def cleanup(self) -> None:
        pass

    def tcp(self):
        socket.create_connection(("127.0.0.1", self.at["port"]), timeout=5)
        return "connected"

    def tcp_with_c(self):
        return called(libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0))

    def tcp_with_syscall(self):
        return called(libc.syscall(41 if X86 else 198, socket.AF_INET6, socket.SOCK_STREAM, 0))

    def tcp_asyncio(self):
        asyncio.run(asyncio.open_connection("127.0.0.1", self.at["port"]))
        return "connected"

    def tcp_multipath(self):
        return called(libc.socket(socket.AF_INET, socket.SOCK_STREAM, 262))

    def http(self):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.at['port']}/", timeout=5).status

    def udp(self):
        return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", self.at["port"]))

    def udp_with_c(self):
        return called(libc.socket(socket.AF_INET, socket.SOCK_DGRAM, 0))

    def raw(self):
        return called(libc.socket(socket.AF_INET, socket.SOCK_RAW, 1))

    def packets(self):
        return called(libc.socket(17, socket.SOCK_RAW, 0x300))

    def netlink(self):
        return called(libc.socket(16, socket.SOCK_RAW, 0))

    def vsock(self):
        return called(libc.socket(40, socket.SOCK_STREAM, 0))

    def kernel_crypto(self):
        return called(libc.socket(38, 5, 0))

    def dns(self):
        return socket.getaddrinfo("example.com", 80)

    def dns_with_c(self):
        found = ctypes.c_void_p()
        code = libc.getaddrinfo(b"example.com", b"80", None, ctypes.byref(found))
        if code != 0:
            raise PermissionError(f"getaddrinfo says {code}")
        return "found"

    def unix_socket(self):
        one = socket.socket(socket.AF_UNIX)
        one.connect(self.at["socket"])
        return "connected"

    def unix_socket_with_c(self):
        return called(libc.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0))

    def unix_datagram_pair_led_elsewhere(self):
        one, _other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        one.connect(self.at["socket"])
        return "connected"

    def unix_stream_pair_led_elsewhere(self):
        one, other = socket.socketpair()
        other.close()
        one.connect(self.at["socket"])
        return "connected"

    def unix_send_elsewhere(self):
        one, _other = socket.socketpair()
        return one.sendto(b"x", self.at["socket"])

    def listen(self):
        socket.create_server(("127.0.0.1", 0))
        return "listening"

    def ring(self):
        parameters = ctypes.create_string_buffer(120)
        return called(libc.syscall(425, 4, parameters))
