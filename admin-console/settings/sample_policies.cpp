// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/sample_policies.h"

#include "ui/qt_text.h"

namespace kaomon::settings {

std::vector<std::string> SamplePolicies::sizes() {
    return {"small", "medium", "large"};
}

std::vector<SampleValue> SamplePolicies::of(const std::string& size) {
    if (size == "small") {
        return {{"match_level", "fmr_1e-4"},    {"liveness_logon", "2"},    {"pw_min", "12"},
                {"reissue_valid_hours", "72"},  {"session_idle_min", "30"}, {"log_days_auth", "180"},
                {"offline_inactive_days", "30"}};
    }
    if (size == "medium") {
        return {{"match_level", "fmr_1e-5"},    {"liveness_logon", "2"},    {"pw_min", "12"},
                {"reissue_valid_hours", "48"},  {"session_idle_min", "15"}, {"log_days_auth", "365"},
                {"offline_inactive_days", "30"}};
    }
    if (size == "large") {
        return {{"match_level", "fmr_1e-5"},     {"liveness_logon", "2"},  {"liveness_unlock", "2"},
                {"liveness_threshold", "high"},  {"pw_min", "14"},         {"reissue_valid_hours", "24"},
                {"session_idle_min", "10"},      {"log_days_auth", "730"}, {"log_days_admin", "1825"},
                {"offline_inactive_days", "14"}, {"offline_days", "21"}};
    }
    return {};
}

QString SamplePolicies::title(const std::string& size) {
    return size == "small"    ? tr("Up to 30 people")
           : size == "medium" ? tr("Up to 300 people")
           : size == "large"  ? tr("More than 300 people")
                              : ui::toQString(size);
}

QString SamplePolicies::text(const std::string& size) {
    return size == "small" ? tr("Quick for the person: one administrator who knows everybody, long sessions "
                                "of the console.")
           : size == "medium"
               ? tr("The usual middle: a stricter match, one-time passwords for two days.")
               : tr("For audits: liveness at every unlock, short sessions, longer logs, two weeks "
                    "offline.");
}

} // namespace kaomon::settings
