"""The first file system of the virtual Linux: busybox, a few modules, and one script."""

import re
from pathlib import Path

MODULES = (
    "virtio_pci", "9pnet_virtio", "9p", "overlay", "evdev", "uinput", "uhid", "hid-generic",
    "dummy_hcd", "usb_f_acm", "cdc-acm", "usb_f_printer", "usblp",
    "hci_vhci", "rfcomm", "ecb", "cmac", "algif_skcipher",
    "algif_hash",
)  # fmt: skip
_DEPENDS = re.compile(rb"\0depends=([^\0]*)\0")
_SCRIPT = """#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys; $b mount -t devtmpfs dev /dev
for m in $($b cat /modules/order); do $b insmod /modules/$m; done
for word in $($b cat /proc/cmdline); do case $word in inside=*) inside=${word#inside=};; esac; done
$b mount -t tmpfs tmpfs /over; $b mkdir /over/up /over/work
$b mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /host
$b mount -t overlay -o lowerdir=/host,upperdir=/over/up,workdir=/over/work overlay /whole
$b mount --move /dev /whole/dev; $b mount -t proc proc /whole/proc
$b mount -t sysfs sys /whole/sys; $b mount -t configfs config /whole/sys/kernel/config
HOME=/root PATH=/usr/bin:/bin:/usr/sbin:/sbin $b chroot /whole /bin/sh $inside \\
  > /whole/dev/ttyS1 2> /whole/dev/ttyS0
$b poweroff -f
"""


def order(modules: Path) -> list[Path]:
    """The modules and all that they need, each after what it needs."""
    files = {
        path.name.partition(".ko")[0].replace("-", "_"): path for path in modules.rglob("*.ko")
    }
    found: dict[str, Path] = {}

    def add(name: str) -> None:
        if name in found or name not in files:
            return  # what has no file is built into the kernel
        match = _DEPENDS.search(files[name].read_bytes())
        for needed in match[1].decode().split(",") if match else ():
            add(needed.replace("-", "_"))
        found[name] = files[name]

    for name in MODULES:
        add(name.replace("-", "_"))
    return list(found.values())


def write(busybox: Path, modules: Path, to: Path) -> None:
    """Write the archive that the kernel unpacks as its first file system."""
    files = order(modules)
    names = "".join(f"{path.name}\n" for path in files)
    with to.open("wb") as out:
        for folder in ("bin", "proc", "sys", "dev", "over", "host", "whole", "modules"):
            _entry(out, folder, 0o40755, b"")
        _entry(out, "bin/busybox", 0o100755, busybox.read_bytes())
        _entry(out, "init", 0o100755, _SCRIPT.encode())
        _entry(out, "modules/order", 0o100644, names.encode())
        for path in files:
            _entry(out, f"modules/{path.name}", 0o100644, path.read_bytes())
        _entry(out, "TRAILER!!!", 0, b"")


def _entry(out: object, name: str, mode: int, data: bytes) -> None:
    """One member in the `newc` form of cpio: thirteen numbers, name and data, each padded."""
    numbers = (0, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + "".join(f"{number:08X}" for number in numbers).encode()
    head += name.encode() + b"\0"
    out.write(head + b"\0" * (-len(head) % 4) + data + b"\0" * (-len(data) % 4))  # type: ignore[attr-defined]
