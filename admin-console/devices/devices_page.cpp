// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/devices_page.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "devices/device_details_dialog.h"
#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::devices {

using models::DisplayText;

DevicesPage::DevicesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString bundlePath,
                         QWidget* parent)
    : FeaturePage("devices", parent)
    , m_prompts(prompts)
    , m_devices(session)
    , m_groups(session)
    , m_codes(session)
    , m_tabs(new QTabWidget(this))
    , m_search(new QLineEdit(this))
    , m_state(new QComboBox(this))
    , m_group(new QComboBox(this))
    , m_table(new QTableView(this))
    , m_approve(new QPushButton(this))
    , m_suspend(new QPushButton(this))
    , m_reactivate(new QPushButton(this))
    , m_revoke(new QPushButton(this))
    , m_others(new QPushButton(this))
    , m_menu(new QMenu(this))
    , m_facts(shell::makeLabel("hint", this))
    , m_count(shell::makeLabel("hint", this))
    , m_more(new QPushButton(this))
    , m_groupsView(new DeviceGroupsView(m_groups, prompts, this))
    , m_codesView(new EnrolmentCodesView(m_codes, prompts, std::move(bundlePath), this)) {
    setPresenter(m_devices);
    build();
    connectParts();
    retranslate();
}

void DevicesPage::build() {
    ui::setPart(*m_revoke, "danger");
    ui::setPart(*m_approve, "primary");
    m_search->setClearButtonEnabled(true);
    for (QComboBox* box : {m_state, m_group}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    }
    m_state->addItem(QString(), QString());
    for (const char* state : {"pending", "active", "silent", "suspended", "revoked"}) {
        m_state->addItem(QString(), QString::fromLatin1(state));
    }
    m_group->addItem(QString(), QString());
    shell::setUpTable(*m_table, &m_devices.model());
    m_table->setObjectName(QStringLiteral("devicesTable"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    // PC, system, version, state, last seen, group.
    new shell::ColumnFitter(*m_table, {{.width = 150, .takesRest = true},
                                       {.width = 210, .rank = 2},
                                       {.width = 90, .rank = 3},
                                       {.width = 120},
                                       {.width = 160, .rank = 1},
                                       {.width = 130, .rank = 4}});
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_table, 1);
    list->addWidget(m_facts);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_more);
    list->addLayout(foot);
    states().setContent(content);

    auto* devices = new QWidget(this);
    auto* rows = new QVBoxLayout(devices);
    rows->setContentsMargins(0, 12, 0, 0);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_search, 1);
    tools->addWidget(m_state);
    tools->addWidget(m_group);
    for (QPushButton* button : {m_approve, m_suspend, m_reactivate, m_others, m_revoke}) {
        tools->addWidget(button);
    }
    rows->addLayout(tools);
    rows->addWidget(&states(), 1);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(devices, {});
    m_tabs->addTab(m_codesView, {});
    m_tabs->addTab(m_groupsView, {});
    column()->addWidget(m_tabs, 1);
    buildButtons();
}

void DevicesPage::buildButtons() {
    m_others->setMenu(m_menu);
    m_details = m_menu->addAction({}, this, [this] {
        if (const wire::Device* device = selected()) {
            (new DeviceDetailsDialog(m_devices.session(), *device, this))->open();
        }
    });
    m_menu->addSeparator();
    m_rename = m_menu->addAction({}, this, [this] { ask(Action::Rename); });
    m_move = m_menu->addAction({}, this, [this] { ask(Action::Move); });
    m_ask = m_menu->addAction({}, this, [this] { ask(Action::Ask); });
    m_menu->addSeparator();
    m_wipe = m_menu->addAction({}, this, [this] { ask(Action::Wipe); });
    shell::lockWrites(m_devices.session(), {m_approve}); // the server takes the others in a maintenance too
    shell::lockWrites(m_devices.session(), {m_move, m_ask});
    connect(m_approve, &QPushButton::clicked, this,
            [this] { selected() != nullptr ? ask(Action::Approve) : askApproveAll(); });
    connect(m_suspend, &QPushButton::clicked, this, [this] { ask(Action::Suspend); });
    connect(m_reactivate, &QPushButton::clicked, this, [this] { ask(Action::Reactivate); });
    connect(m_revoke, &QPushButton::clicked, this, [this] { ask(Action::Revoke); });
}

