// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_page.h"

#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "settings/apply_dialog.h"
#include "settings/sample_dialog.h"
#include "settings/sample_policies.h"
#include "settings/setting_value_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/merge_dialog.h"
#include "shell/reason_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::settings {

SettingsPage::SettingsPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("settings", parent)
    , m_settings(session)
    , m_history(session)
    , m_explain(session)
    , m_scope(new ScopeBar(session, this))
    , m_tabs(new QTabWidget(this))
    , m_search(new QLineEdit(this))
    , m_form(new SettingsForm(m_settings, this))
    , m_samples(new QPushButton(this))
    , m_staged(shell::makeLabel("value", this))
    , m_discard(new QPushButton(this))
    , m_apply(new QPushButton(this))
    , m_historyStates(new ui::StatePanel(this))
    , m_versions(new QTableView(this))
    , m_changes(new QTableView(this))
    , m_revert(new QPushButton(this))
    , m_person(new shell::LookUpEdit(shell::findPeople(session), this))
    , m_device(new shell::LookUpEdit(shell::findDevices(session), this))
    , m_explainSearch(new QLineEdit(this))
    , m_explainStates(new ui::StatePanel(this))
    , m_explained(new QTableView(this)) {
    setPresenter(m_settings);
    build();
    follow(m_history);
    follow(m_explain);
    connect(m_scope, &ScopeBar::scopeChanged, this, &SettingsPage::takeScope);
    connect(m_scope, &ScopeBar::failed, this, &SettingsPage::say);
    connect(&session, &shell::ConsoleSession::closed, m_scope, &ScopeBar::reset);
    connect(m_search, &QLineEdit::textChanged, m_form, &SettingsForm::setSearch);
    connect(m_samples, &QPushButton::clicked, this, [this] {
        auto* dialog = new SampleDialog(this);
        connect(dialog, &SampleDialog::chosen, this, &SettingsPage::stageSample);
        dialog->open();
    });
    connect(m_discard, &QPushButton::clicked, &m_settings, &SettingsPresenter::discard);
    connect(m_apply, &QPushButton::clicked, &m_settings, &SettingsPresenter::preview);
    connect(&m_settings, &SettingsPresenter::previewed, this,
            [this] { (new ApplyDialog(m_settings, m_scope->scopeName(), this))->open(); });
    connect(&m_settings, &SettingsPresenter::collided, this, &SettingsPage::askMerge);
    connect(&m_settings, &SettingsPresenter::applied, &m_history, &SettingsHistoryPresenter::reload);
    connect(m_versions->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_history.showChanges(selectedVersion());
        refresh();
    });
    connect(m_revert, &QPushButton::clicked, this, &SettingsPage::askRevert);
    connect(m_historyStates, &ui::StatePanel::retryRequested, &m_history, &SettingsHistoryPresenter::reload);
    connect(m_explainStates, &ui::StatePanel::retryRequested, &m_explain, &SettingsExplainPresenter::reload);
    connect(m_explainSearch, &QLineEdit::textChanged, &m_explain, &SettingsExplainPresenter::setFilter);
    connect(m_person, &shell::LookUpEdit::chosenChanged, this, &SettingsPage::askExplain);
    connect(m_device, &shell::LookUpEdit::chosenChanged, this, &SettingsPage::askExplain);
    retranslate();
}

void SettingsPage::build() {
    column()->addWidget(m_tabs, 1);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeEditTab(), {});
    m_tabs->addTab(makeHistoryTab(), {});
    m_tabs->addTab(makeExplainTab(), {});
    column()->insertWidget(2, m_scope);
    connect(m_tabs, &QTabWidget::currentChanged, this, &SettingsPage::refresh);
}

