// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sign_in_flow.h"

#include <QLoggingCategory>

#include "client/password_work.h"
#include "client/services.h"
#include "domain/role.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

Q_LOGGING_CATEGORY(lcSignIn, "kaomon.console.signin")

} // namespace

SignInFlow::SignInFlow(const Clock& clock, client::SecretStore& store, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_store(store) {}

void SignInFlow::start(std::shared_ptr<ServerConnection> connection, KnownTenant tenant, std::string login,
                       SecretString password) {
    m_connection = std::move(connection);
    m_tenant = std::move(tenant);
    m_login = std::move(login);
    m_password = std::move(password);
    m_signedIn = {};
    openIdentity(m_store, false);
}

void SignInFlow::openIdentity(client::SecretStore& store, bool isLastChance) {
    client::openSessionIdentity(store, m_clock)
        .then(this, [this, isLastChance](const Result<std::shared_ptr<client::RequestSigner>>& signer) {
            if (signer) {
                m_connection->api().setSigner(*signer);
                askForSalt();
            } else if (isLastChance) {
                stop(signer.error());
            } else {
                qCInfo(lcSignIn) << "no key chain here; the session key lives as long as this program";
                openIdentity(m_fallbackStore, true);
            }
        });
}

void SignInFlow::askForSalt() {
    client::SessionService(m_connection->api())
        .prelogin({m_tenant.tenant, m_login})
        .then(this, [this](const Result<wire::PreloginReply>& reply) {
            reply ? split(*reply) : stop(reply.error());
        });
}

void SignInFlow::split(const wire::PreloginReply& reply) {
    auto parameters = client::parametersOf(reply);
    if (!parameters) {
        stop(parameters.error());
        return;
    }
    client::splitTypedPasswordAsync(std::move(m_password), std::move(*parameters))
        .then(this, [this](Result<crypto::PasswordKeys> keys) {
            keys ? signIn(std::move(*keys)) : stop(keys.error());
        });
}

void SignInFlow::signIn(crypto::PasswordKeys keys) {
    m_wrapKey = std::move(keys.wrap);
    const auto auth = keys.auth.reveal();
    const wire::SignInRequest request{m_tenant.tenant, m_login, Bytes(auth.begin(), auth.end()),
                                      m_connection->api().signer()->publicKey()};
    client::SessionService(m_connection->api())
        .signIn(request)
        .then(this, [this](const Result<wire::SessionReply>& reply) {
            if (!reply) {
                stop(reply.error());
                return;
            }
            m_signedIn.reply = *reply;
            if (reply->user.mustChangePassword) {
                stop(Error(ErrorCode::PasswordChangeRequired));
                return;
            }
            m_connection->api().setAccessToken(SecretString(reply->accessToken));
            fetchManifest();
        });
}

void SignInFlow::fetchManifest() {
    client::KeyService(m_connection->api())
        .manifest()
        .then(this, [this](const Result<wire::ManifestDocument>& manifest) {
            manifest ? fetchSeals(*manifest) : stop(manifest.error());
        });
}

void SignInFlow::fetchSeals(const wire::ManifestDocument& manifest) {
    client::KeyService(m_connection->api())
        .keySeals()
        .then(this, [this, manifest](const Result<wire::KeySealList>& seals) {
            seals ? openKeyring(manifest, *seals) : stop(seals.error());
        });
}

void SignInFlow::openKeyring(const wire::ManifestDocument& manifest, const wire::KeySealList& seals) {
    auto keyring = client::AdminKeyring::open(
        {m_signedIn.reply, manifest, seals, m_wrapKey, m_tenant.rootFingerprint, m_tenant.manifestVersion});
    const auto role = domain::roleFromWire(m_signedIn.reply.user.role);
    const bool needsKeys = role && domain::maySignPolicy(*role);
    if (keyring) {
        m_signedIn.keyring = std::move(*keyring);
    } else if (needsKeys || keyring.error().code != ErrorCode::KeyUnavailable) {
        stop(keyring.error());
        return;
    }
    succeed();
}

void SignInFlow::succeed() {
    m_wrapKey = {};
    m_result = {std::move(m_connection), std::move(m_tenant), std::move(m_signedIn)};
    m_connection.reset();
    emit succeeded();
}

void SignInFlow::stop(const Error& error) {
    qCInfo(lcSignIn) << "sign-in ended:" << ui::toQString(wireName(error.code))
                     << ui::toQString(error.detail);
    m_wrapKey = {};
    m_password.clear();
    m_signedIn = {};
    m_connection->api().clearAccessToken();
    m_result = {std::move(m_connection), std::move(m_tenant), {}};
    m_connection.reset();
    emit failed(error.code);
}

} // namespace kaomon::shell