void DevicesPage::connectParts() {
    follow(m_groups);
    connect(m_more, &QPushButton::clicked, &m_devices, &DevicesPresenter::loadMore);
    connect(m_search, &QLineEdit::textChanged, &m_devices, &DevicesPresenter::setSearch);
    connect(m_state, &QComboBox::activated, this, &DevicesPage::filter);
    connect(m_group, &QComboBox::activated, this, &DevicesPage::filter);
    connect(&m_codes, &EnrolmentCodesPresenter::commandDone, &banner(), &ui::Banner::clear);
    connect(&m_codes, &EnrolmentCodesPresenter::commandFailed, this, &DevicesPage::say);
    connect(&m_groups, &DeviceGroupsPresenter::changed, this, &DevicesPage::fillGroups);
    connect(&m_groups, &DeviceGroupsPresenter::rotationEnded, this, [this](bool isComplete) {
        if (isComplete) {
            banner().say(ui::Tone::Good, tr("The face key is replaced."));
        } else if (m_groups.rest().templates + m_groups.rest().receivers > 0) {
            banner().say(ui::Tone::Warning, tr("Another administrator has to do what is left."));
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DevicesPage::refresh);
    connect(&m_devices.session(), &shell::ConsoleSession::closed, this, [this] {
        m_codes.clear();
        m_search->clear();
        m_state->setCurrentIndex(0);
    });
}

void DevicesPage::activate() {
    FeaturePage::activate();
    m_groups.reload();
    m_codes.reload();
}

void DevicesPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    if (asked.queryItemValue(QStringLiteral("tab")) == QStringLiteral("groups")) {
        m_tabs->setCurrentWidget(m_groupsView);
        return;
    }
    m_tabs->setCurrentIndex(0);
    m_search->setText(asked.queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded));
    m_state->setCurrentIndex(qMax(0, m_state->findData(asked.queryItemValue(QStringLiteral("state")))));
    filter();
}

void DevicesPage::filter() {
    m_devices.setFilter(ui::toUtf8(m_state->currentData().toString()),
                        ui::toUtf8(m_group->currentData().toString()));
}

void DevicesPage::fillGroups() {
    const auto names = m_groups.names();
    m_devices.model().setGroupNames(names);
    m_codesView->setGroups(names);
    const QVariant before = m_group->currentData();
    const QSignalBlocker blocker(m_group);
    while (m_group->count() > 1) {
        m_group->removeItem(1);
    }
    for (const auto& [id, name] : names) {
        m_group->addItem(name, ui::toQString(id));
    }
    m_group->setCurrentIndex(qMax(0, m_group->findData(before)));
    m_group->setVisible(names.size() > 1);
}

const wire::Device* DevicesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.size() == 1 ? m_devices.model().row(rows.first().row()) : nullptr;
}

std::vector<wire::Device> DevicesPage::allSelected() const {
    std::vector<wire::Device> devices;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        if (const wire::Device* device = m_devices.model().row(index.row())) {
            devices.push_back(*device);
        }
    }
    return devices;
}

bool DevicesPage::mayApprove() const {
    const auto devices = allSelected();
    return !devices.empty() && std::ranges::all_of(devices, [this](const wire::Device& device) {
        return m_devices.isPossible(Action::Approve, device);
    });
}

QString DevicesPage::factsText() const {
    if (m_devices.approving() > 0) {
        return tr("Taking in PCs: %1 of %2").arg(m_devices.approved()).arg(m_devices.approving());
    }
    if (const wire::Device* device = selected()) {
        return factsOf(*device);
    }
    const auto count = m_table->selectionModel()->selectedRows().size();
    return count > 1 ? tr("Selected: %1 of %2").arg(count).arg(m_devices.total()) : QString();
}

