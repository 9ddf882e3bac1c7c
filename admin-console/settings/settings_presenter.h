// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "client/settings_service.h"
#include "domain/setting_registry.h"
#include "domain/setting_resolver.h"
#include "shell/feature_presenter.h"

namespace kaomon::settings {

// One setting at the chosen place, with what has been staged and not been signed yet.
struct SettingRow {
    const domain::SettingDefinition* definition = nullptr;
    std::string inherited; // what would apply if nothing were said here
    std::string source;    // the scope that says so, or "default"
    bool isLockedAbove = false;
    std::optional<domain::GivenValue> shown = {}; // said here; nullopt: inherited
    bool isStaged = false;

    [[nodiscard]] const std::string& value() const { return shown ? shown->value : inherited; }
};

// The settings of one place (the organisation, a group of people, a person, a group of PCs): what is said
// there and what applies without it, changes that are staged until they are signed, and who they would
// affect. Somebody else's change meanwhile is shown, never overwritten; what was staged stays. GUI thread;
// the session outlives it.
class SettingsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit SettingsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;

    // Staged changes go with the place. `scope` as documents write it.
    void setScope(const std::string& scope);
    [[nodiscard]] const std::string& scope() const { return m_scope; }
    [[nodiscard]] long long version() const { return m_version; } // in force; 0 = nothing said here

    // Those that may be given at this place, of one page (empty: of all) and with every word of `search` in
    // title, help or name.
    [[nodiscard]] std::vector<SettingRow> rows(const std::string& section, const QString& search) const;
    [[nodiscard]] SettingRow row(const domain::SettingDefinition& definition) const;

    // nullopt when the value is right for the setting.
    [[nodiscard]] static std::optional<ErrorCode> fault(const domain::SettingDefinition& definition,
                                                        const std::string& value);
    void stage(std::string_view name, const std::string& value, bool isLocked);
    void stageInherited(std::string_view name); // nothing is said here any more
    void unstage(std::string_view name);
    void discard();
    [[nodiscard]] int stagedCount() const { return static_cast<int>(m_staged.size()); }

    // Ends with previewed(), or a refusal.
    void preview();
    [[nodiscard]] const wire::SettingsPreview& lastPreview() const { return m_preview; }
    // Signs and stores what is staged. ErrorCode::StaleRevision when the version that was shown is no longer
    // in force.
    void apply(const QString& reason);
    // Signs what an older version said as the next one.
    void revert(long long version, const QString& reason);

    // A staged setting that somebody else has changed meanwhile. Values as GivenValue; nullopt: inherited.
    struct Collision {
        std::string name;
        std::optional<domain::GivenValue> before;
        std::optional<domain::GivenValue> theirs;
        std::optional<domain::GivenValue> mine;
    };

signals:
    // Before the new state is told by changed().
    void collided(const std::vector<kaomon::settings::SettingsPresenter::Collision>& collisions);
    void previewed();
    void applied();

private:
    using Change = std::optional<domain::GivenValue>; // nullopt: take it out

    void takeExplanation(const wire::SettingsExplanation& explanation);
    [[nodiscard]] models::ListState takeDocument(const wire::SettingsVersionPage& page);
    void findCollisions(const std::map<std::string, domain::GivenValue, std::less<>>& before);
    [[nodiscard]] std::vector<wire::SettingValue> merged() const;
    void stageChange(std::string_view name, Change change);
    [[nodiscard]] client::SettingsWriter writer() const;

    std::string m_scope = "tenant";
    long long m_version = 0;
    std::map<std::string, SettingRow, std::less<>> m_base; // inherited values only
    std::map<std::string, domain::GivenValue, std::less<>> m_document;
    std::map<std::string, Change, std::less<>> m_staged;
    wire::SettingsPreview m_preview;
};

} // namespace kaomon::settings
