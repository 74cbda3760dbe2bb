"""What a process has used so far, by the kernel's own books: processor, wake-ups, memory."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of the processor and how often a thread was let run, of one process."""

    cpu_ms: float
    wakes: int

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(self.cpu_ms - before.cpu_ms, self.wakes - before.wakes)


def spent(pid: int) -> Spent:
    """Of all threads of a process that are there: in idle times none goes."""
    cpu_ns, wakes = 0, 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        ran, _, _ = (thread / "schedstat").read_text(encoding="ascii").split()
        cpu_ns += int(ran)
        said = _said(thread / "status")
        wakes += int(said["voluntary_ctxt_switches"])
    return Spent(cpu_ns / 1e6, wakes)


def memory_mb(pid: int) -> float:
    """Resident memory of a process, without what files it maps it shares with others."""
    said = _said(Path(f"/proc/{pid}/status"))
    return int(said["VmRSS"].split()[0]) / 1024


def _said(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
