#!/usr/bin/env bash
# Installs what Saimnieks is built and tested with on Debian 12, and fetches its third-party
# sources into a cache outside the tree. Idempotent: an up-to-date machine is seen in under a second.
# Debian's signatures vouch for packages; ImGui, libsodium, zlib, expat, SQLite and the fonts are
# pinned by sha256.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TXT'
Usage: ./emsdk-setup.sh [--build-only]
  --build-only   leave out what only tests need (browser, clang-format, clang-tidy)
Environment: SAIMNIEKS_DEPS  where third-party sources are kept
             (default: ${XDG_CACHE_HOME:-$HOME/.cache}/saimnieks)
TXT
}

with_tests=1
for arg in "$@"; do
  case "$arg" in
    --build-only) with_tests=0 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

deps="${SAIMNIEKS_DEPS:-${XDG_CACHE_HOME:-$HOME/.cache}/saimnieks}"
apt_patience=(-o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20)
say() { printf '[setup] %s\n' "$*" >&2; }
fail() { printf '[setup] %s\n' "$@" >&2; exit 1; }

imgui_sha=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c
sodium_sha=d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4
zlib_sha=71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1
expat_sha=ab00ee05c7067fd10a35c5d2a4922ebba746ddd50ff83b79c828da17bbdf1757
sqlite_c_sha=60d2f39a3726cd6b9021da6f4e868608d66fbb6528a9f513dc8ffcc640493422
sqlite_h_sha=9e69a1353a4288450b0d5239ede11fc7f1f4c8e5eb07491fc8317eacb5b7de7e
declare -A font_sha=(
  [Regular]=a7e791e8f5a0fb02b65663f7fca73e1d1ca9543f772ad480cbd76f4e3fe3f8cc
  [Medium]=99dab2bdcb613c4c8264000a94351d1227f74dc95a86d1249493aeee0c0179c4
  [SemiBold]=8c1990b6012254ea2b487161697d107357dd0ee55811cfd91c8c11227bbef457
)

build_packages=(g++ cmake ninja-build ccache git python3 python3-fonttools fonts-inter
  nlohmann-json3-dev libexpected-dev libboost1.81-dev libsodium-dev zlib1g-dev dpkg-dev xz-utils
  ca-certificates)
test_packages=(googletest librapidcheck-dev libeigen3-dev chromium clang-format clang-tidy)

# An emcc of the user's own (3.1.6 or newer) wins over Debian's.
emcc_is_usable() {
  command -v emcc >/dev/null 2>&1 || return 1
  [ "$(readlink -f "$(command -v emcc)")" = /usr/share/emscripten/emcc ] && return 0
  local version
  version=$(emcc --version 2>/dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p')
  [ -n "$version" ] && [ "$(printf '3.1.6\n%s\n' "$version" | sort -V | head -n 1)" = 3.1.6 ]
}

missing_packages() {
  local wanted=("${build_packages[@]}") installed
  [ "$with_tests" = 1 ] && wanted+=("${test_packages[@]}")
  emcc_is_usable || wanted+=(emscripten)
  command -v node >/dev/null 2>&1 || wanted+=(nodejs)
  command -v npm >/dev/null 2>&1 || wanted+=(npm)
  installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null |
    sed -n 's/^ii *//p') || true  # it says 1 when it does not know a name: that one is missing
  comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) <(printf '%s\n' "$installed" | sort -u)
}

# The shell's bundler and the browser tests want Node 18.20 (Debian 12's own) or newer.
check_node() {
  local version
  version=$(node --version | tr -d v)
  [ "$(printf '18.19.0\n%s\n' "$version" | sort -V | head -n 1)" = 18.19.0 ] ||
    fail "The node on PATH is version $version; 18.19 or newer is needed." \
      "Install Debian's (apt-get install nodejs npm) or take the old one off PATH, and start again."
}

install_packages() {
  local missing=()
  mapfile -t missing < <(missing_packages)
  [ "${#missing[@]}" -eq 0 ] && return 0
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
      root=(sudo)
    else
      fail "These Debian packages are missing and only root can install them: ${missing[*]}" \
        "Ask an administrator to run:  apt-get install ${missing[*]}" \
        "and start this command again; nothing has been changed."
    fi
  fi
  say "installing ${#missing[@]} Debian packages (${missing[*]})"
  local log
  log=$(mktemp)
  if ! { "${root[@]}" apt-get update -q "${apt_patience[@]}" &&
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "${apt_patience[@]}" \
      --no-install-recommends "${missing[@]}"; } </dev/null 2>&1 | tee "$log" | progress_of_apt; then
    grep -E '^(E|W|Err)' "$log" | tail -n 6 >&2
    fail "Debian's packages could not be installed (the reason stands above)." \
      "If this machine has no network now, connect it and start this command again: it goes on where it stopped."
  fi
  rm -f "$log"
}

# A line now and then, instead of apt's thousand or of silence for minutes.
progress_of_apt() {
  awk '/^Get:/ { if (++got % 50 == 0) print "[setup]   " got " packages fetched" }
       /^Need to get/ { print "[setup]   " $0 }
       /^Setting up/ { if (++set % 50 == 0) print "[setup]   " set " packages set up" }
       { fflush() }' >&2
}

has_sha() { [ -f "$2" ] && printf '%s  %s\n' "$1" "$2" | sha256sum --check --status; }
demand_sha() {
  has_sha "$1" "$2" || fail "The file $2 is not the one this project was written for (its sha256 differs)." \
    "Remove it and start again; if it comes back, do not use it: the source it came from has changed."
}

