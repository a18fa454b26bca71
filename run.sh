#!/usr/bin/env bash
# Builds what is missing and starts Saimnieks on this machine: the application and its endpoint.
set -euo pipefail
cd "$(dirname "$0")"

port=8080
data="${XDG_DATA_HOME:-$HOME/.local/share}/saimnieks"
usage() {
  cat <<TXT
Usage: ./run.sh [--port N] [--data DIR]
  --port N     the port on this machine (default 8080; only this machine can reach it)
  --data DIR   where the endpoint keeps its database and its enrolment tokens
               (default $data)
  --help       this text
Stop it with Ctrl+C; nothing is lost.
TXT
}
fail() { printf '%s\n' "$@" >&2; exit 2; }
while [ $# -gt 0 ]; do
  case "$1" in
    --port) [ $# -ge 2 ] || fail "--port wants a number."; port=$2; shift 2 ;;
    --data) [ $# -ge 2 ] || fail "--data wants a folder."; data=$2; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
case "$port" in '' | *[!0-9]*) fail "--port wants a number from 1 to 65535, not '$port'." ;; esac
[ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "--port wants a number from 1 to 65535, not '$port'."
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "Port $port is already used by another program on this machine." \
    "Choose another one, for example:  ./run.sh --port $((port + 1))"
fi
mkdir -p "$data" 2>/dev/null && [ -w "$data" ] ||
  fail "The folder $data can't be written to." "Choose another one:  ./run.sh --data DIR"

./emsdk-setup.sh --build-only
./cmake/build.sh release wasm-release site
exec build/release/bin/saimnieks-endpoint --port "$port" --data "$data" --site build/site
