// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "client/event_services.h"
#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// One line of a person's timeline: an event of a PC, or what an administrator did to the account.
struct HistoryRow {
    std::string id;
    TimePoint at;
    QString what;
    QString how; // result and reason
    models::Tone tone = models::Tone::Neutral;
    QString where; // PC, or who did it
};

// What happened around one person, newest first: events of PCs and acts on the account in one list. Roles
// that may not read one of the two see the other. GUI thread; the session outlives it.
class PersonHistoryPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<HistoryRow>;

    explicit PersonHistoryPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void show(const UserId& user);
    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] bool hasMore() const { return m_nextEvents.has_value(); }
    void loadMore();

private:
    void fetchEvents(const std::string& cursor);
    void fetchActs();
    void sortRows();

    UserId m_user;
    std::vector<HistoryRow> m_rows;
    std::optional<std::string> m_nextEvents;
    Model m_model;
};

} // namespace kaomon::users
