// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <vector>

#include "client/two_person_act_service.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::administrators {

// Acts that take two administrators: what waits for whose agreement. A request is shown only for what its
// signature says. GUI thread; the session outlives it.
class ActsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::TwoPersonAct>;

    explicit ActsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] int waitingForMe() const;
    // Names for the ids of people, as far as the page of administrators knows them.
    void setNames(std::map<std::string, QString> names);

    [[nodiscard]] bool mayDecide(const wire::TwoPersonAct& act) const;
    [[nodiscard]] bool mayRefuse(const wire::TwoPersonAct& act) const; // one's own request too
    void approve(const wire::TwoPersonAct& act);
    void refuse(const wire::TwoPersonAct& act, const QString& reason);

private:
    [[nodiscard]] QString nameOf(const UserId& user) const;

    void findNames(const std::vector<wire::TwoPersonAct>& acts);

    std::map<std::string, QString> m_names;
    std::set<std::string> m_asked; // whose names are on their way, or unknown
    Model m_model;
};

} // namespace kaomon::administrators
