// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/applications_pane.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::vaultpage {

namespace {

QString programOf(const Application& application) {
    if (application.form) {
        for (const applogin::SignalRule& rule : application.form->signalRules) {
            if (rule.kind == applogin::SignalKind::Executable) {
                return QFileInfo(ui::toQString(rule.pattern.text())).fileName();
            }
        }
    }
    return {};
}

} // namespace

ApplicationsPane::ApplicationsPane(VaultPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_table(new QTableWidget(0, 4))
    , m_message(new QLabel)
    , m_register(new QPushButton)
    , m_change(new QPushButton)
    , m_duplicate(new QPushButton)
    , m_toggle(new QPushButton)
    , m_import(new QPushButton)
    , m_export(new QPushButton)
    , m_delete(new QPushButton)
    , m_reallyDelete(new QPushButton) {
    m_table->setObjectName(QStringLiteral("applications"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_message->setObjectName(QStringLiteral("applicationsMessage"));
    m_message->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addWidget(m_message);
    column->addWidget(makeButtons());
    wire();
    retranslate();
}

QWidget* ApplicationsPane::makeButtons() {
    m_register->setObjectName(QStringLiteral("applicationRegister"));
    m_change->setObjectName(QStringLiteral("applicationChange"));
    m_duplicate->setObjectName(QStringLiteral("applicationDuplicate"));
    m_toggle->setObjectName(QStringLiteral("applicationToggle"));
    m_import->setObjectName(QStringLiteral("applicationImport"));
    m_export->setObjectName(QStringLiteral("applicationExport"));
    m_delete->setObjectName(QStringLiteral("applicationDelete"));
    m_reallyDelete->setObjectName(QStringLiteral("applicationReallyDelete"));
    ui::setPart(*m_register, "primary");
    ui::setPart(*m_reallyDelete, "danger");
    auto* buttons = new QWidget;
    auto* column = new QVBoxLayout(buttons);
    column->setContentsMargins(0, 0, 0, 0);
    auto* first = new QHBoxLayout;
    first->addWidget(m_register);
    first->addStretch();
    first->addWidget(m_import);
    first->addWidget(m_export);
    auto* second = new QHBoxLayout;
    second->addWidget(m_change);
    second->addWidget(m_duplicate);
    second->addWidget(m_toggle);
    second->addStretch();
    second->addWidget(m_delete);
    second->addWidget(m_reallyDelete);
    column->addLayout(second);
    column->addLayout(first);
    return buttons;
}

void ApplicationsPane::wire() {
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        m_isAsking = false;
        refresh();
    });
    connect(m_register, &QPushButton::clicked, this, [this] { emit registrationRequested({}); });
    connect(m_change, &QPushButton::clicked, this, [this] {
        if (chosen() != nullptr) {
            const QString id = chosen()->id; // the list is made anew meanwhile
            emit registrationRequested(id);
        }
    });
    connect(m_duplicate, &QPushButton::clicked, this, [this] {
        if (const Application* one = chosen()) {
            //: the name of a copy of an application
            m_presenter.duplicateApplication(QString(one->id), tr("%1 (copy)").arg(one->title));
        }
    });
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (const Application* one = chosen(); one != nullptr && one->form) {
            m_presenter.setApplicationEnabled(QString(one->id), !one->form->isEnabled);
        }
    });
    connect(m_import, &QPushButton::clicked, this, &ApplicationsPane::importRequested);
    connect(m_export, &QPushButton::clicked, this, [this] {
        QStringList ids;
        for (const Application& one : m_shown) {
            if (one.form && (chosen() == nullptr || chosen() == &one)) {
                ids.append(one.id);
            }
        }
        emit exportRequested(ids);
    });
    connect(m_delete, &QPushButton::clicked, this, [this] {
        m_isAsking = !m_isAsking;
        refresh();
    });
    connect(m_reallyDelete, &QPushButton::clicked, this, [this] {
        if (const Application* one = chosen()) {
            const QString id = one->id;
            m_isAsking = false;
            m_presenter.remove(id);
        }
    });
}

