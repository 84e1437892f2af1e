#!/bin/bash
# DNS answers a second on one core, and what one costs the server: Coral beside gdnsd in one run, rounds interleaved.
# The server is pinned to core 0 and dnsperf (one thread) to core 1.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/dns.sh${*:+ $*}"
SECONDS_EACH=3
ROUNDS=15
WARM_UP=6

usage() {
  echo "usage: bench/dns.sh [--seconds N] [--rounds N] [--stdout]
  --seconds N  length of one measurement (default $SECONDS_EACH)
  --rounds N   measurements of each server and kind of name (default $ROUNDS)
  --stdout     print the table instead of writing bench/results/dns-DATE.md"
}

round_options dns "$@"
need gdnsd gdnsd
need dnsperf dnsperf
need dig bind9-dnsutils
need taskset util-linux
(($(nproc) > 1)) || fail 'needs two cores, one for the server and one for dnsperf'

ZONE=coral.test
KINDS=(static proxies nothing)
SERVERS=(Coral gdnsd)
declare -A PORTS PROCESSES NAMES ADDRESSES
NAMES=([static]=static.$ZONE [proxies]=www.site1.com.$ZONE [nothing]=x-.$ZONE)
ADDRESSES=([static]=1 [proxies]=3 [nothing]=0)
echo "static.$ZONE A" >"$WORK/static"
echo "x-.$ZONE A" >"$WORK/nothing"
for ((i = 1; i <= 1000; i++)); do echo "www.site$i.com.$ZONE A"; done >"$WORK/proxies"

build_release bench/Coral.DnsServing
take_port CORAL_PORT
start coral taskset -c 0 "$ROOT/artifacts/bin/Coral.DnsServing/release/Coral.DnsServing" "127.0.0.1:$CORAL_PORT" 'static A 192.0.2.80'
wait_port coral "$CORAL_PORT"
PORTS[Coral]=$CORAL_PORT PROCESSES[Coral]=$LAST_PID

take_port GDNSD_PORT
mkdir -p "$WORK/gdnsd/zones" "$WORK/run" "$WORK/state"
configure gdnsd.conf "$WORK/gdnsd/config" "DIR=$WORK" "PORT=$GDNSD_PORT"
configure gdnsd.zone "$WORK/gdnsd/zones/$ZONE"
start gdnsd taskset -c 0 gdnsd -c "$WORK/gdnsd" start
wait_port gdnsd "$GDNSD_PORT"
PORTS[gdnsd]=$GDNSD_PORT PROCESSES[gdnsd]=$LAST_PID

# check SERVER KIND: fails unless the server answers with as many addresses as it should.
check() {
  local found
  found=$(dig +short +tries=2 @127.0.0.1 -p "${PORTS[$1]}" "${NAMES[$2]}" A | grep -c '^[0-9.]*$' || true)
  ((found == ADDRESSES[$2])) || fail "$1 answers ${NAMES[$2]} with $found addresses"
}

# processor_seconds SERVER: what its process has used until now, system calls included.
processor_seconds() {
  awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / ticks }' "/proc/${PROCESSES[$1]}/stat"
}

# measure SERVER KIND SECONDS: prints "answers-a-second µs-of-processor-an-answer µs-of-latency lost-per-million".
measure() {
  local output=$WORK/dnsperf.txt before after
  before=$(processor_seconds "$1")
  taskset -c 1 dnsperf -s 127.0.0.1 -p "${PORTS[$1]}" -d "$WORK/$2" -l "$3" -c 10 -q 200 -e >"$output" 2>&1
  after=$(processor_seconds "$1")
  awk -v used="$(awk "BEGIN { print $after - $before }")" '/Queries sent/ { sent = $3 } /Queries completed/ { done = $3 }
    /Queries per second/ { rate = $4 } /Average Latency/ { latency = $4 }
    END { print rate, used * 1e6 / done, latency * 1e6, (sent - done) * 1e6 / sent }' "$output"
}

for kind in "${KINDS[@]}"; do
  for server in "${SERVERS[@]}"; do
    check "$server" "$kind"
    measure "$server" "$kind" "$WARM_UP" >/dev/null
  done
done

for ((round = 1; round <= ROUNDS; round++)); do
  for kind in "${KINDS[@]}"; do
    for server in "${SERVERS[@]}"; do
      line=$(measure "$server" "$kind" "$SECONDS_EACH")
      echo "round $round, $kind, $server: $line" >&2
      echo "$line" >>"$WORK/figures-$server-$kind"
    done
  done
done

for kind in "${KINDS[@]}"; do
  for server in "${SERVERS[@]}"; do check "$server" "$kind"; done
done

# figure SERVER KIND COLUMN: the median over the rounds.
figure() {
  cut -d ' ' -f "$3" "$WORK/figures-$1-$2" | median
}

# of_gdnsd SERVER KIND COLUMN: the median of what it is of gdnsd's in the same round, seconds apart.
of_gdnsd() {
  paste -d ' ' "$WORK/figures-$1-$2" "$WORK/figures-gdnsd-$2" | awk -v c="$3" '{ print $c / $(c + 4) }' | median
}

{
  echo '# DNS answers on one core'
  echo
  provenance "$COMMAND"
  echo "- Peer: $(gdnsd 2>&1 | head -n 1), one UDP thread; configuration in bench/peers/. Coral: the server alone (bench/Coral.DnsServing), one socket"
  echo "- Server on core 0, \`dnsperf -e -c 10 -q 200\` on core 1, over UDP; $ROUNDS interleaved rounds of $SECONDS_EACH s after $WARM_UP s of warming up each"
  echo '  kind of name; medians over the rounds, also of the ratios within each. CPU is user and system time of the server alone, which is what is left of the comparison on a machine that is not quiet'
  echo '- static: one address from the zone; proxies: three addresses for each of 1,000 coralized names (gdnsd: `multifo` without health checks); nothing: NXDOMAIN'
  echo
  echo '| names | server | answers/s | of gdnsd | CPU per answer | of gdnsd | mean latency | lost, per million |'
  echo '|---|---|---:|---:|---:|---:|---:|---:|'
  for kind in "${KINDS[@]}"; do
    for server in "${SERVERS[@]}"; do
      awk -v row="| $kind | $server |" -v rate="$(figure "$server" "$kind" 1)" -v rates="$(of_gdnsd "$server" "$kind" 1)" \
        -v cpu="$(figure "$server" "$kind" 2)" -v cpus="$(of_gdnsd "$server" "$kind" 2)" \
        -v latency="$(figure "$server" "$kind" 3)" -v lost="$(figure "$server" "$kind" 4)" \
        'BEGIN { printf "%s %.0f | %.2f | %.2f µs | %.2f | %.0f µs | %.0f |\n", row, rate, rates, cpu, cpus, latency, lost }'
    done
  done
} >"$WORK/report"
deliver "$OUT"
