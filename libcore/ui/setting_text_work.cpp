// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setting_text_rows.h"

#include <array>

#include <QtGlobal>

namespace kaomon::ui {
namespace {

constexpr auto kRows = std::to_array<SettingTextRow>({
    {"cont_stranger_s", QT_TRANSLATE_NOOP("SettingText", "Time before a stranger counts"),
     QT_TRANSLATE_NOOP("SettingText", "How long another face must be there.")},
    {"cont_input_grace_s", QT_TRANSLATE_NOOP("SettingText", "Typing counts as being there"),
     QT_TRANSLATE_NOOP("SettingText",
                       "For this long after a key or the mouse was used nobody is taken for gone.")},
    {"cont_meeting_policy", QT_TRANSLATE_NOOP("SettingText", "While another program uses the camera"),
     QT_TRANSLATE_NOOP("SettingText", "Pause, look together with it, or lock.")},
    {"cont_meeting_max_min", QT_TRANSLATE_NOOP("SettingText", "Longest pause"),
     QT_TRANSLATE_NOOP("SettingText", "After this time the pause ends even if the camera is still in use.")},
    {"after_lock_logoff_min", QT_TRANSLATE_NOOP("SettingText", "After a lock"),
     QT_TRANSLATE_NOOP("SettingText",
                       "After this time locked, the session ends or the PC shuts down; 0 means never.")},
    {"after_lock_action", QT_TRANSLATE_NOOP("SettingText", "What happens after a lock"),
     QT_TRANSLATE_NOOP("SettingText", "Log off or shut down.")},
    {"onlooker_action", QT_TRANSLATE_NOOP("SettingText", "When somebody looks on"),
     QT_TRANSLATE_NOOP("SettingText", "Write it down, notify, dim, blur, or lock.")},
    {"onlooker_s", QT_TRANSLATE_NOOP("SettingText", "Time before an onlooker counts"),
     QT_TRANSLATE_NOOP("SettingText", "How long a second face must be there.")},
    {"onlooker_min_px", QT_TRANSLATE_NOOP("SettingText", "Smallest face of an onlooker"),
     QT_TRANSLATE_NOOP("SettingText", "Smaller faces are too far away to read the screen.")},
    {"event_burst_count", QT_TRANSLATE_NOOP("SettingText", "Events that are suspicious together"),
     QT_TRANSLATE_NOOP("SettingText", "This many in the time below raise an alert.")},
    {"event_burst_min", QT_TRANSLATE_NOOP("SettingText", "Time for suspicious events"),
     QT_TRANSLATE_NOOP("SettingText", "The time in which they are counted.")},
    {"ng_image_store", QT_TRANSLATE_NOOP("SettingText", "Keep a stranger's picture"),
     QT_TRANSLATE_NOOP("SettingText", "Off, blurred, or as it is; sealed for those who may see it.")},
    {"ng_image_days", QT_TRANSLATE_NOOP("SettingText", "Age of kept pictures"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days they are erased.")},
    {"log_days_auth", QT_TRANSLATE_NOOP("SettingText", "Age of logon records"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days they are erased.")},
    {"log_days_admin", QT_TRANSLATE_NOOP("SettingText", "Age of administration records"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days they are erased.")},
    {"log_days_diag", QT_TRANSLATE_NOOP("SettingText", "Age of diagnostic records"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days they are erased.")},
    {"offline_allowed", QT_TRANSLATE_NOOP("SettingText", "Face without the server"),
     QT_TRANSLATE_NOOP("SettingText", "Whether the face may be used while the server cannot be reached.")},
    {"offline_inactive_days", QT_TRANSLATE_NOOP("SettingText", "Days usable without the server"),
     QT_TRANSLATE_NOOP("SettingText",
                       "After this many days without the server the face is no longer accepted.")},
    {"offline_days", QT_TRANSLATE_NOOP("SettingText", "Days kept without the server"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days without the server the PC erases its faces.")},
    {"offline_refresh_days", QT_TRANSLATE_NOOP("SettingText", "Refresh of the store"),
     QT_TRANSLATE_NOOP("SettingText", "How often a PC fetches everything anew. 0 means at each start.")},
    {"offline_max_count", QT_TRANSLATE_NOOP("SettingText", "Uses without the server"),
     QT_TRANSLATE_NOOP("SettingText",
                       "How many times the face works without the server; 0 means without limit.")},
    {"offline_fail_wipe", QT_TRANSLATE_NOOP("SettingText", "Misses before erasing"),
     QT_TRANSLATE_NOOP("SettingText",
                       "After this many wrong PINs in a row a PC erases the person's faces and PIN until the "
                       "server gives the faces again; 0 means never.")},
    {"confirm_days", QT_TRANSLATE_NOOP("SettingText", "Days without a confirmation"),
     QT_TRANSLATE_NOOP("SettingText",
                       "The console of an owner or user administrator confirms by itself, while he is signed "
                       "in, which settings are the newest. When this was longer ago than so many days, PCs "
                       "say so: the server may be keeping something from them. 0 means never.")},
    {"server_resolve_ms", QT_TRANSLATE_NOOP("SettingText", "Time to find the server"),
     QT_TRANSLATE_NOOP("SettingText", "Longest wait for the server's address.")},
    {"server_connect_ms", QT_TRANSLATE_NOOP("SettingText", "Time to connect"),
     QT_TRANSLATE_NOOP("SettingText", "Longest wait for a connection.")},
    {"server_send_ms", QT_TRANSLATE_NOOP("SettingText", "Time to send"),
     QT_TRANSLATE_NOOP("SettingText", "Longest wait without progress while a request is sent.")},
    {"server_receive_ms", QT_TRANSLATE_NOOP("SettingText", "Time for the answer"),
     QT_TRANSLATE_NOOP("SettingText", "Longest wait without progress for an answer.")},
    {"enroll_mode", QT_TRANSLATE_NOOP("SettingText", "Who enrols faces"),
     QT_TRANSLATE_NOOP("SettingText",
                       "The person alone, or the person with the approval of an administrator, who looks at "
                       "each first face before it counts.")},
    {"photo_face_confirm", QT_TRANSLATE_NOOP("SettingText", "Faces from photographs"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "On each PC the first logon with a face that was made of a photograph asks for the "
         "password as well, since a photograph may have the wrong name. With “none” it does not.")},
    {"enroll_templates_max", QT_TRANSLATE_NOOP("SettingText", "Faces per person"),
     QT_TRANSLATE_NOOP("SettingText", "How many faces a person may have, such as with and without glasses.")},
    {"template_refresh", QT_TRANSLATE_NOOP("SettingText", "Follow changing faces"),
     QT_TRANSLATE_NOOP("SettingText",
                       "Whether an enrolled face is brought up to date, a little at a time, by "
                       "logons that are beyond doubt. What was enrolled is kept.")},
    {"enroll_keep_pictures", QT_TRANSLATE_NOOP("SettingText", "Keep pictures of enrolments"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "Six pictures of the face are kept, sealed so that only PCs of the organisation can open "
         "them, and each person is asked to agree to that. Another model pack then makes its "
         "faces of them, and nobody enrols again. Pictures tell more of a person than numbers: "
         "leave it off unless you need it. Switched off, they are erased.")},
    {"template_age_days", QT_TRANSLATE_NOOP("SettingText", "Age of a face"),
     QT_TRANSLATE_NOOP("SettingText",
                       "After this many days the person is asked to enrol again; the face goes on working. 0 "
                       "means never.")},
    {"consent_mode", QT_TRANSLATE_NOOP("SettingText", "Asking for consent"),
     QT_TRANSLATE_NOOP("SettingText",
                       "Once, before the enrolment; or besides before the first logon by face of a day, "
                       "or before each one.")},
    {"appfill_enabled", QT_TRANSLATE_NOOP("SettingText", "Fill passwords into applications"),
     QT_TRANSLATE_NOOP("SettingText", "Whether Kaomon types passwords after it has seen the face.")},
    {"appfill_user_templates", QT_TRANSLATE_NOOP("SettingText", "People add applications"),
     QT_TRANSLATE_NOOP("SettingText", "Whether people may teach Kaomon their own applications.")},
    {"appfill_reauth_min", QT_TRANSLATE_NOOP("SettingText", "Age of the last look"),
     QT_TRANSLATE_NOOP("SettingText", "For this long after a match the face is not asked for again.")},
    {"appfill_auto", QT_TRANSLATE_NOOP("SettingText", "Fill without a gesture"),
     QT_TRANSLATE_NOOP("SettingText", "Whether passwords are filled without a key being pressed.")},
    {"appfill_start_delay_ms", QT_TRANSLATE_NOOP("SettingText", "Wait before filling"),
     QT_TRANSLATE_NOOP("SettingText", "Some applications need a moment after they appear.")},
    {"appfill_key_delay_ms", QT_TRANSLATE_NOOP("SettingText", "Wait between keys"),
     QT_TRANSLATE_NOOP("SettingText", "Some applications lose keys that come too fast.")},
    {"appfill_offline_days", QT_TRANSLATE_NOOP("SettingText", "Filling without the server"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days without the server nothing is filled any more.")},
    {"appfill_blind", QT_TRANSLATE_NOOP("SettingText", "Hidden passwords"),
     QT_TRANSLATE_NOOP(
         "SettingText",
         "People may use passwords that an administrator has set for them and that they cannot see.")},
    {"reveal_allowed", QT_TRANSLATE_NOOP("SettingText", "Show passwords"),
     QT_TRANSLATE_NOOP("SettingText", "Whether people may look at a stored password.")},
    {"shared_pc_mode", QT_TRANSLATE_NOOP("SettingText", "Shared PC"),
     QT_TRANSLATE_NOOP("SettingText", "Several people use the same account; Kaomon finds out who is there.")},
    {"shared_banner_s", QT_TRANSLATE_NOOP("SettingText", "Show who is signed in"),
     QT_TRANSLATE_NOOP("SettingText", "After this long without use the name is shown; 0 means never.")},
    {"name_format", QT_TRANSLATE_NOOP("SettingText", "Name that is shown"),
     QT_TRANSLATE_NOOP("SettingText",
                       "On a PC that several people use: full name, family name, login name, or "
                       "nothing.")},
    {"session_idle_min", QT_TRANSLATE_NOOP("SettingText", "Console: end without use"),
     QT_TRANSLATE_NOOP("SettingText", "After this long without use people have to sign in again.")},
    {"session_max_h", QT_TRANSLATE_NOOP("SettingText", "Console: longest session"),
     QT_TRANSLATE_NOOP("SettingText", "After this time people have to sign in again in any case. Counts for "
                                      "sessions that begin after the change.")},
    {"update_mode", QT_TRANSLATE_NOOP("SettingText", "Updates of the client"),
     QT_TRANSLATE_NOOP("SettingText", "Off, ask, or automatic.")},
    {"update_ring", QT_TRANSLATE_NOOP("SettingText", "Update ring"),
     QT_TRANSLATE_NOOP("SettingText", "PCs of a lower ring get an update earlier.")},
    {"old_version_days", QT_TRANSLATE_NOOP("SettingText", "Age of a version"),
     QT_TRANSLATE_NOOP("SettingText", "After this many days an old version is no longer accepted.")},
    {"uninstall_lock", QT_TRANSLATE_NOOP("SettingText", "Lock against removal"),
     QT_TRANSLATE_NOOP("SettingText",
                       "The client is not removed from a PC that belongs to the tenant. To remove it, "
                       "revoke the PC or switch this off for its group.")},
    {"mail_lead_days", QT_TRANSLATE_NOOP("SettingText", "Notice of planned work"),
     QT_TRANSLATE_NOOP("SettingText", "How many days before planned work people are told.")},
    {"emergency_minutes", QT_TRANSLATE_NOOP("SettingText", "Notice of an emergency"),
     QT_TRANSLATE_NOOP("SettingText", "Within how many minutes people are told of an unplanned stop.")},
});

} // namespace

std::span<const SettingTextRow> secondSettingTexts() {
    return kRows;
}

} // namespace kaomon::ui
