// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/duty_services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::notices {

// Notices of the operator and of the organisation. Owners write the organisation's own; whoever opens one has
// read it; who has to can say that he took note. GUI thread; the session outlives it.
class NoticesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::Notice>;

    explicit NoticesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool maySeeReceipts() const; // owners, user administrators, auditors
    [[nodiscard]] bool mayChange(const wire::Notice& notice) const;

    void create(const wire::NoticeDraft& draft);
    // Of what was read at `notice.rev`.
    void change(const wire::Notice& notice, const wire::NoticeDraft& draft);
    void withdraw(const wire::Notice& notice);
    void acknowledge(const std::string& id);
    // One notice as the server has it now: noticeRead(). The list may have left its page behind.
    void read(const std::string& id);
    // Quiet: what failed is tried again with the next opening.
    void noteRead(const wire::Notice& notice);
    // Who has read it; asked for when a notice is selected.
    void askReceipts(const std::string& id);
    [[nodiscard]] const std::vector<wire::NoticeReceipt>& receipts() const { return m_receipts; }

    [[nodiscard]] static QString stateText(const wire::Notice& notice);
    [[nodiscard]] static models::Tone stateTone(const wire::Notice& notice);

signals:
    void noticeRead(const kaomon::wire::Notice& notice);

private:
    void fetch(const std::string& cursor);

    Model m_model;
    std::optional<std::string> m_next;
    std::vector<wire::NoticeReceipt> m_receipts;
    int m_receiptsRound = 0;
};

} // namespace kaomon::notices
