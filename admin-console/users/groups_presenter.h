// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// The groups of people, and who is in them: a signed document for each person. GUI thread; the session
// outlives it.
class GroupsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::UserGroup>;

    explicit GroupsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] QString nameOf(const GroupId& group) const; // its id when it is not known
    void create(const QString& name, const QString& note);
    void rename(const wire::UserGroup& group, const QString& name, const QString& note);
    void remove(const wire::UserGroup& group);
    // Signs that `user` is in these groups, the primary one first. `before`: what the choice was made from; a
    // change that somebody else has signed since then is kept.
    void setMemberships(const UserId& user, const std::vector<GroupId>& before,
                        const std::vector<GroupId>& groups);
    // `theirs` with what makes `mine` out of `before`.
    [[nodiscard]] static std::vector<GroupId> merged(const std::vector<GroupId>& before,
                                                     const std::vector<GroupId>& mine,
                                                     const std::vector<GroupId>& theirs);

signals:
    void membershipsChanged();

private:
    Model m_model;
};

} // namespace kaomon::users
