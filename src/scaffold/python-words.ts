/** Keywords of Python 3.9 to 3.13, the soft ones too, and names that every module has. */
const keywords =
  'False None True __debug__ __peg_parser__ _ and as assert async await break case class continue def del elif else ' +
  'except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield';

/** The modules of the standard library of Python 3.9 to 3.13 (`sys.stdlib_module_names`), and `test`. */
const modules =
  'abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect ' +
  'builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall ' +
  'concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm ' +
  'decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput ' +
  'fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib ' +
  'heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 ' +
  'linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt ' +
  'multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser ' +
  'pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd ' +
  'py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy ' +
  'sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd ' +
  'sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol ' +
  'symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit ' +
  'tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest ' +
  'urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile ' +
  'zipimport zlib zoneinfo';

const keywordSet = new Set(keywords.split(' '));
/** Without case: where file names have none, `JSON.py` is found for `json`. */
const moduleSet = new Set(modules.toLowerCase().split(' '));

/** Whether Python keeps a word for itself, at least in some places. */
export function isPythonKeyword(word: string): boolean {
  return keywordSet.has(word);
}

/** Whether a module of the standard library has this name, its case aside. */
export function isStandardModule(name: string): boolean {
  return moduleSet.has(name.toLowerCase());
}
