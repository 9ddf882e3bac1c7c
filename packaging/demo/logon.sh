# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Logging on through PAM, with accounts and a service of their own that go again at the end. Sourced by
# packaging/demo/path.

readonly text_accepted="successfully authenticated"
readonly text_refused="Authentication failure"
readonly text_unavailable="cannot retrieve authentication info"

add_os_accounts() {
    local account
    for account in "$account_a" "$account_b"; do
        id -u "$account" > /dev/null 2>&1 ||
            useradd --system --no-create-home --shell /usr/sbin/nologin "$account"
    done
}

prepare_pam() {
    local module
    module=$(realpath -e "$build"/lib/pam_kaomon.so)
    printf 'auth required %s timeout=15 socket=%s\naccount required pam_permit.so\n' "$module" "$socket" \
        > "/etc/pam.d/$service"
    unset SSH_CONNECTION SSH_CLIENT SSH_TTY
}

remove_os_traces() {
    local account
    rm -f "/etc/pam.d/$service"
    for account in "$account_a" "$account_b"; do
        ! id -u "$account" > /dev/null 2>&1 || userdel "$account" > /dev/null 2>&1
    done
}

account_of() { [ "$1" = a ] && echo "$account_a" || echo "$account_b"; }

# logon WHOSE_ACCOUNT EXPECTED_TEXT: one attempt; what PAM said goes into logon.log.
logon() {
    local account said code=0 begin
    account=$(account_of "$1")
    begin=$(now_ms)
    said=$(pamtester -v "$service" "$account" authenticate 2>&1 < /dev/null) || code=$?
    printf '%s %s (exit %d, %d ms)\n%s\n\n' "$(date -u +%FT%TZ)" "$account" "$code" $(($(now_ms) - begin)) "$said" \
        >> "$out/logon.log"
    note "$account: $(grep '^pamtester:' <<< "$said" | tail -n 1) ($(($(now_ms) - begin)) ms)"
    if [ "$2" = "$text_accepted" ]; then
        [ "$code" -eq 0 ] || die "$account should have been logged on, PAM said: $said"
    else
        [ "$code" -ne 0 ] || die "$account was logged on and should not have been"
    fi
    grep -qF "$2" <<< "$said" || die "$account: expected \"$2\", PAM said: $said"
}

# logon_must accept|refuse WHOSE_ACCOUNT WHO: with pictures of WHO that did not enrol anybody.
logon_must() {
    local expected=$text_accepted
    [ "$1" = accept ] || expected=$text_refused
    before_camera "$3" unlock "Let person $3 sit before the camera (account of $2, must $1)."
    logon "$2" "$expected"
}

# The same photographs as before, at the default level: refused, and told as an attack.
logon_as_attack() {
    local reason
    logon_must refuse a a
    reason=$(grep 'agent\.attempt' "$out/agent.log" | tail -n 1 |
        grep -oE '(spoof_suspected|stream_suspect|challenge_failed)' | head -n 1) || true
    [ -n "$reason" ] || die "the photographs were refused, but not as a presentation attack, see out/demo/agent.log"
    note "$(account_of a): refused as a presentation attack ($reason)"
}

# The module says "unavailable", on which a real stack goes on to the password.
logon_without_agent() {
    end agent
    before_camera a unlock "Let person a stay before the camera."
    logon a "$text_unavailable"
    start_agent
}
