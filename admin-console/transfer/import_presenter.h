// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include <QFile>

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "transfer/csv_preview.h"

namespace kaomon::transfer {

// What the first step of an import asks for.
struct ImportOrder {
    QString path;
    std::string mode = "upsert"; // add, update, upsert, disable_missing
    std::string encoding = "auto";
    std::vector<wire::ImportColumn> columns; // where a choice differs from the names
};

// One import of people from a CSV file, from the upload to its undoing. The server works in steps of about
// two seconds which this drives; a lost connection leaves everything where it was, and resume() goes on. GUI
// thread; the session outlives it.
class ImportPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using RowModel = models::ColumnTableModel<wire::ImportRow>;
    using JobModel = models::ColumnTableModel<wire::ImportJob>;

    explicit ImportPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    // The earlier imports.
    void reload() override;
    void clear() override;
    [[nodiscard]] JobModel& jobs() { return m_jobs; }

    void start(const ImportOrder& order);
    void open(const wire::ImportJob& job);
    // Goes on where it stopped: uploading needs the file again.
    void resume();
    // `confirmedDisabled` where the job asks for it.
    void apply(std::optional<long long> confirmedDisabled);
    void cancel();
    void undo();
    // Back to the list; the job itself stays.
    void leave();

    [[nodiscard]] const std::optional<wire::ImportJob>& job() const { return m_job; }
    [[nodiscard]] bool isWorking() const { return m_isWorking; }
    // The server does not answer at present; the job goes on by itself when it does.
    [[nodiscard]] bool isOffline() const { return m_isOffline; }
    // 0..1 of the step that runs.
    [[nodiscard]] double progress() const;
    [[nodiscard]] RowModel& rows() { return m_rows; }
    // Empty: every row.
    void showRows(const std::string& action, const std::string& state);
    void loadMoreRows();
    [[nodiscard]] bool hasMoreRows() const { return m_nextRows.has_value(); }
    void fetchRefused();
    [[nodiscard]] static QString reasonText(const wire::ImportProblem& problem);

signals:
    void refusedReady(const std::string& csv);

private:
    static constexpr std::chrono::milliseconds kFirstPause{2000};
    using Answer = QFuture<Result<wire::ImportJob>>;
    void run(Answer answer);
    void step();
    void sendPart();
    void stopWith(ErrorCode code);
    void waitForServer();
    void fetchRows(const std::string& cursor);

    JobModel m_jobs;
    RowModel m_rows;
    std::optional<wire::ImportJob> m_job;
    QFile m_file;
    std::string m_rowAction;
    std::string m_rowState;
    std::optional<std::string> m_nextRows;
    int m_rowGeneration = 0;
    bool m_isWorking = false;
    bool m_isOffline = false;
    std::optional<std::optional<long long>> m_toApply; // confirmed, but not begun as far as is known
    std::chrono::milliseconds m_pause = kFirstPause;
};

} // namespace kaomon::transfer
