# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Who stands before the camera. Each person's photographs are divided: the first ones enrol, the last ones log on.
# Sourced by packaging/demo/path.

declare -A folder_of=([a]=John_Salley [b]=John_Simm [stranger]=John_Shimkus)
readonly enrolment_pictures=6

prepare_people() {
    pictures=$("$root/packaging/demo/sample-pictures" "$work/pictures")
}

# pictures_of PERSON enrol|unlock: one path a line.
pictures_of() {
    local all
    mapfile -t all < <(find "$pictures/${folder_of[$1]}" -name '*.jpg' | sort)
    case "$2" in
    enrol) printf '%s\n' "${all[@]:0:enrolment_pictures}" ;;
    unlock) printf '%s\n' "${all[@]:enrolment_pictures}" ;;
    esac
}

# before_camera PERSON enrol|unlock: the person sits down; with a real camera somebody is asked to.
before_camera() {
    if [ "$camera" = real ]; then
        printf '\n>> %s\n>> Then press Enter. ' "$3"
        read -r < /dev/tty
        return 0
    fi
    local files
    mapfile -t files < <(pictures_of "$1" "$2")
    nobody_before_camera
    camera_phase "$2"
    "$root/packaging/demo/virtual-camera" show "$work/camera" "$1" "${files[@]}"
}

nobody_before_camera() {
    [ "$camera" = real ] || "$root/packaging/demo/virtual-camera" blank "$work/camera"
}

# Divides the player's log into enrolment and unlock, for the check at the end.
camera_phase() { printf '{"event":"phase","phase":"%s"}\n' "$1" >> "$work/camera/log.jsonl"; }

# No picture that enrolled a person was before the camera while somebody logged on.
check_player_log() {
    [ "$camera" = virtual ] || return 0
    /usr/bin/python3 "$root/packaging/demo/check-player-log" "$work/camera/log.jsonl"
}
