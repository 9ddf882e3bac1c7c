// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/setting_table.h"

#include <array>

namespace kaomon::domain {
namespace {

using namespace setting_scope;

using Choices = std::span<const std::string_view>;

template<std::size_t N>
using Names = std::array<std::string_view, N>;

constexpr Names<3> kMatchLevels{"fmr_1e-4", "fmr_1e-5", "fmr_1e-6"};
constexpr Names<2> kLivenessPresets{"standard", "high"};
constexpr Names<3> kMaskPolicies{"allow", "allow_factor", "deny"};
constexpr Names<4> kCameras{"internal_ir", "internal_rgb", "usb", "network"};
constexpr Names<4> kRotations{"0", "90", "180", "270"};
constexpr Names<3> kAutomatic{"auto", "off", "on"};
constexpr Names<3> kMissingCamera{"ignore", "password", "lock"};
constexpr Names<5> kFactorSets{"face_or_password", "password", "face", "face_password", "face_pin"};
constexpr Names<3> kFallbacks{"on", "code_only", "off"};
constexpr Names<4> kAbsenceActions{"log", "screen_off", "lock", "logoff"};
constexpr Names<3> kCancelBy{"detect", "match", "factor"};
constexpr Names<3> kMeetingPolicies{"pause", "share", "lock"};
constexpr Names<2> kAfterLock{"logoff", "shutdown"};
constexpr Names<5> kOnlookerActions{"log", "notify", "dim", "blur", "lock"};
constexpr Names<3> kImageStores{"on", "blurred", "off"};
constexpr Names<2> kEnrolModes{"self", "approval"};
constexpr Names<2> kPhotoConfirmations{"password", "none"};
constexpr Names<3> kConsentModes{"first", "daily", "each"};
constexpr Names<4> kNameForms{"full", "family", "login", "none"};
constexpr Names<3> kUpdateModes{"off", "prompt", "auto"};

constexpr unsigned kPeople = kTenant | kGroup | kUser;
constexpr unsigned kMachines = kTenant | kDeviceGroup;
constexpr unsigned kEverywhere = kPeople | kDeviceGroup;
constexpr std::string_view kFirstVersion = "0.1";

// Rows of one page of the console.
struct Page {
    std::string_view section;

