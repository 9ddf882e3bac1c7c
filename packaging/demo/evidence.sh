# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# What must hold at the end, and what is kept of it. Sourced by packaging/demo/path.

check_evidence() {
    need_running server "$out/server.log"
    need_running agent "$out/agent.log"
    "$root/packaging/demo/check-events" "$database" "$bin/kaomon-camera" "$out/events.txt" || die "the events do not hold"
    check_player_log || die "the pictures at unlock do not hold"
}

# Screens, logs and the camera's log stay; keys, passwords and the database go.
keep_logs() {
    [ ! -f "$work/camera/log.jsonl" ] || cp "$work/camera/log.jsonl" "$out/camera.log"
    [ -z "$accessibility_bus" ] || import -window root +dither -colors 96 "$out/last-screen.png" 2> /dev/null || true
}
