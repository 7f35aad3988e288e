"""A Dask cluster of several worker processes does what the processes of one machine do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

import nightly_check
from fleet_for_tests import applied, do, put
from followthrough.fleet.engines import bounded, dask_cluster
from followthrough.fleet.run import results
from followthrough.knowing.errors import UsageError
from leads_for_tests import table
from places import ROOT, SCRIPTS
from workbooks_for_tests import TODAY, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from distributed import LocalCluster

MISSING = "Dask is not installed: pip install “followthrough[fleet]”"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not find_spec("distributed"), reason=MISSING)]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    """Two worker processes that find the program as an installed one would."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(SCRIPTS), str(ROOT / "tests"))))
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call] # Dask has no types
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as started:
        yield started


@pytest.mark.filterwarnings("ignore")  # what a worker that is killed leaves behind is Dask's to tell
def test_a_killed_worker_costs_a_second_try(tmp_path: Path, cluster: LocalCluster) -> None:
    """Its workbook is tried again elsewhere, the others are done, and who is broken has a line."""
    paths = [tmp_path / f"{name}.xlsx" for name in ("dies", "wrong", *(f"well-{number}" for number in range(30)))]
    engine = dask_cluster(cluster.scheduler_address)
    came = {result.workbook: result.status for result in results(bounded(do, engine), paths, engine)}
    assert came == {str(path): 4 if path.stem == "wrong" else 0 for path in paths}


@pytest.mark.filterwarnings("ignore")  # the same
def test_a_worker_is_killed_while_they_work(
    tmp_path: Path, cluster: LocalCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once the first workbook is written a worker is killed; every workbook is written, whoever had it."""
    paths = [put(tmp_path / "people" / f"p{number}", applied(TODAY)) for number in range(30)]
    before = {path: path.read_bytes() for path in paths}
    victim = next(worker.pid for worker in cluster.workers.values())

    def kill_when_begun() -> None:
        while all(path.read_bytes() == before[path] for path in paths):
            time.sleep(0.01)
        if sys.platform == "win32":
            raise OSError("This is tried on the other systems.")
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill_when_begun)
    killer.start()
    config = tmp_path / "config.toml"
    config.write_text('[files]\ndata = "data"\n', "utf-8")
    arguments = ["--config", str(config), "--each", str(tmp_path / "people"), "--dask", cluster.scheduler_address]
    assert nightly_check.main(arguments) == 0
    killer.join()
    assert capsys.readouterr().out.startswith("30 workbooks, 30 leads: ")
    assert all(cells_of(path.read_bytes())["F2"] for path in paths)


def test_no_cluster_there() -> None:
    """One sentence that names the address."""
    with pytest.raises(UsageError) as caught, dask_cluster("tcp://localhost:1")(0):
        pass
    assert caught.value.message.startswith("No Dask scheduler answers at tcp://localhost:1 (")


OURS = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); del sys.modules['followthrough']; import followthrough"
NONE = "raise ImportError"
STRANGE = "has another followthrough than this one, or none: install “followthrough[fleet]” "


@pytest.mark.parametrize(
    ("scheduler", "worker", "words"),
    table(
        ("a scheduler without the program", NONE, OURS, STRANGE),
        ("a worker without the program", OURS, NONE, STRANGE),
        ("an older worker", OURS, '__version__ = "0.0.1"', STRANGE),
        ("a worker where it cannot start", OURS, "raise SystemExit(1)", STRANGE),
        ("no worker", OURS, None, "has no workers: start some."),
    ),
)
def test_a_cluster_that_could_not_do_it(tmp_path: Path, scheduler: str, worker: str | None, words: str) -> None:
    """It is refused before it is handed any work, with what to do."""
    from distributed import Client

    where = tmp_path / "scheduler.json"
    line = ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
    with part(tmp_path / "scheduler", scheduler, *line, "--scheduler-file", str(where)), ExitStack() as workers:
        while not where.exists():
            time.sleep(0.05)
        address = json.loads(where.read_text("utf-8"))["address"]
        if worker is not None:
            line = ["dask_worker", address, "--no-nanny", "--no-dashboard"]
            workers.enter_context(part(tmp_path / "worker", worker, *line))
            with Client(address) as client:  # type: ignore[no-untyped-call] # Dask has no types
                client.wait_for_workers(1, timeout=60)
        with pytest.raises(UsageError) as caught, dask_cluster(address)(0):
            pass
    assert words in caught.value.message


@contextmanager
def part(folder: Path, program: str, command: str, *arguments: str) -> Iterator[None]:
    """A part of a cluster, as a process that finds this program as followthrough."""
    (folder / "followthrough").mkdir(parents=True)
    (folder / "followthrough" / "__init__.py").write_text(program, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    line = [sys.executable, "-m", f"distributed.cli.{command}", *arguments]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(line, cwd=folder, env=environment, stdout=quiet, stderr=quiet) as process:  # noqa: S603 - Dask's own
        try:
            yield
        finally:
            process.terminate()
