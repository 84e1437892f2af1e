"""The origin and the load of memory.sh."""

import os
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGE = 20 << 20


def origin(port, size):
    """Serves SIZE bytes under any path, 20 MB under /large."""
    small, large = os.urandom(size), os.urandom(1 << 20)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            is_large = self.path.startswith("/large")
            self.send_response(200)
            self.send_header("Content-Length", str(LARGE if is_large else size))
            self.send_header("Cache-Control", "max-age=86400")
            self.end_headers()
            try:
                for piece in [large] * (LARGE >> 20) if is_large else [small]:
                    self.wfile.write(piece)
            except OSError:
                self.close_connection = True  # Nobody wanted the rest.

        def log_message(self, *_):
            pass

    ThreadingHTTPServer.request_queue_size = 1024
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def resident(pid):
    """The resident memory of a process, in MB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) // 1024


def request(path):
    return f"GET {path} HTTP/1.1\r\nHost: www.example.com\r\n\r\n".encode()


def connect(port, receive=None):
    client = socket.socket()
    if receive:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    client.connect(("127.0.0.1", port))
    return client


def slow_readers(port, pid, count):
    """Clients that read nothing: the largest memory while they are there, and how long until all are cut off."""
    clients = [connect(port, 4096) for _ in range(count)]
    began = time.monotonic()
    for client in clients:
        client.sendall(request("/large"))
    most = resident(pid)
    left = clients
    while left and time.monotonic() - began < 120:
        time.sleep(0.5)
        most = max(most, resident(pid))
        left = [client for client in left if client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1]
    seconds = time.monotonic() - began
    for client in clients:
        client.close()
    return most, seconds, len(left)


def soak(port, seconds, first):
    """Requests new objects and old ones over a few kept connections, until the time is over."""
    until = time.monotonic() + seconds

    def run(worker):
        client, number = connect(port), 0
        answer = client.makefile("rb")
        while time.monotonic() < until:
            number += 1
            wanted = number if number % 2 else max(1, number - 50)
            client.sendall(request(f"/{first}/{worker}/{wanted}"))
            length = 0
            while (line := answer.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            answer.read(length)
            time.sleep(0.005)

    workers = [threading.Thread(target=run, args=(worker,)) for worker in range(8)]
    for worker in workers:
        worker.start()
    return workers


def load(port, pid, seconds, readers):
    print("| when | resident, MB |\n|---|---|", flush=True)
    time.sleep(5)
    print(f"| at rest, after the start | {resident(pid)} |", flush=True)
    most, took, left = slow_readers(port, pid, readers)
    print(f"| {readers} clients that read nothing, at most | {most} |")
    print(f"| when the last of them was cut off, after {took:.0f} s ({left} were not) | {resident(pid)} |", flush=True)
    workers = soak(port, seconds, 1)
    step = max(1, seconds // 10)
    for part in range(1, 11):
        time.sleep(step)
        print(f"| soak, after {part * step / 60:.1f} min | {resident(pid)} |", flush=True)
    for worker in workers:
        worker.join()
    for after in (5, 30):
        time.sleep(after)
        print(f"| {after} s later, the store as full as it may be | {resident(pid)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "origin":
        origin(int(sys.argv[2]), int(sys.argv[3]))
    else:
        load(*(int(argument) for argument in sys.argv[2:6]))
