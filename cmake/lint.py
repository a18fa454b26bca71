"""clang-format and clang-tidy over our own sources. A file that was found sound is remembered by
the hash of what clang-tidy would read (itself, the headers of ours it includes, flags and rules),
so an unchanged file costs nothing.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STAMPS = os.path.join(
    os.environ.get("SAIMNIEKS_DEPS")
    or os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "saimnieks"),
    "clang-tidy",
)


def tracked() -> list:
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.cpp", "*.h"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )
    return [p for p in sorted(set(listing.stdout.split())) if os.path.exists(os.path.join(ROOT, p))]


def format_faults(files: list) -> list:
    run = subprocess.run(
        ["clang-format", "--dry-run", "--Werror", *files], cwd=ROOT, capture_output=True, text=True
    )
    return [] if run.returncode == 0 else run.stderr.strip().split("\n")


def closure(path: str, seen: dict) -> dict:
    """The file and the headers of ours that it reads, by path."""
    if path in seen or not os.path.exists(os.path.join(ROOT, path)):
        return seen
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        seen[path] = file.read()
    for include in re.findall(r'#\s*include\s+"([^"]+)"', seen[path]):
        closure(include, seen)
    return seen


def stamp_of(path: str, command: str) -> str:
    digest = hashlib.sha256()
    flags = re.sub(re.escape(ROOT), "", command)
    with open(os.path.join(ROOT, ".clang-tidy"), encoding="utf-8") as rules:
        digest.update((rules.read() + flags).encode())
    for name, text in sorted(closure(path, {}).items()):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


def tidy_file(job) -> tuple:
    path, stamp = job
    run = subprocess.run(
        ["clang-tidy", "-p", "build/dev", "--quiet", path], cwd=ROOT, capture_output=True, text=True
    )
    if run.returncode == 0:
        open(os.path.join(STAMPS, stamp), "w").close()
    return path, run.returncode, run.stdout.strip() or run.stderr.strip()


def tidy_faults() -> list:
    os.makedirs(STAMPS, exist_ok=True)
    with open(os.path.join(ROOT, "build/dev/compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    jobs = []
    for entry in commands:
        path = os.path.relpath(entry["file"], ROOT)
        if not path.startswith(("core/", "sync/", "wasm/")):
            continue
        stamp = stamp_of(path, entry["command"])
        if not os.path.exists(os.path.join(STAMPS, stamp)):
            jobs.append((path, stamp))
    print(f"clang-tidy: {len(jobs)} changed files of {len(commands)}")
    faults = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, code, text in pool.map(tidy_file, jobs):
            if code != 0:
                faults.append(f"{path}:\n{text}")
    return faults


def main() -> int:
    faults = format_faults(tracked())
    if not os.path.exists(os.path.join(ROOT, "build/dev/compile_commands.json")):
        subprocess.run(["cmake", "--preset", "dev"], cwd=ROOT, check=True, capture_output=True)
    faults += tidy_faults()
    print("\n".join(faults) if faults else "lint: nothing to mend")
    return 1 if faults else 0


sys.exit(main())
