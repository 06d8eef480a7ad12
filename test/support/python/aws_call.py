"""One call of `aws` through aws_server.py: SOCKET, then the arguments of `aws`."""

import json
import os
import socket
import sys

connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
connection.connect(sys.argv[1])
call = {"argv": sys.argv[2:], "env": dict(os.environ), "cwd": os.getcwd()}
socket.send_fds(connection, [b" "], [1, 2])
connection.sendall(json.dumps(call).encode() + b"\n")
code = connection.recv(1)
sys.exit(code[0] if code else 1)
