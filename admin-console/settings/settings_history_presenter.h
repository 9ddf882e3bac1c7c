// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "client/settings_service.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::settings {

// Every version of one place's settings, newest first, and what one of them changed. GUI thread; the session
// outlives it.
class SettingsHistoryPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using VersionModel = models::ColumnTableModel<wire::SettingsVersion>;
    using ChangeModel = models::ColumnTableModel<wire::SettingChange>;

    explicit SettingsHistoryPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void setScope(const std::string& scope);
    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] VersionModel& versions() { return m_versions; }
    [[nodiscard]] ChangeModel& changes() { return m_changes; }
    // What `version` changed against the one before it.
    void showChanges(long long version);

private:
    std::string m_scope = "tenant";
    std::optional<std::string> m_next;
    VersionModel m_versions;
    ChangeModel m_changes;
    int m_shown = 0;
};

} // namespace kaomon::settings
