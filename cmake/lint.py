"""clang-format and clang-tidy over our own sources. A file that was found sound is remembered by
the hash of what clang-tidy would read (itself, the headers of ours it includes, flags and rules),
so an unchanged file costs nothing. lint.py format | clang-tidy
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
        digest.update((rules.read() + flags + str(STATES)).encode())
    for name, text in sorted(closure(path, {}).items()):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


def compile_commands() -> dict:
    """How each file is compiled, by path: natively, or for the browser where there is no other."""
    commands = {}
    for preset in ("wasm-tests", "dev"):
        database = os.path.join(ROOT, "build", preset, "compile_commands.json")
        if not os.path.exists(database):
            continue
        with open(database, encoding="utf-8") as file:
            for entry in json.load(file):
                path = os.path.relpath(entry["file"], ROOT)
                if path.startswith(("core/", "sync/", "wasm/")):
                    commands[path] = (preset, entry["command"])
    return commands


def emscripten_arguments() -> list:
    """What em++ tells its clang and the compile commands do not say."""
    run = subprocess.run(["em++", "--cflags"], capture_output=True, text=True, check=True)
    return ["--extra-arg-before=" + flag for flag in run.stdout.split() if "-mllvm" not in flag
            and not flag.startswith(("-combiner", "-enable-emscripten", "-disable-lsr"))]


# How many states of a function the analyser follows. Its own limit is six times that: it had found
# nothing more in our sources, and took nearly twice as long over the files that were timed.
STATES = [
    "--extra-arg=" + word for word in ("-Xclang", "-analyzer-config", "-Xclang", "max-nodes=40000")
]


def tidy_file(job) -> tuple:
    path, preset, stamp, extra = job
    run = subprocess.run(
        ["clang-tidy", "-p", f"build/{preset}", "--quiet", *STATES, *extra, path],
        cwd=ROOT, capture_output=True, text=True,
    )
    if run.returncode == 0:
        open(os.path.join(STAMPS, stamp), "w").close()
    return path, run.returncode, run.stdout.strip() or run.stderr.strip()


def tidy_faults() -> list:
    os.makedirs(STAMPS, exist_ok=True)
    commands = compile_commands()
    jobs = []
    for path, (preset, command) in sorted(commands.items()):
        stamp = stamp_of(path, command)
        if not os.path.exists(os.path.join(STAMPS, stamp)):
            # The native commands are GCC's, with options that clang has never heard of.
            extra = (emscripten_arguments() if preset == "wasm-tests"
                     else ["--extra-arg=-Wno-unknown-warning-option"])
            jobs.append((path, preset, stamp, extra))
    print(f"clang-tidy: {len(jobs)} of {len(commands)} files are new or changed", flush=True)
    faults = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for done, (path, code, text) in enumerate(pool.map(tidy_file, jobs), 1):
            if code != 0:
                faults.append(path)
                print(f"{path}:\n{text}", flush=True)
            if done % 25 == 0:
                print(f"clang-tidy: {done} of {len(jobs)} read", flush=True)
    if not commands:
        faults.append("build/dev is not there: build it first, since its headers are read too")
    return faults


CHECKS = {"format": lambda: format_faults(tracked()), "clang-tidy": tidy_faults}


def main() -> int:
    found = CHECKS[sys.argv[1]]()
    print("\n".join(found) if found else f"{sys.argv[1]}: nothing to mend")
    return 1 if found else 0


sys.exit(main())
