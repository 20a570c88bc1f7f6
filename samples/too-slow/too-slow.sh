#!/usr/bin/env bash
# What "too slow" means on a server: its rate one request at a time and up the ladder, and how long a job takes with either.
#   too-slow.sh                          the bundled model on this machine, about half a minute
#   too-slow.sh URL [bench options]      your own server, such as http://gpu-1:8000 --model NAME --tg 700
# JOB=RECORDSxTOKENS names another job than 124000x700.
set -euo pipefail
here=$PWD
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
job=${JOB:-124000x700}

if [ $# -gt 0 ] && [[ "$1" != -* ]]; then
  server=(--url "$1"); shift
else
  server=(--pp 64 --tg 32 --concurrency 1,2,4,8 --runs 3) # small, for a laptop that is its own server
fi

mkdir -p "$here/out"
answer=$(mktemp); trap 'rm -f "$answer"' EXIT
# Exit code 1 is a finding: where client and server share the cores, a level may be CLIENT-BOUND, and the report says which.
"$root/sluice" bench "${server[@]}" "$@" --job "$job" --report out/too-slow.html | tee "$answer" || [ "${PIPESTATUS[0]}" -eq 1 ]

sentence=$(grep -m 1 -E '^[0-9.,]+ tokens/s ' "$answer") || { echo "too-slow: no level has a rate; the report above says why" >&2; exit 1; }
echo
echo "Same model, same box, only the concurrency differs: $sentence."
