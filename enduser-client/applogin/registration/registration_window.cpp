// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/registration_window.h"

#include <utility>

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "applogin/registration/entry_page.h"
#include "applogin/registration/form_page.h"
#include "applogin/registration/trial_page.h"
#include "applogin/registration/window_page.h"
#include "ui/error_text.h"
#include "ui/state_panel.h"
#include "ui/theme.h"

namespace kaomon::applogin {

using Phase = RegistrationPresenter::Phase;

RegistrationWindow::RegistrationWindow(RegistrationPresenter& presenter, QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_presenter(presenter)
    , m_panel(new ui::StatePanel)
    , m_title(new QLabel)
    , m_way(new QLabel)
    , m_pages(new QStackedWidget)
    , m_window(new WindowPage(presenter.scout()))
    , m_form(new FormPage(presenter))
    , m_entry(new EntryPage(presenter))
    , m_trial(new TrialPage(presenter))
    , m_message(new QLabel)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_back(new QPushButton(tr("Back")))
    , m_next(new QPushButton) {
    setObjectName(QStringLiteral("registrationWindow"));
    resize(780, 620);
    ui::setPart(*m_title, "title");
    ui::setPart(*m_way, "hint");
    m_panel->setContent(makePages());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_way);
    column->addWidget(m_panel, 1);
    m_next->setDefault(true); // only a button of this dialog already can be
    wire();
    refresh();
}

QWidget* RegistrationWindow::makePages() {
    for (QWidget* page : std::initializer_list<QWidget*>{m_window, m_form, m_entry, m_trial}) {
        m_pages->addWidget(page); // in the order of Page
    }
    m_message->setObjectName(QStringLiteral("registrationMessage"));
    m_message->setWordWrap(true);
    ui::setPart(*m_message, "error");
    m_cancel->setObjectName(QStringLiteral("registrationCancel"));
    m_back->setObjectName(QStringLiteral("registrationBack"));
    m_next->setObjectName(QStringLiteral("registrationNext"));
    m_cancel->setAutoDefault(false);
    m_back->setAutoDefault(false);
    ui::setPart(*m_next, "primary");
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages, 1);
    column->addWidget(m_message);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    column->addLayout(buttons);
    return content;
}

void RegistrationWindow::wire() {
    connect(&m_presenter, &RegistrationPresenter::changed, this, &RegistrationWindow::refresh);
    connect(&m_presenter, &RegistrationPresenter::loaded, this, &RegistrationWindow::begin);
    connect(&m_presenter, &RegistrationPresenter::saved, this, [this] { go(Page::Trial); });
    connect(&m_presenter.trial(), &TrialRun::changed, this, &RegistrationWindow::refreshButtons);
    connect(m_panel, &ui::StatePanel::retryRequested, &m_presenter, &RegistrationPresenter::retry);
    connect(m_panel, &ui::StatePanel::emptyActionTriggered, this,
            [this] { m_presenter.phase() == Phase::Closed ? m_presenter.open() : reject(); });
    connect(m_window, &WindowPage::choiceChanged, this, &RegistrationWindow::refreshButtons);
    connect(m_window, &WindowPage::picked, this, [this] {
        m_presenter.takeWindow();
        go(Page::Form);
    });
    connect(m_form, &FormPage::draftChanged, this, &RegistrationWindow::refreshButtons);
    connect(m_entry, &EntryPage::entryChanged, this, &RegistrationWindow::refreshButtons);
    connect(m_cancel, &QPushButton::clicked, this, &RegistrationWindow::reject);
    connect(m_back, &QPushButton::clicked, this, &RegistrationWindow::back);
    connect(m_next, &QPushButton::clicked, this, &RegistrationWindow::next);
    connect(this, &QDialog::finished, this, [this] {
        m_window->leave();
        m_form->leave();
        m_entry->forget();
    });
}

RegistrationWindow::Page RegistrationWindow::page() const {
    return static_cast<Page>(m_pages->currentIndex());
}

// Where a template is changed, its window need not be open.
void RegistrationWindow::begin() {
    if (std::exchange(m_hasBegun, true)) {
        return; // the vault was opened again: go on where one was
    }
    go(m_presenter.isChange() ? Page::Form : Page::Window);
}

