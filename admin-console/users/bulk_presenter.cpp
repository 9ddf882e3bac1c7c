// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/bulk_presenter.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QPointer>

#include "client/document_calls.h"
#include "exchange/csv_cell.h"
#include "models/display_text.h"
#include "shell/one_time_password.h"
#include "shell/persistent_call.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using Action = BulkPresenter::Action;

constexpr std::size_t kBatch = 500;
constexpr qsizetype kReason = 500;         // bytes, as the server takes them
constexpr std::size_t kPasswordBatch = 20; // so that a stop does not wait for minutes

std::string wireNameOf(Action action) {
    switch (action) {
    case Action::Disable:
        return "disable";
    case Action::Enable:
        return "enable";
    case Action::Delete:
        return "delete";
    case Action::Restore:
        return "restore";
    case Action::ReEnrol:
        return "request_re_enrolment";
    default:
        return "move";
    }
}

QString outcomeText(const BulkOutcome& row) {
    return row.isDone ? BulkPresenter::tr("Done")
                      : ui::errorText(row.refusal.value_or(ErrorCode::Internal)).joined();
}

} // namespace

BulkPresenter::BulkPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Login name"); }, [](const BulkOutcome& row) { return row.login; }},
               {[] { return tr("Name"); }, [](const BulkOutcome& row) { return row.name; }},
               {[] { return tr("Result"); }, outcomeText,
                [](const BulkOutcome& row) {
                    return std::optional(row.isDone ? models::Tone::Good : models::Tone::Bad);
                }}},
              [](const BulkOutcome& row) { return row.user.text(); }) {}

void BulkPresenter::clear() {
    m_waiting.clear();
    m_passwords.clear();
    m_model.setRows({});
    m_membershipVersions.clear();
    m_done.clear();
    m_isUndone = false;
    m_isOffline = false;
    m_interruption.reset();
    m_isRunning = false;
    m_total = 0;
    FeaturePresenter::clear();
}

void BulkPresenter::start(Action action, const std::vector<wire::User>& users, const QString& reason,
                          const std::optional<GroupId>& group) {
    if (m_isRunning || users.empty() || !session().isOpen()) {
        return;
    }
    clear();
    std::map<std::string, std::vector<GroupId>> groups;
    for (const wire::User& user : users) {
        groups[user.id.text()] = group ? std::vector{*group} : std::vector<GroupId>();
    }
    begin(action, users, ui::toUtf8(reason), std::move(groups));
}

void BulkPresenter::begin(Action action, const std::vector<wire::User>& users, const std::string& reason,
                          std::map<std::string, std::vector<GroupId>> groups) {
    m_action = action;
    m_reason = reason;
    m_groups = std::move(groups);
    m_waiting.assign(users.begin(), users.end());
    m_total = static_cast<int>(users.size());
    m_isRunning = true;
    m_isStopping = false;
    emit changed();
    if (action == Action::Move) {
        fetchMemberships();
    } else if (action == Action::Reissue) {
        shell::oneTimePasswordLife(session()).then(this, [this](std::chrono::hours life) {
            m_expiresAt = session().clock().now() + life;
            next();
        });
    } else {
        next();
    }
}

std::optional<BulkPresenter::Action> BulkPresenter::opposite() const {
    switch (m_action) {
    case Action::Disable:
        return Action::Enable;
    case Action::Enable:
        return Action::Disable;
    case Action::Delete:
        return Action::Restore;
    case Action::Restore:
        return Action::Delete;
    case Action::Move:
        return Action::Move;
    default:
        return std::nullopt; // what was sent out or unlocked is not taken back
    }
}

bool BulkPresenter::canUndo() const {
    return !m_isRunning && !m_isUndone && opposite().has_value() && !m_done.empty() && session().isOpen();
}

void BulkPresenter::undo() {
    if (!canUndo()) {
        return;
    }
    const Action action = *opposite();
    const auto users = std::exchange(m_done, {});
    QString reason = tr("Undone: %1").arg(ui::toQString(m_reason));
    while (reason.toUtf8().size() > kReason) {
        reason.chop(1);
    }
    std::map<std::string, std::vector<GroupId>> groups;
    for (const wire::User& user : users) {
        groups[user.id.text()] = user.groups;
    }
    clear();
    m_isUndone = true;
    begin(action, users, ui::toUtf8(reason), std::move(groups));
}

void BulkPresenter::stop() {
    m_isStopping = true;
}

int BulkPresenter::refused() const {
    return static_cast<int>(std::ranges::count(m_model.rows(), false, &BulkOutcome::isDone));
}

// The documents that are in force: each new one has to be the next version.
void BulkPresenter::fetchMemberships() {
    std::vector<std::string> scopes;
    for (const wire::User& user : m_waiting) {
        scopes.push_back("user:" + user.id.text());
    }
    command([this, scopes] { return client::fetchDocuments(api(), "group_members", scopes); },
            [this](const wire::PolicyDocumentList& list) {
                for (const wire::PolicyDocument& document : list.items) {
                    m_membershipVersions[document.scope] = document.version;
                }
                next();
            });
}

void BulkPresenter::next() {
    if (m_waiting.empty() || m_isStopping || !session().isOpen()) {
        finish();
        return;
    }
    const std::size_t size =
        std::min(m_action == Action::Reissue ? kPasswordBatch : kBatch, m_waiting.size());
    std::vector<wire::User> batch(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(size));
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(size));
    switch (m_action) {
    case Action::Unlock:
        sendUnlock(batch);
        break;
    case Action::Reissue:
        m_passwords.clear();
        makePasswords(std::move(batch));
        break;
    default:
        sendBulk(batch);
        break;
    }
}

