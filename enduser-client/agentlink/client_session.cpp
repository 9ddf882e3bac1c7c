// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/client_session.h"

#include <chrono>
#include <utility>

namespace kaomon::agentlink {
namespace {

constexpr std::chrono::milliseconds kPollInterval{2000};
constexpr std::chrono::milliseconds kStatusPatience{10000};

} // namespace

ClientSession::ClientSession(AgentLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link) {
    m_poll.setInterval(kPollInterval);
    connect(&m_poll, &QTimer::timeout, this, &ClientSession::refresh);
    connect(&m_link, &AgentLink::connectionChanged, this, &ClientSession::onConnection);
    if (m_link.isConnected()) {
        onConnection(true);
    }
}

void ClientSession::onConnection(bool isConnected) {
    ++m_generation;
    if (isConnected) {
        m_poll.start();
        refresh();
        return;
    }
    m_poll.stop();
    m_oneTimeKeys.reset();
    m_isKnown = false;
    m_status = {};
    emit changed();
}

void ClientSession::refresh() {
    if (!m_link.isConnected()) {
        return;
    }
    m_link.request({.type = "status", .id = 0, .fields = {}}, {}, kStatusPatience)
        .then(this, [this, generation = m_generation](const Answer& answer) {
            if (answer && generation == m_generation) {
                take(readStatus(*answer));
            }
        });
}

void ClientSession::take(const AgentStatus& status) {
    const bool hasEnded = m_status.isSignedIn && !status.isSignedIn;
    if (m_isKnown && status == m_status) {
        return;
    }
    m_status = status;
    m_isKnown = true;
    if (hasEnded) {
        m_oneTimeKeys.reset();
        emit signedOut();
    }
    emit changed();
}

void ClientSession::takeSignIn(const localipc::Message& signedIn) {
    ++m_generation;
    AgentStatus status = m_status;
    status.isSignedIn = true;
    status.login = QString::fromStdString(signedIn.text("login"));
    status.displayName = QString::fromStdString(signedIn.text("display_name"));
    status.mustChangePassword = signedIn.flag("must_change_password");
    status.templates = signedIn.integer("templates").value_or(0);
    status.templatesWaiting = signedIn.integer("templates_waiting").value_or(0);
    m_consentTextVersion = QString::fromStdString(signedIn.text("consent_text_version"));
    status.consentVersion = signedIn.flag("consent_needed") ? QString() : m_consentTextVersion;
    take(status);
}

std::optional<crypto::PasswordKeys> ClientSession::takeOneTimeKeys() {
    return std::exchange(m_oneTimeKeys, std::nullopt);
}

void ClientSession::passwordWasChanged() {
    ++m_generation;
    m_oneTimeKeys.reset();
    AgentStatus status = m_status;
    status.mustChangePassword = false;
    take(status);
    refresh();
}

void ClientSession::consentWasGiven(const QString& version) {
    ++m_generation;
    AgentStatus status = m_status;
    status.consentVersion = version;
    take(status);
    refresh();
}

void ClientSession::signOut() {
    m_link.request({.type = "signOut", .id = 0, .fields = {}}).then(this, [this](const Answer& answer) {
        ++m_generation;
        if (answer) {
            AgentStatus status = m_status;
            status.isSignedIn = false;
            take(status);
        }
        refresh();
    });
}

} // namespace kaomon::agentlink
