// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"
#include "storage/repositories/policy_repository.h"
#include "wire/settings.h"

namespace kaomon::features {

// The handlers of /v1/settings; private to the folder.
[[nodiscard]] AsyncReply settingsTable(ServiceContext& services, http::RequestContext& context);
[[nodiscard]] AsyncReply explainSettings(ServiceContext& services, http::RequestContext& context);
[[nodiscard]] AsyncReply listVersions(ServiceContext& services, http::RequestContext& context);
[[nodiscard]] AsyncReply getVersion(ServiceContext& services, http::RequestContext& context);
[[nodiscard]] AsyncReply diffSettings(ServiceContext& services, http::RequestContext& context);
[[nodiscard]] AsyncReply previewSettings(ServiceContext& services, http::RequestContext& context);

// What a stored version says. ErrorCode::StorageCorrupt.
[[nodiscard]] Result<wire::SettingsVersion> openVersion(const storage::StoredPolicy& stored);
// Settings that the two say differently, by name.
[[nodiscard]] std::vector<wire::SettingChange> changesBetween(const std::vector<wire::SettingValue>& before,
                                                              const std::vector<wire::SettingValue>& after);

} // namespace kaomon::features