QWidget* SettingsPage::makeEditTab() {
    ui::setPart(*m_apply, "primary");
    shell::lockWrites(m_settings.session(), {m_apply, m_revert});
    m_search->setClearButtonEnabled(true);
    states().setContent(m_form);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_search, 1);
    tools->addWidget(m_samples);
    tools->addWidget(m_staged);
    tools->addWidget(m_discard);
    tools->addWidget(m_apply);
    column->addLayout(tools);
    column->addWidget(&states(), 1);
    return tab;
}

QWidget* SettingsPage::makeHistoryTab() {
    shell::setUpTable(*m_versions, &m_history.versions());
    new shell::ColumnFitter(
        *m_versions,
        {{.width = 80}, {.width = 160}, {.width = 80, .rank = 1}, {.width = 200, .takesRest = true}});
    shell::setUpTable(*m_changes, &m_history.changes());
    new shell::ColumnFitter(*m_changes, {{.width = 200, .takesRest = true}, {.width = 180}, {.width = 180}});
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_versions, 3);
    list->addWidget(m_changes, 2);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_revert);
    list->addLayout(foot);
    m_historyStates->setContent(content);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_historyStates, 1);
    return tab;
}

QWidget* SettingsPage::makeExplainTab() {
    shell::setUpTable(*m_explained, &m_explain.model());
    new shell::ColumnFitter(*m_explained, {{.width = 220, .takesRest = true},
                                           {.width = 150, .takesRest = true},
                                           {.width = 150},
                                           {.width = 100, .rank = 1},
                                           {.width = 150, .rank = 3},
                                           {.width = 160, .rank = 2}});
    m_explainSearch->setClearButtonEnabled(true);
    m_explainStates->setContent(m_explained);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_person);
    tools->addWidget(m_device);
    tools->addWidget(m_explainSearch, 1);
    column->addLayout(tools);
    column->addWidget(m_explainStates, 1);
    return tab;
}

void SettingsPage::activate() {
    FeaturePage::activate();
    m_scope->reload();
    m_history.reload();
    m_explain.reload();
}

void SettingsPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    const QString user = asked.queryItemValue(QStringLiteral("user"));
    m_wantedSample = ui::toUtf8(asked.queryItemValue(QStringLiteral("sample")));
    refresh();
    if (!user.isEmpty()) {
        m_tabs->setCurrentIndex(Explain);
        m_person->choose(
            {ui::toUtf8(user), asked.queryItemValue(QStringLiteral("name"), QUrl::FullyDecoded)});
    }
}

// Only what differs from what applies already is staged.
void SettingsPage::stageSample(const std::string& size) {
    m_tabs->setCurrentIndex(Edit);
    for (const SampleValue& sample : SamplePolicies::of(size)) {
        const auto* definition = domain::findSetting(sample.name);
        if (definition != nullptr && m_settings.row(*definition).value() != sample.value) {
            m_settings.stage(sample.name, sample.value, false);
        }
    }
    banner().say(ui::Tone::Info,
                 m_settings.stagedCount() > 0
                     ? tr("The sample is put in but not signed yet: %1 changes. Look at them, "
                          "then preview and apply.")
                           .arg(m_settings.stagedCount())
                     : tr("Everything is set as in the sample already."));
}

void SettingsPage::takeScope() {
    const std::string scope = m_scope->scope();
    if (!scope.empty() && m_settings.session().isOpen()) {
        m_settings.setScope(scope);
        m_history.setScope(scope);
    }
    refresh();
}

// What both have changed is decided one by one; a setting of theirs is no longer staged here.
void SettingsPage::askMerge(const std::vector<SettingsPresenter::Collision>& collisions) {
    std::vector<shell::MergeField> fields;
    for (const SettingsPresenter::Collision& one : collisions) {
        const auto shown = [&](const std::optional<domain::GivenValue>& given) {
            if (!given) {
                return tr("inherited");
            }
            const QString value = SettingValueText::value(one.name, given->value);
            return given->isLocked ? tr("%1, locked").arg(value) : value;
        };
        fields.push_back({SettingValueText::title(one.name), shown(one.before), shown(one.theirs),
                          shown(one.mine), [this, name = one.name] { m_settings.unstage(name); }});
    }
    shell::mergeFields(m_scope->scopeName(), std::move(fields), this);
}

