// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "agentlink/agent_link.h"
#include "applogin/desktop_thread.h"
#include "applogin/registration/trial_run.h"
#include "applogin/registration/window_scout.h"
#include "applogin/registration_draft.h"
#include "base/secret.h"
#include "wire/vault.h"

namespace kaomon::applogin {

// The entry that goes with an application: one that is there, or a new one.
struct RegistrationEntry {
    QString id;    // empty: a new one
    QString title; // empty: title, user name and notes stay as they are
    QString userName;
    QString notes;
    std::optional<SecretString> secret; // none: as it is
    std::optional<SecretString> totp;
};

// A person teaches the sign-in of an application, or changes what he taught: what is open, the draft of the
// template, the entry, their way into the vault, and the trial. GUI thread; `link` outlives it. Each call
// ends with changed().
class RegistrationPresenter final : public QObject {
    Q_OBJECT
public:
    RegistrationPresenter(agentlink::AgentLink& link, std::shared_ptr<DesktopThread> desktop,
                          QObject* parent = nullptr);

    // Disabled: no app login here; SwitchedOff: people may teach nothing; Closed: the face opens the vault.
    enum class Phase { Loading, Disabled, SwitchedOff, Closed, Looking, Ready, Saving, Failed };
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] std::optional<ErrorCode> hint() const { return m_hint; }

    // `application`: the template to change, by its id in the vault; empty for a new one.
    void start(const QString& application = {});
    void retry();
    void open(); // by face
    void cancelOpening();

    [[nodiscard]] WindowScout& scout() { return m_scout; }
    [[nodiscard]] TrialRun& trial() { return m_trial; }
    [[nodiscard]] bool isChange() const { return m_isChange; }
    [[nodiscard]] RegistrationDraft& draft() { return m_draft; }
    // Of the picked window.
    void takeWindow();
    void addPage();
    // Logins, by title.
    [[nodiscard]] std::vector<wire::VaultEntrySummary> logins() const;
    // The one that the template that is changed fills, or that was saved.
    [[nodiscard]] const QString& entryId() const { return m_entry; }

    // The template and then the entry; saved() when both are kept.
    void save(RegistrationEntry entry);
    [[nodiscard]] bool isSaved() const { return m_isSaved; }
    [[nodiscard]] bool wasCopied() const { return m_wasCopied; }
    // What was saved last, on the picked window.
    void tryOut();

signals:
    void changed();
    void loaded(); // the vault is open, and what is to be changed is in the draft
    void saved();

private:
    void setPhase(Phase phase);
    void loadEntries(const QString& after);
    void onLoaded();
    void onRefused(ErrorCode code);
    void saveEntry(RegistrationEntry& entry);
    [[nodiscard]] long long versionOf(const QString& id) const;
    void keepVersion(const QString& id, long long version);

    agentlink::AgentLink& m_link;
    std::shared_ptr<DesktopThread> m_desktop;
    WindowScout m_scout;
    TrialRun m_trial;
    Phase m_phase = Phase::Loading;
    std::optional<ErrorCode> m_error;
    std::optional<ErrorCode> m_hint;
    std::vector<wire::VaultEntrySummary> m_entries;
    std::vector<std::pair<QString, long long>> m_versions; // of what was saved here
    RegistrationDraft m_draft;
    AppTemplate m_savedForm;
    QString m_template;
    QString m_entry;
    bool m_isChange = false;
    bool m_isLoaded = false;
    bool m_isSaved = false;
    bool m_wasCopied = false;
};

} // namespace kaomon::applogin
