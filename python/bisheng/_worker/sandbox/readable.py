"""What every Python reads: the interpreter, its libraries, time zones. None of it is a secret."""

from __future__ import annotations

import os
import sys

_SYSTEM = (
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/timezone",
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/etc/mime.types",
    "/etc/ssl/openssl.cnf",
    "/etc/pki/tls/openssl.cnf",
    "/etc/crypto-policies",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
)
_NETWORK = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols",
    "/etc/ssl/certs",
    "/etc/ssl/cert.pem",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/ca-trust/extracted",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
)


def interpreter_paths() -> list[str]:
    """Files and folders of this interpreter and of the package ``bisheng``."""
    paths = [os.path.dirname(os.__file__)]
    # Not the prefix itself: it may be somebody's home.
    for prefix in {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}:
        paths += [os.path.join(prefix, name) for name in ("lib", "lib64", "ssl", "share/zoneinfo", "pyvenv.cfg")]
    paths.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    return [os.path.realpath(path) for path in paths]


def system_paths(network: bool) -> list[str]:
    """Files and folders of the system that programs rely on."""
    return [os.path.realpath(path) for path in (*_SYSTEM, *(_NETWORK if network else ()))]
