#!/usr/bin/env bash
# Builds what is named, in order: presets of CMakePresets.json, or `site` for build/site.
# Progress goes to standard error; a build with nothing to do takes about a second.
set -euo pipefail
cd "$(dirname "$0")/.."

build_preset() {
  local preset=$1 log=build/$1.log
  mkdir -p build
  local presets=build/$1.presets  # as they were when the folder was configured
  if [ ! -f "build/$preset/build.ninja" ] || ! cmp -s CMakePresets.json "$presets"; then
    printf '[build] configuring %s\n' "$preset" >&2
    if ! cmake --preset "$preset" >"$log" 2>&1; then
      tail -n 30 "$log" >&2
      exit 1
    fi
    cp CMakePresets.json "$presets"
  fi
  printf '[build] %s\n' "$preset" >&2
  # A terminal sees Ninja's own counter; a log gets a line now and then.
  if [ -t 2 ]; then
    cmake --build --preset "$preset" >&2
  elif ! cmake --build --preset "$preset" 2>&1 | tee "$log" | progress_of_ninja; then
    grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Generating)' "$log" | tail -n 60 >&2
    exit 1
  fi
}

progress_of_ninja() {
  awk -F'[][/]' '/^\[[0-9]+\/[0-9]+\]/ && $2 * 8 >= $3 * (told + 1) {
                   told = int($2 * 8 / $3); print "[build]   " $2 " of " $3 }
                 { fflush() }' >&2
}

for target in "$@"; do
  case "$target" in
    site) node shell/build.mjs ;;
    *) build_preset "$target" ;;
  esac
done
