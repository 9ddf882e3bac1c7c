// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/console_session.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <QLoggingCategory>

#include "client/key_renewal_service.h"
#include "client/server_pins.h"
#include "client/services.h"
#include "domain/role.h"
#include "ui/qt_text.h"
#include "wire/codec.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;

constexpr auto kRenewBefore = 60s;
constexpr auto kShortestWait = 5s;
constexpr auto kRetryAfter = 20s;

Q_LOGGING_CATEGORY(lcSession, "kaomon.console.session")

} // namespace

ConsoleSession::ConsoleSession(const Clock& clock, ConsoleSettings& settings, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_settings(settings) {
    m_renewal.setSingleShot(true);
    connect(&m_renewal, &QTimer::timeout, this, &ConsoleSession::renew);
}

ConsoleSession::~ConsoleSession() = default;

void ConsoleSession::open(KnownTenant tenant, std::shared_ptr<ServerConnection> connection,
                          SignedIn signedIn) {
    m_tenant = std::move(tenant);
    m_tenant.tenant = signedIn.reply.tenant;
    m_tenant.login = ui::toQString(signedIn.reply.user.login);
    m_connection = std::move(connection);
    takeKeys(signedIn);
    if (m_survivesLoss) {
        api().holdCallsOverLoss();
    }
    connect(&api(), &client::ApiClient::sessionLost, this, &ConsoleSession::lose, Qt::QueuedConnection);
    take(signedIn.reply);
    confirmRoot();
    emit opened();
}

void ConsoleSession::takeKeys(const SignedIn& signedIn) {
    m_keyring = signedIn.keyring;
    m_user = signedIn.reply.user;
    m_waitingFingerprint = signedIn.waitingFingerprint;
    if (m_keyring) {
        takeManifest(m_keyring->manifest());
    }
    m_settings.setKnownTenant(m_tenant);
}

// Checked: what it says of the tenant is remembered, and which keys of the server count is held to at once.
void ConsoleSession::takeManifest(const crypto::TenantManifest& manifest) {
    auto pins =
        client::pinsToKeep(m_tenant.tlsPins, m_tenant.manifestVersion, manifest, m_connection->peerPin());
    if (pins != m_tenant.tlsPins) {
        m_tenant.tlsPins = std::move(pins);
        m_connection->setPins(m_tenant.tlsPins);
    }
    m_tenant.rootFingerprint = crypto::rootFingerprint(manifest.rootPublic);
    m_tenant.manifestVersion = manifest.version;
    m_tenant.isDemo = manifest.isDemo;
}

void ConsoleSession::lose() {
    if (!isOpen() || m_isLost) {
        return;
    }
    if (!m_survivesLoss) {
        close(End::Lost);
        return;
    }
    m_isLost = true;
    m_renewal.stop();
    m_refreshToken.clear();
    m_keyring.reset();
    emit signInWanted();
}

void ConsoleSession::resume(SignedIn signedIn) {
    if (!isOpen() || !m_isLost) {
        return;
    }
    const wire::SessionUser& user = signedIn.reply.user;
    if (user.id != m_user.id || user.role != m_user.role) {
        close(End::Lost);
        return;
    }
    takeKeys(signedIn);
    m_isLost = false;
    take(signedIn.reply);
    api().resumeCalls(true);
    confirmRoot();
    emit resumed();
}

void ConsoleSession::giveUp(End end) {
    if (isOpen() && m_isLost) {
        close(end);
    }
}

void ConsoleSession::take(const wire::SessionReply& reply) {
    api().setAccessToken(SecretString(reply.accessToken));
    m_refreshToken = SecretString(reply.refreshToken);
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(reply.expiresAt - reply.serverTime);
    m_renewal.start(std::max<std::chrono::milliseconds>(left - kRenewBefore, kShortestWait));
}

void ConsoleSession::renew() {
    if (!isOpen()) {
        return;
    }
    client::SessionService(api())
        .refresh({m_refreshToken.reveal()})
        .then(this, [this](const Result<wire::SessionReply>& reply) {
            if (!isOpen() || m_isLost) {
                return;
            }
            if (reply) {
                take(*reply);
                refreshKeyring(); // somebody else may have signed a next key of the server
            } else if (reply.error().code == ErrorCode::Unauthenticated ||
                       reply.error().code == ErrorCode::LoginFailed) {
                lose();
            } else {
                m_renewal.start(kRetryAfter);
            }
        });
}

void ConsoleSession::signOut() {
    if (!isOpen()) {
        return;
    }
    // The connection lives until the server has been told; the answer changes nothing.
    const auto connection = m_connection;
    client::SessionService(connection->api()).signOut().then([connection](const Status&) {
        releaseLater(connection);
    });
    close(End::SignedOut);
}

QFuture<Status> ConsoleSession::askForProof() {
    QFutureInterface<Status> waiting;
    waiting.reportStarted();
    m_proofs.push_back(waiting);
    if (m_proofs.size() == 1) {
        QTimer::singleShot(0, this, &ConsoleSession::proofWanted);
    }
    return waiting.future();
}

void ConsoleSession::answerProof(const Status& status) {
    for (QFutureInterface<Status>& waiting : std::exchange(m_proofs, {})) {
        waiting.reportResult(status);
        waiting.reportFinished();
    }
}

void ConsoleSession::refreshKeyring() {
    if (!isOpen() || !m_keyring) {
        return;
    }
    client::KeyService(api()).manifest().then(this, [this](const Result<wire::ManifestDocument>& document) {
        if (!document || !isOpen()) {
            return;
        }
        client::KeyService(api()).keySeals().then(
            this, [this, manifest = *document](const Result<wire::KeySealList>& seals) {
                const bool hadRoot = m_keyring && m_keyring->isRootHolder();
                const auto fresh = seals && m_keyring ? m_keyring->refreshed(manifest, *seals)
                                                      : Result<std::shared_ptr<const client::AdminKeyring>>(
                                                            fail(ErrorCode::KeyUnavailable));
                if (fresh && isOpen()) {
                    m_keyring = *fresh;
                    takeManifest(m_keyring->manifest());
                    m_settings.setKnownTenant(m_tenant);
                    if (!hadRoot) {
                        confirmRoot();
                    }
                }
            });
    });
}

// An owner does not count as a holder of the root until he has shown that what was sealed to him opens. That
// it fails keeps nobody from working; the next sign-in does it.
void ConsoleSession::confirmRoot() {
    if (!m_keyring || !m_keyring->isRootHolder()) {
        return;
    }
    client::KeyRenewalService(api()).state().then(this, [this](const Result<wire::KeyRenewalState>& state) {
        if (!state || !isOpen() || !m_keyring) {
            return;
        }
        const auto self = std::ranges::find(state->holders, m_user.id, &wire::KeyHolder::user);
        const bool isDue = self != state->holders.end() && !self->rootConfirmed.value_or(true);
        const auto word = isDue ? m_keyring->confirmRoot()
                                : Result<wire::RootConfirmation>(fail(ErrorCode::KeyUnavailable));
        if (!word) {
            return;
        }
        client::KeyRenewalService(api()).confirmRoot(*word).then(this, [](const Status& stored) {
            if (!stored) {
                qCWarning(lcSession) << "the root key is not confirmed:"
                                     << ui::toQString(wireName(stored.error().code));
            }
        });
    });
}

void ConsoleSession::keepManifest(const std::string& act, const wire::ManifestDocument& document) {
    m_settings.keep(act, wire::encode(document));
}

std::optional<wire::ManifestDocument> ConsoleSession::keptManifest(const std::string& act) const {
    const auto text = m_settings.kept(act);
    auto document = text ? wire::decode<wire::ManifestDocument>(*text)
                         : Result<wire::ManifestDocument>(fail(ErrorCode::NotFound));
    return document ? std::optional(std::move(*document)) : std::nullopt;
}

void ConsoleSession::forgetManifest(const std::string& act) {
    m_settings.forget(act);
}

void ConsoleSession::setReadOnlyUntil(const std::optional<TimePoint>& until) {
    if (until != m_readOnlyUntil) {
        m_readOnlyUntil = until;
        emit readOnlyChanged();
        emit rightsChanged();
    }
}

void ConsoleSession::close(End end) {
    if (!isOpen()) {
        return;
    }
    setReadOnlyUntil(std::nullopt);
    answerProof(fail(ErrorCode::Cancelled));
    m_renewal.stop();
    disconnect(&api(), nullptr, this, nullptr);
    m_isLost = false;
    m_keyring.reset();
    m_refreshToken.clear();
    m_user = {};
    m_waitingFingerprint.clear();
    // The end may come out of a call of this very connection: it goes when that call has returned.
    const auto connection = std::exchange(m_connection, nullptr);
    releaseLater(connection);
    emit closed(end);
    connection->api().resumeCalls(false); // those that waited for a new sign-in
}

bool ConsoleSession::mayManage() const {
    const auto role = domain::roleFromWire(m_user.role);
    return role && domain::maySignPolicy(*role) && m_keyring != nullptr;
}

bool ConsoleSession::mayResetPasswords() const {
    const auto role = domain::roleFromWire(m_user.role);
    return (role && domain::maySignPolicy(*role)) ||
           domain::roleFromWire(m_user.role) == domain::Role::HelpDesk;
}

} // namespace kaomon::shell
