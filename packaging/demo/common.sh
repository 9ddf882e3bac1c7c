# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# What the parts of the demo share: words to the person, measured times, programs that end with the demo. Sourced by
# packaging/demo/path, which sets $out (results) and $work (everything that is thrown away).

say() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }

die() {
    printf '\ndemo: FAILED: %s\n' "$*" >&2
    exit 1
}

now_ms() { date +%s%3N; }

# step NAME COMMAND...: runs it and writes how long it took to the timeline.
step() {
    local name=$1 begin
    shift
    say "$name"
    begin=$(now_ms)
    "$@"
    mark "$name" $(($(now_ms) - begin))
}

mark() { printf '%8d ms  %s\n' "$2" "$1" | tee -a "$out/timeline.txt"; }

# wait_until SECONDS COMMAND...: true as soon as the command succeeds.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" > /dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

# start NAME LOG COMMAND...: a program in a process group of its own, remembered under NAME.
start() {
    local name=$1 log=$2
    shift 2
    setsid "$@" < /dev/null >> "$log" 2>&1 &
    echo $! > "$work/$name.pid"
}

is_running() { [ -f "$work/$1.pid" ] && kill -0 -- "-$(cat "$work/$1.pid")" 2> /dev/null; }
is_gone() { ! is_running "$1"; }

# end NAME: asks the group to stop, insists after ten seconds.
end() {
    local group
    [ -f "$work/$1.pid" ] || return 0
    group=$(cat "$work/$1.pid")
    kill -TERM -- "-$group" 2> /dev/null || true
    if ! wait_until 10 is_gone "$1"; then
        echo "   $1 did not end within ten seconds and was ended by force" >&2
        kill -KILL -- "-$group" 2> /dev/null || true
    fi
    rm -f "$work/$1.pid"
}

# need_running NAME LOG: for programs that must not have ended meanwhile.
need_running() {
    is_running "$1" && return 0
    tail -n 20 "$2" >&2
    die "$1 has ended, see $2"
}

free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
