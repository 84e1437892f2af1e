#!/bin/bash
# Transfers a second from one peer to another on loopback, and what one costs: Coral beside an nginx that proxies to an
# nginx, rounds interleaved. Both sides of a transfer share core 0; wrk, which drives nginx, has core 1.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/peers.sh${*:+ $*}"
SECONDS_EACH=6
ROUNDS=3
IN_FLIGHT=16

usage() {
  echo "usage: bench/peers.sh [--seconds N] [--rounds N] [--stdout]
  --seconds N  length of one measurement (default $SECONDS_EACH)
  --rounds N   measurements of each (default $ROUNDS)
  --stdout     print the table instead of writing bench/results/peers-DATE.md"
}

round_options peers "$@"
need nginx nginx-light
need wrk wrk
need taskset util-linux
(($(nproc) > 1)) || fail 'needs two cores, one for both peers and one for wrk'

SIZES=(41k 1m)
declare -A BYTES=([41k]=41984 [1m]=1048576)
WAYS=(nginx 'Coral, checked' Coral)
build_release bench/Coral.PeerTransfer
TRANSFER=(taskset -c 0 dotnet "$ROOT/artifacts/bin/Coral.PeerTransfer/release/Coral.PeerTransfer.dll")
origin_files "$WORK/files"

take_port NGINX_HOLDER
configure nginx-holder.conf "$WORK/holder.conf" "DIR=$WORK" "PORT=$NGINX_HOLDER"
start nginx-holder taskset -c 0 nginx -p "$WORK" -c "$WORK/holder.conf" -e stderr
HOLDER_PID=$LAST_PID
wait_port nginx-holder "$NGINX_HOLDER"
take_port NGINX_ASKER
configure nginx-asker.conf "$WORK/asker.conf" "DIR=$WORK" "PORT=$NGINX_ASKER" "HOLDER=$NGINX_HOLDER"
start nginx-asker taskset -c 0 nginx -p "$WORK" -c "$WORK/asker.conf" -e stderr
ASKER_PID=$LAST_PID
wait_port nginx-asker "$NGINX_ASKER"
take_port CORAL_HOLDER
start coral-holder "${TRANSFER[@]}" hold "$CORAL_HOLDER"
wait_port coral-holder "$CORAL_HOLDER"

# processor_ticks PID: what it has used until now, system calls included.
processor_ticks() {
  awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"
}

# measure_nginx SIZE SECONDS: prints "transfers-a-second asker-us holder-us".
measure_nginx() {
  local output=$WORK/wrk.txt asker holder
  asker=$(processor_ticks "$ASKER_PID") holder=$(processor_ticks "$HOLDER_PID")
  taskset -c 1 wrk -t1 -c"$IN_FLIGHT" -d"$2s" "http://127.0.0.1:$NGINX_ASKER/$1" >"$output"
  ! grep -qE 'Non-2xx|Socket errors' "$output" || fail "nginx $1: $(grep -E 'Non-2xx|Socket errors' "$output")"
  awk -v asker="$(($(processor_ticks "$ASKER_PID") - asker))" -v holder="$(($(processor_ticks "$HOLDER_PID") - holder))" \
    -v ticks="$(getconf CLK_TCK)" '/Requests\/sec/ { rate = $2 } / requests in / { requests = $1 }
    END { printf "%.0f %.0f %.0f - -\n", rate, asker / ticks * 1e6 / requests, holder / ticks * 1e6 / requests }' "$output"
}

# measure WAY SIZE SECONDS
measure() {
  case $1 in
    nginx) measure_nginx "$2" "$3" ;;
    Coral) "${TRANSFER[@]}" ask "$CORAL_HOLDER" "${BYTES[$2]}" "$IN_FLIGHT" "$3" trust ;;
    *) "${TRANSFER[@]}" ask "$CORAL_HOLDER" "${BYTES[$2]}" "$IN_FLIGHT" "$3" check ;;
  esac
}

for size in "${SIZES[@]}"; do measure_nginx "$size" 1 >/dev/null; done
for ((round = 1; round <= ROUNDS; round++)); do
  for size in "${SIZES[@]}"; do
    for way in "${WAYS[@]}"; do
      line=$(measure "$way" "$size" "$SECONDS_EACH")
      echo "round $round, $size, $way: $line" >&2
      echo "$line" >>"$WORK/figures-$way-$size"
    done
  done
done

# figure WAY SIZE COLUMN: the median over the rounds.
figure() {
  cut -d ' ' -f "$3" "$WORK/figures-$1-$2" | median
}

{
  echo '# Transfers between two peers on one core'
  echo
  provenance "$COMMAND"
  echo "- $(nginx -v 2>&1 | sed 's/.*: //') proxying to the same (\`proxy_pass\`, kept connections, no cache); configurations in bench/peers/"
  echo "- Both sides of a transfer on core 0, $IN_FLIGHT in flight, $ROUNDS interleaved rounds of $SECONDS_EACH s after a warm-up; medians over the rounds"
  echo '- The asking nginx passes every object on to wrk (core 1), the asking Coral drops it after reading: what it costs to serve clients is in bench/hits.sh'
  echo '- Coral seals and verifies every question and answer; "checked" also hashes every chunk (SHA-256) as the product does before it passes it on'
  echo
  echo '| object | | transfers/s | of nginx | CPU a transfer, asking | answering | both, of nginx | allocated, asking | answering |'
  echo '|---|---|---:|---:|---:|---:|---:|---:|---:|'
  for size in "${SIZES[@]}"; do
    for way in "${WAYS[@]}"; do
      awk -v row="| $size | $way |" -v rate="$(figure "$way" "$size" 1)" -v nginx="$(figure nginx "$size" 1)" \
        -v asker="$(figure "$way" "$size" 2)" -v holder="$(figure "$way" "$size" 3)" \
        -v nginx_asker="$(figure nginx "$size" 2)" -v nginx_holder="$(figure nginx "$size" 3)" \
        -v ours="$([[ $way == nginx ]] || figure "$way" "$size" 4)" -v theirs="$([[ $way == nginx ]] || figure "$way" "$size" 5)" \
        'function kilobytes(bytes) { return bytes == "" ? "" : sprintf("%.0f KB", bytes / 1024) }
        BEGIN { printf "%s %.0f | %.2f | %.0f µs | %.0f µs | %.2f | %s | %s |\n", row, rate, rate / nginx, asker, holder, (asker + holder) / (nginx_asker + nginx_holder), kilobytes(ours), kilobytes(theirs) }'
    done
  done
} >"$WORK/report"
deliver "$OUT"
