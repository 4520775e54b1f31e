"""`serve`: the site on this machine, rebuilt and reloaded when a source changes."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tools.common.invocation import as_typed
from tools.common.paths import ROOT, WORK
from tools.common.process import SetupError
from tools.common.watch import LOOK_SECONDS, OF_PAGES, Snapshot, snapshot
from tools.devserver.live_contract import Checker
from tools.devserver.server import Showing
from tools.setup import command
from tools.site import build

HOST = "127.0.0.1"


def main(arguments: list[str]) -> int:
    """Build and serve until interrupted.

    Raises:
        SetupError: if the port is taken, or as set-up does.
    """
    parser = argparse.ArgumentParser(prog="python -m tools serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    require_free(port)
    command.ensure()
    with closing(Showing(HOST, port)) as server:
        server.start()
        checker = Checker()
        server.problems = checker.state
        try:
            rebuild_on_change(server, checker)
        except KeyboardInterrupt:
            print("\nstopped", flush=True)
        checker.stop()
    return 0


def require_free(port: int) -> None:
    """Refuse a port that another program has.

    Raises:
        SetupError: naming the way out.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            other = 8001 if port == 8000 else 8000
            way = f"choose another: {as_typed('serve', f'--port {other}')}"
            raise SetupError(f"port {port} cannot be used ({error}); {way}") from error


def rebuild_on_change(server: Showing, checker: Checker) -> None:
    """Build at once, and again whenever a source has changed; never returns.

    What is new is held against the contract as well.
    """
    last_snapshot: Snapshot = {}
    while True:
        current = snapshot()
        changed = {path for path, _ in last_snapshot.items() ^ current.items()}
        if changed:
            # taken before the build, so that a change during it counts again
            last_snapshot = current
            rebuild(server, changed)
            checker.forget(changed)
        time.sleep(LOOK_SECONDS)


def rebuild(server: Showing, changed: set[Path]) -> None:
    """Build beside what is shown, and show it if it could be built.

    A program of its own does it, which loads the sources anew.
    """
    begin = time.monotonic()
    port = server.server_port
    folder = WORK / "serve" / f"{port}-{'b' if str(server.folder).endswith('a') else 'a'}"
    command = [sys.executable, "-m", "tools.site.build", "--quiet", "--no-strict"]
    command += ["-d", str(folder)]
    if all(any(path.is_relative_to(name) for name in OF_PAGES) for path in changed):
        command.append("--only-pages")
    url = f"http://{HOST}:{port}/"
    env = {**os.environ, **build.ENV, "SITE_URL": url}
    # a session of its own: Ctrl-C is for this program, which then ends that one quietly
    if subprocess.run(command, cwd=ROOT, env=env, start_new_session=True, check=False).returncode:
        print("· not rebuilt, see above; the pages stay as they were", flush=True)
        return
    server.show(folder)
    print(f"· built in {time.monotonic() - begin:.1f} s, see {url}", flush=True)
