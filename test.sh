#!/usr/bin/env bash
# Runs every check there is, or a part: the same command here and in CI.
#   ./test.sh            everything
#   ./test.sh quick      what a change wants first: native tests with sanitizers, tidy, format
#   ./test.sh native | wasm | lint | browser     one part of it
#   ./test.sh bench      prints the figures; asserts nothing
set -uo pipefail
cd "$(dirname "$0")"
export SAIMNIEKS_SHARED="${SAIMNIEKS_SHARED:-$(cd .. && pwd)/shared}"

passed=0
failed=0
count() {  # passed failed
  passed=$((passed + $1))
  failed=$((failed + $2))
}
heading() { printf '\n== %s\n' "$*"; }
must() {  # a step that is no test: without it the tests mean nothing
  "$@" && return 0
  count 0 1
  finish
}
finish() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

run_ctest() {  # preset
  local log=build/$1-ctest.log
  ctest --test-dir "build/$1" --output-on-failure -j 2 2>&1 | tee "$log" |
    grep -vE '^ +Start |^Test project|^$'
  local cases broken
  cases=$(grep -cE '^ *[0-9]+/[0-9]+ Test .* Passed' "$log")
  broken=$(grep -cE '^ *[0-9]+/[0-9]+ Test .*\*\*\*' "$log")
  [ "$cases" -gt 0 ] || broken=$((broken + 1))
  count "$cases" "$broken"
}

native() {
  heading "native tests, address and undefined-behaviour sanitizers"
  must ./cmake/build.sh dev
  run_ctest dev
}
wasm() {
  heading "the core as WebAssembly, under node"
  must ./cmake/build.sh wasm-debug
  run_ctest wasm-debug
}
lint() {
  heading "format and clang-tidy"
  if python3 cmake/lint.py; then count 1 0; else count 0 1; fi
}
browser() {
  heading "the application in a browser"
  must ./cmake/build.sh release wasm-release site
  local log=build/browser.log
  node --test --test-reporter=spec --test-concurrency=1 tests/browser/*.test.mjs 2>&1 </dev/null | tee "$log"
  local good bad
  good=$(sed -nE 's/^ℹ pass ([0-9]+)$/\1/p' "$log" | tail -n 1)
  bad=$(sed -nE 's/^ℹ fail ([0-9]+)$/\1/p' "$log" | tail -n 1)
  count "${good:-0}" "${bad:-1}"
}
bench() {
  ./cmake/build.sh release wasm-release site || exit 1
  ./tests/bench/run.sh
  exit
}

case "${1:-all}" in
  all) must ./emsdk-setup.sh; native; lint; wasm; browser ;;
  quick) must ./emsdk-setup.sh; native; lint ;;
  native | wasm | lint | browser) must ./emsdk-setup.sh; "$1" ;;
  bench) must ./emsdk-setup.sh; bench ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
finish
