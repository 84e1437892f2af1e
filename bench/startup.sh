#!/bin/bash
# From the start of the process to the first request served through it, and the memory it holds when idle after that.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/startup.sh${*:+ $*}"
RUNS=10
IDLE_SECONDS=5

usage() {
  echo "usage: bench/startup.sh [--runs N] [--idle N] [--stdout]
  --runs N   starts (default $RUNS)
  --idle N   seconds between the first request and reading the memory (default $IDLE_SECONDS)
  --stdout   print the table instead of writing bench/results/startup-DATE.md"
}

OUT=$(result_file startup)
while (($#)); do
  case $1 in
    --runs) RUNS=$(positive "$1" "${2:-}") && shift 2 ;;
    --idle) IDLE_SECONDS=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
need nginx nginx-light
need curl curl

build_coral
origin_files "$WORK/files"
take_port ORIGIN_PORT
configure origin.conf "$WORK/origin.conf" "DIR=$WORK" "PORT=$ORIGIN_PORT"
start origin nginx -p "$WORK" -c "$WORK/origin.conf" -e stderr
wait_port origin "$ORIGIN_PORT"

# microseconds: the clock's reading, as a whole number.
microseconds() { echo "${EPOCHREALTIME/[.,]/}"; }

for ((run = 1; run <= RUNS; run++)); do
  begun=$(microseconds)
  coral_node -- --zone localhost --access-log off --origin "bench.test=127.0.0.1:$ORIGIN_PORT"
  wait_port coral "$CORAL_PORT"
  status=$(curl -s -o /dev/null -w '%{http_code}' -H "Host: bench.test.localhost:$CORAL_PORT" "http://127.0.0.1:$CORAL_PORT/41k")
  served=$(microseconds)
  [[ $status == 200 ]] || fail "the first request was answered $status: $(cat "$WORK/coral.log")"
  sleep "$IDLE_SECONDS"
  memory=$(awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$LAST_PID/status")
  stop "$LAST_PID"
  echo "run $run: $(((served - begun) / 1000)) ms, $memory MB" >&2
  echo "$(((served - begun) / 1000))" >>"$WORK/times"
  echo "$memory" >>"$WORK/memory"
done

{
  echo '# Start to first served request, and idle memory'
  echo
  provenance "$COMMAND"
  echo "- $RUNS starts of the Release build, by \`./coral run\`; time until a 41 KB object of an nginx origin was served whole, by a shell that"
  echo "  tries the port every 10 ms and then runs curl; memory is the resident set $IDLE_SECONDS s later"
  echo
  echo '| | median | largest | aim |'
  echo '|---|---:|---:|---:|'
  printf '| start to first served request, ms | %.0f | %.0f | 1000 |\n' "$(median <"$WORK/times")" "$(largest <"$WORK/times")"
  printf '| idle memory, MB | %.1f | %.1f | 100 |\n' "$(median <"$WORK/memory")" "$(largest <"$WORK/memory")"
} >"$WORK/report"
deliver "$OUT"
