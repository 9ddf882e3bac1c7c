// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/blob_services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::tickets {

// Bundles that PCs have sent, each with the ticket that the person reads out on the phone. The help desk
// works on them, owners see the list. GUI thread; the session outlives it.
class TicketsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::Diagnostics>;

    explicit TicketsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] Model& model() { return m_model; }
    // What PCs were asked for lately and what became of it, a line for each, the newest first.
    [[nodiscard]] QString requestsText() const;
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool maySee() const;  // owners and the help desk
    [[nodiscard]] bool mayOpen() const; // the help desk
    [[nodiscard]] bool isFiltered() const { return !m_filter.ticket.empty() || !m_filter.state.empty(); }
    // As it was read out; false when that cannot be a ticket's number.
    bool setTicket(const QString& typed);
    void setWanted(const std::string& state);

    void setProgress(const wire::Diagnostics& ticket, const std::string& state);
    void setNote(const wire::Diagnostics& ticket, const QString& note);
    void remove(const wire::Diagnostics& ticket);

    [[nodiscard]] static QString stateText(const wire::Diagnostics& ticket);
    [[nodiscard]] static models::Tone stateTone(const wire::Diagnostics& ticket);

private:
    void fetch(const std::string& cursor);
    void change(const wire::Diagnostics& ticket, const wire::DiagnosticsPatch& patch);

    Model m_model;
    std::vector<wire::DiagnosticsRequest> m_requests;
    std::optional<std::string> m_next;
    client::DiagnosticsFilter m_filter;
};

} // namespace kaomon::tickets
