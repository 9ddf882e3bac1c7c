// SPDX-License-Identifier: GPL-3.0-or-later
#include "addresses/addresses_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "addresses/rule_dialog.h"
#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/merge_dialog.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::addresses {

AddressesPage::AddressesPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("addresses", parent)
    , m_addresses(session)
    , m_countdown(new ui::Banner(this))
    , m_own(shell::makeLabel("hint", this))
    , m_table(new QTableView(this))
    , m_add(new QPushButton(this))
    , m_edit(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_discard(new QPushButton(this))
    , m_save(new QPushButton(this)) {
    setPresenter(m_addresses);
    build();
    connect(m_add, &QPushButton::clicked, this, [this] { openRule(std::nullopt); });
    connect(&states(), &ui::StatePanel::emptyActionTriggered, this, [this] { openRule(std::nullopt); });
    connect(m_edit, &QPushButton::clicked, this, [this] { openRule(selected()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_addresses.remove(selected()); });
    connect(m_discard, &QPushButton::clicked, &m_addresses, &AddressesPresenter::discard);
    connect(m_save, &QPushButton::clicked, this, &AddressesPage::save);
    connect(m_countdown, &ui::Banner::actionTriggered, &m_addresses, &AddressesPresenter::confirm);
    connect(&m_addresses, &AddressesPresenter::collided, this, &AddressesPage::askMerge);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AddressesPage::refresh);
    retranslate();
}

void AddressesPage::build() {
    ui::setPart(*m_save, "primary");
    shell::lockWrites(m_addresses.session(), {m_save});
    shell::setUpTable(*m_table, &m_addresses.model());
    new shell::ColumnFitter(*m_table, {{.width = 200},
                                       {.width = 130},
                                       {.width = 110},
                                       {.width = 200, .takesRest = true},
                                       {.width = 160, .rank = 1}});
    states().setContent(m_table);
    column()->addWidget(m_countdown);
    column()->addWidget(m_own);
    column()->addWidget(&states(), 1);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_edit, m_remove}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_save);
    column()->addLayout(buttons);
}

int AddressesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void AddressesPage::openRule(std::optional<int> position) {
    const auto rule =
        position ? std::optional(m_addresses.rules().at(static_cast<std::size_t>(*position))) : std::nullopt;
    auto* dialog = new RuleDialog(rule, m_addresses.ownAddress(), this);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog, position] {
        position ? m_addresses.replace(*position, dialog->rule()) : m_addresses.add(dialog->rule());
        dialog->accept();
    });
    dialog->open();
}

void AddressesPage::save() {
    if (!m_addresses.locksSelfOut()) {
        m_addresses.save();
        return;
    }
    auto* dialog = new shell::TextDialog(
        {tr("You would shut yourself out"),
         tr("With these rules this console, %1, can no longer reach the organisation. They count at once; "
            "after ten minutes "
            "the rules before come back unless somebody inside confirms. Type your address to go on.")
             .arg(m_addresses.ownAddress()),
         tr("Save all the same"), true},
        tr("Your address"), m_addresses.ownAddress(), this);
    connect(dialog, &shell::TextDialog::entered, &m_addresses, &AddressesPresenter::save);
    dialog->open();
}

void AddressesPage::askMerge(const std::vector<AddressesPresenter::Collision>& collisions) {
    std::vector<shell::MergeField> fields;
    for (const AddressesPresenter::Collision& one : collisions) {
        const auto shown = [](const std::optional<wire::IpRule>& rule) {
            if (!rule) {
                return tr("removed");
            }
            QStringList parts{rule->action == "allow" ? tr("Let in") : tr("Refuse")};
            if (!rule->label.empty()) {
                parts.append(ui::toQString(rule->label));
            }
            parts.append(rule->expiresAt ? tr("until %1").arg(models::DisplayText::time(rule->expiresAt))
                                         : tr("for ever"));
            return shell::listText(parts);
        };
        const wire::IpRule& any = one.theirs ? *one.theirs : *one.mine;
        fields.push_back(
            {tr("%1 for %2").arg(ui::toQString(any.range), AddressesPresenter::scopeText(any.scope)),
             shown(one.before), shown(one.theirs), shown(one.mine),
             [this, one] { m_addresses.takeTheirs(one); }});
    }
    shell::mergeFields(tr("the rules"), std::move(fields), this);
}

void AddressesPage::showCountdown() {
    const auto left = m_addresses.secondsLeft();
    if (!left) {
        m_countdown->clear();
        return;
    }
    const QString time = QStringLiteral("%1:%2").arg(*left / 60).arg(*left % 60, 2, 10, QLatin1Char('0'));
    m_countdown->say(ui::Tone::Warning,
                     tr("These rules keep their author out. In %1 the rules before come back.").arg(time),
                     tr("Keep these rules"));
}

void AddressesPage::refresh() {
    const bool isFree = m_addresses.mayManage() && !m_addresses.isBusy();
    m_own->setText(m_addresses.ownAddress().isEmpty()
                       ? QString()
                       : tr("The server sees you at %1.").arg(m_addresses.ownAddress()));
    m_add->setEnabled(isFree);
    m_edit->setEnabled(isFree && selected() >= 0);
    m_remove->setEnabled(isFree && selected() >= 0);
    m_discard->setEnabled(isFree && m_addresses.isChanged());
    m_save->setEnabled(isFree && m_addresses.isChanged());
    showCountdown();
    showState({tr("Everybody may reach the server"),
               tr("Without rules no address is refused. Add one that lets your office in, and save."),
               m_addresses.mayManage() ? tr("Add rule") : QString()});
}

void AddressesPage::retranslate() {
    shell::setNamedText(m_add, tr("Add rule"));
    shell::setNamedText(m_edit, tr("Edit"));
    shell::setNamedText(m_remove, tr("Remove"));
    shell::setNamedText(m_discard, tr("Discard"));
    shell::setNamedText(m_save, tr("Save rules"));
    m_table->setAccessibleName(tr("List of rules"));
    m_addresses.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::addresses
