"""nginx with the configuration that we ship, on ports of its own on loopback and without a service of the system."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from monitor import paths

SHIPPED = paths.ROOT / "deploy" / "nginx.conf"
SECONDS_TO_START = 10
FORWARDED = r"proxy_set_header (X-Forwarded-For|X-Forwarded-Proto) \S+;"


def nginx() -> str | None:
    """The nginx of this machine (Debian's package nginx-light); None when there is none."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def config(folder: Path, port: int, apps: Sequence[int], *, is_secure: bool = True, tells_who: bool = True) -> str:
    """The shipped configuration with other ports and files.

    Without `is_secure` it is plain http, and without `tells_who` the app takes each visitor for the person at this machine:
    both for measuring only.
    """
    text = SHIPPED.read_text("utf-8")
    text = _replaced(text, r"/run/nginx\.pid", f"{folder}/nginx.pid")
    text = _replaced(text, r"/var/log/nginx/", f"{folder}/", times=2)
    text = _replaced(text, r"/etc/kwaliteit/tls/", f"{folder}/", times=2)
    text = _replaced(
        text, r"worker_processes auto;", f"worker_processes 1;\ndaemon off;\nerror_log {folder}/start.log;"
    )
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    text = _replaced(text, "http {", "http {\n" + "".join(f"    {t}_temp_path {folder}/{t};\n" for t in temporary))
    lines = "".join(f"        server 127.0.0.1:{app} max_fails=2 fail_timeout=5s;\n" for app in apps)
    text = _replaced(text, r"(        server 127\.0\.0\.1:\d+ [^\n]*\n)+", lines)
    text = _replaced(text, r"listen 80;", f"listen 127.0.0.1:{port + 1};")
    if is_secure:
        text = _replaced(text, r"listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;")
    else:
        text = _replaced(text, r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
        text = re.sub(r"\n\s+ssl_[^\n]*", "", text)
        text = _replaced(text, " Secure;", "")
    return text if tells_who else _replaced(text, FORWARDED, "", times=2)


def _replaced(text: str, pattern: str, by: str, times: int = 1) -> str:
    """With each occurrence replaced. Raises ValueError when there are not as many as we think."""
    found, count = re.subn(pattern, lambda _: by, text)
    if count != times:
        raise ValueError(f"{pattern}: {count} in {SHIPPED.name}")
    return found


@contextmanager
def running(folder: Path, port: int, apps: Sequence[int], **how: bool) -> Iterator[None]:
    """nginx on 127.0.0.1:port (and port + 1 for http) before the apps on these ports; ends it afterwards."""
    program = nginx()
    if program is None:
        raise FileNotFoundError("nginx")
    if how.get("is_secure", True):
        certificate(folder)
    path = folder / "nginx.conf"
    path.write_text(config(folder, port, apps, **how), "utf-8")
    process = subprocess.Popen([program, "-e", f"{folder}/start.log", "-c", str(path)])
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not (folder / "nginx.pid").exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "start.log").read_text("utf-8"))
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait()


def certificate(folder: Path) -> Path:
    """A certificate for localhost that nobody else trusts."""
    chain = folder / "volledig.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", folder / "sleutel.pem", "-out", chain, "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    return chain
