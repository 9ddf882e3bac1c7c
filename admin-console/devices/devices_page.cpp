// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/devices_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/reason_dialog.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::devices {

using models::ListState;
using Action = DevicesPresenter::Action;

DevicesPage::DevicesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString bundlePath,
                         QWidget* parent)
    : Page(parent)
    , m_prompts(prompts)
    , m_devices(session)
    , m_codes(session)
    , m_title(shell::makeLabel("title", this))
    , m_refresh(new QPushButton(this))
    , m_error(new ui::Banner(this))
    , m_tabs(new QTabWidget(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_suspend(new QPushButton(this))
    , m_reactivate(new QPushButton(this))
    , m_revoke(new QPushButton(this))
    , m_count(shell::makeLabel("hint", this))
    , m_more(new QPushButton(this))
    , m_codesView(new EnrolmentCodesView(m_codes, prompts, std::move(bundlePath), this)) {
    build();
    const auto fail = [this](ErrorCode code) { m_error->say(ui::Tone::Bad, ui::errorText(code).joined()); };
    connect(m_refresh, &QPushButton::clicked, this, &DevicesPage::activate);
    connect(m_more, &QPushButton::clicked, &m_devices, &DevicesPresenter::loadMore);
    connect(m_states, &ui::StatePanel::retryRequested, &m_devices, &DevicesPresenter::reload);
    connect(&m_devices, &DevicesPresenter::changed, this, &DevicesPage::refresh);
    connect(&m_devices, &DevicesPresenter::commandDone, m_error, &ui::Banner::clear);
    connect(&m_devices, &DevicesPresenter::commandFailed, this, fail);
    connect(&m_codes, &EnrolmentCodesPresenter::commandDone, m_error, &ui::Banner::clear);
    connect(&m_codes, &EnrolmentCodesPresenter::commandFailed, this, fail);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DevicesPage::refresh);
    connect(m_suspend, &QPushButton::clicked, this, [this] { ask(Action::Suspend); });
    connect(m_reactivate, &QPushButton::clicked, this, [this] { ask(Action::Reactivate); });
    connect(m_revoke, &QPushButton::clicked, this, [this] { ask(Action::Revoke); });
    connect(&session, &shell::ConsoleSession::closed, this, [this] {
        m_devices.clear();
        m_codes.clear();
    });
    retranslate();
}

void DevicesPage::build() {
    ui::setPart(*m_revoke, "danger");
    shell::setUpTable(*m_table, &m_devices.model());
    m_table->setObjectName(QStringLiteral("devicesTable"));
    // PC, system, version, state, last seen, group.
    new shell::ColumnFitter(*m_table, {{.width = 150, .takesRest = true},
                                       {.width = 210, .rank = 2},
                                       {.width = 90, .rank = 3},
                                       {.width = 120},
                                       {.width = 160, .rank = 1},
                                       {.width = 100, .rank = 4}});
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_table, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_more);
    list->addLayout(foot);
    m_states->setContent(content);

    auto* devices = new QWidget(this);
    auto* column = new QVBoxLayout(devices);
    column->setContentsMargins(0, 12, 0, 0);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_suspend);
    buttons->addWidget(m_reactivate);
    buttons->addWidget(m_revoke);
    column->addLayout(buttons);
    column->addWidget(m_states, 1);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(devices, {});
    m_tabs->addTab(m_codesView, {});

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(28, 24, 28, 24);
    outer->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_refresh);
    outer->addLayout(head);
    outer->addWidget(m_error);
    outer->addWidget(m_tabs, 1);
}

void DevicesPage::activate() {
    m_devices.reload();
    m_codes.reload();
}

void DevicesPage::deactivate() {
    m_error->clear();
}

const wire::Device* DevicesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_devices.model().row(rows.first().row());
}

void DevicesPage::ask(Action action) {
    const wire::Device* device = selected();
    if (device == nullptr) {
        return;
    }
    const QString name = ui::toQString(device->name);
    ui::Question question;
    switch (action) {
    case Action::Suspend:
        question = {tr("Suspend PC"),
                    tr("Nobody can log on by face to %1 until it is active again.").arg(name), tr("Suspend"),
                    false};
        break;
    case Action::Reactivate:
        question = {tr("Reactivate PC"), tr("%1 takes part again.").arg(name), tr("Reactivate"), false};
        break;
    case Action::Revoke:
        question = {
            tr("Revoke PC"),
            tr("%1 erases everything that it holds of the organisation and never returns. To use it again it "
               "must be enrolled anew.")
                .arg(name),
            tr("Revoke"), true};
        break;
    }
    if (action == Action::Reactivate) {
        m_prompts.confirm(question, [this, chosen = *device](bool isConfirmed) {
            if (isConfirmed) {
                m_devices.apply(Action::Reactivate, chosen);
            }
        });
        return;
    }
    auto* dialog = new shell::ReasonDialog(question, this);
    connect(
        dialog, &shell::ReasonDialog::confirmed, this,
        [this, action, chosen = *device](const QString& reason) { m_devices.apply(action, chosen, reason); });
    dialog->open();
}

void DevicesPage::refresh() {
    const wire::Device* device = selected();
    m_suspend->setEnabled(device != nullptr && m_devices.isPossible(Action::Suspend, *device));
    m_reactivate->setEnabled(device != nullptr && m_devices.isPossible(Action::Reactivate, *device));
    m_revoke->setEnabled(device != nullptr && m_devices.isPossible(Action::Revoke, *device));
    m_count->setText(tr("PCs: %1").arg(m_devices.total()));
    m_more->setVisible(m_devices.hasMore());
    switch (m_devices.state()) {
    case ListState::Loading:
        m_states->showLoading();
        break;
    case ListState::Failed:
        m_states->showError(m_devices.listError().value_or(ErrorCode::Internal));
        break;
    case ListState::Empty:
        m_states->showEmpty(
            tr("No PCs yet"),
            tr("Make an enrolment code in the other tab and take its bundle to the first PC."));
        break;
    case ListState::Content:
        m_states->showContent();
        break;
    }
}

void DevicesPage::retranslate() {
    m_title->setText(title());
    m_tabs->setTabText(0, tr("PCs"));
    m_tabs->setTabText(1, tr("Enrolment codes"));
    shell::setNamedText(m_refresh, tr("Refresh"));
    shell::setNamedText(m_suspend, tr("Suspend"));
    shell::setNamedText(m_reactivate, tr("Reactivate"));
    shell::setNamedText(m_revoke, tr("Revoke"));
    shell::setNamedText(m_more, tr("Show more"));
    m_table->setAccessibleName(tr("List of PCs"));
    m_devices.model().retranslate();
    m_codesView->retranslate();
    refresh();
}

void DevicesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::devices
