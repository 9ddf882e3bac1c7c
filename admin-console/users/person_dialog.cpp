// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/person_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

#include "domain/role.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/feature_page.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/reason_dialog.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::users {

PersonDialog::PersonDialog(shell::ConsoleSession& session, const wire::User& user, Tab tab,
                           ui::Prompts& prompts, QWidget* parent)
    : FormDialog({ui::toQString(user.displayName), {}, {}}, parent)
    , m_history(session)
    , m_faces(session)
    , m_accesses(session, [this](const TemplateId& face) { return nameOf(face); })
    , m_prompts(prompts)
    , m_login(ui::toQString(user.login))
    , m_historyStates(new ui::StatePanel(this))
    , m_more(new QPushButton(this))
    , m_faceStates(new ui::StatePanel(this))
    , m_accessStates(new ui::StatePanel(this))
    , m_moreAccesses(new QPushButton(this))
    , m_table(new QTableView(this))
    , m_accept(new QPushButton(this))
    , m_refuse(new QPushButton(this))
    , m_remove(new QPushButton(this)) {
    resize(880, 560);
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(makeTimeline(), tr("Timeline"));
    tabs->addTab(makeFaces(), tr("Enrolled faces"));
    QWidget* accesses = makeAccesses();
    if (session.mayManage() || domain::roleFromWire(session.user().role) == domain::Role::Auditor) {
        tabs->addTab(accesses, tr("Handed out to"));
        connect(tabs, &QTabWidget::currentChanged, this, [this, tabs, accesses, id = user.id] {
            if (tabs->currentWidget() == accesses && !std::exchange(m_hasAskedAccesses, true)) {
                m_accesses.show(id); // not before somebody looks at it
            }
        });
    } else {
        accesses->hide();
    }
    tabs->setCurrentIndex(tab);
    body()->addWidget(tabs, 1);
    connect(&m_history, &PersonHistoryPresenter::changed, this, &PersonDialog::refresh);
    connect(&m_faces, &FacesPresenter::changed, this, &PersonDialog::refresh);
    connect(&m_faces, &FacesPresenter::changed, this, [this] { m_accesses.model().retranslate(); });
    connect(&m_accesses, &FaceAccessPresenter::changed, this, &PersonDialog::refresh);
    connect(&m_faces, &FacesPresenter::commandFailed, this, &FormDialog::say);
    connect(&m_faces, &FacesPresenter::facesChanged, this, &PersonDialog::facesChanged);
    connect(m_historyStates, &ui::StatePanel::retryRequested, &m_history, &PersonHistoryPresenter::reload);
    connect(m_faceStates, &ui::StatePanel::retryRequested, &m_faces, &FacesPresenter::reload);
    connect(m_accessStates, &ui::StatePanel::retryRequested, &m_accesses, &FaceAccessPresenter::reload);
    connect(&session, &shell::ConsoleSession::closed, this, &QDialog::reject);
    m_history.show(user.id);
    m_faces.show(user.id);
    refresh();
}

QWidget* PersonDialog::makeTimeline() {
    auto* table = new QTableView(this);
    shell::setUpTable(*table, &m_history.model());
    table->setAccessibleName(tr("Timeline"));
    new shell::ColumnFitter(
        *table,
        {{.width = 160}, {.width = 230}, {.width = 250, .takesRest = true}, {.width = 150, .rank = 1}});
    shell::setNamedText(m_more, tr("Show older entries"));
    shell::setList(*m_historyStates, *table, *m_more);
    connect(m_more, &QPushButton::clicked, &m_history, &PersonHistoryPresenter::loadMore);
    return m_historyStates;
}

QWidget* PersonDialog::makeFaces() {
    shell::setUpTable(*m_table, &m_faces.model());
    m_table->setAccessibleName(tr("Enrolled faces"));
    new shell::ColumnFitter(*m_table, {{.width = 120, .takesRest = true},
                                       {.width = 150},
                                       {.width = 95, .rank = 2},
                                       {.width = 75},
                                       {.width = 150, .rank = 1},
                                       {.width = 120, .rank = 3},
                                       {.width = 120}});
    shell::setNamedText(m_accept, tr("Accept the face"));
    shell::setNamedText(m_refuse, tr("Refuse the face…"));
    shell::setNamedText(m_remove, tr("Delete the face"));
    shell::lockWrites(m_faces.session(), {m_accept, m_refuse, m_remove});
    ui::setPart(*m_remove, "danger");
    ui::setPart(*m_refuse, "danger");
    m_faceStates->setContent(m_table);
    auto* note = shell::makeLabel("hint", this);
    note->setText(tr("A face is kept as numbers that only the PCs can open; there is no picture of it."));
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_faceStates, 1);
    column->addWidget(note);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_accept);
    buttons->addWidget(m_refuse);
    buttons->addWidget(m_remove);
    column->addLayout(buttons);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PersonDialog::refresh);
    connect(m_accept, &QPushButton::clicked, this, &PersonDialog::acceptSelected);
    connect(m_refuse, &QPushButton::clicked, this, &PersonDialog::askRefuse);
    connect(m_remove, &QPushButton::clicked, this, &PersonDialog::askRemove);
    return tab;
}

