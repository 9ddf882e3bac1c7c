// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/user_sessions.h"

#include <algorithm>

#include "base/log.h"
#include "client/user_onboarding.h"
#include "crypto/bytes_io.h"
#include "crypto/hierarchy.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

std::string consentName(const UserId& user) {
    return "consent." + user.text();
}

struct StoredConsent {
    std::string version;
    ConsentId id;
};

Result<StoredConsent> loadConsent(localstore::LocalStore& store, const UserId& user) {
    const auto stored = store.state(consentName(user));
    if (!stored) {
        return propagate(stored.error());
    }
    crypto::BytesReader reader(stored->reveal());
    StoredConsent consent;
    consent.version = reader.text();
    const auto id = ConsentId::parse(reader.text());
    if (!reader.finish() || !id) {
        return fail(ErrorCode::StorageCorrupt, "a consent cannot be read");
    }
    consent.id = *id;
    return consent;
}

Status saveConsent(localstore::LocalStore& store, const UserId& user, const StoredConsent& consent) {
    crypto::BytesWriter writer;
    writer.text(consent.version).text(consent.id.text());
    return store.setState(consentName(user), writer.result());
}

} // namespace

UserSessions::UserSessions(AgentState& state, EventLog& events, const Clock& clock)
    : m_state(state)
    , m_events(events)
    , m_clock(clock) {}

UserSessions::~UserSessions() = default;

void UserSessions::setLink(ServerLink* link) {
    m_sessions.clear();
    m_anonymous.reset();
    m_link = link;
    if (link != nullptr) {
        m_anonymous = link->makeSessionClient();
    }
}

Result<UserSessions::Session*> UserSessions::find(uid_t uid) {
    Session* session = kept(uid);
    if (session == nullptr || session->isResting) {
        return fail(ErrorCode::NotSignedIn, "nobody is signed in for this OS user");
    }
    return session;
}

