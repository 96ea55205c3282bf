"""Runs a command in a terminal of its own and types what a script says.

Arguments: columns, the script as JSON (a list of [text to wait for, keys to type]; "SIGINT" sends the signal), the
command. Prints what the terminal showed and what went to stdout (which is no terminal) as JSON.
"""

import fcntl, json, os, pty, select, signal, struct, sys, termios, time

columns, script, command = int(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3:]
out_read, out_write = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    os.close(out_read)
    if os.environ.get("STDOUT") != "terminal":
        os.dup2(out_write, 1)
    os.execvp(command[0], command)
os.close(out_write)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

shown, result, seen = b"", b"", 0
deadline = time.monotonic() + 25
open_ends = [terminal, out_read]
while open_ends and time.monotonic() < deadline:
    for end in select.select(open_ends, [], [], 0.2)[0]:
        try:
            data = os.read(end, 65536)
        except OSError:
            data = b""
        if not data:
            open_ends.remove(end)
        elif end == terminal:
            shown += data
        else:
            result += data
    if script:
        at = shown.find(script[0][0].encode(), seen)
        if at >= 0:
            _, keys = script.pop(0)
            seen = len(shown)
            if keys == "SIGINT":
                os.kill(pid, signal.SIGINT)
            else:
                time.sleep(0.05)
                os.write(terminal, keys.encode())
if open_ends:
    os.kill(pid, signal.SIGKILL)
status = os.waitpid(pid, 0)[1]
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
print(json.dumps({"shown": shown.decode(errors="replace"), "stdout": result.decode(), "code": code}))
