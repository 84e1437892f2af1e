#!/usr/bin/env bash
# The memory of a whole node: at rest, with slow readers, through a soak of requests for more objects than it can hold,
# and after it. Reads VmRSS of the process; see docs/operations.md, "What a node takes", for the bound.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

MINUTES=30
READERS=1000
SIZE=65536
OUT=$(result_file memory)

usage() {
  echo "usage: bench/memory.sh [--minutes N] [--readers N] [--stdout]"
  echo "  --minutes  how long the soak runs (default $MINUTES)"
  echo "  --readers  clients that read nothing of a 20 MB object (default $READERS)"
}

while (($#)); do
  case $1 in
    --minutes) MINUTES=$(positive "$1" "${2:-}") && shift 2 ;;
    --readers) READERS=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
need python3 python3
ulimit -n "$(ulimit -Hn)"

build_coral
take_port ORIGIN_PORT
start origin python3 "$BENCH/memory.py" origin "$ORIGIN_PORT" "$SIZE"
wait_port origin "$ORIGIN_PORT"
coral_node -- --origin "www.example.com=127.0.0.1:$ORIGIN_PORT" --access-log off
CORAL_PID=$LAST_PID
wait_port coral "$CORAL_PORT"
python3 "$BENCH/memory.py" load "$CORAL_PORT" "$CORAL_PID" "$((MINUTES * 60))" "$READERS" >"$WORK/memory.md" ||
  fail 'the load ended early'
{
  echo "# The memory of a node"
  echo
  provenance "bench/memory.sh --minutes $MINUTES --readers $READERS"
  echo
  echo "Resident memory (VmRSS) of a node with its defaults, whose bound is 832 MB and 128 KB for each slow reader. Objects of 64 KB,"
  echo "half of the requests for new ones, from an origin on the same machine."
  echo
  cat "$WORK/memory.md"
} >"$WORK/report"
deliver "$OUT"
