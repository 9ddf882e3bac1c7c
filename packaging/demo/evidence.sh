# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# What must hold at the end, and what is kept of it. Sourced by packaging/demo/path.

check_evidence() {
    need_running server "$out/server.log"
    need_running agent "$out/agent.log"
    "$root/packaging/demo/check-events" "$database" "$bin/kaomon-camera" "$out/events.txt" || die "the events do not hold"
    check_player_log || die "the pictures at unlock do not hold"
    check_no_secret_in_results
}

# secrets: each password and code that was made on the way, one a line.
secrets() {
    local file
    for file in owner-password own-a own-b one-time-a one-time-b; do
        cat "$work/$file"
        echo
    done
    sed -n 's/^bootstrap_code: //p' "$work/tenant"
    sed -n 's/.*"code": *"\([^"]*\)".*/\1/p' "$bundle"
}

# What stays in out/demo/ holds none of them, nor a run of characters as long as a
# template or a picture would be.
check_no_secret_in_results() {
    local files=("$out"/*.log "$out"/*.txt)
    [ "$(secrets | grep -c ....)" -eq 7 ] || die "a secret of the demo is missing, so the logs cannot be searched for it"
    if secrets | grep .... | grep -lFf - "${files[@]}"; then
        die "a password or a code is in these files"
    fi
    if grep -lE '[A-Za-z0-9+/_=-]{200,}' "${files[@]}"; then
        die "something as long as a key, a template or a picture is in these files"
    fi
    note "no password, code, template or picture in ${#files[@]} logs and texts"
}

# Screens, logs and the camera's log stay; keys, passwords and the database go.
keep_logs() {
    [ ! -f "$work/camera/log.jsonl" ] || cp "$work/camera/log.jsonl" "$out/camera.log"
    [ -z "$accessibility_bus" ] || import -window root +dither -colors 96 "$out/last-screen.png" 2> /dev/null || true
}
