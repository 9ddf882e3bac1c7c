// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/face_accesses.h"

namespace kaomon::users {

// Which PCs and administrators were given the sealed faces of one person, the last one first. `nameOf` gives
// the label of a face, empty when it is gone. GUI thread; the session outlives it.
class FaceAccessPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::FaceAccess>;

    using NameOf = std::function<QString(const TemplateId&)>;

    FaceAccessPresenter(shell::ConsoleSession& session, NameOf nameOf, QObject* parent = nullptr);

    void show(const UserId& user);
    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] bool hasMore() const { return !m_next.empty(); }
    [[nodiscard]] Model& model() { return m_model; }

private:
    UserId m_user;
    std::vector<wire::FaceAccess> m_rows;
    std::string m_next; // cursor; empty: no more
    Model m_model;
};

} // namespace kaomon::users
