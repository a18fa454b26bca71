#!/usr/bin/env bash
# Runs every check there is, or a part: the same command here and in CI.
#   ./test.sh            everything
#   ./test.sh quick      what a change wants first: native tests with sanitizers, tidy, format
#   ./test.sh native | wasm | lint | analyse | browser     one part of it: lint is the format,
#                        analyse is clang-tidy, which reads anew only what has changed
#   ./test.sh bench      prints the figures, the peer's beside ours; asserts nothing
set -uo pipefail
cd "$(dirname "$0")"
export SAIMNIEKS_SHARED="${SAIMNIEKS_SHARED:-$(cd .. && pwd)/shared}"

passed=0
failed=0
count() {  # passed failed
  passed=$((passed + $1))
  failed=$((failed + $2))
}
heading() { printf '\n== %s (after %d s)\n' "$*" "$SECONDS"; }
must() {  # a step that is no test: without it the tests mean nothing
  "$@" && return 0
  count 0 1
  finish
}
finish() {
  printf '\nafter %d s:\n%d passed, %d failed\n' "$SECONDS" "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

# Runs a preset's tests and adds up what the runners inside them counted: a GoogleTest executable
# brings its cases, anything else counts as one.
run_ctest() {  # preset
  local record=build/$1/Testing/Temporary/LastTest.log sums
  rm -f "$record"
  ctest --test-dir "build/$1" --output-on-failure -j 2 </dev/null 2>&1 |
    grep -vE '^ +Start |^Test project|^Internal ctest|^$'
  sums=$(awk '
    /^[0-9]+\/[0-9]+ Testing: / { good = bad = 0 }
    /^\[  PASSED  \] [0-9]+ test/ { good += $4 }
    /^\[  FAILED  \] [0-9]+ test.*listed below/ { bad += $4 }
    /^Test Passed\.$/ { passed += good ? good : 1 }
    /^Test Failed\.$|^Test (timeout|Timed)|^Test not run|^Unable to find executable/ {
      passed += good; failed += bad ? bad : 1 }
    END { print passed + 0, failed + 0 }' "$record" 2>/dev/null)
  [ "${sums:-0 0}" != "0 0" ] || sums="0 1"
  # shellcheck disable=SC2086
  count $sums
}

native() {
  heading "native tests, address and undefined-behaviour sanitizers"
  must ./cmake/build.sh dev
  run_ctest dev
}
wasm() {
  heading "the core as WebAssembly, under node"
  must ./cmake/build.sh wasm-tests
  run_ctest wasm-tests
}
lint() {
  heading "format"
  must ./cmake/build.sh dev
  if python3 cmake/lint.py format; then count 1 0; else count 0 1; fi
}
analyse() {
  heading "clang-tidy"
  must ./cmake/build.sh dev wasm-tests
  if python3 cmake/lint.py clang-tidy; then count 1 0; else count 0 1; fi
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
  ./cmake/build.sh release bench wasm-release site && ./tests/bench/run.sh
  exit
}

case "${1:-all}" in
  all) must ./emsdk-setup.sh; native; wasm; lint; analyse; browser ;;
  quick) must ./emsdk-setup.sh; native; lint ;;
  native | wasm | lint | analyse | browser) must ./emsdk-setup.sh; "$1" ;;
  bench) must ./emsdk-setup.sh; bench ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
finish
