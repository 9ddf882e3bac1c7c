// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "client/services.h"
#include "shell/feature_presenter.h"

namespace kaomon::shell {

// Filters of one list that administrators keep by name, their own and those that others share. GUI thread;
// the session outlives it.
class SavedFiltersPresenter final : public FeaturePresenter {
    Q_OBJECT
public:
    // `resource`: whose list, "users" or "events".
    SavedFiltersPresenter(ConsoleSession& session, const char* resource, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const std::vector<wire::SavedFilter>& filters() const { return m_filters; }
    [[nodiscard]] const wire::SavedFilter* find(const std::string& id) const;
    [[nodiscard]] bool isOwn(const wire::SavedFilter& filter) const;
    // A filter of the same name of one's own is replaced.
    void save(const QString& name, const QString& query, bool isShared);
    void remove(const std::string& id);

private:
    std::string m_resource;
    std::vector<wire::SavedFilter> m_filters;
};

} // namespace kaomon::shell
