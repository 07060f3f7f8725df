#!/usr/bin/env bash
# screenshots.sh BUILD: docs/images/*.png from a walked demonstration (make screenshots).
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1/kireise
data=$(mktemp -d); trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
"$program" demo --data "$data/town" --no-serve >/dev/null
"$program" serve --data "$data/town" --listen 127.0.0.1:0 >"$data/address" & server=$!
for _ in $(seq 50); do url=$(grep -o 'http://[^ ]*' "$data/address" || true); [ -n "$url" ] && break; sleep 0.1; done
mkdir -p docs/images
"$(echo node_modules/node-linux-*/bin/node)" tools/screenshots.mjs "$url" "$data/town/towns/halle/sign-ins.txt"
