#!/usr/bin/env bash
# probe_windows.sh BUILD JOBS: builds BUILD-windows/kireise-probe.exe with mingw-w64, and what its test needs. BUILD/kireise must be there.
set -euo pipefail
build=$1 jobs=$2
cd "$(dirname "$0")/.."
if ! command -v x86_64-w64-mingw32-g++-posix >/dev/null; then echo "mingw-w64 is missing. Run tools/setup.sh tests." >&2; exit 1; fi
[ -e "$build-windows/build.ninja" ] || cmake -S . -B "$build-windows" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_TOOLCHAIN_FILE=cmake/mingw.cmake -DKIREISE="$(realpath "$build/kireise")" >/dev/null
ninja -C "$build-windows" -j "$jobs" --quiet
