#!/bin/bash
# Requests of the index between two processes that share one core: how many a second, and what one costs each side.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/index-rpc.sh $*"
SECONDS_EACH=10
CORE=$(($(nproc) - 1))

usage() {
  echo "usage: bench/index-rpc.sh [--seconds N] [--stdout]
  --seconds N  for each number of requests in flight (default $SECONDS_EACH)
  --stdout     print the table instead of writing bench/results/index-rpc-DATE.md"
}

OUT=$(result_file index-rpc)
while (($#)); do
  case $1 in
    --seconds) SECONDS_EACH=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
need taskset util-linux

build_release bench/Coral.IndexRpc

taskset -c "$CORE" dotnet "$ROOT/artifacts/bin/Coral.IndexRpc/release/Coral.IndexRpc.dll" "$SECONDS_EACH" 1 8 64 256 >"$WORK/rows"

{
  echo '# Index requests between two processes on one core'
  echo
  provenance "$COMMAND"
  echo "- Two processes pinned to core $CORE, UDP over 127.0.0.1, HMAC-SHA256 under a network key; each get is one request and one answer, from"
  echo "  the call of the index to its result; $SECONDS_EACH s a row after 2 s of warm-up. CPU is user and system time of the process"
  echo
  echo '| in flight | RPCs/s | CPU per RPC, asking | CPU per RPC, answering | allocated per get, asking | gets without an RPC |'
  echo '|---:|---:|---:|---:|---:|---:|'
  awk '{ printf "| %s | %d | %s µs | %s µs | %s B | %s |\n", $1, $2, $3, $4, $5, $6 }' "$WORK/rows"
} >"$WORK/report"
deliver "$OUT"
