"""Servers to measure, each in a process of its own, and what asks them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE = 300  # seconds for the slowest answer


def environment(database: str = "") -> dict[str, str]:
    """The environment of a process of the site on ``database``."""
    values = {"DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": str(ROOT), "DATABASE_URL": database}
    return os.environ | {name: value for name, value in values.items() if value}


@contextlib.contextmanager
def gunicorn(application: str, database: str = "") -> Iterator[str]:
    """The address of ``application`` served by one worker of the kind that production uses."""
    options = ("--worker-class", "sync", "--timeout", str(PATIENCE))
    with _server("gunicorn", application, *options, "--bind", database=database) as address:
        yield address


@contextlib.contextmanager
def datasette(file: Path) -> Iterator[str]:
    """The address of Datasette on a file that nobody changes, tuned: no suggestions, no limits in its way."""
    settings = {
        "suggest_facets": "off",
        "default_page_size": 20,
        "sql_time_limit_ms": 600_000,
        "facet_time_limit_ms": 600_000,
        "max_returned_rows": 10_000,
    }
    options = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
    with _server("datasette", "serve", "-i", str(file), *options, "--host", HOST, "--port") as address:
        yield address


@contextlib.contextmanager
def manage_serve(database: str) -> Iterator[str]:
    """The address of the site as `make serve` starts it."""
    with _server("python", "manage.py", "serve", "--port", database=database) as address:
        yield address


@contextlib.contextmanager
def _server(program: str, *arguments: str, database: str = "") -> Iterator[str]:
    """A running server; the last of ``arguments`` is the option that takes the port or address."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    place = f"{HOST}:{port}" if arguments[-1] == "--bind" else str(port)
    process = subprocess.Popen(
        [Path(sys.executable).with_name(program), *arguments, place],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen) -> None:
    """Wait until something listens on ``port``. Servers that listen before they are ready let requests wait."""
    for _ in range(3000):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        try:
            socket.create_connection((HOST, port)).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nothing listens on port {port}")


def get(address: str) -> bytes:
    """The page at ``address``; anything but 200 is an error."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 (our own server)
        return answer.read()


def per_second(address: str, *, seconds: float, tag: str = "", fresh: bool = False) -> float:
    """How many requests a second ``address`` answers while two are always waiting.

    ``tag`` is sent as If-None-Match, and 304 expected. ``fresh`` makes each request another address.
    """
    host, _slash, path = address.removeprefix("http://").partition("/")
    status = b"304" if tag else b"200"
    answered = [0, 0]
    ends = time.perf_counter() + seconds

    def ask(client: int) -> None:
        while time.perf_counter() < ends:
            unique = f"?utm_n={client}-{answered[client]}-{ends}" if fresh else ""
            answer = _raw(host, f"/{path}{unique}", tag)
            if answer[9:12] != status:
                raise RuntimeError(f"{address}: {answer[:200]!r}")
            answered[client] += 1

    started = time.perf_counter()
    with ThreadPoolExecutor(len(answered)) as clients:
        list(clients.map(ask, range(len(answered))))
    return sum(answered) / (time.perf_counter() - started)


def _raw(host: str, path: str, tag: str) -> bytes:
    """An answer read to its end with as little work as possible, so that the server is what is measured."""
    name, port = host.split(":")
    condition = f"If-None-Match: {tag}\r\n" if tag else ""
    with socket.create_connection((name, int(port)), PATIENCE) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{condition}Connection: close\r\n\r\n".encode()
        )
        parts = []
        while part := connection.recv(1 << 18):
            parts.append(part)
    return b"".join(parts)
