// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "client/services.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// Filters of the list of users that administrators keep by name, their own and those that others share.
// GUI thread; the session outlives it.
class SavedFiltersPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit SavedFiltersPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const std::vector<wire::SavedFilter>& filters() const { return m_filters; }
    [[nodiscard]] const wire::SavedFilter* find(const std::string& id) const;
    [[nodiscard]] bool isOwn(const wire::SavedFilter& filter) const;
    // A filter of the same name of one's own is replaced.
    void save(const QString& name, const QString& query, bool isShared);
    void remove(const std::string& id);

private:
    std::vector<wire::SavedFilter> m_filters;
};

} // namespace kaomon::users
