// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "agent/server_link.h"
#include "agent/uid.h"
#include "client/services.h"
#include "crypto/password.h"
#include "wire/session.h"
#include "wire/templates.h"

namespace kaomon::agent {

// Who is signed in, as the screens may know it.
struct SignedIn {
    UserId user;
    std::string login;
    std::string displayName;
    bool mustChangePassword = false;
    std::string consentVersion; // that the person gave here; empty for none
    std::string consentWanted;  // of the text that this agent asks for
    bool isConsentNeeded = true;
    int templates = 0;
    int waiting = 0; // faces beside them that an administrator has to approve
    std::optional<TimePoint> passwordExpiresAt = {};
};

// The version of the consent text that this agent asks for where no pictures are kept.
inline constexpr std::string_view kConsentTextVersion = "1";

// The people who are signed in on this PC, one per OS user. Tokens stay here, bound to the device key. Every
// call answers once; without a server ServerUnreachable, before the enrolment DeviceNotEnrolled, without a
// sign-in NotSignedIn. Main thread.
class UserSessions final : public QObject {
    Q_OBJECT
public:
    template<class T>
    using Done = std::function<void(const Result<T>&)>;

    UserSessions(AgentState& state, EventLog& events, const Clock& clock);
    ~UserSessions() override;

    // Null: not enrolled any more. Everybody is signed out.
    void setLink(ServerLink* link);

    void prelogin(const std::string& login, Done<wire::PreloginReply> done);
    void signIn(uid_t uid, const std::string& login, Bytes auth, crypto::SecretKey wrap, Done<SignedIn> done);
    struct NewPassword {
        Bytes currentAuth;
        crypto::SecretKey currentWrap;
        wire::PasswordRecord next;
        crypto::SecretKey nextWrap;
    };
    void changePassword(uid_t uid, NewPassword input, Done<void> done);
    void signOut(uid_t uid);
    // Somebody has opened the account, and nobody knows who: until wake() nothing of the sign-in can be
    // reached, as if there were none; it is kept with the server.
    void rest(uid_t uid);
    void wake(uid_t uid);
    // Whose sign-in is kept for this OS user, also one that rests.
    [[nodiscard]] std::optional<UserId> ownerOf(uid_t uid) const;
    void giveConsent(uid_t uid, const std::string& textVersion, const std::string& language, Done<void> done);
    // The faces of this person that the server keeps, as it keeps them.
    void faces(uid_t uid, Done<wire::FaceTemplateList> done);
    // The person does not agree any more: every face goes, first from the server, then from this PC, and the
    // consent with them. How many went. What is left after an error can be tried again.
    void withdrawConsent(uid_t uid, Done<int> done);
    // The person has read a notice, or taken note of it.
    void noteNotice(uid_t uid, const std::string& notice, bool isAcknowledged, Done<void> done);
    // ErrorCode::ConsentRequired without a consent given here.
    [[nodiscard]] Result<ConsentId> consentOf(const UserId& user) const;
    // The person's vault key is at hand, by his password or his face: it is sealed to the recovery key of
    // today's manifest unless this PC has done so before. Nothing without his sign-in, or while the vault
    // rests.
    void renewRecoveryWrap(uid_t uid, const UserId& user, const crypto::SecretKey& vaultKey);
    void upload(uid_t uid, const wire::FaceTemplate& faceTemplate, Done<wire::FaceTemplate> done);

    // ErrorCode::NotSignedIn.
    [[nodiscard]] Result<SignedIn> session(uid_t uid) const;
    // The calls of that person; good until the session ends. ErrorCode::NotSignedIn.
    [[nodiscard]] Result<client::ApiClient*> apiOf(uid_t uid);

signals:
    void signedIn(uint uid);

private:
    struct Session {
        std::unique_ptr<client::ApiClient> api;
        wire::SessionReply reply;
        QTimer refresh;
        bool isResting = false;
    };

    [[nodiscard]] Result<Session*> find(uid_t uid);
    [[nodiscard]] Session* kept(uid_t uid); // also one that rests; null for none
    struct Withdrawal {
        std::vector<TemplateId> left;
        int erased = 0;
    };
    void eraseNext(uid_t uid, std::shared_ptr<Withdrawal> withdrawal, Done<int> done);
    void endConsents(uid_t uid, const UserId& user, int erased, Done<int> done);
    void noteDeleted(const UserId& user, const TemplateId& face);
    [[nodiscard]] Status forgetFaces(const UserId& user, int erased);
    void onSignedIn(uid_t uid, std::unique_ptr<client::ApiClient> api, const wire::SessionReply& reply,
                    const crypto::SecretKey& wrap);
    void sealVaultKeyToDevice(Session& session, const crypto::SecretKey& wrap);
    void vouchForBlindKey(Session& session, const crypto::SecretKey& wrap);
    void scheduleRefresh(uid_t uid, Session& session);
    void refresh(uid_t uid);
    [[nodiscard]] SignedIn describe(const Session& session) const;
    void drop(uid_t uid);

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
    ServerLink* m_link = nullptr;
    std::unique_ptr<client::ApiClient> m_anonymous;
    std::map<uid_t, std::shared_ptr<Session>> m_sessions;
};

} // namespace kaomon::agent
