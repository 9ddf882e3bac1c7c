// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "applogin/app_template.h"
#include "base/secret.h"
#include "wire/vault.h"

namespace kaomon::vaultpage {

// What the person changes of an entry, or makes a new one of.
struct EntryDraft {
    QString id; // empty for a new one
    long long version = 0;
    QString title;
    QString userName;
    QString url;
    QStringList tags;
    std::optional<SecretString> secret; // none: as it is
    std::optional<SecretString> totp;
    std::optional<QString> application; // its id, empty for none
};

// A sign-in that was taught.
struct Application {
    QString id;
    long long version = 0;
    QString title;
    std::optional<applogin::AppTemplate> form; // none: of a newer version, or damaged
    QStringList entries;                       // titles of those that it fills
    bool isOfCompany = false;                  // an administrator has set it up: it can be used only
};

// An administrator has set it: it can be used, not seen and not changed.
[[nodiscard]] inline bool isBlind(const wire::VaultEntrySummary& entry) {
    return entry.kind == "blind";
}

// The vault of the person who is signed in, as his agent tells it: closed until his face was seen, then its
// entries without their secrets. GUI thread; `link` and `session` outlive it. Each call ends with changed().
class VaultPresenter final : public QObject {
    Q_OBJECT
public:
    VaultPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session, QObject* parent = nullptr);

    enum class Phase { Loading, Disabled, Closed, Looking, Open, Saving, Failed };
    [[nodiscard]] Phase phase() const { return m_phase; }
    // Why the last thing that was asked for did not happen.
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    // What the camera sees while the face is looked for.
    [[nodiscard]] std::optional<ErrorCode> hint() const { return m_hint; }
    [[nodiscard]] bool mayReveal() const { return m_mayReveal; }
    // Entries that should be there and are not.
    [[nodiscard]] int missing() const { return m_missing; }
    // Logins only, those that administrators have set among them, by title; those whose title, user name,
    // address or tags hold every word of `search`.
    [[nodiscard]] std::vector<wire::VaultEntrySummary> entries(const QString& search) const;
    // Logins and templates.
    [[nodiscard]] const std::vector<wire::VaultEntrySummary>& all() const { return m_entries; }
    // By title.
    [[nodiscard]] std::vector<Application> applications() const;
    // The policy lets people teach applications.
    [[nodiscard]] bool mayTeach() const { return m_mayTeach; }
    // Of the entry that reveal() was called for; empty when none is shown.
    [[nodiscard]] const SecretString& revealed() const { return m_revealed; }
    [[nodiscard]] const QString& revealedId() const { return m_revealedId; }
    // The last saved change stands beside one of another PC.
    [[nodiscard]] bool wasCopied() const { return m_wasCopied; }

    void load();
    void open(); // by face
    void cancel();
    void close();
    void save(EntryDraft draft);
    void remove(const QString& id);
    void setApplicationEnabled(const QString& id, bool isEnabled);
    void duplicateApplication(const QString& id, const QString& title);
    void reveal(const QString& id); // may ask for the face again
    void hide();
    // By the generator, for a draft; 20 characters.
    [[nodiscard]] static SecretString makeSecret();

signals:
    void changed();
    void saved();

private:
    void setPhase(Phase phase);
    void change(localipc::Message message);
    void saveApplication(const Application& application);
    [[nodiscard]] std::optional<Application> application(const QString& id) const;
    void loadEntries(const QString& after);
    void onFailed(ErrorCode code);
    [[nodiscard]] agentlink::AgentLink::Progress progress();
    void forget();

    agentlink::AgentLink& m_link;
    Phase m_phase = Phase::Loading;
    std::optional<ErrorCode> m_error;
    std::optional<ErrorCode> m_hint;
    bool m_mayReveal = false;
    bool m_mayTeach = false;
    bool m_wasCopied = false;
    int m_missing = 0;
    std::vector<wire::VaultEntrySummary> m_entries;
    SecretString m_revealed;
    QString m_revealedId;
    quint64 m_generation = 0;
};

} // namespace kaomon::vaultpage
