"""Starts the process: `python -I -S -B -X utf8 __main__.py CACHE`, where CACHE is a folder for compiled modules ("": none)."""

import os
import sys

# This file is compiled at each start: it only says where the package is; all else is in modules that are cached.
worker = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(os.path.dirname(worker)))
if len(sys.argv) > 1 and sys.argv[1]:
    sys.pycache_prefix = sys.argv[1]
    sys.dont_write_bytecode = False
from bisheng._worker import imports  # noqa: E402

sys.pycache_prefix = None
sys.dont_write_bytecode = True
del sys.path[0]
imports.install(os.path.dirname(worker), sys.argv[1] if len(sys.argv) > 1 else "")
from bisheng._worker.serve import serve  # noqa: E402

serve()