# Debian's source packages come from the mirror that this machine already uses; the list is our
# own, so that the machine's configuration stays as it is.
# `patched`: with Debian's corrections, for a library that reads what strangers have written.
fetch_debian_source() {  # package release sha256 folder [patched]
  local work site lists options
  work=$(mktemp -d)
  site=$(apt-get indextargets --format '$(SITE)|$(RELEASE)|$(COMPONENT)|$(CREATED_BY)' |
    awk -F'|' '$2 !~ /-(security|updates|backports)/ && $3 == "main" && $4 == "Packages" { print $1; exit }')
  [ -n "$site" ] || fail "No Debian mirror is configured on this machine, so $1 cannot be fetched." \
    "Configure one (see 'man sources.list') and start again."
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    "$site" "$2" >"$work/sources.list"
  options=("${apt_patience[@]}" -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=-
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root)
  say "fetching the source of $1"
  if ! (cd "$work" && apt-get "${options[@]}" update -qq &&
    apt-get "${options[@]}" source -qq --download-only "$1") >"$work/log" 2>&1; then
    tail -n 3 "$work/log" >&2
    rm -rf "$work"
    fail "The source of $1 could not be fetched." \
      "If this machine has no network now, connect it and start this command again."
  fi
  local archive
  archive=$(find "$work" -maxdepth 1 -name '*.orig.tar.*' ! -name '*.asc' | head -n 1)
  demand_sha "$3" "$archive"
  if [ "${5:-}" = patched ]; then
    dpkg-source --no-check -x "$work"/*.dsc "$work/out" >"$work/log" 2>&1 ||
      fail "Debian's corrections of $1 could not be applied." "$(tail -n 1 "$work/log")"
  else
    mkdir -p "$work/out"
    tar -xf "$archive" -C "$work/out" --strip-components=1
  fi
  mkdir -p "$deps"
  rm -rf "$4"
  mv "$work/out" "$4"
  rm -rf "$work"
}

fetch_sources() {
  local imgui="$deps/imgui-${imgui_sha:0:12}" sodium="$deps/sodium-${sodium_sha:0:12}"
  [ -f "$imgui/imgui.h" ] || fetch_debian_source imgui trixie "$imgui_sha" "$imgui"
  [ -d "$sodium/src/libsodium" ] || fetch_debian_source libsodium bookworm "$sodium_sha" "$sodium"

  local zlib="$deps/zlib-${zlib_sha:0:12}" expat="$deps/expat-${expat_sha:0:12}"
  [ -f "$zlib/contrib/minizip/unzip.h" ] || fetch_debian_source zlib bookworm "$zlib_sha" "$zlib"
  if [ ! -f "$expat/expat/lib/expat.h" ]; then
    fetch_debian_source expat bookworm "$expat_sha" "$expat" patched
    rm -rf "$expat/testdata"  # much, and no part of the library
  fi

  local weight folder=/usr/share/fonts/opentype/inter fonts="$deps/inter"
  mkdir -p "$fonts"
  for weight in "${!font_sha[@]}"; do
    [ -f "$fonts/Inter-$weight.otf" ] && continue
    demand_sha "${font_sha[$weight]}" "$folder/Inter-$weight.otf"
    cp "$folder/Inter-$weight.otf" "$fonts/"
  done
}

install_node_packages() {
  if [ ! -f node_modules/.saimnieks ] || ! cmp -s package-lock.json node_modules/.saimnieks; then
    say "installing node packages"
    local log
    log=$(mktemp)
    # What an earlier clone fetched serves this one too, even without a network.
    if ! npm ci --ignore-scripts --prefer-offline --fetch-retries=2 --fetch-timeout=60000 \
      >"$log" 2>&1 </dev/null; then
      grep -iE 'err' "$log" | head -n 4 >&2
      fail "The node packages could not be installed (the reason stands above)." \
        "If this machine has no network now, connect it and start this command again."
    fi
    rm -f "$log"
    cp package-lock.json node_modules/.saimnieks
  fi
  local sqlite="$deps/sqlite-${sqlite_c_sha:0:12}" from=node_modules/better-sqlite3/deps/sqlite3
  if [ ! -f "$sqlite/sqlite3.h" ]; then
    demand_sha "$sqlite_c_sha" "$from/sqlite3.c"
    demand_sha "$sqlite_h_sha" "$from/sqlite3.h"
    mkdir -p "$sqlite"
    cp "$from/sqlite3.c" "$from/sqlite3.h" "$sqlite/"
  fi
}

install_packages
check_node
mkdir -p "$deps"
# Two clones may be set up at the same time; they share this folder.
exec 9>"$deps/lock"
flock 9
fetch_sources
install_node_packages
flock -u 9
# What CMake reads: the folders by their pinned names, so that a changed pin is a changed path.
mkdir -p build
cat >build/third-party.cmake.new <<TXT
set(SAIMNIEKS_IMGUI_DIR "$deps/imgui-${imgui_sha:0:12}")
set(SAIMNIEKS_SODIUM_DIR "$deps/sodium-${sodium_sha:0:12}")
set(SAIMNIEKS_ZLIB_DIR "$deps/zlib-${zlib_sha:0:12}")
set(SAIMNIEKS_EXPAT_DIR "$deps/expat-${expat_sha:0:12}")
set(SAIMNIEKS_SQLITE_DIR "$deps/sqlite-${sqlite_c_sha:0:12}")
set(SAIMNIEKS_FONTS_DIR "$deps/inter")
TXT
if cmp -s build/third-party.cmake.new build/third-party.cmake; then
  rm build/third-party.cmake.new
else
  mv build/third-party.cmake.new build/third-party.cmake
fi
say "everything needed is here"
