// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/key_renewal_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "administrators/recovery_sheet_dialog.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/feature_page.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/write_lock.h"
#include "ui/theme.h"

namespace kaomon::administrators {

KeyRenewalView::KeyRenewalView(KeyRenewalPresenter& presenter, ui::Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_keys(presenter)
    , m_prompts(prompts)
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_note(shell::makeLabel("hint", this))
    , m_work(new QWidget(this))
    , m_bar(new QProgressBar(this))
    , m_left(shell::makeLabel("hint", this))
    , m_stop(new QPushButton(this))
    , m_replace(new QPushButton(this)) {
    build();
    connect(m_replace, &QPushButton::clicked, this, &KeyRenewalView::ask);
    connect(m_stop, &QPushButton::clicked, &presenter, &KeyRenewalPresenter::stop);
    connect(m_states, &ui::StatePanel::retryRequested, &presenter, &KeyRenewalPresenter::reload);
    connect(&presenter, &KeyRenewalPresenter::changed, this, &KeyRenewalView::refresh);
    connect(&presenter, &KeyRenewalPresenter::sheetMade, this,
            [this](const std::shared_ptr<const client::RecoverySheet>& sheet) {
                (new RecoverySheetDialog(sheet, m_keys.session().tenant().server, m_prompts, this))->open();
            });
    retranslate();
}

void KeyRenewalView::build() {
    m_table->setObjectName(QStringLiteral("dueKeysTable"));
    m_replace->setObjectName(QStringLiteral("replaceKeysButton"));
    m_stop->setObjectName(QStringLiteral("stopReplacingButton"));
    m_bar->setObjectName(QStringLiteral("replacingBar"));
    ui::setPart(*m_replace, "primary");
    shell::lockWrites(m_keys.session(), {m_replace});
    shell::setUpTable(*m_table, &m_keys.model());
    new shell::ColumnFitter(*m_table, {{.width = 210, .takesRest = true},
                                       {.width = 260, .takesRest = true},
                                       {.width = 150},
                                       {.width = 150, .rank = 1}});
    m_states->setContent(m_table);
    m_bar->setTextVisible(false);
    m_note->setWordWrap(true);
    auto* progress = new QHBoxLayout(m_work);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_left, 2);
    progress->addWidget(m_stop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_states, 1);
    column->addWidget(m_work);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_replace);
    column->addLayout(buttons);
}

QString KeyRenewalView::question() const {
    const QString receivers =
        tr("The new keys go to %1.").arg(shell::listText(m_keys.receivers())) + QLatin1Char(' ');
    const QString effect = tr("What is sealed from then on opens only for them. What was sealed before stays "
                              "readable for those who could read it. People log on meanwhile as always.");
    return m_keys.dueCount() > 0
               ? receivers + effect
               : tr("Nothing has to be replaced. All keys are replaced all the same, and a new recovery "
                    "sheet is made.") +
                     QLatin1Char(' ') + receivers + effect;
}

void KeyRenewalView::ask() {
    m_prompts.confirm({tr("Replace keys"), question(), tr("Replace keys"), false}, [this](bool isConfirmed) {
        if (isConfirmed) {
            m_keys.replace();
        }
    });
}

void KeyRenewalView::showProgress() {
    m_work->setVisible(m_keys.isReplacing());
    m_bar->setRange(0, qMax(1, m_keys.stepsTotal()));
    m_bar->setValue(m_keys.stepsDone());
    const auto& group = m_keys.progress();
    if (!group) {
        m_left->setText(tr("New keys are made and sealed…"));
        return;
    }
    m_left->setText(tr("%1: left are %2 faces, %3 PCs, %4 administrators")
                        .arg(m_keys.groupAtWork())
                        .arg(group->templatesLeft)
                        .arg(group->devicesLeft)
                        .arg(group->adminsLeft));
}

void KeyRenewalView::refresh() {
    const bool isLoaded =
        m_keys.state() == models::ListState::Content || m_keys.state() == models::ListState::Empty;
    m_replace->setEnabled(isLoaded && m_keys.mayReplace() && !m_keys.isReplacing() && !m_keys.isBusy());
    m_note->setText(m_keys.mayReplace()
                        ? tr("Whoever lost a role may have kept what it opened. New keys make that useless "
                             "for everything from now on.")
                        : tr("An owner replaces them."));
    showProgress();
    shell::showListState(*m_states, m_keys.state(), m_keys.error(),
                         {tr("No key has to be replaced"),
                          tr("When an administrator loses a role or leaves, the keys that he could open "
                             "appear here.")});
}

void KeyRenewalView::retranslate() {
    m_table->setAccessibleName(tr("Keys to be replaced"));
    m_bar->setAccessibleName(tr("Progress of the replacement"));
    shell::setNamedText(m_replace, tr("Replace keys"));
    shell::setNamedText(m_stop, tr("Stop for now"));
    m_keys.model().retranslate();
    refresh();
}

} // namespace kaomon::administrators
