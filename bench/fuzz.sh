#!/bin/bash
# Mutated datagrams against whole index nodes, and mutated questions and answers of peers, in Release: the tests' own
# fuzzers with a larger number.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/fuzz.sh $*"
DATAGRAMS=10000000

usage() {
  echo "usage: bench/fuzz.sh [--datagrams N] [--stdout]
  --datagrams N  datagrams in all, half of them under the right seal (default $DATAGRAMS)
  --stdout       print the report instead of writing bench/results/fuzz-DATE.md"
}

OUT=$(result_file fuzz)
while (($#)); do
  case $1 in
    --datagrams) DATAGRAMS=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

build_release tests/Coral.Index.Tests
build_release tests/Coral.Proxy.Tests

SECONDS=0
CORAL_FUZZ_DATAGRAMS=$((DATAGRAMS / 2)) "$ROOT/artifacts/bin/Coral.Index.Tests/release/Coral.Index.Tests" \
  -noColor -class Coral.Index.Tests.Rpc.DatagramFuzzTests >"$WORK/run.log" 2>&1 || {
  cat "$WORK/run.log" >&2
  fail 'a fuzzer failed'
}

CORAL_FUZZ_MUTATIONS=$((DATAGRAMS / 2)) "$ROOT/artifacts/bin/Coral.Proxy.Tests/release/Coral.Proxy.Tests" \
  -noColor -class Coral.Proxy.Tests.Peers.PeerFuzzTests >>"$WORK/run.log" 2>&1 || {
  cat "$WORK/run.log" >&2
  fail 'a fuzzer failed'
}

{
  echo '# Mutated datagrams against whole index nodes'
  echo
  provenance "$COMMAND"
  echo "- $((DATAGRAMS / 2)) mutations of every message whose seal no longer fits, and as many under the right seal with a fault behind it"
  echo "- $((DATAGRAMS / 2)) mutations of a sealed question to a peer, none of them admitted, and as many each of what a member says in a question and in an answer"
  echo "- No exception, no answer to what is not sealed, no table, store or queue beyond its bound; $SECONDS s"
  echo
  echo '```'
  grep -E '^ *Coral.(Index|Proxy).Tests  Total' "$WORK/run.log"
  echo '```'
} >"$WORK/report"
deliver "$OUT"
