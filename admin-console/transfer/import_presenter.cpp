// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/import_presenter.h"

#include <algorithm>

#include <QFileInfo>
#include <QTimer>

#include "exchange/import_reason.h"
#include "models/display_text.h"
#include "shell/persistent_call.h"
#include "transfer/import_text.h"
#include "ui/qt_text.h"

namespace kaomon::transfer {
namespace {

constexpr qint64 kPart = 1024 * 1024;
constexpr std::chrono::milliseconds kLongestPause{30000};

bool isRunningState(const std::string& state) {
    return state == "checking" || state == "applying" || state == "undoing";
}

QString problemsText(const wire::ImportRow& row) {
    QStringList texts;
    for (const wire::ImportProblem& problem : row.problems) {
        texts.append(problem.column.empty()
                         ? ImportPresenter::reasonText(problem)
                         : ImportPresenter::tr("%1: %2").arg(ui::toQString(problem.column),
                                                             ImportPresenter::reasonText(problem)));
    }
    return texts.join(QStringLiteral(" / "));
}

models::Tone toneOf(const wire::ImportRow& row) {
    return row.action == "refuse"    ? models::Tone::Bad
           : row.action == "disable" ? models::Tone::Warning
                                     : models::Tone::Neutral;
}

} // namespace

ImportPresenter::ImportPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_jobs(
          {{[] { return tr("File"); },
            [](const wire::ImportJob& row) { return ui::toQString(row.fileName); }},
           {[] { return tr("Kind"); }, [](const wire::ImportJob& row) { return ImportText::mode(row.mode); }},
           {[] { return tr("State"); },
            [](const wire::ImportJob& row) { return ImportText::state(row.state); },
            [](const wire::ImportJob& row) { return std::optional(ImportText::stateTone(row.state)); }},
           {[] { return tr("Rows"); },
            [](const wire::ImportJob& row) { return QString::number(row.found.rows); }},
           {[] { return tr("Started"); },
            [](const wire::ImportJob& row) { return models::DisplayText::time(row.createdAt); }}},
          [](const wire::ImportJob& row) { return row.id.text(); })
    , m_rows({{[] { return tr("Line"); },
               [](const wire::ImportRow& row) {
                   return row.line > 0 ? QString::number(row.line) : QStringLiteral("–");
               }},
              {[] { return tr("Login name"); },
               [](const wire::ImportRow& row) { return ui::toQString(row.login); }},
              {[] { return tr("What happens"); },
               [](const wire::ImportRow& row) { return ImportText::action(row.action); },
               [](const wire::ImportRow& row) { return std::optional(toneOf(row)); }},
              {[] { return tr("State"); },
               [](const wire::ImportRow& row) { return ImportText::rowState(row.state); }},
              {[] { return tr("What is wrong and how to mend it"); }, problemsText}},
             [](const wire::ImportRow& row) { return std::to_string(row.position); }) {}

QString ImportPresenter::reasonText(const wire::ImportProblem& problem) {
    const auto reason = exchange::importReasonFromWire(problem.reason);
    const bool isJapanese = tr("Line") != QStringLiteral("Line"); // as the console speaks now
    return reason ? ui::toQString(exchange::fixHint(*reason, isJapanese ? exchange::Language::Japanese
                                                                        : exchange::Language::English))
                  : ui::toQString(problem.reason);
}

void ImportPresenter::reload() {
    if (!beginLoading(m_jobs.rowCount() > 0)) {
        return;
    }
    load(client::ImportService(api()).list(), [this](const wire::ImportJobList& list) {
        m_jobs.setRows(list.items);
        return list.items.empty() ? models::ListState::Empty : models::ListState::Content;
    });
}

void ImportPresenter::clear() {
    leave();
    m_jobs.setRows({});
    FeaturePresenter::clear();
}

void ImportPresenter::leave() {
    ++m_rowGeneration;
    m_isOffline = false;
    m_toApply.reset();
    m_pause = kFirstPause;
    m_job.reset();
    m_file.close();
    m_rows.setRows({});
    m_nextRows.reset();
    m_isWorking = false;
    emit changed();
}

void ImportPresenter::start(const ImportOrder& order) {
    if (m_isWorking || !mayManage()) {
        return;
    }
    m_file.close();
    m_file.setFileName(order.path);
    if (!m_file.open(QIODevice::ReadOnly)) {
        emit commandFailed(ErrorCode::StorageFailed);
        return;
    }
    const wire::NewImport import{ImportId::generate(), ui::toUtf8(QFileInfo(order.path).fileName()),
                                 order.mode,           order.encoding,
                                 order.columns,        static_cast<long long>(m_file.size())};
    run(client::ImportService(api()).create(import));
}

void ImportPresenter::open(const wire::ImportJob& job) {
    leave();
    m_job = job;
    showRows(job.found.refused > 0 ? "refuse" : "", {});
}

// Every answer leads to the next step until the job waits for a person.
void ImportPresenter::run(Answer answer) {
    m_isWorking = true;
    emit changed();
    answer.then(this, [this](const Result<wire::ImportJob>& job) {
        if (!m_isWorking) {
            return;
        }
        if (!job && m_job && shell::isPassing(job.error().code)) {
            waitForServer();
            return;
        }
        m_isOffline = false;
        m_pause = kFirstPause;
        if (!job) {
            stopWith(job.error().code);
            return;
        }
        m_job = *job;
        step();
    });
}

// Asks how far the job is when the server may be back: a step whose answer was lost is not done twice.
void ImportPresenter::waitForServer() {
    m_isOffline = true;
    emit changed();
    QTimer::singleShot(m_pause, this, [this, id = m_job->id] {
        if (m_isWorking && m_job && m_job->id == id && session().isOpen()) {
            run(client::ImportService(api()).get(id));
        }
    });
    m_pause = std::min(2 * m_pause, kLongestPause);
}

void ImportPresenter::step() {
    if (!session().isOpen()) {
        stopWith(ErrorCode::NotSignedIn);
        return;
    }
    client::ImportService service(api());
    if (m_job->state == "uploading") {
        if (m_job->received < m_job->size) {
            sendPart();
        } else {
            run(service.check(m_job->id));
        }
        return;
    }
    if (m_job->state == "checking") {
        run(service.check(m_job->id));
    } else if (m_job->state == "checked" && m_toApply) {
        run(service.apply(m_job->id, {*m_toApply})); // the answer that it began was lost, and it had not
    } else if (m_job->state == "applying") {
        // Whoever got here has confirmed; a repeated step says so again.
        run(service.apply(
            m_job->id, {m_job->isConfirmationNeeded ? std::optional(m_job->found.disabled) : std::nullopt}));
    } else if (m_job->state == "undoing") {
        run(service.undo(m_job->id));
    } else {
        m_isWorking = false;
        m_toApply.reset();
        m_file.close();
        showRows(m_job->state == "checked" && m_job->found.refused > 0 ? "refuse" : "", {});
        reload();
    }
}

void ImportPresenter::sendPart() {
    if (!m_file.isOpen() || !m_file.seek(m_job->received)) {
        stopWith(ErrorCode::StorageFailed);
        return;
    }
    const std::string bytes = m_file.read(kPart).toStdString();
    if (bytes.empty()) {
        stopWith(ErrorCode::StorageFailed); // shorter than it was
        return;
    }
    run(client::ImportService(api()).putPart(m_job->id, static_cast<int>(m_job->received / kPart), bytes));
}

void ImportPresenter::stopWith(ErrorCode code) {
    m_isWorking = false;
    m_toApply.reset();
    emit commandFailed(code);
    emit changed();
}

void ImportPresenter::resume() {
    if (m_job && !m_isWorking && mayManage()) {
        run(client::ImportService(api()).get(m_job->id));
    }
}

void ImportPresenter::apply(std::optional<long long> confirmedDisabled) {
    if (m_job && m_job->state == "checked" && !m_isWorking) {
        m_toApply = confirmedDisabled;
        run(client::ImportService(api()).apply(m_job->id, {confirmedDisabled}));
    }
}

void ImportPresenter::cancel() {
    if (!m_job) {
        return;
    }
    m_isWorking = false; // the answer of the step that is under way no longer leads on
    command([this, id = m_job->id] { return client::ImportService(api()).cancel(id); },
            [this](const wire::ImportJob& job) {
                m_job = job;
                m_file.close();
                showRows({}, {});
                reload();
            });
}

void ImportPresenter::undo() {
    if (m_job && !m_isWorking) {
        run(client::ImportService(api()).undo(m_job->id));
    }
}

double ImportPresenter::progress() const {
    if (!m_job) {
        return 0;
    }
    const auto share = [](long long part, long long whole) {
        return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
    };
    if (m_job->state == "uploading") {
        return share(m_job->received, m_job->size);
    }
    if (m_job->state == "checking") {
        return share(m_job->checkedBytes, m_job->size);
    }
    const long long changes = m_job->found.added + m_job->found.updated + m_job->found.disabled;
    if (m_job->state == "undoing") {
        return share(m_job->undone + m_job->undoRefused, m_job->applied);
    }
    return isRunningState(m_job->state) ? share(m_job->applied + m_job->refusedLater, changes) : 1.0;
}

void ImportPresenter::showRows(const std::string& action, const std::string& state) {
    m_rowAction = action;
    m_rowState = state;
    m_nextRows.reset();
    fetchRows({});
}

void ImportPresenter::loadMoreRows() {
    if (m_nextRows) {
        fetchRows(*m_nextRows);
    }
}

void ImportPresenter::fetchRows(const std::string& cursor) {
    if (!m_job || !session().isOpen()) {
        return;
    }
    const int generation = ++m_rowGeneration;
    client::ImportService(api())
        .rows(m_job->id, m_rowAction, m_rowState, {200, cursor})
        .then(this, [this, generation, isFirst = cursor.empty()](const Result<wire::ImportRowPage>& page) {
            if (generation != m_rowGeneration) {
                return;
            }
            if (!page) {
                emit commandFailed(page.error().code);
                return;
            }
            isFirst ? m_rows.setRows(page->items) : m_rows.appendRows(page->items);
            m_nextRows = page->next;
            emit changed();
        });
    emit changed();
}

void ImportPresenter::fetchRefused() {
    const std::string language = tr("Line") == QStringLiteral("Line") ? "en" : "ja";
    command(
        [this, id = m_job->id, language] { return client::ImportService(api()).refusedRows(id, language); },
        [this](const std::string& csv) { emit refusedReady(csv); });
}

} // namespace kaomon::transfer
