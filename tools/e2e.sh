#!/usr/bin/env bash
# e2e.sh BUILD [FILE...]: browser tests against the real program.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1; shift
node=$(echo node_modules/node-linux-*/bin/node)
if ! command -v chromium >/dev/null 2>&1; then echo "chromium is missing. Run tools/setup.sh." >&2; exit 1; fi
files=("$@"); [ ${#files[@]} -gt 0 ] || files=(tests/e2e/*.test.mjs)
KIREISE="${KIREISE:-$build/kireise}" "$node" --test --test-concurrency=1 --test-timeout=900000 "${files[@]}"
