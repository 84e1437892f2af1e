#!/bin/bash
# Mutated datagrams against whole index nodes, mutated talk between peers, and mutated queries against the DNS server, by
# itself and over live sockets, in Release: the tests' own fuzzers with larger numbers.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/fuzz.sh${*:+ $*}"
DATAGRAMS=10000000
TALK=5000000
QUERIES=10000000
LIVE=1000000
PARTS=(index peers dns live)

usage() {
  echo "usage: bench/fuzz.sh [--only index|peers|dns|live] [--datagrams N] [--talk N] [--queries N] [--live N] [--stdout]
  --only PART    one part only; its report is fuzz-PART-DATE.md
  --datagrams N  datagrams to index nodes, half of them under the right seal (default $DATAGRAMS)
  --talk N       questions of peers, as many under the right seal, and as many answers (default $TALK)
  --queries N    queries to the DNS server (default $QUERIES)
  --live N       queries to the DNS server over UDP and TCP (default $LIVE)
  --stdout       print the report instead of writing bench/results/fuzz-DATE.md"
}

OUT=$(result_file fuzz)
while (($#)); do
  case $1 in
    --only)
      [[ ${2:-} =~ ^(index|peers|dns|live)$ ]] || fail "--only takes index, peers, dns or live, not '${2:-}'"
      PARTS=("$2") OUT=$(result_file "fuzz-$2") && shift 2
      ;;
    --datagrams) DATAGRAMS=$(positive "$1" "${2:-}") && shift 2 ;;
    --talk) TALK=$(positive "$1" "${2:-}") && shift 2 ;;
    --queries) QUERIES=$(positive "$1" "${2:-}") && shift 2 ;;
    --live) LIVE=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

# run PROJECT CLASS: runs one class of tests, and leaves its output in $WORK/run.log.
run() {
  build_release "tests/$1"
  "$ROOT/artifacts/bin/$1/release/$1" -noColor -showLiveOutput -class "$2" >"$WORK/run.log" 2>&1 || {
    cat "$WORK/run.log" >&2
    fail 'a fuzzer failed'
  }
}

# section TITLE LINE...: adds to the report, with the runner's own words at its end.
section() {
  printf '\n## %s\n\n' "$1"
  printf -- '- %s\n' "${@:2}"
  printf '\n```\n'
  grep '^ *Coral.*Total' "$WORK/run.log"
  printf '```\n'
}

{
  echo '# Mutated messages'
  echo
  provenance "$COMMAND"
} >"$WORK/report"

for part in "${PARTS[@]}"; do
  case $part in
    index)
      CORAL_FUZZ_DATAGRAMS=$((DATAGRAMS / 2)) run Coral.Index.Tests Coral.Index.Tests.Rpc.DatagramFuzzTests
      section 'Datagrams against whole index nodes' \
        "$((DATAGRAMS / 2)) mutations of every message whose seal no longer fits, and as many under the right seal with a fault behind it" \
        'No exception, no answer to what is not sealed, no table, store or queue beyond its bound' >>"$WORK/report"
      ;;
    peers)
      CORAL_FUZZ_MUTATIONS=$TALK run Coral.Proxy.Tests Coral.Proxy.Tests.Peers.PeerFuzzTests
      section 'Talk between peers' \
        "$TALK mutations of a sealed question, none of them admitted, and as many each of what a member says in a question and in an answer" \
        'No exception' >>"$WORK/report"
      ;;
    dns)
      CORAL_FUZZ_QUERIES=$QUERIES run Coral.Dns.Tests Coral.Dns.Tests.Serving.QueryFuzzTests
      section 'Queries against the DNS server' \
        "$QUERIES mutated queries of every kind: no exception, every answer within 1232 bytes and 8 times its query" \
        "$(sed -n 's/^.*OUTPUT\] *//p; s/^ *\([0-9]* of [0-9]* mutated queries.*\)/\1/p' "$WORK/run.log" | sort -u)" >>"$WORK/report"
      ;;
    live)
      CORAL_FUZZ_QUERIES=$LIVE CORAL_FUZZ_REPORT=$WORK/live run Coral.Transport.Tests Coral.Transport.Tests.Dns.LiveFuzzTests
      section 'Queries against the DNS server over UDP and TCP' \
        "$(<"$WORK/live") (UDP, from an address that has proved nothing, rate limit off)" \
        'No exception, no growth, no answer above 1,232 bytes or 8 times its query' >>"$WORK/report"
      ;;
  esac
done
deliver "$OUT"
