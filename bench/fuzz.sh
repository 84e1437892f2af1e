#!/bin/bash
# Mutated datagrams against whole index nodes, mutated questions and answers of peers, and mutated queries against the DNS
# server, in Release: the tests' own fuzzers with larger numbers.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/fuzz.sh $*"
DATAGRAMS=10000000
QUERIES=10000000

usage() {
  echo "usage: bench/fuzz.sh [--datagrams N] [--queries N] [--stdout]
  --datagrams N  datagrams in all, half of them under the right seal (default $DATAGRAMS)
  --queries N    DNS queries (default $QUERIES)
  --stdout       print the report instead of writing bench/results/fuzz-DATE.md"
}

OUT=$(result_file fuzz)
while (($#)); do
  case $1 in
    --datagrams) DATAGRAMS=$(positive "$1" "${2:-}") && shift 2 ;;
    --queries) QUERIES=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

build_release tests/Coral.Index.Tests
build_release tests/Coral.Proxy.Tests
build_release tests/Coral.Dns.Tests

SECONDS=0
CORAL_FUZZ_DATAGRAMS=$((DATAGRAMS / 2)) "$ROOT/artifacts/bin/Coral.Index.Tests/release/Coral.Index.Tests" \
  -noColor -class Coral.Index.Tests.Rpc.DatagramFuzzTests >"$WORK/run.log" 2>&1 || {
  cat "$WORK/run.log" >&2
  fail 'a fuzzer failed'
}
INDEX_SECONDS=$SECONDS

SECONDS=0
CORAL_FUZZ_MUTATIONS=$((DATAGRAMS / 2)) "$ROOT/artifacts/bin/Coral.Proxy.Tests/release/Coral.Proxy.Tests" \
  -noColor -class Coral.Proxy.Tests.Peers.PeerFuzzTests >>"$WORK/run.log" 2>&1 || {
  cat "$WORK/run.log" >&2
  fail 'a fuzzer failed'
}
PEER_SECONDS=$SECONDS

SECONDS=0
CORAL_FUZZ_QUERIES=$QUERIES "$ROOT/artifacts/bin/Coral.Dns.Tests/release/Coral.Dns.Tests" \
  -noColor -showLiveOutput -class Coral.Dns.Tests.Serving.QueryFuzzTests >"$WORK/queries.log" 2>&1 || {
  cat "$WORK/queries.log" >&2
  fail 'the fuzzer of queries failed'
}

{
  echo '# Mutated datagrams against whole index nodes, mutated talk between peers, mutated queries against the DNS server'
  echo
  provenance "$COMMAND"
  echo "- $((DATAGRAMS / 2)) mutations of every message whose seal no longer fits, and as many under the right seal with a fault behind it"
  echo "- $((DATAGRAMS / 2)) mutations of a sealed question to a peer, none of them admitted, and as many each of what a member says in a question and in an answer"
  echo "- No exception, no answer to what is not sealed, no table, store or queue beyond its bound; $INDEX_SECONDS s and $PEER_SECONDS s"
  echo "- $QUERIES mutated DNS queries of every kind: no exception, every answer within 1232 bytes and 8 times its query; $SECONDS s"
  echo
  echo '```'
  grep -E '^ *Coral.(Index|Proxy).Tests  Total' "$WORK/run.log"
  sed -n 's/^.*OUTPUT\] *//p; s/^ *\([0-9]* of [0-9]* mutated queries.*\)/\1/p' "$WORK/queries.log" | sort -u
  grep '^ *Coral.Dns.Tests  Total' "$WORK/queries.log"
  echo '```'
} >"$WORK/report"
deliver "$OUT"
