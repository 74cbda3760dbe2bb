"""A small virtual Linux that sees this computer's files, and has the devices it lacks.

Kernel and busybox are Debian's own packages; the file system inside is that of the host, read only,
with what is written on top of it lost at the end. So the project runs in it as it stands.
"""

import compileall
import json
import lzma
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.guest import initrd, labels
from tests.rigs.cache import RigUnavailable, kept

QEMU = "qemu-system-x86_64"
KERNEL_PACKAGE = "linux-image-amd64"
LAYOUT = 5
"""Of what is kept: another number has it made anew."""
RADIO = (
    "bluez-test-tools", "bluez", "dbus-daemon",
    "libasound2", "libdw1", "libelf1", "libglib2.0-0", "libpcre2-8-0",
    "libdbus-1-3", "libapparmor1", "libaudit1", "libcap-ng0", "libexpat1", "libsystemd0",
)  # fmt: skip
"""The emulated radio, who looks after it, and whatever of theirs this computer may lack."""
PROGRAMS = ("btvirt", "bluetoothd", "dbus-daemon")
DEBIAN_PYTHON = "/usr/bin/python3"
"""It knows Bluetooth, which a Python built without its headers does not."""
COMPILED = ("scanners", "tests/devices", "tests/guest", "tests/printers")
RUN_S_MAX = 400
_XZ = b"\xfd7zXZ\0"
"""How the kernel begins inside its package's file, after what unpacks it."""
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Inside:
    """A module to run in it, by our Python or by another."""

    module: str
    python: str = sys.executable


def run(*inside: Inside) -> list[dict[str, object]]:
    """Run `python -m module` for each in it; give the JSON objects that they printed."""
    qemu = _qemu()
    place = kept(f"guest-{LAYOUT}-{_kernel_name()}", _make)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        labels.write_to(folder)
        for part in COMPILED:  # not a second time in emulation
            compileall.compile_dir(_ROOT / part, quiet=2)
        script, said, log = (folder / file for file in ("inside.sh", "said", "log"))
        script.write_text(_script(place, folder, inside))
        with log.open("wb") as console:
            done = subprocess.run(
                [qemu, *_hardware(place, script, said)],
                stdout=console, stderr=console, stdin=subprocess.DEVNULL,
                timeout=RUN_S_MAX, check=False,
            )  # fmt: skip
        lines = said.read_text(errors="replace").splitlines() if said.exists() else []
        found = [json.loads(line) for line in lines if line.startswith("{")]
        assert found, f"nothing was said ({done.returncode}): {log.read_text(errors='replace')}"
        return found


def _script(place: Path, folder: Path, inside: tuple[Inside, ...]) -> str:
    names = {"RADIO": place / "radio", "SITE": sysconfig.get_path("platlib"), "LABELS": folder}
    head = [f"export {name}={shlex.quote(str(value))}" for name, value in names.items()]
    head += [f"cd {shlex.quote(str(_ROOT))}", "export PYTHONDONTWRITEBYTECODE=1"]
    runs = [f"{shlex.quote(one.python)} -u -m {one.module}" for one in inside]
    return "\n".join([*head, *runs, ""])


def _hardware(place: Path, script: Path, said: Path) -> list[str]:
    # One processor: a second one made nothing faster, and waits on locks where the host is busy.
    return [
        "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", "1", "-m", "768", "-nographic",
        "-nodefaults", "-no-reboot", "-serial", "stdio", "-serial", f"file:{said}",
        "-kernel", str(place / "vmlinux"), "-initrd", str(place / "initrd"),
        "-append", f"console=ttyS0 quiet panic=-1 mitigations=off inside={script}",
        "-fsdev", "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap",
        "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
    ]  # fmt: skip


def _qemu() -> str:
    found = shutil.which(QEMU)
    if not found and os.geteuid() == 0:
        _apt("install", "-y", "--no-install-recommends", "qemu-system-x86")
        found = shutil.which(QEMU)
    if not found:
        raise RigUnavailable("qemu-system-x86_64 is not here")
    return found


def _kernel_name() -> str:
    """Which package the kernel is in now: its name changes with every security update."""
    said = _apt_cache("depends", KERNEL_PACKAGE)
    names = [line.split()[-1] for line in said.splitlines() if "Depends: linux-image-" in line]
    if not names:
        raise RigUnavailable(f"apt knows no {KERNEL_PACKAGE}: apt-get update")
    return names[0]


def _make(place: Path) -> None:
    for package in (_kernel_name(), "busybox-static", *RADIO):
        _apt("download", package, cwd=place)
        [deb] = place.glob(f"{package}_*.deb")
        subprocess.run(["dpkg-deb", "-x", deb, place / "files"], check=True)
        deb.unlink()
    [kernel] = (place / "files" / "boot").glob("vmlinuz-*")
    packed = kernel.read_bytes()
    # To unpack it outside takes a tenth of what it takes in emulation.
    unpacked = lzma.LZMADecompressor().decompress(packed[packed.index(_XZ) :])
    (place / "vmlinux").write_bytes(unpacked)
    [modules] = (place / "files" / "lib" / "modules").iterdir()
    _keep_radio(place / "files", place / "radio")
    initrd.write(place / "files" / "bin" / "busybox", modules, place / "initrd")
    shutil.rmtree(place / "files")


def _keep_radio(files: Path, radio: Path) -> None:
    radio.mkdir()
    for path in files.rglob("*"):
        is_program = path.name in PROGRAMS and os.access(path, os.X_OK)
        if path.is_file() and (is_program or ".so" in path.suffixes):
            shutil.copy2(path, radio / path.name)


def _apt(*arguments: str, cwd: Path | None = None) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": cwd}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *arguments]
    try:
        if subprocess.call(command, env=environment, **quiet) != 0:
            subprocess.call(["apt-get", "-qq", "update"], env=environment, **quiet)
            subprocess.run(command, env=environment, check=True, **quiet)
    except (OSError, subprocess.CalledProcessError) as error:
        raise RigUnavailable(f"apt-get {arguments[0]} {arguments[-1]} failed") from error


def _apt_cache(*arguments: str) -> str:
    try:
        return subprocess.run(
            ["apt-cache", *arguments], capture_output=True, text=True, check=False
        ).stdout
    except OSError as error:
        raise RigUnavailable("this is no Debian") from error
