"""One Odoo server process, on loopback, serving whatever database is asked for."""

import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.rigs.cache import RigUnavailable
from tests.rigs.odoo_fetch import OdooCode
from tests.rigs.postgres import OWNER
from tests.rigs.processes import end, last_words, spawn, wait_until

ADDONS = Path(__file__).resolve().parents[2] / "sync" / "erp" / "odoo" / "addon"
"""Our module lies here: every database may have it installed, none has it by itself."""
START_SECONDS_MAX = 120
TASK_SECONDS_MAX = 900


@dataclass
class OdooServer:
    """Odoo in a folder (configuration, files, log) against one PostgreSQL."""

    code: OdooCode
    folder: Path
    port: int
    postgres_port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """Where a client on this machine reaches it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """Odoo's own folder of files, one filestore a database."""
        return self.folder / "data"

    @property
    def alive(self) -> bool:
        """Whether the process is running."""
        return self.process is not None and self.process.poll() is None

    def configure(self) -> None:
        """Write the configuration: loopback only, no workers, no scheduled jobs of its own."""
        self.data.mkdir(exist_ok=True)
        settings = {
            "db_host": "127.0.0.1",
            "db_port": self.postgres_port,
            "db_user": OWNER,
            "addons_path": ADDONS,
            "data_dir": self.data,
            "http_interface": "127.0.0.1",
            "http_port": self.port,
            "workers": 0,
            "max_cron_threads": 0,
            "limit_memory_soft": 0,
            "log_level": "warn",
        }
        lines = ["[options]", *(f"{name} = {value}" for name, value in settings.items())]
        (self.folder / "odoo.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def start(self) -> None:
        """Start serving and wait for the first answer."""
        self.process = spawn(self._command([]), log=self._log, user=None, env=self._env)
        wait_until(
            self._answers, process=self.process, log=self._log, seconds_max=START_SECONDS_MAX
        )

    def kill(self) -> None:
        """The server dies as in a power cut: at once, in the middle of whatever it does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """Stop in order."""
        if self.process is not None:
            end(self.process)
            self.process = None

    def task(self, words: list[str | Path], *, script: str = "", may_fail: bool = False) -> None:
        """Run Odoo's command line once (install modules, run a script in its shell)."""
        with self._log.open("ab") as sink:
            done = subprocess.run(
                [str(word) for word in self._command(words)],
                input=script.encode(),
                stdout=sink,
                stderr=sink,
                env=self._env,
                cwd=self.folder,
                timeout=TASK_SECONDS_MAX,
                check=False,
            )
        if done.returncode != 0 and not may_fail:
            raise RigUnavailable(
                f"Odoo's preparation failed; {self._log} ends: {last_words(self._log)}"
            )

    @property
    def _log(self) -> Path:
        return self.folder / "odoo.log"

    @property
    def _env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.code.packages), "LC_ALL": "C.UTF-8"}

    def _command(self, words: list[str | Path]) -> list[str | Path]:
        command = [str(w) for w in words[:1] if not str(w).startswith("-")]
        rest = words[len(command) :]
        return [self.code.python, self.code.entry, *command, "-c", self.folder / "odoo.conf", *rest]

    def _answers(self) -> bool:
        try:
            return (
                httpx.get(f"{self.url}/web/health", timeout=5, trust_env=False).status_code == 200
            )
        except httpx.TransportError:
            return False
