"""Starts the process: `python -I -S -B -X utf8 __main__.py CACHE`, where CACHE is a folder for compiled modules ("": none)."""

import os
import sys

# This file is compiled at each start: it only says where the package is; all else is in modules that are cached.
worker = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(os.path.dirname(worker)))
cache = sys.argv[1] if len(sys.argv) > 1 else ""
if cache:
    # Read, and never written by Python itself: it would know them by time and size. `install` keeps them by their hash,
    # in a place of their own, where no version has ever left others.
    sys.pycache_prefix = os.path.join(cache, "start")
from bisheng._worker import imports  # noqa: E402

sys.pycache_prefix = None
del sys.path[0]
imports.install(os.path.dirname(worker), cache)
from bisheng._worker.serve import serve  # noqa: E402

serve()
