#!/usr/bin/env bash
# Prints the figures that README.md names, each beside its limit; called by ./test.sh bench, which
# has built everything. Other work on the machine makes them worse, never better.
set -uo pipefail
cd "$(dirname "$0")/../.."

heading() { printf '\n== %s\n' "$*"; }
work=build/figures
mkdir -p "$work"

heading "ledger, native"
rm -rf "$work/ledger" && mkdir -p "$work/ledger"
build/bench/bin/ledger_bench "$work/ledger"
heading "import by the command line, native"
python3 tests/bench/import_files.py build/release/bin/saimnieks "$work/import" 100000
heading "allocation, native"
build/bench/bin/allocation_bench
heading "cube, native (10M lines: ≤ 30 ms each)"
build/bench/bin/cube_bench
heading "UI, native"
build/bench/bin/ui_bench
build/bench/bin/screen_bench
heading "in the browser"
for part in sqlite allocation cube app million municipality; do
  node "tests/bench/$part.mjs" >"$work/$part.log" || tail -n 40 "$work/$part.log"
done