void ApplicationsPane::setRegistering(bool isRegistering) {
    m_isRegistering = isRegistering;
    refresh();
}

const Application* ApplicationsPane::chosen() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    const auto row = rows.isEmpty() ? m_shown.size() : static_cast<std::size_t>(rows.front().row());
    return row < m_shown.size() ? &m_shown[row] : nullptr;
}

QString ApplicationsPane::stateOf(const Application& application) const {
    if (!application.form) {
        return tr("Made by a newer version");
    }
    if (!application.form->isEnabled) {
        return tr("Switched off");
    }
    if (application.isOfCompany) {
        return application.entries.isEmpty() ? tr("From your company; add your password under \"Passwords\"")
                                             : tr("From your company");
    }
    return application.entries.isEmpty() ? tr("No entry") : QString();
}

QString ApplicationsPane::messageText() const {
    if (m_isAsking) {
        return tr("The application is deleted on every PC; its entries stay. This cannot be undone.");
    }
    if (m_presenter.error()) {
        return ui::errorText(*m_presenter.error()).joined();
    }
    if (!m_presenter.mayTeach()) {
        return tr("Your administrator has switched off that people register applications themselves.");
    }
    if (m_isRegistering) {
        return tr("The registration has a window of its own.");
    }
    return m_shown.empty()
               ? tr("No application yet. Open the sign-in of one and register it: from then on your "
                    "face fills it in.")
               : QString();
}

void ApplicationsPane::refresh() {
    const QString kept = chosen() != nullptr ? chosen()->id : QString();
    const bool isReady = m_presenter.phase() == VaultPresenter::Phase::Open;
    const QSignalBlocker quiet(m_table);
    m_shown = m_presenter.applications();
    m_table->clearSelection();
    m_table->setRowCount(static_cast<int>(m_shown.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Application& one = m_shown[static_cast<std::size_t>(row)];
        int column = 0;
        for (const QString& text :
             {one.title, programOf(one), one.entries.join(QStringLiteral(", ")), stateOf(one)}) {
            m_table->setItem(row, column++, new QTableWidgetItem(text));
        }
        if (one.id == kept) {
            m_table->selectRow(row);
        }
    }
    const Application* one = chosen();
    const bool isOwn = one != nullptr && !one->isOfCompany;
    const bool mayChange = isReady && m_presenter.mayTeach() && isOwn && one->form;
    m_register->setEnabled(isReady && m_presenter.mayTeach() && !m_isRegistering);
    m_change->setEnabled(mayChange && !m_isRegistering);
    m_duplicate->setEnabled(mayChange);
    m_toggle->setEnabled(mayChange);
    m_toggle->setText(one != nullptr && one->form && !one->form->isEnabled ? tr("Switch on")
                                                                           : tr("Switch off"));
    m_import->setEnabled(isReady && m_presenter.mayTeach());
    m_export->setEnabled(isReady && !m_shown.empty());
    m_delete->setEnabled(isReady && isOwn);
    m_delete->setText(m_isAsking ? tr("Keep") : tr("Delete…"));
    m_reallyDelete->setVisible(m_isAsking && one != nullptr);
    m_message->setText(messageText());
    m_message->setVisible(!m_message->text().isEmpty());
}

void ApplicationsPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void ApplicationsPane::retranslate() {
    m_table->setHorizontalHeaderLabels({tr("Application"), tr("Program"), tr("Entries"), tr("State")});
    m_table->setAccessibleName(tr("Applications"));
    m_register->setText(tr("Register an application…"));
    m_change->setText(tr("Change…"));
    m_duplicate->setText(tr("Duplicate"));
    m_import->setText(tr("Import…"));
    m_export->setText(tr("Export…"));
    m_reallyDelete->setText(tr("Delete now"));
    refresh();
}

} // namespace kaomon::vaultpage