UserSessions::Session* UserSessions::kept(uid_t uid) {
    const auto found = m_sessions.find(uid);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void UserSessions::rest(uid_t uid) {
    if (Session* session = kept(uid)) {
        session->isResting = true;
        log::info("agent.session_rests", {{"uid", uid}});
    }
}

void UserSessions::wake(uid_t uid) {
    if (Session* session = kept(uid); session != nullptr && session->isResting) {
        session->isResting = false;
        log::info("agent.session_awake", {{"uid", uid}});
    }
}

std::optional<UserId> UserSessions::ownerOf(uid_t uid) const {
    const auto found = m_sessions.find(uid);
    return found == m_sessions.end() ? std::nullopt : std::optional(found->second->reply.user.id);
}

Result<SignedIn> UserSessions::session(uid_t uid) const {
    const auto found = m_sessions.find(uid);
    if (found == m_sessions.end() || found->second->isResting) {
        return fail(ErrorCode::NotSignedIn, "nobody is signed in for this OS user");
    }
    return describe(*found->second);
}

Result<client::ApiClient*> UserSessions::apiOf(uid_t uid) {
    const auto found = find(uid);
    if (!found) {
        return propagate(found.error());
    }
    return (*found)->api.get();
}

SignedIn UserSessions::describe(const Session& session) const {
    const wire::SessionUser& user = session.reply.user;
    SignedIn out;
    out.user = user.id;
    out.login = user.login;
    out.displayName = user.displayName;
    out.mustChangePassword = user.mustChangePassword;
    out.consentWanted =
        keepsPictures(m_state.policies(), user.id) ? kPicturesConsentVersion : kConsentTextVersion;
    out.templates = static_cast<int>(m_state.templates().countOf(user.id));
    out.waiting = static_cast<int>(m_state.templates().waitingOf(user.id).size());
    out.passwordExpiresAt = user.passwordExpiresAt;
    if (const auto consent = loadConsent(m_state.cache(), user.id)) {
        out.consentVersion = consent->version;
    }
    out.isConsentNeeded =
        out.consentVersion != out.consentWanted && out.consentVersion != kPicturesConsentVersion;
    return out;
}

void UserSessions::drop(uid_t uid) {
    if (auto session = m_sessions.extract(uid)) {
        session.mapped()->api.release()->deleteLater(); // it may be what calls us
    }
}

void UserSessions::prelogin(const std::string& login, Done<wire::PreloginReply> done) {
    if (m_link == nullptr) {
        done(fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant"));
        return;
    }
    client::SessionService(*m_anonymous)
        .prelogin({m_state.device()->tenant, login})
        .then(this, [done](const Result<wire::PreloginReply>& reply) { done(reply); });
}

void UserSessions::signIn(uid_t uid, const std::string& login, Bytes auth, crypto::SecretKey wrap,
                          Done<SignedIn> done) {
    if (m_link == nullptr) {
        done(fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant"));
        return;
    }
    auto api = std::shared_ptr<client::ApiClient>(m_link->makeSessionClient());
    wire::SignInRequest request{m_state.device()->tenant, login, std::move(auth), std::nullopt};
    const auto sharedWrap = std::make_shared<crypto::SecretKey>(std::move(wrap));
    client::SessionService(*api).signIn(request).then(
        this, [this, uid, api, sharedWrap, done](const Result<wire::SessionReply>& reply) {
            if (!reply) {
                done(propagate(reply.error()));
                return;
            }
            if (m_link == nullptr) {
                done(fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant"));
                return;
            }
            onSignedIn(uid, m_link->makeSessionClient(), *reply, *sharedWrap);
            done(session(uid));
            emit signedIn(uid);
        });
    wipe(request.auth.data(), request.auth.size());
}

void UserSessions::onSignedIn(uid_t uid, std::unique_ptr<client::ApiClient> api,
                              const wire::SessionReply& reply, const crypto::SecretKey& wrap) {
    drop(uid);
    auto session = std::make_shared<Session>();
    session->api = std::move(api);
    session->api->setAccessToken(SecretString(reply.accessToken));
    session->reply = reply;
    connect(session->api.get(), &client::ApiClient::sessionLost, this, [this, uid] {
        log::info("agent.session_lost", {{"uid", uid}});
        drop(uid);
    });
    scheduleRefresh(uid, *session);
    sealVaultKeyToDevice(*session, wrap);
    vouchForBlindKey(*session, wrap);
    log::info("agent.signed_in", {{"uid", uid}, {"user", reply.user.id.text()}});
    const auto vaultKey = client::vaultKeyByPassword(reply, wrap);
    m_sessions[uid] = std::move(session);
    if (vaultKey) {
        renewRecoveryWrap(uid, reply.user.id, *vaultKey);
    }
}

void UserSessions::scheduleRefresh(uid_t uid, Session& session) {
    const auto life = std::chrono::duration_cast<std::chrono::milliseconds>(session.reply.expiresAt -
                                                                            session.reply.serverTime);
    session.refresh.setSingleShot(true);
    session.refresh.disconnect();
    connect(&session.refresh, &QTimer::timeout, this, [this, uid] { refresh(uid); });
    session.refresh.start(std::clamp<std::chrono::milliseconds>(life * 3 / 4, 1s, 24h));
}

void UserSessions::refresh(uid_t uid) {
    const Session* found = kept(uid);
    if (found == nullptr) {
        return;
    }
    client::SessionService(*found->api)
        .refresh({found->reply.refreshToken})
        .then(this, [this, uid](const Result<wire::SessionReply>& reply) {
            Session* session = kept(uid);
            if (session == nullptr) {
                return;
            }
            if (!reply) {
                log::info("agent.session_ended", {{"uid", uid}, {"code", wireName(reply.error().code)}});
                drop(uid);
                return;
            }
            session->reply.accessToken = reply->accessToken;
            session->reply.refreshToken = reply->refreshToken;
            session->reply.expiresAt = reply->expiresAt;
            session->reply.serverTime = reply->serverTime;
            session->api->setAccessToken(SecretString(reply->accessToken));
            scheduleRefresh(uid, *session);
        });
}

void UserSessions::changePassword(uid_t uid, NewPassword input, Done<void> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    const auto& manifest = m_state.policies().manifest();
    if (!manifest) {
        done(fail(ErrorCode::Unavailable, "the tenant's keys have not arrived yet"));
        return;
    }
    const wire::SessionReply& reply = (*found)->reply;
    const auto identity = client::identityByPassword(reply, input.currentWrap);
    const auto vaultKey = client::vaultKeyByPassword(reply, input.currentWrap);
    for (const Error* error :
         {identity ? nullptr : &identity.error(), vaultKey ? nullptr : &vaultKey.error()}) {
        if (error != nullptr && error->code != ErrorCode::NotFound && !reply.user.mustChangePassword) {
            done(propagate(*error));
            return;
        }
    }
    const DeviceIdentity& device = *m_state.device();
    const auto prepared = client::prepareOnboarding({.tenant = reply.tenant,
                                                     .user = reply.user.id,
                                                     .currentAuth = input.currentAuth,
                                                     .next = input.next,
                                                     .newWrapKey = input.nextWrap,
                                                     .identity = identity ? &*identity : nullptr,
                                                     .vaultKey = vaultKey ? &*vaultKey : nullptr,
                                                     .deviceId = device.id.text(),
                                                     .deviceBoxPublic = device.box.publicKey(),
                                                     .recoveryPublic = manifest->recoveryPublic,
                                                     .isVaultFrozen = reply.user.vaultFrozen});
    if (!prepared) {
        done(propagate(prepared.error()));
        return;
    }
    const wire::PasswordChange& change = prepared->change;
    client::SessionService(*(*found)->api)
        .changePassword(change)
        .then(this, [this, uid, done, identityRecord = change.identity,
                     vaultKeys = change.vaultKeys](const Status& status) {
            if (const auto session = find(uid); status && session) {
                (*session)->reply.user.mustChangePassword = false;
                (*session)->reply.user.passwordExpiresAt.reset(); // told anew at the next sign-in
                (*session)->reply.identity = identityRecord;
                (*session)->reply.vaultKeys = vaultKeys;
            }
            done(status);
        });
}

void UserSessions::signOut(uid_t uid) {
    const Session* found = kept(uid);
    if (found == nullptr) {
        return;
    }
    client::SessionService(*found->api).signOut().then(this, [session = m_sessions[uid]](const Status&) {
        // The server forgets the session by itself if it was not heard.
    });
    m_sessions.erase(uid);
}

void UserSessions::giveConsent(uid_t uid, const std::string& textVersion, const std::string& language,
                               Done<void> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    wire::Consent consent;
    consent.id = ConsentId::generate();
    consent.user = (*found)->reply.user.id;
    consent.textVersion = textVersion;
    consent.language = language;
    consent.givenAt = m_clock.now();
    client::FaceService(*(*found)->api)
        .giveConsent(consent)
        .then(this, [this, done](const Result<wire::Consent>& given) {
            if (!given) {
                done(propagate(given.error()));
                return;
            }
            wire::Event event;
            event.kind = "face";
            event.code = "CONSENT_GIVEN";
            event.result = "ok";
            event.severity = "info";
            event.user = given->user;
            Status kept = saveConsent(m_state.cache(), given->user, {given->textVersion, given->id});
            if (kept) {
                kept = m_events.add(std::move(event));
            }
            done(kept);
        });
}

Result<ConsentId> UserSessions::consentOf(const UserId& user) const {
    const auto consent = loadConsent(m_state.cache(), user);
    if (!consent && consent.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::ConsentRequired, "no consent was given on this PC");
    }
    if (!consent) {
        return propagate(consent.error());
    }
    return consent->id;
}

void UserSessions::upload(uid_t uid, const wire::FaceTemplate& faceTemplate, Done<wire::FaceTemplate> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    client::FaceService(*(*found)->api)
        .addTemplate(faceTemplate)
        .then(this, [done](const Result<wire::FaceTemplate>& stored) { done(stored); });
}

} // namespace kaomon::agent
