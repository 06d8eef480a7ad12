"""The AWS CLI, loaded once: each connection is one call of `aws`, run in a fork with the caller's arguments, environment and
streams. A call of its own costs more than a second of processor time, most of it for loading the program.

Usage: aws_server.py SOCKET. Ends when its standard input is closed.
"""

import json
import os
import signal
import socket
import sys
import threading

from awscli import clidriver


def answer(connection, fds, call):
    os.dup2(fds[0], 1)
    os.dup2(fds[1], 2)
    os.chdir(call["cwd"])
    # awscli names its own data folder in the environment when it is loaded.
    data = {name: os.environ[name] for name in ("AWS_DATA_PATH",) if name in os.environ}
    os.environ.clear()
    os.environ.update({**call["env"], **data})
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
    sys.argv = ["aws", *call["argv"]]
    driver = clidriver.create_clidriver()
    try:
        code = driver.main(call["argv"])
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([(code or 0) & 255]))
    os._exit(0)


def main():
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(sys.argv[1])
    server.listen(16)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print("ready", flush=True)
    while True:
        connection, _ = server.accept()
        message, fds, _, _ = socket.recv_fds(connection, 1 << 20, 2)
        while not message.endswith(b"\n"):
            message += connection.recv(1 << 20)
        if os.fork() == 0:
            server.close()
            answer(connection, fds, json.loads(message))
        for fd in fds:
            os.close(fd)
        connection.close()


main()
