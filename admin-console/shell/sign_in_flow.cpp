// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sign_in_flow.h"

#include <algorithm>
#include <utility>

#include <QLoggingCategory>

#include "client/admin_handover.h"
#include "client/manifest_trust.h"
#include "client/password_work.h"
#include "client/server_pins.h"
#include "client/services.h"
#include "client/user_onboarding.h"
#include "crypto/hierarchy.h"
#include "domain/password_form.h"
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
            if (!keys) {
                stop(keys.error());
                return;
            }
            m_keys = std::move(*keys);
            signIn({});
        });
}

void SignInFlow::signIn(const std::string& secondFactor) {
    const auto auth = m_keys.auth.reveal();
    wire::SignInRequest request{m_tenant.tenant, m_login, Bytes(auth.begin(), auth.end()),
                                m_connection->api().signer()->publicKey()};
    if (!secondFactor.empty()) {
        request.secondFactor = secondFactor;
    }
    client::SessionService(m_connection->api())
        .signIn(request)
        .then(this, [this](const Result<wire::SessionReply>& reply) {
            if (reply) {
                takeSession(*reply);
            } else if (reply.error().code == ErrorCode::SecondFactorRequired) {
                emit secondFactorWanted();
            } else {
                stop(reply.error());
            }
        });
}

void SignInFlow::giveSecondFactor(const std::string& code) {
    signIn(code);
}

void SignInFlow::takeSession(const wire::SessionReply& reply) {
    m_signedIn.reply = reply;
    m_connection->api().setAccessToken(SecretString(reply.accessToken));
    if (reply.user.mustChangePassword) {
        emit newPasswordWanted();
    } else {
        goOn();
    }
}

std::optional<domain::PasswordFault> SignInFlow::checkNewPassword(const SecretString& password) const {
    const auto canonical = domain::canonicalPassword(password);
    return canonical ? domain::checkNewPassword(*canonical, {}, m_login, {})
                     : std::optional(domain::PasswordFault::Malformed);
}

void SignInFlow::giveNewPassword(SecretString password) {
    client::prepareNewPasswordAsync(std::move(password)).then(this, [this](Result<client::NewPassword> next) {
        next ? storeNewPassword(std::move(*next)) : stop(next.error());
    });
}

// Keys that the password typed now opens are kept; after a one-time password there are none of this person
// yet, or none that he can open, and new ones are made. The vault key comes when the manifest is known.
Result<wire::PasswordChange> SignInFlow::passwordChange(const client::NewPassword& next) {
    const wire::SessionReply& session = m_signedIn.reply;
    if (client::identityByPassword(session, m_keys.wrap)) {
        return client::prepareOwnPasswordChange(session, m_keys, next.record, next.keys.wrap);
    }
    // After a recovery by two the one-time password opens the vault, once: the server hands this wrap out now
    // and never again. It goes under the new password when the manifest is there.
    if (auto recovered = client::vaultKeyByPassword(session, m_keys.wrap)) {
        m_recoveredVault = std::move(*recovered);
    }
    const auto auth = m_keys.auth.reveal();
    const client::OnboardingInput input{.tenant = session.tenant,
                                        .user = session.user.id,
                                        .currentAuth = Bytes(auth.begin(), auth.end()),
                                        .next = next.record,
                                        .newWrapKey = next.keys.wrap,
                                        .deviceId = {},
                                        .deviceBoxPublic = {},
                                        .recoveryPublic = {},
                                        .isVaultFrozen = true};
    auto onboarded = client::prepareOnboarding(input);
    if (!onboarded) {
        return propagate(onboarded.error());
    }
    return std::move(onboarded->change);
}

void SignInFlow::storeNewPassword(client::NewPassword next) {
    const auto change = passwordChange(next);
    if (!change) {
        stop(change.error());
        return;
    }
    m_keys = std::move(next.keys);
    client::SessionService(m_connection->api())
        .changePassword(*change)
        .then(this, [this, identity = change->identity, wraps = change->vaultKeys](const Status& stored) {
            if (!stored) {
                stop(stored.error());
                return;
            }
            m_signedIn.reply.user.mustChangePassword = false;
            m_signedIn.reply.identity = identity;
            m_signedIn.reply.vaultKeys = wraps;
            goOn();
        });
}

void SignInFlow::goOn() {
    if (m_signedIn.reply.user.mustSetSecondFactor) {
        emit secondFactorSetupWanted();
    } else {
        fetchManifest();
    }
}

void SignInFlow::secondFactorIsSet() {
    m_signedIn.reply.user.mustSetSecondFactor = false;
    fetchManifest();
}

