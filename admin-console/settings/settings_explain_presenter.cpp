// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_explain_presenter.h"

#include "models/display_text.h"
#include "settings/setting_value_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::settings {
namespace {

using models::ListState;

QString overruledText(const wire::ExplainedSetting& row) {
    QStringList parts;
    for (const wire::OverruledSetting& other : row.overruled) {
        parts.append(SettingsExplainPresenter::tr("%1 (%2)").arg(
            SettingValueText::value(row.name, other.value), SettingValueText::source(other.scope)));
    }
    return shell::listText(parts);
}

} // namespace

SettingsExplainPresenter::SettingsExplainPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model(
          {{[] { return tr("Setting"); },
            [](const wire::ExplainedSetting& row) { return SettingValueText::title(row.name); }},
           {[] { return tr("Value"); },
            [](const wire::ExplainedSetting& row) { return SettingValueText::value(row.name, row.value); }},
           {[] { return tr("Comes from"); },
            [](const wire::ExplainedSetting& row) {
                const QString source = SettingValueText::source(row.source);
                return row.locked ? tr("%1, locked").arg(source) : source;
            }},
           {[] { return tr("Signed by"); },
            [](const wire::ExplainedSetting& row) { return ui::toQString(row.setByLogin.value_or("")); }},
           {[] { return tr("Signed at"); },
            [](const wire::ExplainedSetting& row) { return models::DisplayText::time(row.setAt); }},
           {[] { return tr("Does not count"); }, overruledText}},
          [](const wire::ExplainedSetting& row) { return row.name; }) {}

void SettingsExplainPresenter::ask(const std::string& user, const std::string& device) {
    m_question = {};
    if (auto id = UserId::parse(user)) {
        m_question.user = *id;
    }
    if (auto id = DeviceId::parse(device)) {
        m_question.device = *id;
    }
    reload();
}

void SettingsExplainPresenter::clear() {
    m_question = {};
    m_all.clear();
    m_model.setRows({});
    FeaturePresenter::clear();
}

void SettingsExplainPresenter::reload() {
    if (!beginLoading(!m_all.empty())) {
        return;
    }
    load(client::SettingsService(api()).explain(m_question), [this](const wire::SettingsExplanation& answer) {
        m_all = answer.items;
        show();
        return m_all.empty() ? ListState::Empty : ListState::Content;
    });
}

void SettingsExplainPresenter::setFilter(const QString& text) {
    m_filter = text.trimmed();
    show();
}

void SettingsExplainPresenter::show() {
    std::vector<wire::ExplainedSetting> wanted;
    for (const wire::ExplainedSetting& item : m_all) {
        const QString title =
            SettingValueText::title(item.name) + QLatin1Char('\n') + ui::toQString(item.name);
        if (m_filter.isEmpty() || title.contains(m_filter, Qt::CaseInsensitive)) {
            wanted.push_back(item);
        }
    }
    m_model.setRows(std::move(wanted));
}

} // namespace kaomon::settings
