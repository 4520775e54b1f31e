"""`serve`: the site on this machine, rebuilt and reloaded when a source changes."""

import argparse
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tools import build
from tools.steps import ROOT, SetupError

HOST = "127.0.0.1"
# MkDocs watches docs/ itself; these become files there, or parts of pages.
WATCHED = ("exercises", "grader", "metarl")
LOOK_SECONDS = 1.0

Snapshot = dict[Path, tuple[int, int]]


def main(arguments: list[str]) -> int:
    """Build and serve until interrupted.

    Raises: SetupError if the port is taken.
    """
    parser = argparse.ArgumentParser(prog="python -m tools serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    require_free(port)
    build.prepare()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{HOST}:{port}"]
    # newer versions of MkDocs' argument parser lose the default of this one
    command += ["--livereload", "--watch", "exercises"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **build.ENV})
    threading.Thread(target=rebundle_on_change, daemon=True).start()
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.wait()
        return 0


def require_free(port: int) -> None:
    """Refuse a port that another program has.

    Raises: SetupError naming the way out.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            other = 8001 if port == 8000 else 8000
            way = f"choose another: make serve ARGS='--port {other}'"
            raise SetupError(f"port {port} cannot be used ({error}); {way}") from error


def snapshot() -> Snapshot:
    """Time and size of every watched file; polling sees changes on any file system."""
    found: Snapshot = {}
    for name in WATCHED:
        for path in (ROOT / name).rglob("*"):
            if "__pycache__" in path.parts:
                continue
            try:
                state = path.stat()
            except OSError:  # gone since it was listed
                continue
            found[path] = (state.st_mtime_ns, state.st_size)
    return found


def rebundle_on_change() -> None:
    """Bundle anew, in a Python that has not loaded the old sources, whenever one changed."""
    known = snapshot()
    while not threading.Event().wait(LOOK_SECONDS):
        now = snapshot()
        if now == known:
            continue
        known = now
        # an author's error shows in the terminal and the old data stay
        subprocess.run([sys.executable, "-m", "tools", "bundle"], cwd=ROOT, check=False)