void SignInFlow::cancel() {
    if (isRunning()) {
        stop(Error(ErrorCode::Cancelled));
    }
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
        {m_signedIn.reply, manifest, seals, m_keys.wrap, m_tenant.rootFingerprint, m_tenant.manifestVersion});
    if (keyring) {
        m_signedIn.keyring = std::move(*keyring);
    } else if (keyring.error().code != ErrorCode::KeyUnavailable) {
        stop(keyring.error());
        return;
    }
    takePins(manifest);
    const auto& reply = m_signedIn.reply;
    const auto role = domain::roleFromWire(reply.user.role);
    if (!keyring && role && client::needsKeys(*role) && reply.identity) {
        m_signedIn.waitingFingerprint =
            client::identityFingerprint(reply.identity->signPublic, reply.identity->boxPublic);
    }
    if (reply.vaultKeys.empty() && !reply.user.vaultFrozen && reply.identity) {
        makeVault(manifest);
    } else {
        renewRecoveryWrap(manifest);
    }
}

// With a keyring the session does it. An auditor has none, and follows a change of the server's key all the
// same.
void SignInFlow::takePins(const wire::ManifestDocument& document) {
    if (m_signedIn.keyring || m_tenant.rootFingerprint.empty()) {
        return;
    }
    const auto manifest = client::openManifest(document.record, m_signedIn.reply.tenant.text(),
                                               m_tenant.rootFingerprint, m_tenant.manifestVersion);
    if (manifest) {
        m_tenant.tlsPins = client::pinsToKeep(m_tenant.tlsPins, m_tenant.manifestVersion, *manifest,
                                              m_connection->peerPin());
        m_connection->setPins(m_tenant.tlsPins);
    }
}

// The recovery key may have been replaced since the last sign-in here: the vault key follows it. A failure
// keeps nobody out; the next change of the manifest or a PC does it.
void SignInFlow::renewRecoveryWrap(const wire::ManifestDocument& document) {
    const wire::SessionReply& reply = m_signedIn.reply;
    const std::string& tenant = reply.tenant.text();
    const bool isKept = std::ranges::count(reply.vaultKeys, "recovery", &wire::VaultKeyWrap::kind) > 0;
    const auto known = m_tenant.manifestVersion;
    const auto vaultKey = client::vaultKeyByPassword(reply, m_keys.wrap);
    const auto manifest = client::openManifest(document.record, tenant, m_tenant.rootFingerprint, known);
    const bool isNews = known > 0 && manifest && manifest->version > known;
    auto sealed =
        isKept && isNews && vaultKey && !reply.user.vaultFrozen
            ? crypto::sealVaultKey(*vaultKey, manifest->recoveryPublic, tenant, reply.user.id.text(), "rk")
            : Result<Bytes>(fail(ErrorCode::NotFound));
    if (!sealed) {
        succeed();
        return;
    }
    const wire::UserKeys keys{reply.user.id, std::nullopt, {{"recovery", "rk", std::move(*sealed)}}};
    client::UserService(m_connection->api()).putVaultKeys(keys).then(this, [this](const Status& stored) {
        if (!stored) {
            qCWarning(lcSignIn) << "the vault is still under the recovery key of before:"
                                << ui::toQString(wireName(stored.error().code));
        }
        if (isRunning()) { // not cancelled meanwhile
            succeed();
        }
    });
}

// Somebody who was brought in on a console has no vault key yet, and somebody whose vault two administrators
// have recovered has it in memory only: stored here, under his password and for recovery.
void SignInFlow::makeVault(const wire::ManifestDocument& document) {
    const std::string& tenant = m_signedIn.reply.tenant.text();
    const std::string& user = m_signedIn.reply.user.id.text();
    const auto manifest =
        client::openManifest(document.record, tenant, m_tenant.rootFingerprint, m_tenant.manifestVersion);
    if (!manifest) {
        stop(manifest.error());
        return;
    }
    const auto vaultKey =
        m_recoveredVault.isEmpty() ? crypto::SecretKey::generate() : std::exchange(m_recoveredVault, {});
    auto recovery = crypto::sealVaultKey(vaultKey, manifest->recoveryPublic, tenant, user, "rk");
    if (!recovery) {
        stop(recovery.error());
        return;
    }
    wire::UserKeys keys{m_signedIn.reply.user.id, std::nullopt, {}};
    keys.vaultKeys.push_back(
        {"password", "", crypto::wrapVaultKeyByPassword(vaultKey, m_keys.wrap, tenant, user)});
    keys.vaultKeys.push_back({"recovery", "rk", std::move(*recovery)});
    client::UserService(m_connection->api()).putVaultKeys(keys).then(this, [this](const Status& stored) {
        stored ? succeed() : stop(stored.error());
    });
}

void SignInFlow::succeed() {
    m_keys = {};
    m_recoveredVault = {};
    m_result = {std::move(m_connection), std::move(m_tenant), std::move(m_signedIn)};
    m_connection.reset();
    emit succeeded();
}

void SignInFlow::stop(const Error& error) {
    qCInfo(lcSignIn) << "sign-in ended:" << ui::toQString(wireName(error.code))
                     << ui::toQString(error.detail);
    m_keys = {};
    m_recoveredVault = {};
    m_password.clear();
    m_signedIn = {};
    m_connection->api().clearAccessToken();
    m_result = {std::move(m_connection), std::move(m_tenant), {}};
    m_connection.reset();
    emit failed(error.code);
}

} // namespace kaomon::shell
