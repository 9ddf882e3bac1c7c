// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/bulk_presenter.h"

#include <algorithm>
#include <array>

#include "client/settings_service.h"
#include "exchange/csv_cell.h"
#include "models/display_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using namespace std::chrono_literals;
using Action = BulkPresenter::Action;

constexpr std::size_t kBatch = 500;
constexpr std::size_t kPasswordBatch = 20; // so that a stop does not wait for minutes
constexpr auto kPasswordLife = 24h; // the shortest that settings usually allow; the server has the last word

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
    m_action = action;
    m_reason = ui::toUtf8(reason);
    m_group = group;
    m_waiting.assign(users.begin(), users.end());
    m_total = static_cast<int>(users.size());
    m_expiresAt = session().clock().now() + kPasswordLife;
    m_isRunning = true;
    m_isStopping = false;
    emit changed();
    action == Action::Move ? fetchMemberships() : next();
}

void BulkPresenter::stop() {
    m_isStopping = true;
}

int BulkPresenter::refused() const {
    return static_cast<int>(std::ranges::count(m_model.rows(), false, &BulkOutcome::isDone));
}

// The documents that are in force: each new one has to be the next version.
void BulkPresenter::fetchMemberships() {
    command([this] { return client::PolicyService(api()).list("group_members"); },
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
    shell::proven(session(), std::move(call)).then(this, [this, batch](const Result<wire::BulkReply>& reply) {
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
                user.id, m_group ? std::vector{*m_group} : std::vector<GroupId>(),
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
    send(batch, [this, request = *request] { return client::UserService(api()).bulk(request); });
}

void BulkPresenter::sendUnlock(const std::vector<wire::User>& batch) {
    wire::BulkUnlock request{{}, m_reason, false};
    for (const wire::User& user : batch) {
        request.users.push_back(user.id);
    }
    send(batch, [this, request] { return client::AccountService(api()).unlock(request); });
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
    send(batch, [this, request] { return client::AccountService(api()).reissue(request); });
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
