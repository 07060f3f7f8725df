#!/usr/bin/env bash
# test.sh BUILD JOBS: everything that must hold. Called by `make test`.
set -euo pipefail
build=$1 jobs=$2
cd "$(dirname "$0")/.."
step() { printf '== %s\n' "$*"; }

step engine
tools/engine.sh
step build
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
ninja -C "$build" -j "$jobs" --quiet
step "include order"
tools/check_includes.sh
step "content"
"$build/kireise" blueprint check blueprint
step "unit and server tests"
pg_virtualenv ctest --test-dir "$build" -j "$jobs" --output-on-failure
step "server tests over both databases, nginx"
pg_virtualenv tools/server_tests.sh "$build"
step "windows probe, under Wine"
tools/windows_tests.sh "$build" "$jobs"
step "browser tests"
tools/e2e.sh "$build"
step "lint"
tools/lint.sh "$build"
