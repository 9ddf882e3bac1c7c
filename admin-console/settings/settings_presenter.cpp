// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_presenter.h"

#include <utility>

#include <algorithm>

#include "ui/qt_text.h"
#include "ui/setting_text.h"

namespace kaomon::settings {
namespace {

using models::ListState;

client::SettingsQuestion questionOf(const std::string& scope) {
    const auto place = domain::SettingPlace::parse(scope);
    client::SettingsQuestion question;
    if (place && place->kind == domain::setting_scope::kUser) {
        if (auto user = UserId::parse(place->id)) {
            question.user = *user;
        }
    }
    return question;
}

bool mayBeGivenAt(const domain::SettingDefinition& definition, const std::string& scope) {
    const auto place = domain::SettingPlace::parse(scope);
    return place && (definition.scopes & place->kind) != 0;
}

bool hasEveryWord(const domain::SettingDefinition& definition, const QString& search) {
    const auto words = search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const ui::SettingText text = ui::settingText(definition.helpId);
    const QString all = text.title + QLatin1Char('\n') + text.help + QLatin1Char('\n') +
                        ui::toQString(definition.name) + QLatin1Char('\n') +
                        ui::settingSectionText(definition.section);
    return std::ranges::all_of(words,
                               [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

// Why this administrator cannot sign settings.
std::optional<ErrorCode> refusalOf(const SettingsPresenter& presenter) {
    if (!presenter.mayManage()) {
        return ErrorCode::Forbidden;
    }
    return presenter.session().keyring() == nullptr ? std::optional(ErrorCode::KeyUnavailable) : std::nullopt;
}

} // namespace

SettingsPresenter::SettingsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {}

void SettingsPresenter::clear() {
    m_scope = "tenant";
    m_version = 0;
    m_base.clear();
    m_document.clear();
    m_staged.clear();
    m_preview = {};
    FeaturePresenter::clear();
}

void SettingsPresenter::setScope(const std::string& scope) {
    if (scope == m_scope) {
        return;
    }
    m_scope = scope;
    m_staged.clear();
    m_base.clear();
    m_document.clear();
    m_version = 0;
    reload();
}

void SettingsPresenter::reload() {
    if (!beginLoading(!m_base.empty())) {
        return;
    }
    client::SettingsService service(api());
    part(service.explain(questionOf(m_scope)),
         [this, service](const wire::SettingsExplanation& explanation) mutable {
             takeExplanation(explanation);
             load(service.versions(m_scope, {1, {}}),
                  [this](const wire::SettingsVersionPage& page) { return takeDocument(page); });
         });
}

void SettingsPresenter::takeExplanation(const wire::SettingsExplanation& explanation) {
    m_base.clear();
    for (const wire::ExplainedSetting& item : explanation.items) {
        const auto* definition = domain::findSetting(item.name);
        if (definition == nullptr) {
            continue; // of a newer server
        }
        SettingRow row;
        row.definition = definition;
        if (item.source != m_scope) {
            row.inherited = item.value;
            row.source = item.source;
            row.isLockedAbove = item.locked;
        } else if (!item.overruled.empty()) {
            row.inherited = item.overruled.back().value;
            row.source = item.overruled.back().scope;
        } else {
            row.inherited = std::string(definition->defaultValue);
            row.source = "default";
        }
        m_base.emplace(item.name, std::move(row));
    }
}

ListState SettingsPresenter::takeDocument(const wire::SettingsVersionPage& page) {
    const auto before = std::exchange(m_document, {});
    m_version = 0;
    if (!page.items.empty()) {
        m_version = page.items.front().version;
        m_document = wire::valuesOf({page.items.front().settings, {}});
    }
    findCollisions(before);
    return m_base.empty() ? ListState::Empty : ListState::Content;
}

void SettingsPresenter::findCollisions(const std::map<std::string, domain::GivenValue, std::less<>>& before) {
    const auto valueIn = [](const auto& document, const std::string& name) {
        const auto found = document.find(name);
        return found == document.end() ? std::optional<domain::GivenValue>() : std::optional(found->second);
    };
    const auto isSame = [](const auto& a, const auto& b) {
        return a.has_value() == b.has_value() && (!a || (a->value == b->value && a->isLocked == b->isLocked));
    };
    std::vector<Collision> collisions;
    for (const auto& [name, mine] : m_staged) {
        const Collision collision{name, valueIn(before, name), valueIn(m_document, name), mine};
        if (!isSame(collision.before, collision.theirs) && !isSame(collision.mine, collision.theirs)) {
            collisions.push_back(collision);
        }
    }
    if (!collisions.empty()) {
        emit collided(collisions);
    }
}

SettingRow SettingsPresenter::row(const domain::SettingDefinition& definition) const {
    const auto base = m_base.find(definition.name);
    SettingRow row = base != m_base.end()
                         ? base->second
                         : SettingRow{&definition, std::string(definition.defaultValue), "default"};
    if (const auto staged = m_staged.find(definition.name); staged != m_staged.end()) {
        row.shown = staged->second;
        row.isStaged = true;
    } else if (const auto stored = m_document.find(definition.name); stored != m_document.end()) {
        row.shown = stored->second;
    }
    return row;
}

std::vector<SettingRow> SettingsPresenter::rows(const std::string& section, const QString& search) const {
    std::vector<SettingRow> rows;
    for (const domain::SettingDefinition& definition : domain::allSettings()) {
        const bool isWanted = (section.empty() || definition.section == section) &&
                              mayBeGivenAt(definition, m_scope) && hasEveryWord(definition, search);
        if (isWanted) {
            rows.push_back(row(definition));
        }
    }
    return rows;
}

std::optional<ErrorCode> SettingsPresenter::fault(const domain::SettingDefinition& definition,
                                                  const std::string& value) {
    const Status checked = domain::checkSetting(definition, value);
    return checked ? std::nullopt : std::optional(checked.error().code);
}

void SettingsPresenter::stageChange(std::string_view name, Change change) {
    const auto stored = m_document.find(name);
    const bool isSame = stored == m_document.end() ? !change.has_value()
                                                   : change && change->value == stored->second.value &&
                                                         change->isLocked == stored->second.isLocked;
    if (isSame) {
        m_staged.erase(std::string(name));
    } else {
        m_staged.insert_or_assign(std::string(name), std::move(change));
    }
    emit changed();
}

void SettingsPresenter::stage(std::string_view name, const std::string& value, bool isLocked) {
    stageChange(name, domain::GivenValue{value, isLocked});
}

void SettingsPresenter::stageInherited(std::string_view name) {
    stageChange(name, std::nullopt);
}

void SettingsPresenter::unstage(std::string_view name) {
    m_staged.erase(std::string(name));
    emit changed();
}

void SettingsPresenter::discard() {
    m_staged.clear();
    emit changed();
}

std::vector<wire::SettingValue> SettingsPresenter::merged() const {
    auto values = m_document;
    for (const auto& [name, change] : m_staged) {
        if (change) {
            values.insert_or_assign(name, *change);
        } else {
            values.erase(name);
        }
    }
    std::vector<wire::SettingValue> settings;
    for (const auto& [name, given] : values) {
        settings.push_back({name, given.value, given.isLocked ? std::optional(true) : std::nullopt});
    }
    return settings;
}

void SettingsPresenter::preview() {
    command(
        [this] {
            return client::SettingsService(api()).preview({m_scope, merged()});
        },
        [this](const wire::SettingsPreview& preview) {
            m_preview = preview;
            emit previewed();
        });
}

client::SettingsWriter SettingsPresenter::writer() const {
    return client::SettingsWriter(api(), session().sharedKeyring(), session().clock());
}

void SettingsPresenter::apply(const QString& reason) {
    if (const auto refusal = refusalOf(*this)) {
        emit commandFailed(*refusal);
        return;
    }
    if (m_staged.empty()) { // discarded, or somebody else has set the same meanwhile
        emit commandFailed(ErrorCode::StaleRevision);
        return;
    }
    const wire::SettingsBody body{merged(), ui::toUtf8(reason)};
    command([this, body] { return writer().writeAfter(m_scope, m_version, body); },
            [this](const wire::PolicyDocument&) {
                m_staged.clear();
                emit applied();
                reload();
            });
}

void SettingsPresenter::revert(long long version, const QString& reason) {
    if (const auto refusal = refusalOf(*this)) {
        emit commandFailed(*refusal);
        return;
    }
    command([this, version, text = ui::toUtf8(reason)] { return writer().revert(m_scope, version, text); },
            [this](const wire::PolicyDocument&) {
                m_staged.clear();
                emit applied();
                reload();
            });
}

} // namespace kaomon::settings