QString DevicesPage::factsOf(const wire::Device& device) const {
    QStringList facts{tr("%1 · version %2 · enrolled %3 · last seen %4")
                          .arg(ui::toQString(device.os), ui::toQString(device.clientVersion),
                               DisplayText::time(device.enrolledAt), DisplayText::time(device.lastSeenAt))};
    if (!device.stateReason.empty()) {
        facts.append(tr("Reason: %1").arg(ui::toQString(device.stateReason)));
    }
    if (device.wipedAt) {
        facts.append(tr("The PC erased itself at %1.").arg(DisplayText::time(device.wipedAt)));
    } else if (device.wipeRequestedAt) {
        facts.append(tr("Asked to erase itself at %1; it has not called since.")
                         .arg(DisplayText::time(device.wipeRequestedAt)));
    }
    return facts.join(QLatin1Char('\n'));
}

void DevicesPage::refresh() {
    const wire::Device* device = selected();
    const auto isPossible = [&](Action action) {
        return device != nullptr && m_devices.isPossible(action, *device);
    };
    m_approve->setVisible(mayApprove() || (device != nullptr && device->state == "pending"));
    m_approve->setEnabled(mayApprove());
    m_suspend->setEnabled(isPossible(Action::Suspend));
    m_reactivate->setEnabled(isPossible(Action::Reactivate));
    m_revoke->setEnabled(isPossible(Action::Revoke));
    m_move->setEnabled(isPossible(Action::Move) && m_groups.names().size() > 1);
    m_rename->setEnabled(isPossible(Action::Rename));
    m_wipe->setEnabled(isPossible(Action::Wipe));
    m_ask->setEnabled(isPossible(Action::Ask));
    m_others->setEnabled(device != nullptr);
    m_facts->setText(factsText());
    m_facts->setVisible(!m_facts->text().isEmpty());
    m_count->setText(tr("PCs: %1").arg(m_devices.total()));
    m_more->setVisible(m_devices.hasMore());
    if (m_devices.isFiltered()) {
        showState({tr("No such PCs"), tr("Widen or clear the filters above.")});
    } else {
        showState({tr("No PCs yet"),
                   tr("Make an enrolment code in the other tab and take its bundle to the first PC.")});
    }
}

void DevicesPage::retranslate() {
    m_tabs->setTabText(0, tr("PCs"));
    m_tabs->setTabText(1, tr("Enrolment codes"));
    m_tabs->setTabText(2, tr("Groups of PCs"));
    m_search->setPlaceholderText(tr("Search PC"));
    m_search->setAccessibleName(tr("Search PC"));
    m_state->setItemText(0, tr("Every state"));
    m_state->setAccessibleName(tr("State"));
    for (int i = 1; i < m_state->count(); ++i) {
        m_state->setItemText(i, DisplayText::deviceState(ui::toUtf8(m_state->itemData(i).toString())));
    }
    m_group->setItemText(0, tr("Every group"));
    m_group->setAccessibleName(tr("Group of PCs"));
    shell::setNamedText(m_approve, tr("Take in"));
    shell::setNamedText(m_suspend, tr("Suspend"));
    shell::setNamedText(m_reactivate, tr("Reactivate"));
    shell::setNamedText(m_revoke, tr("Revoke"));
    shell::setNamedText(m_others, tr("More"));
    shell::setNamedText(m_more, tr("Show more"));
    m_details->setText(tr("Details…"));
    m_rename->setText(tr("Rename…"));
    m_move->setText(tr("Move to another group…"));
    m_wipe->setText(tr("Wipe…"));
    m_ask->setText(tr("Ask for diagnostics…"));
    m_table->setAccessibleName(tr("List of PCs"));
    m_devices.model().retranslate();
    m_codesView->retranslate();
    m_groupsView->retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::devices
