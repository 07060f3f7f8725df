#!/usr/bin/env bash
# A room includes only rooms above it (docs: the house), and heavy headers stay in few files.
set -euo pipefail
cd "$(dirname "$0")/../src"
order=(base store net blueprint formats people survey learning usecases policy engines lab placement assistant journey commands)
failed=0
for i in "${!order[@]}"; do
  room=${order[$i]}
  [ -d "$room" ] || continue
  allowed=" ${order[*]:0:$((i + 1))} "
  while IFS=: read -r file line text; do
    other=$(sed -E 's/.*"([a-z]+)\/.*/\1/' <<<"$text")
    [[ $allowed == *" $other "* ]] && continue
    echo "src/$file:$line: room \"$room\" must not include room \"$other\" (order: ${order[*]})"
    failed=1
  done < <(grep -rnE '^#include "[a-z]+/' "$room" || true)
done
# header pattern | most files that may include it
while read -r pattern most; do
  found=$(grep -rlE "^#include <$pattern" . | sort)
  count=$(grep -c . <<<"$found" || true)
  if [ "$count" -gt "$most" ]; then
    echo "<$pattern...> is heavy and stands in $count files, at most $most are meant:"; echo "$found"; failed=1
  fi
  if grep -qE '\.h$' <<<"$found"; then echo "<$pattern...> must not stand in a header:"; grep -E '\.h$' <<<"$found"; failed=1; fi
done <<'LIST'
boost/beast 3
boost/asio 4
CLI/ 1
valijson/ 1
soci/ 3
fasttext/ 2
git2 7
LIST
exit $failed
