// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/confirmation_keeper.h"

#include <chrono>
#include <utility>

#include "base/log.h"
#include "client/confirmation_service.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;

constexpr auto kEach = 300s;
const QLatin1String kSource("confirmation");

// The server shows an older state than somebody has vouched for.
bool isRollBack(ErrorCode code) {
    return code == ErrorCode::PolicyRolledBack || code == ErrorCode::ManifestRolledBack;
}

} // namespace

ConfirmationKeeper::ConfirmationKeeper(ConsoleSession& session, MessageBar& bar, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_bar(bar) {
    m_each.setInterval(kEach);
    connect(&m_each, &QTimer::timeout, this, &ConfirmationKeeper::confirmNow);
    connect(&session, &ConsoleSession::opened, this, [this] {
        m_each.start();
        confirmNow();
    });
    connect(&session, &ConsoleSession::closed, this, &ConfirmationKeeper::clear);
}

void ConfirmationKeeper::confirmNow() {
    const bool maySign = m_session.isOpen() && !m_session.isLost() && m_session.mayManage() &&
                         m_session.keyring() != nullptr && !m_session.readOnlyUntil();
    if (!maySign || m_isRunning) {
        return;
    }
    m_isRunning = true;
    client::ConfirmationService(m_session.api())
        .basis()
        .then(this, [this](const Result<wire::ConfirmationBasis>& basis) {
            basis ? sign(*basis) : end(basis.error().code);
        });
}

void ConfirmationKeeper::sign(const wire::ConfirmationBasis& basis) {
    if (!m_session.isOpen() || m_session.keyring() == nullptr) {
        end(ErrorCode::Cancelled);
        return;
    }
    const auto next = client::nextConfirmation(basis, *m_session.keyring(), m_session.clock().now());
    const bool isBehind = !next && next.error().code == ErrorCode::ManifestRolledBack;
    const bool isFirstTime = isBehind && !std::exchange(m_wasBehind, isBehind);
    m_wasBehind = isBehind;
    if (isFirstTime) { // another owner may have changed the manifest since this sign-in
        m_session.refreshKeyring();
        end(ErrorCode::StaleRevision);
        return;
    }
    if (!next || !*next) {
        end(next ? std::nullopt : std::optional(next.error().code));
        return;
    }
    client::ConfirmationService(m_session.api())
        .put(**next)
        .then(this, [this](const Result<wire::PolicyDocument>& put) {
            // Another console was faster: then it has been said.
            const bool isSaid = put || put.error().code == ErrorCode::StaleRevision;
            end(isSaid ? std::nullopt : std::optional(put.error().code));
        });
}

void ConfirmationKeeper::end(std::optional<ErrorCode> error) {
    m_isRunning = false;
    m_error = error;
    std::vector<MessageBar::Message> messages;
    if (error) {
        log::warning("console.confirmation", {{"code", wireName(*error)}});
        if (m_session.isOpen() && isRollBack(*error)) {
            messages.push_back({kSource, ui::Tone::Bad,
                                tr("The server shows older settings than another administrator has "
                                   "confirmed. Tell the operator of the server, and change nothing "
                                   "until it is explained.")});
        }
    }
    m_bar.setMessages(kSource, std::move(messages));
    emit ended();
}

void ConfirmationKeeper::clear() {
    m_each.stop();
    m_wasBehind = false;
    m_error.reset();
    m_bar.setMessages(kSource, {});
}

} // namespace kaomon::shell
