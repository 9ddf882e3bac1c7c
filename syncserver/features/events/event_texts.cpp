// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/events/event_texts.h"

#include <array>
#include <optional>
#include <utility>

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestText = 500;

} // namespace

Status checkEventTexts(const wire::Event& event, const std::string& pointer) {
    using Text = std::pair<const std::optional<std::string>*, const char*>;
    const std::optional<std::string> version(event.clientVersion);
    const wire::EventDetail& detail = event.detail;
    for (const auto& [text, name] : std::to_array<Text>({
             {&event.osAccount, "/os_account"},
             {&version, "/client_version"},
             {&detail.scenario, "/detail/scenario"},
             {&detail.reason, "/detail/reason"},
             {&detail.factors, "/detail/factors"},
             {&detail.cameraId, "/detail/camera_id"},
             {&detail.cameraName, "/detail/camera_name"},
             {&detail.scoreBand, "/detail/score_band"},
             {&detail.modelId, "/detail/model_id"},
             {&detail.service, "/detail/service"},
             {&detail.templateId, "/detail/template_id"},
             {&detail.label, "/detail/label"},
             {&detail.versionBefore, "/detail/version_before"},
             {&detail.system, "/detail/system"},
             {&detail.protection, "/detail/protection"},
         })) {
        if (*text && (*text)->size() > kLongestText) {
            return fail(ErrorCode::ValidationFailed, "at most 500 bytes", pointer + name);
        }
    }
    return {};
}

} // namespace kaomon::features
