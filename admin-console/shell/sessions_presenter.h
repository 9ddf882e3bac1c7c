// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::shell {

// Where somebody is signed in: one's own sessions, or those of another person (owners only). GUI thread; the
// session outlives it.
class SessionsPresenter final : public FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::SessionInfo>;

    explicit SessionsPresenter(ConsoleSession& session, QObject* parent = nullptr);

    // nullopt: one's own.
    void show(const std::optional<UserId>& user);
    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    void end(const wire::SessionInfo& session);
    // Of another person all, of oneself all but this one.
    void endAll();

private:
    std::optional<UserId> m_user;
    Model m_model;
};

} // namespace kaomon::shell
