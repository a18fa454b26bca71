"""Figures of an import by the command line: the same lines as text and as a workbook, how fast and
with how much memory. import_files.py PROGRAM FOLDER LINES prints; asserts nothing.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = 3


def run(*words):
    """Wall seconds, processor seconds and the most memory, MB, of a program that must end well."""
    began = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    program, folder, lines = sys.argv[1], sys.argv[2], int(sys.argv[3])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)

    def place(name):
        return os.path.join(folder, name)

    run(program, "init", "--ledger", place("demo.db"))
    run(program, "demo", "--ledger", place("demo.db"), "--lines", str(lines))
    for kind in ("csv", "xlsx"):
        data, mapping, ledger = place(f"lines.{kind}"), place("map.json"), place("new.db")
        run(program, "export", "--ledger", place("demo.db"), "--format", kind, "--out", data,
            "--mapping-out", mapping)
        took = []
        for _ in range(ROUNDS):
            for name in os.listdir(folder):
                if name.startswith("new.db"):
                    os.remove(place(name))
            run(program, "init", "--ledger", ledger)
            took.append(run(program, "import", "--ledger", ledger, "--mapping", mapping, data))
        wall, processor, memory = (statistics.median(each) for each in zip(*took))
        print(f"{kind}, {os.path.getsize(data) / 1e6:.1f} MB, {lines:,} lines: "
              f"{lines / wall:,.0f} lines/s ({wall:.2f} s, processor {processor:.2f} s), "
              f"at most {memory:.0f} MB of memory")


main()