QWidget* PersonDialog::makeAccesses() {
    auto* table = new QTableView(this);
    shell::setUpTable(*table, &m_accesses.model());
    table->setAccessibleName(tr("Handed out to"));
    new shell::ColumnFitter(*table, {{.width = 220, .takesRest = true},
                                     {.width = 130, .rank = 2},
                                     {.width = 160, .rank = 1},
                                     {.width = 160},
                                     {.width = 70, .rank = 3}});
    shell::setNamedText(m_moreAccesses, tr("Show older entries"));
    shell::setList(*m_accessStates, *table, *m_moreAccesses);
    connect(m_moreAccesses, &QPushButton::clicked, &m_accesses, &FaceAccessPresenter::loadMore);
    auto* note = shell::makeLabel("hint", this);
    note->setText(
        tr("Each time that the server hands out a sealed face it is noted here. PCs open it to compare; "
           "consoles cannot."));
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_accessStates, 1);
    column->addWidget(note);
    return tab;
}

QString PersonDialog::nameOf(const TemplateId& face) const {
    for (int row = 0; row < m_faces.model().rowCount(); ++row) {
        if (m_faces.model().row(row)->id == face) {
            return ui::toQString(m_faces.model().row(row)->label);
        }
    }
    return {};
}

const wire::FaceTemplate* PersonDialog::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_faces.model().row(rows.first().row());
}

void PersonDialog::acceptSelected() {
    const wire::FaceTemplate face = *selected();
    if (!FacesPresenter::isWaiting(face)) {
        m_faces.accept(face);
        return;
    }
    m_prompts.confirm(
        {tr("Approve the face"),
         tr("From then on it opens this person's accounts. There is no picture of it: make sure that "
            "the person himself enrolled it, at this time and on this PC."),
         tr("Approve"), false},
        [this, face](bool isConfirmed) {
            if (isConfirmed) {
                m_faces.approve(face);
            }
        });
}

void PersonDialog::askRefuse() {
    auto* dialog = new shell::ReasonDialog(
        {tr("Refuse the face"), tr("It is erased. The person is shown the reason and can enrol again."),
         tr("Refuse"), true},
        this);
    connect(dialog, &shell::ReasonDialog::confirmed, this,
            [this, face = *selected()](const QString& reason) { m_faces.refuse(face, reason); });
    dialog->follow(m_faces);
    dialog->open();
}

// It does not come back: the login name has to be typed.
void PersonDialog::askRemove() {
    auto* dialog = new shell::TextDialog(
        {tr("Delete the face"),
         tr("This enrolment is erased from the server and from every PC. Without another one the "
            "person logs on by password. Type the login name %1 to go on.")
             .arg(m_login),
         tr("Delete"), true},
        tr("Login name"), m_login, this);
    connect(dialog, &shell::TextDialog::entered, this, [this, face = *selected()] { m_faces.remove(face); });
    dialog->follow(m_faces);
    dialog->open();
}

void PersonDialog::refresh() {
    const wire::FaceTemplate* face = selected();
    const bool isFree = face != nullptr && m_faces.mayManage() && !m_faces.isBusy();
    const bool waits = face != nullptr && FacesPresenter::isWaiting(*face);
    m_accept->setVisible(face != nullptr && (waits || face->review.has_value()));
    m_accept->setEnabled(isFree && (!waits || m_faces.mayDecide(*face)));
    shell::setNamedText(m_accept, waits ? tr("Approve the face") : tr("Accept the face"));
    m_refuse->setVisible(waits);
    m_refuse->setEnabled(isFree && waits && m_faces.mayDecide(*face));
    m_remove->setEnabled(isFree);
    m_more->setVisible(m_history.hasMore());
    m_moreAccesses->setVisible(m_accesses.hasMore());
    shell::showListState(
        *m_historyStates, m_history.state(), m_history.error(),
        {tr("Nothing has happened yet"), tr("Logons by face and acts of administrators appear here.")});
    shell::showListState(
        *m_faceStates, m_faces.state(), m_faces.error(),
        {tr("No face is enrolled"), tr("The person enrols it on a PC, in the Kaomon client.")});
    shell::showListState(
        *m_accessStates, m_accesses.state(), m_accesses.error(),
        {tr("Nobody was given a face"), tr("PCs fetch it when they next talk to the server.")});
}

} // namespace kaomon::users
