"""Serves moto on the loopback interface until standard input ends; prints its URL first."""

import logging
import sys

from moto.server import ThreadedMotoServer
from werkzeug.serving import WSGIRequestHandler

logging.getLogger("werkzeug").setLevel(logging.CRITICAL)  # What moto lacks is our list's to tell.
WSGIRequestHandler.protocol_version = "HTTP/1.1"  # Connections are kept.

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://{host}:{port}", flush=True)
sys.stdin.read()
server.stop()