void SettingsPage::askExplain() {
    m_explain.ask(m_person->chosen(), m_device->chosen());
}

long long SettingsPage::selectedVersion() const {
    const auto rows = m_versions->selectionModel()->selectedRows();
    return rows.isEmpty() ? 0 : rows.first().data(models::IdRole).toLongLong();
}

void SettingsPage::askRevert() {
    const long long version = selectedVersion();
    auto* dialog = new shell::ReasonDialog(
        {tr("Bring version %1 back").arg(version),
         tr("What version %1 said is signed again as the next version. Later versions stay in the history.")
             .arg(version),
         tr("Bring back"), false},
        this);
    connect(dialog, &shell::ReasonDialog::confirmed, this,
            [this, version](const QString& reason) { m_settings.revert(version, reason); });
    dialog->follow(m_settings);
    dialog->open();
}

void SettingsPage::refresh() {
    const bool isChosen = !m_scope->scope().empty();
    const int staged = m_settings.stagedCount();
    if (!m_wantedSample.empty() && m_settings.state() == models::ListState::Content &&
        m_settings.scope() == "tenant") {
        stageSample(std::exchange(m_wantedSample, {}));
        return;
    }
    m_samples->setVisible(m_settings.scope() == "tenant");
    m_samples->setEnabled(m_settings.mayManage() && m_settings.state() == models::ListState::Content);
    m_scope->setVisible(m_tabs->currentIndex() != Explain);
    m_staged->setText(staged == 0 ? QString() : tr("Changes not signed yet: %1").arg(staged));
    m_discard->setEnabled(staged > 0 && !m_settings.isBusy());
    m_apply->setEnabled(staged > 0 && !m_settings.isBusy() && m_settings.mayManage());
    m_revert->setEnabled(selectedVersion() > 0 && selectedVersion() != m_settings.version() &&
                         m_settings.mayManage() && !m_settings.isBusy());
    if (isChosen) {
        showState({tr("No settings"), tr("The server told none.")});
    } else {
        states().showEmpty(tr("Choose whose settings to show"),
                           tr("Search for the person, or choose a group."));
    }
    if (m_settings.state() == models::ListState::Content) {
        m_form->refresh();
    }
    shell::showListState(
        *m_historyStates, m_history.state(), m_history.error(),
        {tr("Nothing was ever set here"), tr("What applies comes from wider places and defaults.")});
    shell::showListState(*m_explainStates, m_explain.state(), m_explain.error(), {tr("No settings"), {}});
}

void SettingsPage::retranslate() {
    FeaturePage::retranslate();
    m_tabs->setTabText(Edit, tr("Settings"));
    m_tabs->setTabText(History, tr("History"));
    m_tabs->setTabText(Explain, tr("What applies to whom"));
    m_search->setPlaceholderText(tr("Search all settings"));
    m_search->setAccessibleName(tr("Search all settings"));
    shell::setNamedText(m_samples, tr("Sample policies…"));
    shell::setNamedText(m_discard, tr("Discard"));
    shell::setNamedText(m_apply, tr("Preview and apply"));
    shell::setNamedText(m_revert, tr("Bring this version back"));
    m_versions->setAccessibleName(tr("Versions"));
    m_changes->setAccessibleName(tr("What this version changed"));
    m_person->setPlaceholder(tr("Person (empty: anybody)"));
    m_device->setPlaceholder(tr("PC (empty: any)"));
    m_explainSearch->setPlaceholderText(tr("Search setting"));
    m_explainSearch->setAccessibleName(tr("Search setting"));
    m_explained->setAccessibleName(tr("Settings in force"));
    m_history.versions().retranslate();
    m_history.changes().retranslate();
    m_explain.model().retranslate();
    m_scope->retranslate();
    m_form->retranslate();
    refresh();
}

} // namespace kaomon::settings
