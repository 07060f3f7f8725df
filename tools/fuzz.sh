#!/usr/bin/env bash
# fuzz.sh BUILD JOBS: each target for FUZZ_SECONDS (60), or those named in FUZZ_TARGETS. Starts from tests/fuzz/corpus/TARGET and what earlier
# runs found (BUILD/corpus/TARGET). A crash lies in BUILD/crashes/TARGET: mend it, and put the file into tests/fuzz/corpus/TARGET.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "$1") jobs=$2
export FUZZ_SECONDS=${FUZZ_SECONDS:-60} build
if [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi  # for targets that need files

fuzz_one() {
  local target=$1 crashes=$build/crashes/$1 corpus=$build/corpus/$1 log=$build/fuzz-$1.txt
  mkdir -p "$crashes" "$corpus"
  local failed=""
  FUZZ_TARGET=$target "$build/kireise_fuzz" -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
    -print_final_stats=1 -verbosity=0 -artifact_prefix="$crashes/" "$corpus" "tests/fuzz/corpus/$target" >"$log" 2>&1 || failed=yes
  echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions${failed:+ CRASH, see $log and $crashes}"
  [ -z "$failed" ]
}
export -f fuzz_one
printf '%s\n' ${FUZZ_TARGETS:-$(ls tests/fuzz/corpus)} | xargs -P "$jobs" -I{} bash -c 'fuzz_one "{}"'
