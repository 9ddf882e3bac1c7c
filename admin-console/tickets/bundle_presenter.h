// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QTimer>

#include "client/blob_services.h"
#include "shell/blob_opener.h"
#include "shell/feature_presenter.h"
#include "tickets/bundle_model.h"
#include "tickets/bundle_search.h"
#include "wire/events.h"

namespace kaomon::tickets {

// One bundle, opened: fetched, decrypted with the key that this administrator holds, unpacked on a worker and
// searched there. Nothing of it reaches the disk; close() and the end of the session forget it. An attempt
// can be followed through the programs of the PC and the events that the server has of it. GUI thread; the
// session outlives it.
class BundlePresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit BundlePresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    // The reason goes into the log of openings.
    void open(const wire::Diagnostics& ticket, const std::string& reason);
    void close() { clear(); }

    [[nodiscard]] bool isOpen() const { return m_lines != nullptr; }
    [[nodiscard]] bool isOpening() const { return m_isOpening; }
    [[nodiscard]] int percent() const { return m_opener.percent(); }
    [[nodiscard]] const wire::Diagnostics& ticket() const { return m_ticket; }
    [[nodiscard]] const wire::DiagnosticsReport& report() const { return m_report; }
    [[nodiscard]] const std::vector<std::string>& sources() const { return m_sources; }
    [[nodiscard]] bool isCut() const { return m_isCut; }
    [[nodiscard]] int lineCount() const { return m_lines ? static_cast<int>(m_lines->size()) : 0; }
    [[nodiscard]] BundleModel& model() { return m_model; }
    [[nodiscard]] const LineQuery& query() const { return m_query; }

    void setSource(const std::string& source);
    void setLevel(const std::string& atLeast);
    void setWords(const QString& words);
    // Every line of this attempt, with the events of the server; empty ends it.
    void follow(const std::string& attempt);

private:
    void unpack();
    void take(const std::shared_ptr<Result<diagnostics::Bundle>>& bundle);
    void fail(ErrorCode code);
    void search();
    void askEvents();
    void addEvents(const std::vector<wire::StoredEvent>& events);

    shell::BlobOpener m_opener;
    BundleModel m_model;
    wire::Diagnostics m_ticket;
    std::string m_reason;
    wire::DiagnosticsReport m_report;
    Lines m_lines;
    Lines m_followed; // of the attempt, with the events
    std::vector<std::string> m_sources;
    LineQuery m_query;
    QTimer m_delay;
    bool m_isOpening = false;
    bool m_isCut = false;
    int m_round = 0;
    int m_searches = 0;
};

} // namespace kaomon::tickets