    constexpr SettingDefinition whole(std::string_view name, std::string_view value, double minimum,
                                      double maximum, std::string_view unit, unsigned scopes) const {
        return row(name, SettingType::Int, value, minimum, maximum, unit, scopes);
    }
    constexpr SettingDefinition real(std::string_view name, std::string_view value, double minimum,
                                     double maximum, std::string_view unit, unsigned scopes) const {
        return row(name, SettingType::Double, value, minimum, maximum, unit, scopes);
    }
    constexpr SettingDefinition flag(std::string_view name, std::string_view value, unsigned scopes) const {
        return row(name, SettingType::Bool, value, 0, 0, "", scopes);
    }
    constexpr SettingDefinition choice(std::string_view name, std::string_view value, Choices choices,
                                       unsigned scopes) const {
        auto made = row(name, SettingType::Enum, value, 0, 0, "", scopes);
        made.choices = choices;
        return made;
    }
    constexpr SettingDefinition list(std::string_view name, std::string_view value, double minimum,
                                     double maximum, ListItem item, unsigned scopes) const {
        auto made = row(name, SettingType::List, value, minimum, maximum, "", scopes);
        made.item = item;
        return made;
    }

private:
    constexpr SettingDefinition row(std::string_view name, SettingType type, std::string_view value,
                                    double minimum, double maximum, std::string_view unit,
                                    unsigned scopes) const {
        SettingDefinition made;
        made.name = name;
        made.type = type;
        made.defaultValue = value;
        made.minimum = minimum;
        made.maximum = maximum;
        made.unit = unit;
        made.scopes = scopes;
        made.section = section;
        made.since = kFirstVersion;
        made.helpId = name;
        return made;
    }
};

constexpr SettingDefinition obeyed(SettingDefinition setting) {
    setting.isObeyed = true;
    return setting;
}

constexpr SettingDefinition decidedBy(SettledBy other, SettingDefinition setting) {
    setting.settledBy = other;
    return setting;
}

constexpr SettingDefinition among(SettingDefinition setting, Choices choices) {
    setting.choices = choices;
    return setting;
}

constexpr Page kMatching{"matching"};
constexpr Page kCamera{"camera"};
constexpr Page kLogon{"logon"};
constexpr Page kLockOut{"lock_out"};
constexpr Page kPasswords{"passwords"};
constexpr Page kPresence{"presence"};
constexpr Page kOnlooker{"onlooker"};
constexpr Page kLogs{"logs"};
constexpr Page kOffline{"offline"};
constexpr Page kEnrolment{"enrolment"};
constexpr Page kAppFill{"app_fill"};
constexpr Page kSharedPc{"shared_pc"};
constexpr Page kConsole{"console"};
constexpr Page kClient{"client"};
constexpr Page kNotices{"notices"};

constexpr std::array kSections{
    kMatching.section, kCamera.section,   kLogon.section,   kLockOut.section, kPasswords.section,
    kPresence.section, kOnlooker.section, kLogs.section,    kOffline.section, kEnrolment.section,
    kAppFill.section,  kSharedPc.section, kConsole.section, kClient.section,  kNotices.section,
};

// Lock-out may only be made stricter than its default.
constexpr std::array kSettings = std::to_array<SettingDefinition>({
    obeyed(kMatching.choice("match_level", "fmr_1e-5", kMatchLevels, kEverywhere)),
    obeyed(kMatching.whole("match_timeout_s", "5", 2, 30, "s", kEverywhere)),
    obeyed(kMatching.whole("match_attempts", "3", 1, 10, "", kEverywhere)),
    obeyed(kMatching.whole("face_cooldown_misses", "5", 3, 20, "", kTenant)),
    obeyed(kMatching.whole("face_cooldown_s", "30", 10, 600, "s", kTenant)),
    obeyed(kMatching.whole("liveness_logon", "2", 0, 4, "", kEverywhere)),
    obeyed(kMatching.whole("liveness_unlock", "1", 0, 4, "", kEverywhere)),
    obeyed(kMatching.whole("liveness_continuous", "1", 0, 4, "", kEverywhere)),
    obeyed(kMatching.whole("liveness_appfill", "1", 0, 4, "", kEverywhere)),
    obeyed(kMatching.choice("liveness_threshold", "standard", kLivenessPresets, kEverywhere)),
    decidedBy(SettledBy::LivenessLevel, kMatching.flag("require_eyes_open", "true", kEverywhere)),
    obeyed(kMatching.choice("mask_policy", "allow", kMaskPolicies, kEverywhere)),
    obeyed(kMatching.whole("min_face_px", "80", 40, 300, "px", kEverywhere)),
    obeyed(kMatching.whole("min_luma", "20", 0, 80, "", kEverywhere)),

    obeyed(
        among(kCamera.list("camera_order", "internal_ir,internal_rgb,usb", 1, 4, ListItem::Choice, kMachines),
              kCameras)),
    obeyed(
        kCamera.list("camera_refused",
                     "OBS Virtual Camera,ManyCam,XSplit,Snap Camera,DroidCam,v4l2loopback,Dummy video device",
                     0, 50, ListItem::Name, kMachines)),
    obeyed(kCamera.whole("camera_max_height", "720", 240, 2160, "px", kMachines)),
    obeyed(kCamera.choice("camera_rotate", "0", kRotations, kMachines)),
    obeyed(kCamera.whole("camera_exposure", "0", 0, 10000, "100 us", kMachines)),
    obeyed(kCamera.choice("camera_mjpeg", "auto", kAutomatic, kMachines)),
    obeyed(kCamera.flag("abort_if_lid_closed", "true", kMachines)),
    // What is certain to be remote is never looked at, whatever this says.
    obeyed(kCamera.flag("abort_if_remote", "true", kMachines)),
    obeyed(kCamera.choice("on_camera_missing", "password", kMissingCamera, kEverywhere)),
    obeyed(kCamera.flag("dark_assist", "true", kEverywhere)),

    obeyed(kLogon.choice("auth_set_logon", "face_or_password", kFactorSets, kEverywhere)),
    obeyed(kLogon.choice("auth_set_unlock", "face", kFactorSets, kEverywhere)),
    // Whoever sits at another machine shows no face: the rest of the set is asked for.
    obeyed(kLogon.choice("auth_set_rdp", "password", kFactorSets, kEverywhere)),
    obeyed(kLogon.choice("auth_set_credui", "password", kFactorSets, kEverywhere)),
    obeyed(kLogon.flag("cp_filter", "false", kMachines)),
    obeyed(kLogon.list("cp_filter_list", "", 0, 50, ListItem::ClassId, kMachines)),
    obeyed(kLogon.list("excluded_accounts", "Administrator", 0, 50, ListItem::Name, kMachines)),
    obeyed(kLogon.choice("allow_password_fallback", "on", kFallbacks, kEverywhere)),
    obeyed(kLogon.whole("emergency_code_hours", "8", 1, 72, "hours", kTenant)),
    obeyed(kLogon.whole("pin_length", "6", 4, 12, "", kTenant | kGroup)),

    obeyed(kLockOut.whole("lock_after_failures", "5", 3, 5, "", kTenant)),
    obeyed(kLockOut.whole("lock_minutes", "15", 15, 1440, "min", kTenant)),
    obeyed(kLockOut.whole("fail_reset_hours", "24", 24, 168, "hours", kTenant)),

    obeyed(kPasswords.whole("pw_min", "12", 8, 128, "", kTenant)),
    obeyed(kPasswords.whole("pw_max", "128", 8, 128, "", kTenant)),
    obeyed(kPasswords.whole("pw_classes", "3", 1, 4, "", kTenant)),
    kPasswords.whole("pw_history", "5", 0, 24, "", kTenant),
    obeyed(kPasswords.whole("pw_expire_days", "0", 0, 730, "days", kTenant)),
    obeyed(kPasswords.whole("reissue_valid_hours", "72", 1, 336, "hours", kTenant)),

    obeyed(kPresence.flag("cont_enabled", "true", kEverywhere)),
    obeyed(kPresence.real("cont_interval_s", "3", 0.3, 60, "s", kEverywhere)),
    obeyed(kPresence.whole("cont_absent_s", "10", 3, 300, "s", kEverywhere)),
    obeyed(kPresence.whole("cont_warn_s", "3", 0, 30, "s", kEverywhere)),
    obeyed(kPresence.flag("cont_sound", "false", kEverywhere)),
    obeyed(kPresence.choice("cont_action", "lock", kAbsenceActions, kEverywhere)),
    obeyed(kPresence.choice("cont_cancel", "match", kCancelBy, kEverywhere)),
    obeyed(kPresence.choice("cont_stranger_action", "lock", kAbsenceActions, kEverywhere)),
    obeyed(kPresence.whole("cont_stranger_s", "2", 0, 30, "s", kEverywhere)),
    obeyed(kPresence.whole("cont_input_grace_s", "0", 0, 60, "s", kEverywhere)),
    obeyed(kPresence.choice("cont_meeting_policy", "pause", kMeetingPolicies, kEverywhere)),
    obeyed(kPresence.whole("cont_meeting_max_min", "60", 1, 60, "min", kEverywhere)),
    obeyed(kPresence.whole("after_lock_logoff_min", "0", 0, 1440, "min", kEverywhere)),
    obeyed(kPresence.choice("after_lock_action", "logoff", kAfterLock, kEverywhere)),

    obeyed(kOnlooker.choice("onlooker_action", "notify", kOnlookerActions, kEverywhere)),
    obeyed(kOnlooker.whole("onlooker_s", "3", 0, 60, "s", kEverywhere)),
    obeyed(kOnlooker.whole("onlooker_min_px", "60", 20, 300, "px", kEverywhere)),

    obeyed(kLogs.whole("event_burst_count", "3", 2, 100, "", kTenant)),
    obeyed(kLogs.whole("event_burst_min", "1", 1, 60, "min", kTenant)),
    obeyed(kLogs.choice("ng_image_store", "off", kImageStores, kMachines)),
    obeyed(kLogs.whole("ng_image_days", "30", 1, 365, "days", kTenant)),
    obeyed(kLogs.whole("log_days_auth", "365", 30, 3650, "days", kTenant)),
    obeyed(kLogs.whole("log_days_admin", "1095", 30, 3650, "days", kTenant)),
    obeyed(kLogs.whole("log_days_diag", "30", 30, 3650, "days", kTenant)),

    obeyed(kOffline.flag("offline_allowed", "true", kMachines)),
    obeyed(kOffline.whole("offline_inactive_days", "30", 1, 90, "days", kMachines)),
    obeyed(kOffline.whole("offline_days", "37", 1, 90, "days", kMachines)),
    obeyed(kOffline.whole("offline_refresh_days", "1", 0, 30, "days", kMachines)),
    obeyed(kOffline.whole("offline_max_count", "0", 0, 9999, "", kMachines)),
    obeyed(kOffline.whole("offline_fail_wipe", "0", 0, 50, "", kMachines)),
    obeyed(kOffline.whole("confirm_days", "14", 0, 30, "days", kMachines)),
    obeyed(kOffline.whole("server_resolve_ms", "1500", 200, 60000, "ms", kMachines)),
    obeyed(kOffline.whole("server_connect_ms", "3000", 200, 60000, "ms", kMachines)),
    // A server that is busy with passwords may take some seconds; no face logon waits for it.
    obeyed(kOffline.whole("server_send_ms", "15000", 200, 60000, "ms", kMachines)),
    obeyed(kOffline.whole("server_receive_ms", "15000", 200, 60000, "ms", kMachines)),

    obeyed(kEnrolment.choice("enroll_mode", "self", kEnrolModes, kPeople)),
    obeyed(kEnrolment.choice("photo_face_confirm", "password", kPhotoConfirmations, kPeople)),
    obeyed(kEnrolment.whole("enroll_templates_max", "6", 1, 12, "", kPeople)),
    obeyed(kEnrolment.flag("template_refresh", "false", kPeople)),
    obeyed(kEnrolment.flag("enroll_keep_pictures", "false", kPeople)),
    obeyed(kEnrolment.whole("template_age_days", "1095", 0, 3650, "days", kPeople)),
    obeyed(kEnrolment.choice("consent_mode", "first", kConsentModes, kPeople)),

    obeyed(kAppFill.flag("appfill_enabled", "true", kEverywhere)),
    obeyed(kAppFill.flag("appfill_user_templates", "true", kEverywhere)),
    obeyed(kAppFill.whole("appfill_reauth_min", "5", 0, 480, "min", kEverywhere)),
    obeyed(kAppFill.flag("appfill_auto", "false", kEverywhere)),
    obeyed(kAppFill.whole("appfill_start_delay_ms", "500", 0, 5000, "ms", kEverywhere)),
    obeyed(kAppFill.whole("appfill_key_delay_ms", "25", 0, 500, "ms", kEverywhere)),
    obeyed(kAppFill.whole("appfill_offline_days", "30", 1, 90, "days", kEverywhere)),
    obeyed(kAppFill.flag("appfill_blind", "false", kEverywhere)),
    obeyed(kAppFill.flag("reveal_allowed", "false", kEverywhere)),

    obeyed(kSharedPc.flag("shared_pc_mode", "false", kMachines)),
    obeyed(kSharedPc.whole("shared_banner_s", "60", 0, 600, "s", kMachines)),
    obeyed(kSharedPc.choice("name_format", "family", kNameForms, kMachines)),

    obeyed(kConsole.whole("session_idle_min", "15", 1, 1440, "min", kTenant)),
    obeyed(kConsole.whole("session_max_h", "8", 1, 24, "hours", kTenant)),

    decidedBy(SettledBy::PackageManager, kClient.choice("update_mode", "prompt", kUpdateModes, kMachines)),
    decidedBy(SettledBy::PackageManager, kClient.whole("update_ring", "2", 0, 3, "", kMachines)),
    decidedBy(SettledBy::Operator, kClient.whole("old_version_days", "60", 30, 365, "days", kTenant)),
    obeyed(kClient.flag("uninstall_lock", "true", kMachines)),

    decidedBy(SettledBy::Operator, kNotices.whole("mail_lead_days", "14", 1, 60, "days", kTenant)),
    decidedBy(SettledBy::Operator, kNotices.whole("emergency_minutes", "120", 15, 480, "min", kTenant)),
});

} // namespace

std::span<const SettingDefinition> settingTable() {
    return kSettings;
}

std::span<const std::string_view> settingSections() {
    return kSections;
}

} // namespace kaomon::domain
