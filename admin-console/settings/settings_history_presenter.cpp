// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_history_presenter.h"

#include "models/display_text.h"
#include "settings/setting_value_text.h"
#include "ui/qt_text.h"

namespace kaomon::settings {
namespace {

using models::DisplayText;
using models::ListState;

QString saying(const wire::SettingChange& change, const std::optional<std::string>& value, bool isLocked) {
    if (!value) {
        return SettingsHistoryPresenter::tr("nothing");
    }
    const QString text = SettingValueText::value(change.name, *value);
    return isLocked ? SettingsHistoryPresenter::tr("%1, locked").arg(text) : text;
}

} // namespace

SettingsHistoryPresenter::SettingsHistoryPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_versions({{[] { return tr("Version"); },
                   [](const wire::SettingsVersion& row) { return QString::number(row.version); }},
                  {[] { return tr("Stored at"); },
                   [](const wire::SettingsVersion& row) { return DisplayText::time(row.storedAt); }},
                  {[] { return tr("Settings"); },
                   [](const wire::SettingsVersion& row) { return QString::number(row.settings.size()); }},
                  {[] { return tr("Reason"); },
                   [](const wire::SettingsVersion& row) { return ui::toQString(row.reason); }}},
                 [](const wire::SettingsVersion& row) { return std::to_string(row.version); })
    , m_changes({{[] { return tr("Setting"); },
                  [](const wire::SettingChange& row) { return SettingValueText::title(row.name); }},
                 {[] { return tr("Before"); },
                  [](const wire::SettingChange& row) { return saying(row, row.oldValue, row.oldLocked); }},
                 {[] { return tr("After"); },
                  [](const wire::SettingChange& row) { return saying(row, row.newValue, row.newLocked); }}},
                [](const wire::SettingChange& row) { return row.name; }) {}

void SettingsHistoryPresenter::setScope(const std::string& scope) {
    if (scope != m_scope) {
        m_scope = scope;
        m_versions.setRows({});
        m_changes.setRows({});
        reload();
    }
}

void SettingsHistoryPresenter::clear() {
    m_scope = "tenant";
    m_next.reset();
    m_versions.setRows({});
    m_changes.setRows({});
    FeaturePresenter::clear();
}

void SettingsHistoryPresenter::reload() {
    if (!beginLoading(m_versions.rowCount() > 0)) {
        return;
    }
    load(client::SettingsService(api()).versions(m_scope), [this](const wire::SettingsVersionPage& page) {
        m_versions.setRows(page.items);
        m_next = page.next;
        return page.items.empty() ? ListState::Empty : ListState::Content;
    });
}

void SettingsHistoryPresenter::loadMore() {
    if (!m_next || !session().isOpen()) {
        return;
    }
    load(client::SettingsService(api()).versions(m_scope, {100, *m_next}),
         [this](const wire::SettingsVersionPage& page) {
             m_versions.appendRows(page.items);
             m_next = page.next;
             return ListState::Content;
         });
}

void SettingsHistoryPresenter::showChanges(long long version) {
    if (!session().isOpen() || version < 1) {
        return;
    }
    const int shown = ++m_shown;
    client::SettingsService(api())
        .difference(m_scope, std::to_string(version - 1), std::to_string(version))
        .then(this, [this, shown](const Result<wire::SettingsDifference>& difference) {
            if (shown != m_shown) {
                return;
            }
            m_changes.setRows(difference ? difference->changes : std::vector<wire::SettingChange>());
            if (!difference) {
                emit commandFailed(difference.error().code);
            }
            emit changed();
        });
}

} // namespace kaomon::settings
