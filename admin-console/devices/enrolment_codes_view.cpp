// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/enrolment_codes_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "devices/issued_code_dialog.h"
#include "devices/new_code_dialog.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::devices {

using models::ListState;

EnrolmentCodesView::EnrolmentCodesView(EnrolmentCodesPresenter& presenter, ui::Prompts& prompts,
                                       QString bundlePath, QWidget* parent)
    : QWidget(parent)
    , m_codes(presenter)
    , m_prompts(prompts)
    , m_bundlePath(std::move(bundlePath))
    , m_new(new QPushButton(this))
    , m_revoke(new QPushButton(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this)) {
    ui::setPart(*m_new, "primary");
    shell::lockWrites(m_codes.session(), {m_new, m_revoke});
    shell::setUpTable(*m_table, &m_codes.model());
    // Label, state, uses, valid until, created.
    new shell::ColumnFitter(*m_table, {{.width = 180, .takesRest = true},
                                       {.width = 120},
                                       {.width = 100, .rank = 1},
                                       {.width = 160},
                                       {.width = 160, .rank = 2}});
    m_states->setContent(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_revoke);
    buttons->addWidget(m_new);
    column->addLayout(buttons);
    column->addWidget(m_states, 1);
    connect(m_new, &QPushButton::clicked, this, &EnrolmentCodesView::askForNew);
    connect(m_revoke, &QPushButton::clicked, this, &EnrolmentCodesView::askForRevoke);
    connect(m_states, &ui::StatePanel::retryRequested, &m_codes, &EnrolmentCodesPresenter::reload);
    connect(&m_codes, &EnrolmentCodesPresenter::changed, this, &EnrolmentCodesView::refresh);
    connect(&m_codes, &EnrolmentCodesPresenter::issued, this, [this](const IssuedCode& code) {
        (new IssuedCodeDialog(code, m_prompts, m_bundlePath, this))->open();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EnrolmentCodesView::refresh);
    retranslate();
}

void EnrolmentCodesView::askForNew() {
    (new NewCodeDialog(m_codes, m_groups, this))->open();
}

const wire::EnrolmentCode* EnrolmentCodesView::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_codes.model().row(rows.first().row());
}

void EnrolmentCodesView::askForRevoke() {
    const wire::EnrolmentCode* code = selected();
    if (code == nullptr) {
        return;
    }
    m_prompts.confirm({tr("Revoke enrolment code"),
                       tr("No further PC can be enrolled with the code \"%1\". PCs that have joined stay.")
                           .arg(ui::toQString(code->label)),
                       tr("Revoke"), true},
                      [this, chosen = *code](bool isConfirmed) {
                          if (isConfirmed) {
                              m_codes.revoke(chosen);
                          }
                      });
}

void EnrolmentCodesView::refresh() {
    const wire::EnrolmentCode* code = selected();
    m_new->setEnabled(m_codes.mayManage() && !m_codes.isBusy());
    m_revoke->setEnabled(m_codes.mayManage() && !m_codes.isBusy() && code != nullptr &&
                         code->state == "open");
    switch (m_codes.state()) {
    case ListState::Loading:
        m_states->showLoading();
        break;
    case ListState::Failed:
        m_states->showError(m_codes.listError().value_or(ErrorCode::Internal));
        break;
    case ListState::Empty:
        m_states->showEmpty(tr("No enrolment codes"),
                            tr("A code brings one or more PCs into the organisation."));
        break;
    case ListState::Content:
        m_states->showContent();
        break;
    }
}

void EnrolmentCodesView::retranslate() {
    shell::setNamedText(m_new, tr("New enrolment code"));
    shell::setNamedText(m_revoke, tr("Revoke code"));
    m_table->setAccessibleName(tr("List of enrolment codes"));
    m_codes.model().retranslate();
    refresh();
}

} // namespace kaomon::devices
