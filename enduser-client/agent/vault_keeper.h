// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <QObject>
#include <QTimer>

#include "agent/agent_state.h"
#include "agent/company_apps.h"
#include "agent/event_log.h"
#include "agent/logon_service.h"
#include "agent/shared_seats.h"
#include "agent/syncer.h"
#include "agent/uid.h"
#include "agent/user_sessions.h"
#include "agent/vault_cache.h"
#include "domain/app_fill_rule.h"
#include "vault/blind_entry.h"
#include "vault/open_vault.h"

namespace kaomon::agent {

// How old the face may be for what is asked for. Nullopt: any that has opened the vault.
using FaceAge = std::optional<std::chrono::minutes>;

// The vaults that are open on this PC, one per OS user: opened by the person's face (with or without a
// server), in locked memory, closed again after a while, with the session, when the PC sleeps and on demand.
// Changes go to the server at once and take the person's sign-in. Main thread.
class VaultKeeper final : public QObject {
    Q_OBJECT
public:
    template<class T>
    using Done = std::function<void(const Result<T>&)>;
    using Progress = std::function<void(std::string_view state)>;

    struct Parts {
        AgentState& state;
        LogonService& logon;
        AttemptRunner& runner;
        UserSessions& sessions;
        Syncer& syncer;
        EventLog& events;
        const Clock& clock;
        // The client for a PC's own calls; null without a server.
        std::function<client::ApiClient*()> deviceApi;
        // Whether the person of this OS user sits there, as presence sees it now.
        std::function<bool(uid_t)> isPresent;
        const SharedSeats& seats;
    };

    explicit VaultKeeper(Parts parts);
    ~VaultKeeper() override;

    // Asks for the face unless the vault is open and the face not older than `age`; calls `done` once,
    // perhaps from inside. Errors: those of a face that was refused, NotSignedIn or AccountNotLinked for an
    // OS user who is nobody, ScenarioDenied where the policy wants no app login, FaceFrozen while the vault
    // rests and no face of before is here, KeyUnavailable, those of OpenVault::open().
    void open(uid_t uid, FaceAge age, Progress progress, Done<void> done);
    // The attempt that this OS user's open() runs, if it still does.
    void cancel(uid_t uid);
    void close(uid_t uid);
    void closeAll();
    // What is open there for somebody else, and a look at his face that still runs. Whose it was.
    std::optional<UserId> closeOfAnother(uid_t uid, const UserId& user);

    // Null while it is closed.
    [[nodiscard]] const vault::OpenVault* vaultOf(uid_t uid) const;
    [[nodiscard]] Result<UserId> userOf(uid_t uid) const;
    // The same, or who sat at a shared account before nobody knows who opened it: open() asks for his face.
    [[nodiscard]] Result<UserId> expectedAt(uid_t uid) const;
    [[nodiscard]] bool hasKey(const UserId& user) const { return m_cache.hasKey(user); }
    [[nodiscard]] domain::AppFillRule ruleOf(uid_t uid) const;
    [[nodiscard]] domain::AppFillRule ruleFor(const UserId& user) const;
    [[nodiscard]] bool isPresent(uid_t uid) const { return m_parts.isPresent && m_parts.isPresent(uid); }
    // Of the company, for this PC.
    [[nodiscard]] std::vector<CompanyTemplate> companyTemplates() const { return m_company.templates(); }
    // Those that the person may use; none while the vault is closed or the policy wants none.
    [[nodiscard]] std::vector<wire::BlindEntry> blindEntries(uid_t uid) const;
    // ErrorCode::NotFound, those of vault::openBlind().
    [[nodiscard]] Result<vault::BlindSecret> openBlind(uid_t uid, const wire::BlindEntry& entry) const;
    // Zero for a vault that is closed.
    [[nodiscard]] std::chrono::seconds faceAge(uid_t uid) const;

    struct Saved {
        VaultItemId id;
        long long version = 0;
        bool isCopy = false; // another PC was faster: this stands beside its version
    };
    // `base` is the version that the change was made from, 0 for a new entry. Errors: FaceNoMatch while the
    // vault is closed, NotSignedIn, ValidationFailed, those of VaultService::put().
    void save(uid_t uid, vault::VaultEntry entry, long long base, Done<Saved> done);
    void remove(uid_t uid, const VaultItemId& id, Done<void> done);

    // A program refused this entry as it is now: it is given out no more, here at once and, when the person
    // is signed in, on every PC. Errors of the store.
    [[nodiscard]] Status suspend(uid_t uid, const VaultItemId& id);
    [[nodiscard]] bool isSuspended(uid_t uid, const VaultItemId& id) const;

    // Writes an event of kind appfill about an entry before what it tells of is done. Errors of the store.
    [[nodiscard]] Status note(uid_t uid, std::string_view code, std::string_view result,
                              const wire::EventDetail& detail);

signals:
    void closed(uint uid);
    // The face of this person has just opened it, also one that was open.
    void opened(uint uid, const kaomon::UserId& user);

private:
    struct Open {
        Open(UserId userIn, crypto::SecretKey keyIn, vault::OpenVault vaultIn,
             std::chrono::steady_clock::time_point now)
            : user(std::move(userIn))
            , key(std::move(keyIn))
            , vault(std::move(vaultIn))
            , faceAt(now) {}

        UserId user;
        crypto::SecretKey key;
        vault::OpenVault vault;
        std::chrono::steady_clock::time_point faceAt;
        QTimer end;
    };
    struct Change;

    void ask(uid_t uid, const UserId& user, Progress progress, Done<void> done);
    void onAnswer(uid_t uid, const UserId& user, const LogonAnswer& answer, const Done<void>& done);
    [[nodiscard]] Status unseal(uid_t uid, const UserId& user);
    void tellFaceFromBefore(const UserId& user);
    void reloadAll();
    [[nodiscard]] Status reload(Open& open);
    void send(std::shared_ptr<Change> change);
    void onSent(const std::shared_ptr<Change>& change, const wire::VaultWrite& write,
                const Result<wire::VaultManifest>& reply);
    void sendAgainAfterSync(const std::shared_ptr<Change>& change);
    [[nodiscard]] Result<wire::VaultWrite> prepare(Change& change);
    void tellRefused(const vault::OpenVault& vault);

    Parts m_parts;
    VaultCache m_cache;
    CompanyApps m_company;
    std::map<uid_t, std::unique_ptr<Open>> m_open;
    std::map<uid_t, AttemptId> m_attempts;
    std::set<std::string> m_told; // entries whose absence was told
};

} // namespace kaomon::agent