template<class Call>
void BulkPresenter::send(const std::vector<wire::User>& batch, Call call) {
    shell::Patience patience;
    patience.isWanted = [self = QPointer(this)] { return self && self->m_isRunning && !self->m_isStopping; };
    patience.told = [self = QPointer(this)](bool isWaiting) {
        if (self && self->m_isOffline != isWaiting) {
            self->m_isOffline = isWaiting;
            emit self->changed();
        }
    };
    const auto proven = [this, call = std::move(call)]() mutable { return shell::proven(session(), call); };
    shell::persistent(session(), proven, patience)
        .then(this, [this, batch](const Result<wire::BulkReply>& reply) {
            if (!m_isRunning) {
                return;
            }
            if (!reply) {
                interrupt(reply.error().code);
                return;
            }
            take(batch, *reply);
            next();
        });
}

Result<wire::BulkRequest> BulkPresenter::bulkRequest(const std::vector<wire::User>& batch) const {
    wire::BulkRequest request{wireNameOf(m_action), {}, m_reason, false};
    for (const wire::User& user : batch) {
        wire::BulkRow row{user.id, user.rev, std::nullopt};
        if (m_action == Action::Move) {
            if (session().keyring() == nullptr) {
                return fail(ErrorCode::KeyUnavailable);
            }
            const auto known = m_membershipVersions.find("user:" + user.id.text());
            auto document = session().keyring()->signMemberships(
                user.id, m_groups.at(user.id.text()),
                known == m_membershipVersions.end() ? 1 : known->second + 1, session().clock().now());
            if (!document) {
                return propagate(document.error());
            }
            row.document = std::move(*document);
        }
        request.rows.push_back(std::move(row));
    }
    return request;
}

void BulkPresenter::sendBulk(const std::vector<wire::User>& batch) {
    const auto request = bulkRequest(batch);
    if (!request) {
        interrupt(request.error().code);
        return;
    }
    send(batch, [this, request = *request, key = makeUuid()] {
        return client::UserService(api()).bulk(request, key);
    });
}

void BulkPresenter::sendUnlock(const std::vector<wire::User>& batch) {
    wire::BulkUnlock request{{}, m_reason, false};
    for (const wire::User& user : batch) {
        request.users.push_back(user.id);
    }
    send(batch,
         [this, request, key = makeUuid()] { return client::AccountService(api()).unlock(request, key); });
}

void BulkPresenter::makePasswords(std::vector<wire::User> batch) {
    if (m_passwords.size() == batch.size()) {
        sendReissue(batch);
        return;
    }
    client::makeOneTimePasswordAsync().then(
        this, [this, batch = std::move(batch)](Result<client::OneTimePassword> password) mutable {
            if (!m_isRunning) {
                return;
            }
            if (!password) {
                interrupt(password.error().code);
                return;
            }
            m_passwords.push_back(std::move(*password));
            makePasswords(std::move(batch));
        });
}

void BulkPresenter::sendReissue(const std::vector<wire::User>& batch) {
    wire::BulkReissue request{{}, m_expiresAt, m_reason};
    for (std::size_t i = 0; i < batch.size(); ++i) {
        request.items.push_back({batch[i].id, m_passwords[i].record});
    }
    send(batch,
         [this, request, key = makeUuid()] { return client::AccountService(api()).reissue(request, key); });
}

void BulkPresenter::take(const std::vector<wire::User>& batch, const wire::BulkReply& reply) {
    std::vector<BulkOutcome> outcomes;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const wire::User& user = batch[i];
        BulkOutcome outcome{user.id, ui::toQString(user.login), ui::toQString(user.displayName)};
        const auto item = std::ranges::find_if(
            reply.items, [&](const wire::BulkResult& result) { return result.user == user.id; });
        if (item == reply.items.end()) {
            outcome.refusal = ErrorCode::ProtocolError;
        } else {
            outcome.isDone = item->done;
            if (item->done) {
                m_done.push_back(user);
                m_done.back().rev = item->rev.value_or(user.rev);
            }
            if (!item->done) {
                outcome.refusal = errorCodeFromWire(item->code.value_or("")).value_or(ErrorCode::Internal);
            } else if (m_action == Action::Reissue) {
                outcome.oneTimePassword = ui::toQString(m_passwords[i].text.reveal());
            }
        }
        outcomes.push_back(std::move(outcome));
    }
    m_model.appendRows(std::move(outcomes));
    emit changed();
}

void BulkPresenter::interrupt(ErrorCode code) {
    m_interruption = code;
    finish();
}

void BulkPresenter::finish() {
    m_isRunning = false;
    m_passwords.clear();
    emit changed();
    emit finishedAll();
}

std::string BulkPresenter::passwordFile() const {
    std::string file = "\xEF\xBB\xBF"; // so that spreadsheets see UTF-8
    const std::array<std::string, 4> header{ui::toUtf8(tr("Login name")), ui::toUtf8(tr("Name")),
                                            ui::toUtf8(tr("One-time password")),
                                            ui::toUtf8(tr("Valid until"))};
    file += exchange::csvLine(header);
    bool hasAny = false;
    for (const BulkOutcome& row : m_model.rows()) {
        if (!row.oneTimePassword.isEmpty()) {
            const std::array<std::string, 4> cells{
                exchange::guard(ui::toUtf8(row.login)), exchange::guard(ui::toUtf8(row.name)),
                ui::toUtf8(row.oneTimePassword), ui::toUtf8(models::DisplayText::time(m_expiresAt))};
            file += exchange::csvLine(cells);
            hasAny = true;
        }
    }
    return hasAny ? file : std::string();
}

} // namespace kaomon::users
