// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/photo_import_presenter.h"

#include <algorithm>

#include "client/services.h"
#include "exchange/csv_cell.h"
#include "transfer/photo_import_text.h"
#include "ui/qt_text.h"

namespace kaomon::transfer {
namespace {

using State = PhotoRow::State;

// Whether it may go better later, for this row and the others.
bool isPassing(ErrorCode code) {
    switch (code) {
    case ErrorCode::ServerUnreachable:
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::RateLimited:
    case ErrorCode::TlsFailed:
    case ErrorCode::ReadOnlyMaintenance:
    case ErrorCode::Unauthenticated:
    case ErrorCode::SeatsExceeded:
    case ErrorCode::KeyUnavailable:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

} // namespace

PhotoImportPresenter::PhotoImportPresenter(shell::ConsoleSession& session, std::string agentSocket,
                                           QObject* parent)
    : FeaturePresenter(session, parent)
    , m_link(std::move(agentSocket))
    , m_model(
          {{[] { return PhotoImportText::tr("Login name"); }, [](const PhotoRow& row) { return row.login; }},
           {[] { return PhotoImportText::tr("Person"); }, [](const PhotoRow& row) { return row.name; }},
           {[] { return PhotoImportText::tr("Pictures"); },
            [](const PhotoRow& row) {
                return row.pictures > 0 ? QString::number(row.pictures) : QStringLiteral("–");
            }},
           {[] { return PhotoImportText::tr("Quality"); },
            [](const PhotoRow& row) {
                return row.quality >= 0 ? QString::number(row.quality) : QStringLiteral("–");
            }},
           {[] { return PhotoImportText::tr("Result"); },
            [](const PhotoRow& row) { return PhotoImportText::state(row); },
            [](const PhotoRow& row) { return PhotoImportText::tone(row); }},
           {[] { return PhotoImportText::tr("Reason"); },
            [](const PhotoRow& row) { return PhotoImportText::reason(row); }},
           {[] { return PhotoImportText::tr("What to do"); },
            [](const PhotoRow& row) { return PhotoImportText::fix(row); }}},
          [](const PhotoRow& row) { return row.key; }) {}

PhotoImportPresenter::~PhotoImportPresenter() {
    ++m_run;
}

void PhotoImportPresenter::clear() {
    ++m_run;
    m_rows.clear();
    m_places.clear();
    m_queue.clear();
    m_batch.reset();
    m_model.setRows({});
    m_isUndoing = false;
    m_fault.reset();
    m_stage = Stage::Idle;
    FeaturePresenter::clear();
}

void PhotoImportPresenter::setStage(Stage stage) {
    m_stage = stage;
    if (stage != Stage::Paused && stage != Stage::Failed) {
        m_fault.reset();
    }
    emit changed();
}

void PhotoImportPresenter::endWith(ErrorCode code) {
    ++m_run;
    m_batch.reset();
    m_fault = code;
    setStage(Stage::Failed);
}

void PhotoImportPresenter::pauseWith(ErrorCode code) {
    m_fault = code;
    setStage(Stage::Paused);
    if (code == ErrorCode::ReadOnlyMaintenance) {
        session().noteMaintenance();
    }
}

PhotoRow* PhotoImportPresenter::rowOf(const std::string& key) {
    const auto place = m_places.find(key);
    return place == m_places.end() ? nullptr : &m_rows[place->second];
}

void PhotoImportPresenter::show(const PhotoRow& row) {
    m_model.replaceRow(row);
    emit changed();
}

void PhotoImportPresenter::refuse(PhotoRow& row, std::string reason) {
    row.state = State::Refused;
    row.reason = std::move(reason);
    row.face.reset();
    show(row);
}

int PhotoImportPresenter::count(State state) const {
    return static_cast<int>(std::ranges::count(m_rows, state, &PhotoRow::state));
}

void PhotoImportPresenter::check(const QString& path) {
    if (isRunning() || !session().isOpen()) {
        return;
    }
    clear();
    m_path = path;
    if (session().keyring() == nullptr) {
        endWith(ErrorCode::KeyUnavailable);
        return;
    }
    setStage(Stage::Reading);
    askAgent();
}

void PhotoImportPresenter::import() {
    if (m_stage != Stage::Checked) {
        return;
    }
    m_queue.clear();
    for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row) {
        if (row->state == State::Ready) {
            m_queue.push_back(row->key);
        }
    }
    m_done = 0;
    m_total = static_cast<int>(m_queue.size());
    m_mayBeSettled = false;
    setStage(Stage::Importing);
    sendNext();
}

void PhotoImportPresenter::resume() {
    if (m_stage != Stage::Paused) {
        return;
    }
    if (m_isUndoing) {
        setStage(Stage::Undoing);
        undoNext();
        return;
    }
    setStage(Stage::Importing);
    sendNext();
}

void PhotoImportPresenter::cancel() {
    if (!isRunning() && m_stage != Stage::Paused) {
        return;
    }
    const bool wasUndoing = m_stage == Stage::Undoing || m_isUndoing;
    const bool wasImporting = !wasUndoing && (m_stage == Stage::Importing || m_stage == Stage::Paused);
    ++m_run;
    m_isUndoing = false;
    m_batch.reset();
    m_queue.clear();
    if (wasUndoing) {
        setStage(Stage::Undone);
        return;
    }
    if (!wasImporting) {
        for (PhotoRow& row : m_rows) {
            if (row.state == State::Checking) {
                refuse(row, std::string(wireName(ErrorCode::Cancelled)));
            }
        }
    }
    setStage(wasImporting ? Stage::Finished : m_rows.empty() ? Stage::Idle : Stage::Checked);
}

void PhotoImportPresenter::sendNext() {
    if (m_queue.empty()) {
        setStage(Stage::Finished);
        return;
    }
    const std::string key = m_queue.back();
    if (session().keyring() == nullptr) {
        pauseWith(ErrorCode::KeyUnavailable);
        return;
    }
    const PhotoRow& row = *rowOf(key);
    const auto vouched =
        client::vouchFor(*session().keyring(), *row.face, row.witness, session().clock().now());
    if (!vouched) {
        onSent(key, propagate(vouched.error()));
        return;
    }
    shell::proven(session(), [this, face = *vouched] {
        return client::AssistedFaceService(api()).add(face);
    }).then(this, [this, run = m_run, key](const Result<wire::FaceTemplate>& stored) {
        if (run != m_run) {
            return;
        }
        if (!stored && m_mayBeSettled && !isPassing(stored.error().code)) {
            lookFor(key);
        } else {
            onSent(key, stored);
        }
    });
}

// An earlier try may have arrived although its answer did not.
void PhotoImportPresenter::lookFor(const std::string& key) {
    const PhotoRow& row = *rowOf(key);
    client::FaceService(api())
        .templates(row.facts->user)
        .then(this, [this, run = m_run, key, id = row.face->id](const Result<wire::FaceTemplateList>& list) {
            if (run != m_run) {
                return;
            }
            if (!list) {
                onSent(key, propagate(list.error()));
                return;
            }
            const auto found = std::ranges::find(list->items, id, &wire::FaceTemplate::id);
            onSent(key,
                   found != list->items.end()
                       ? Result<wire::FaceTemplate>(*found)
                       : Result<wire::FaceTemplate>(fail(ErrorCode::Conflict, "refused, and not there")));
        });
}

void PhotoImportPresenter::onSent(const std::string& key, const Result<wire::FaceTemplate>& stored) {
    if (!stored && isPassing(stored.error().code)) {
        m_mayBeSettled = true;
        pauseWith(stored.error().code);
        return;
    }
    m_mayBeSettled = false;
    m_queue.pop_back();
    ++m_done;
    PhotoRow& row = *rowOf(key);
    if (!stored) {
        refuse(row, std::string(wireName(stored.error().code)));
    } else {
        row.state = stored->approval ? State::Imported : State::Waits;
        row.brought = stored->id;
        row.approval = stored->approval;
        row.face.reset();
        show(row);
    }
    sendNext();
}

bool PhotoImportPresenter::canUndo() const {
    return (m_stage == Stage::Finished || m_stage == Stage::Undone) && mayManage() &&
           count(State::Imported) + count(State::Waits) > 0;
}

void PhotoImportPresenter::undo() {
    if (!canUndo()) {
        return;
    }
    m_queue.clear();
    for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row) {
        if (row->state == State::Imported || row->state == State::Waits) {
            m_queue.push_back(row->key);
        }
    }
    m_done = 0;
    m_total = static_cast<int>(m_queue.size());
    m_isUndoing = true;
    m_mayBeSettled = false;
    setStage(Stage::Undoing);
    undoNext();
}

void PhotoImportPresenter::undoNext() {
    if (m_queue.empty()) {
        m_isUndoing = false;
        setStage(Stage::Undone);
        return;
    }
    const std::string key = m_queue.back();
    client::FaceService(api())
        .templates(rowOf(key)->facts->user)
        .then(this, [this, run = m_run, key](const Result<wire::FaceTemplateList>& list) {
            if (run != m_run) {
                return;
            }
            list ? takeBack(key, *list) : onUndone(key, propagate(list.error()));
        });
}

// What somebody did with the face since then is not undone: it is another decision than the import.
void PhotoImportPresenter::takeBack(const std::string& key, const wire::FaceTemplateList& list) {
    const PhotoRow& row = *rowOf(key);
    const auto found = std::ranges::find(list.items, *row.brought, &wire::FaceTemplate::id);
    if (found == list.items.end()) {
        m_mayBeSettled ? settle(key, State::Undone, {}) : settle(key, State::Stays, "gone_since");
        return;
    }
    if (found->approval != row.approval) {
        settle(key, State::Stays, "approved_since");
        return;
    }
    shell::proven(session(), [this, user = row.facts->user, face = *row.brought] {
        return client::FaceService(api()).removeTemplate(user, face);
    }).then(this, [this, run = m_run, key](const Status& removed) {
        if (run == m_run) {
            m_mayBeSettled = true;
            onUndone(key, removed);
        }
    });
}

void PhotoImportPresenter::onUndone(const std::string& key, const Status& removed) {
    if (removed) {
        settle(key, State::Undone, {});
    } else if (isPassing(removed.error().code)) {
        pauseWith(removed.error().code);
    } else {
        const bool isGone = removed.error().code == ErrorCode::NotFound;
        settle(key, State::Stays, isGone ? "gone_since" : std::string(wireName(removed.error().code)));
    }
}

void PhotoImportPresenter::settle(const std::string& key, State state, std::string reason) {
    m_mayBeSettled = false;
    m_queue.pop_back();
    ++m_done;
    PhotoRow& row = *rowOf(key);
    row.state = state;
    row.reason = std::move(reason);
    show(row);
    undoNext();
}

std::string PhotoImportPresenter::refusedRows() const {
    const auto line = [](const QStringList& cells) {
        std::vector<std::string> out;
        for (const QString& cell : cells) {
            out.push_back(exchange::guard(ui::toUtf8(cell)));
        }
        return exchange::csvLine(out);
    };
    std::string csv =
        "\xEF\xBB\xBF" + line({PhotoImportText::tr("Login name"), PhotoImportText::tr("Person"),
                               PhotoImportText::tr("Reason"), PhotoImportText::tr("What to do")});
    for (const PhotoRow& row : m_rows) {
        if (row.state == State::Refused) {
            csv += line({row.login, row.name, PhotoImportText::reason(row), PhotoImportText::fix(row)});
        }
    }
    return csv;
}

} // namespace kaomon::transfer
