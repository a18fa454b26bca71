"""Checks what no compiler checks: which folder may include which, where the platform may show, that
money is never floating point, that files stay readable and that every text is used. tidy.py ROOT
prints one line a fault.
"""
import os
import re
import subprocess
import sys

from text_keys import check_texts

# What a tool leaves behind is not to be kept by accident.
TOP_LEVEL = {
    ".ci", ".clang-format", ".clang-tidy", ".editorconfig", ".gitignore", ".npmrc",
    "ARCHITECTURE.md", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
    "assets", "cmake", "core", "docs", "emsdk-setup.sh", "package-lock.json", "package.json",
    "run.sh", "shell", "sync", "test.sh", "tests", "wasm",
}

# From the ground up. A folder may include itself, what its row names, and what those rows name.
ARROWS = {
    "core/base": [],
    "core/workbook": ["core/base"],
    "core/text": ["core/base"],
    "core/catalogue": ["core/text"],
    "core/model": ["core/catalogue"],
    "core/access": ["core/model"],
    "core/oplog": ["core/access"],
    "core/ledger": ["core/oplog"],
    "core/cube": ["core/ledger"],
    "core/costing": ["core/cube"],
    "core/control": ["core/costing"],
    "core/value": ["core/costing"],
    "core/exchange": ["core/cube", "core/workbook"],
    "core/views": ["core/control", "core/value", "core/exchange"],
    "core/scenario": ["core/control", "core/value", "core/exchange"],
    "sync/protocol": ["core/views", "core/scenario"],
    "sync/client": ["sync/protocol"],
    "sync/endpoint": ["sync/protocol"],
    "sync/cli": ["sync/client"],
    "wasm/ui": ["core/base", "core/text", "core/catalogue", "core/views"],
    "wasm/workbook": ["core/workbook"],
    "wasm/app": ["wasm/ui", "sync/client"],
}
# Rows whose list is exactly what they may include, and not what those include in turn. wasm/ui
# reads view models, which are built of the types of these folders, but never asks a ledger.
EXACT = {"wasm/ui"}

FORBIDDEN = [
    # (folders, pattern, why)
    (("core", "sync"), r"__EMSCRIPTEN__|<emscripten", "the platform belongs to wasm/app"),
    (("wasm/ui",), r"__EMSCRIPTEN__|<emscripten", "the platform belongs to wasm/app"),
    (("core", "sync"), r"[<\"]imgui", "Dear ImGui belongs to wasm/ui"),
    (("wasm/ui",), r"<sqlite3\.h>", "SQL belongs to core/ledger"),
    (
        ("core", "sync/protocol", "sync/client", "wasm/ui"),
        r"system_clock|steady_clock|std::random_device|\btime\(nullptr\)",
        "clock and random are injected",
    ),
    (
        ("core/base/money", "core/base/integer", "core/ledger", "core/oplog", "core/costing",
         "core/control", "core/value", "sync/protocol"),
        r"\b(double|float)\b",
        "money and hashes are never floating point",
    ),
    (
        ("core", "sync/protocol", "sync/client", "wasm/ui"),
        r"<(sys/socket|netdb|netinet/|arpa/|boost/(asio|beast)|curl/)",
        "the network belongs to sync/endpoint, sync/cli and wasm/app",
    ),
    (
        ("core", "sync", "wasm"),
        r'#\s*include\s+"(tests|shell)/',
        "nothing of the product includes its tests or the shell",
    ),
    (("core", "sync", "wasm"), r"<ranges>|<format>|<expected>", "libc++ 13 does not have it"),
    (("core", "sync", "wasm", "shell", "tests"), r"\b(TODO|FIXME|XXX|HACK)\b", "unfinished mark"),
]
MOST_LINES = 700
READABLE_LINES = 400
SOURCE = (".h", ".cpp", ".js", ".mjs", ".py")


def closure(folder: str) -> set:
    if folder in EXACT:
        return {folder, *ARROWS[folder]}
    seen, todo = set(), [folder]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += ARROWS.get(here, [])
    return seen


def folder_of(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] in ("core", "sync", "wasm") else parts[0]


def check_file(path: str, text: str) -> list:
    faults = []
    folder = folder_of(path)
    allowed = closure(folder) if folder in ARROWS else None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        include = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if include and allowed is not None:
            target = folder_of(include.group(1))
            if target in ARROWS and target not in allowed:
                faults.append(f"{path}:{number}: {folder} must not include {target}")
        code = re.sub(r"(?<!:)//.*", "", line) if path.endswith((".h", ".cpp")) else line
        for places, pattern, why in FORBIDDEN:
            if path.startswith("tests/tidy/") or not path.startswith(places):
                continue
            searched = line if "TODO" in pattern else code
            if re.search(pattern, searched):
                faults.append(f"{path}:{number}: {why}: {line.strip()[:60]}")
    if path.endswith(".h") and "#pragma once" not in text:
        faults.append(f"{path}:1: a header without #pragma once")
    if len(lines) > MOST_LINES:
        faults.append(f"{path}:{len(lines)}: over {MOST_LINES} lines; one idea per file")
    return faults


def sources(root: str):
    for top in ("core", "sync", "wasm", "shell", "tests", "cmake", "assets"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith(SOURCE):
                    full = os.path.join(folder, name)
                    yield os.path.relpath(full, root).replace(os.sep, "/"), full


def strays(paths: list) -> list:
    tops = sorted({path.split("/")[0] for path in paths} - TOP_LEVEL)
    return [f"{top}:1: nothing of that name belongs at the top level" for top in tops]


def check_tree(root: str) -> list:
    listing = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"],
                             cwd=root, capture_output=True, text=True, check=True)
    faults = strays([path for path in listing.stdout.split("\n")
                     if path and os.path.exists(os.path.join(root, path))])
    faults += check_texts(root)
    for path, full in sources(root):
        if folder_of(path) not in ARROWS and path.startswith(("core/", "sync/")):
            faults.append(f"{path}:1: the folder {folder_of(path)} has no row in tests/tidy/tidy.py")
        with open(full, encoding="utf-8") as file:
            faults += check_file(path, file.read())
    return faults


def long_files(root: str) -> list:
    counted = []
    for path, full in sources(root):
        with open(full, encoding="utf-8") as file:
            counted.append((sum(1 for _ in file), path))
    return [f"{path}: {lines} lines" for lines, path in sorted(counted, reverse=True)
            if READABLE_LINES < lines <= MOST_LINES]


if __name__ == "__main__":
    found = check_tree(sys.argv[1])
    for note in long_files(sys.argv[1]):
        print(f"note: long for one idea: {note}")
    print("\n".join(found) if found else "tidy: nothing to mend")
    sys.exit(1 if found else 0)