void RegistrationWindow::go(Page page) {
    if (this->page() == Page::Window) {
        m_window->leave();
    } else if (this->page() == Page::Form) {
        m_form->leave();
    } else if (this->page() == Page::Entry) {
        m_entry->leave();
    }
    m_pages->setCurrentIndex(static_cast<int>(page));
    switch (page) {
    case Page::Window:
        m_window->enter();
        break;
    case Page::Form:
        m_form->enter();
        break;
    case Page::Entry:
        m_entry->enter();
        break;
    case Page::Trial:
        m_trial->enter();
        break;
    }
    refresh();
}

void RegistrationWindow::next() {
    switch (page()) {
    case Page::Window:
        m_window->take();
        break;
    case Page::Form:
        go(Page::Entry);
        break;
    case Page::Entry:
        m_presenter.save(m_entry->entry());
        break;
    case Page::Trial:
        accept();
        break;
    }
}

void RegistrationWindow::back() {
    if (page() != Page::Window) {
        go(static_cast<Page>(m_pages->currentIndex() - 1));
    }
}

void RegistrationWindow::refresh() {
    const Phase phase = m_presenter.phase();
    const auto error = m_presenter.error();
    const QString what = m_presenter.isChange() ? tr("Change an application") : tr("Register an application");
    m_title->setText(what);
    //: title of the window: what is done, and the page of how many
    setWindowTitle(tr("%1 (%2 of %3)").arg(what).arg(m_pages->currentIndex() + 1).arg(m_pages->count()));
    if (phase == Phase::Loading) {
        m_panel->showLoading();
    } else if (phase == Phase::Looking) {
        m_panel->showLoading(m_presenter.hint() ? ui::errorText(*m_presenter.hint()).joined()
                                                : tr("Look at the camera…"));
    } else if (phase == Phase::Disabled || phase == Phase::SwitchedOff) {
        m_panel->showEmpty(phase == Phase::Disabled ? tr("Applications are not filled in here")
                                                    : tr("Applications are not registered by people here"),
                           tr("Your administrator has switched this off."), tr("Close"));
    } else if (phase == Phase::Closed) {
        m_panel->showEmpty(tr("Your passwords are locked"),
                           error ? ui::errorText(*error).joined()
                                 : tr("Your face opens them, also without the server."),
                           tr("Open with my face"));
    } else if (phase == Phase::Failed) {
        m_panel->showError(error.value_or(ErrorCode::Internal));
    } else {
        m_panel->showContent();
    }
    m_message->setText(phase == Phase::Ready && error ? ui::errorText(*error).joined() : QString());
    m_message->setVisible(!m_message->text().isEmpty());
    refreshButtons();
}

void RegistrationWindow::refreshButtons() {
    const Page at = page();
    const QString names[] = {tr("Window"), tr("What was understood"), tr("Entry"), tr("Try it out")};
    //: the way through the registration: %1 of %2, and the name of the page
    m_way->setText(tr("Step %1 of %2: %3")
                       .arg(static_cast<int>(at) + 1)
                       .arg(4)
                       .arg(names[static_cast<std::size_t>(at)]));
    const bool isOnTheWay = m_presenter.phase() == Phase::Ready;
    const bool isFine = at == Page::Window  ? m_window->isChosen()
                        : at == Page::Form  ? m_form->problem().isEmpty()
                        : at == Page::Entry ? m_entry->problem().isEmpty()
                                            : !m_presenter.trial().isRunning();
    m_way->setVisible(isOnTheWay || m_presenter.phase() == Phase::Saving);
    m_pages->setEnabled(isOnTheWay);
    m_next->setEnabled(isOnTheWay && isFine);
    m_next->setText(at == Page::Entry ? tr("Save") : at == Page::Trial ? tr("Finish") : tr("Next"));
    m_back->setVisible(at != Page::Window);
    m_back->setEnabled(isOnTheWay && !m_presenter.trial().isRunning());
    m_cancel->setVisible(at != Page::Trial); // there it is kept already
}

void RegistrationWindow::closeEvent(QCloseEvent* event) {
    reject();
    event->accept();
}

} // namespace kaomon::applogin
