#!/bin/bash
# Mutated datagrams against whole index nodes, and mutated queries against a DNS server over live sockets, in Release: the tests' own
# fuzzers with larger numbers.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/fuzz.sh${*:+ $*}"
DATAGRAMS=10000000
QUERIES=1000000
PARTS=(index dns)

usage() {
  echo "usage: bench/fuzz.sh [--only index|dns] [--datagrams N] [--queries N] [--stdout]
  --only PART    one part only; its report is fuzz-PART-DATE.md
  --datagrams N  datagrams to index nodes, half of them under the right seal (default $DATAGRAMS)
  --queries N    queries to the DNS server (default $QUERIES)
  --stdout       print the report instead of writing bench/results/fuzz-DATE.md"
}

OUT=$(result_file fuzz)
while (($#)); do
  case $1 in
    --only)
      [[ ${2:-} =~ ^(index|dns)$ ]] || fail "--only takes index or dns, not '${2:-}'"
      PARTS=("$2") OUT=$(result_file "fuzz-$2") && shift 2
      ;;
    --datagrams) DATAGRAMS=$(positive "$1" "${2:-}") && shift 2 ;;
    --queries) QUERIES=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

# run PROJECT CLASS: runs one class of tests, and leaves its output in $WORK/run.log.
run() {
  build_release "tests/$1"
  "$ROOT/artifacts/bin/$1/release/$1" -noColor -class "$2" >"$WORK/run.log" 2>&1 || {
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
  if [[ $part == index ]]; then
    CORAL_FUZZ_DATAGRAMS=$((DATAGRAMS / 2)) run Coral.Index.Tests Coral.Index.Tests.Rpc.DatagramFuzzTests
    section 'Datagrams against whole index nodes' \
      "$((DATAGRAMS / 2)) mutations of every message whose seal no longer fits, and as many under the right seal with a fault behind it" \
      'No exception, no answer to what is not sealed, no table, store or queue beyond its bound' >>"$WORK/report"
  else
    CORAL_FUZZ_QUERIES=$QUERIES CORAL_FUZZ_REPORT=$WORK/dns run Coral.Transport.Tests Coral.Transport.Tests.Dns.LiveFuzzTests
    section 'Queries against a DNS server over UDP and TCP' \
      "$(<"$WORK/dns") (UDP, from an address that has proved nothing, rate limit off)" \
      'No exception, no growth, no answer above 1,232 bytes or 8 times its query' >>"$WORK/report"
  fi
done
deliver "$OUT"
