#!/usr/bin/env bash
# bench.sh BUILD: every figure (bench/run.mjs), over SQLite and over a PostgreSQL that is started for it, then the micro-benchmarks. Called
# by `make bench`. On a machine that does other work too the figures say little: look at the load that is printed with them.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "$1")
node=$(realpath node_modules/node-linux-*/bin/node)
export build node
pg_virtualenv -o fsync=on bash -c '
  BENCH_DATABASE="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE" "$node" bench/run.mjs "$build"'
for bench in "$build"/src/*_bench; do
  echo "== $(basename "$bench")"
  (cd "$build" && "$bench" --benchmark_min_time=0.5)
done
