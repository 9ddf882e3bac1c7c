// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setting_text_rows.h"

#include <array>

#include <QtGlobal>

namespace kaomon::ui {
namespace {

constexpr auto kRows = std::to_array<SettingTextRow>({
    {"match_level", QT_TRANSLATE_NOOP("SettingText", "Strictness of the face match"),
     QT_TRANSLATE_NOOP("SettingText", "How rarely a stranger may be taken for the person. Stricter levels "
                                      "refuse the right person a little more often.")},
    {"match_timeout_s", QT_TRANSLATE_NOOP("SettingText", "Time to find a face"),
     QT_TRANSLATE_NOOP("SettingText",
                       "After this time the attempt ends and another way of logging on is offered.")},
    {"match_attempts", QT_TRANSLATE_NOOP("SettingText", "Tries per attempt"),
     QT_TRANSLATE_NOOP("SettingText", "How many looks that do not match end an attempt.")},
    {"face_cooldown_misses", QT_TRANSLATE_NOOP("SettingText", "Misses before a pause"),
     QT_TRANSLATE_NOOP("SettingText", "After this many misses each further try has to wait.")},
    {"face_cooldown_s", QT_TRANSLATE_NOOP("SettingText", "Length of the pause"),
     QT_TRANSLATE_NOOP("SettingText", "How long each further try waits after too many misses.")},
    {"liveness_logon", QT_TRANSLATE_NOOP("SettingText", "Liveness check at logon"),
     QT_TRANSLATE_NOOP("SettingText", "When somebody logs on. 0: off, demonstration tenants only. 1: the "
                                      "picture alone. 2: a blink. 3: a turn "
                                      "of the head. 4: an infrared camera. A model pack that cannot tell a "
                                      "photograph by the picture alone asks "
                                      "for the blink at 1 and for the blink and the turn at 2.")},
    {"liveness_unlock", QT_TRANSLATE_NOOP("SettingText", "Liveness check at unlock"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "Level from 0 (off, demonstration tenants only) to 4 (strictest) when a locked screen is opened.")},
    {"liveness_continuous", QT_TRANSLATE_NOOP("SettingText", "Liveness check while working"),
     QT_TRANSLATE_NOOP("SettingText", "Level from 0 to 4 for the checks while somebody works.")},
    {"liveness_appfill", QT_TRANSLATE_NOOP("SettingText", "Liveness check before filling"),
     QT_TRANSLATE_NOOP("SettingText", "Level from 0 to 4 before a password is filled into an application.")},
    {"liveness_threshold", QT_TRANSLATE_NOOP("SettingText", "Strictness of the liveness check"),
     QT_TRANSLATE_NOOP("SettingText", "Standard or high; the numbers behind it belong to the model pack.")},
    {"require_eyes_open", QT_TRANSLATE_NOOP("SettingText", "Eyes must be open"),
     QT_TRANSLATE_NOOP("SettingText", "A face with closed eyes does not count.")},
    {"mask_policy", QT_TRANSLATE_NOOP("SettingText", "Faces with a mask"),
     QT_TRANSLATE_NOOP("SettingText",
                       "Allow them with a stricter match, ask for another factor too, or refuse them.")},
    {"min_face_px", QT_TRANSLATE_NOOP("SettingText", "Smallest face"),
     QT_TRANSLATE_NOOP("SettingText", "A face narrower than this is too far away.")},
    {"min_luma", QT_TRANSLATE_NOOP("SettingText", "Least light"),
     QT_TRANSLATE_NOOP("SettingText", "A picture darker than this is not used.")},
    {"camera_order", QT_TRANSLATE_NOOP("SettingText", "Order of cameras"),
     QT_TRANSLATE_NOOP("SettingText", "Which kind of camera is taken first when there are several.")},
    {"camera_refused", QT_TRANSLATE_NOOP("SettingText", "Cameras that are refused"),
     QT_TRANSLATE_NOOP("SettingText", "A camera whose name contains one of these is a program that plays "
                                      "pictures; the face before it does not count.")},
    {"camera_max_height", QT_TRANSLATE_NOOP("SettingText", "Largest picture height"),
     QT_TRANSLATE_NOOP("SettingText", "Larger pictures cost time without making the match better.")},
    {"camera_rotate", QT_TRANSLATE_NOOP("SettingText", "Turn the picture"),
     QT_TRANSLATE_NOOP("SettingText", "For cameras that are mounted on their side or upside down.")},
    {"camera_exposure", QT_TRANSLATE_NOOP("SettingText", "Exposure"),
     QT_TRANSLATE_NOOP("SettingText",
                       "0 lets the camera decide; otherwise the time for each picture, where the "
                       "camera can be told.")},
    {"camera_mjpeg", QT_TRANSLATE_NOOP("SettingText", "Compressed pictures"),
     QT_TRANSLATE_NOOP("SettingText",
                       "Whether the camera sends compressed pictures; automatic fits most cameras.")},
    {"abort_if_lid_closed", QT_TRANSLATE_NOOP("SettingText", "No face with a closed lid"),
     QT_TRANSLATE_NOOP("SettingText", "While the lid of a notebook is closed the face is not asked for.")},
    {"abort_if_remote", QT_TRANSLATE_NOOP("SettingText", "No face in remote sessions"),
     QT_TRANSLATE_NOOP("SettingText",
                       "In a remote session the face of whoever sits at the PC does not count. Off: only "
                       "where another machine is named; a terminal that was once opened over SSH is looked "
                       "at.")},
    {"on_camera_missing", QT_TRANSLATE_NOOP("SettingText", "When there is no camera"),
     QT_TRANSLATE_NOOP("SettingText", "Ignore: the password is enough, as on a PC without face logon. "
                                      "Password: what the fallback allows. Lock: no password in place of the "
                                      "face, and an open session is locked.")},
    {"dark_assist", QT_TRANSLATE_NOOP("SettingText", "Light up in the dark"),
     QT_TRANSLATE_NOOP("SettingText", "A white frame on the screen lights the face when it is too dark.")},
    {"auth_set_logon", QT_TRANSLATE_NOOP("SettingText", "Factors at logon"),
     QT_TRANSLATE_NOOP("SettingText", "What is asked for when somebody logs on.")},
    {"auth_set_unlock", QT_TRANSLATE_NOOP("SettingText", "Factors at unlock"),
     QT_TRANSLATE_NOOP("SettingText", "What is asked for when a locked screen is opened.")},
    {"auth_set_rdp", QT_TRANSLATE_NOOP("SettingText", "Factors over remote desktop"),
     QT_TRANSLATE_NOOP("SettingText", "What is asked for when somebody connects from another PC.")},
    {"auth_set_credui", QT_TRANSLATE_NOOP("SettingText", "Factors for elevation"),
     QT_TRANSLATE_NOOP("SettingText", "What is asked for when Windows wants an administrator's consent.")},
    {"cp_filter", QT_TRANSLATE_NOOP("SettingText", "Hide other logon methods"),
     QT_TRANSLATE_NOOP("SettingText",
                       "Other providers on the logon screen of Windows are hidden where faces have opened "
                       "the PC for a week, while the agent answers and the camera works.")},
    {"cp_filter_list", QT_TRANSLATE_NOOP("SettingText", "Providers to hide"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "Class ids of the providers that are hidden. Empty: all but Windows' own for the password.")},
    {"excluded_accounts", QT_TRANSLATE_NOOP("SettingText", "Accounts left alone"),
     QT_TRANSLATE_NOOP("SettingText",
                       "These accounts are never asked for a face and never locked by presence.")},
    {"allow_password_fallback", QT_TRANSLATE_NOOP("SettingText", "Other ways of logging on"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "Whether a password may be used instead of the face, only an emergency code, or neither.")},
    {"emergency_code_hours", QT_TRANSLATE_NOOP("SettingText", "Life of an emergency code"),
     QT_TRANSLATE_NOOP("SettingText", "How long a code from the help desk works.")},
    {"pin_length", QT_TRANSLATE_NOOP("SettingText", "Length of the PIN"),
     QT_TRANSLATE_NOOP("SettingText", "How many digits the PIN of the client has.")},
    {"lock_after_failures", QT_TRANSLATE_NOOP("SettingText", "Wrong passwords before a wait"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "After this many wrong passwords each further one has to wait. Can only be made stricter.")},
    {"lock_minutes", QT_TRANSLATE_NOOP("SettingText", "Longest wait"),
     QT_TRANSLATE_NOOP("SettingText", "The wait grows with each wrong password up to this.")},
    {"fail_reset_hours", QT_TRANSLATE_NOOP("SettingText", "Wrong passwords are forgotten"),
     QT_TRANSLATE_NOOP("SettingText", "After this time without a try counting starts again.")},
    {"pw_min", QT_TRANSLATE_NOOP("SettingText", "Shortest password"),
     QT_TRANSLATE_NOOP("SettingText", "Fewest characters of a portal password. Kaomon's programs check it "
                                      "where the password is typed: the server never sees it.")},
    {"pw_max", QT_TRANSLATE_NOOP("SettingText", "Longest password"),
     QT_TRANSLATE_NOOP("SettingText", "Most characters of a portal password.")},
    {"pw_classes", QT_TRANSLATE_NOOP("SettingText", "Kinds of characters"),
     QT_TRANSLATE_NOOP("SettingText",
                       "How many of small letters, capital letters, digits and others a password needs.")},
    {"pw_history", QT_TRANSLATE_NOOP("SettingText", "Passwords not to be used again"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "How many earlier passwords may not be chosen anew. Portal passwords are not compared: "
         "the server never learns one, and whatever is kept of old ones could be stolen. For "
         "the password of a PC its operating system has a rule of its own.")},
    {"pw_expire_days", QT_TRANSLATE_NOOP("SettingText", "Age of a password"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days a new one is asked for; 0 means never.")},
    {"reissue_valid_hours", QT_TRANSLATE_NOOP("SettingText", "Life of a one-time password"),
     QT_TRANSLATE_NOOP("SettingText", "How long a reissued password works.")},
    {"cont_enabled", QT_TRANSLATE_NOOP("SettingText", "Watch while working"),
     QT_TRANSLATE_NOOP("SettingText", "Whether Kaomon checks now and then that the person is still there.")},
    {"cont_interval_s", QT_TRANSLATE_NOOP("SettingText", "Time between checks"),
     QT_TRANSLATE_NOOP("SettingText", "How often is looked while nothing happens.")},
    {"cont_absent_s", QT_TRANSLATE_NOOP("SettingText", "Absence before action"),
     QT_TRANSLATE_NOOP("SettingText", "How long nobody may be seen before something is done.")},
    {"cont_warn_s", QT_TRANSLATE_NOOP("SettingText", "Warning before action"),
     QT_TRANSLATE_NOOP("SettingText", "How long the warning is shown first.")},
    {"cont_sound", QT_TRANSLATE_NOOP("SettingText", "Sound with the warning"),
     QT_TRANSLATE_NOOP("SettingText", "The warning can be heard too.")},
    {"cont_action", QT_TRANSLATE_NOOP("SettingText", "When the person is gone"),
     QT_TRANSLATE_NOOP("SettingText", "Write it down, turn the screen off, lock, or log off.")},
    {"cont_cancel", QT_TRANSLATE_NOOP("SettingText", "Coming back in time"),
     QT_TRANSLATE_NOOP("SettingText", "What ends the warning: any face, the right face, or another factor.")},
    {"cont_stranger_action", QT_TRANSLATE_NOOP("SettingText", "When somebody else sits there"),
     QT_TRANSLATE_NOOP("SettingText", "Write it down, turn the screen off, lock, or log off.")},
});

constexpr auto kSections = std::to_array<SettingTextRow>({
    {"matching", QT_TRANSLATE_NOOP("SettingText", "Face match"), ""},
    {"camera", QT_TRANSLATE_NOOP("SettingText", "Camera"), ""},
    {"logon", QT_TRANSLATE_NOOP("SettingText", "Logon"), ""},
    {"lock_out", QT_TRANSLATE_NOOP("SettingText", "Lock-out"), ""},
    {"passwords", QT_TRANSLATE_NOOP("SettingText", "Passwords"), ""},
    {"presence", QT_TRANSLATE_NOOP("SettingText", "Presence"), ""},
    {"onlooker", QT_TRANSLATE_NOOP("SettingText", "Onlookers"), ""},
    {"logs", QT_TRANSLATE_NOOP("SettingText", "Logs"), ""},
    {"offline", QT_TRANSLATE_NOOP("SettingText", "Without the server"), ""},
    {"enrolment", QT_TRANSLATE_NOOP("SettingText", "Enrolment"), ""},
    {"app_fill", QT_TRANSLATE_NOOP("SettingText", "App fill"), ""},
    {"shared_pc", QT_TRANSLATE_NOOP("SettingText", "Shared PCs"), ""},
    {"console", QT_TRANSLATE_NOOP("SettingText", "Console"), ""},
    {"client", QT_TRANSLATE_NOOP("SettingText", "Client program"), ""},
    {"notices", QT_TRANSLATE_NOOP("SettingText", "Notices"), ""},
});

} // namespace

std::span<const SettingTextRow> firstSettingTexts() {
    return kRows;
}

std::span<const SettingTextRow> settingSectionTexts() {
    return kSections;
}

} // namespace kaomon::ui
