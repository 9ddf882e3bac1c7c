// SPDX-License-Identifier: GPL-3.0-or-later
#include "mydata/my_data_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/state_panel.h"
#include "ui/theme.h"

namespace kaomon::mydata {

using Phase = MyDataPresenter::Phase;

MyDataPage::MyDataPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_about(new QLabel)
    , m_panel(new ui::StatePanel)
    , m_person(new QLabel)
    , m_consent(new QLabel)
    , m_faces(new QTableWidget(0, 3))
    , m_message(new QLabel)
    , m_save(new QPushButton)
    , m_withdraw(new QPushButton)
    , m_reallyWithdraw(new QPushButton)
    , m_keep(new QPushButton) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_about, "hint");
    m_about->setWordWrap(true);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("myDataMessage"));
    m_person->setObjectName(QStringLiteral("myDataPerson"));
    m_consent->setObjectName(QStringLiteral("myDataConsent"));
    m_faces->setObjectName(QStringLiteral("myDataFaces"));
    m_save->setObjectName(QStringLiteral("myDataSave"));
    m_withdraw->setObjectName(QStringLiteral("myDataWithdraw"));
    m_reallyWithdraw->setObjectName(QStringLiteral("myDataReallyWithdraw"));
    m_keep->setObjectName(QStringLiteral("myDataKeep"));
    m_faces->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_faces->setSelectionMode(QAbstractItemView::NoSelection);
    m_faces->verticalHeader()->hide();
    m_faces->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_person, m_consent, m_faces, m_message}) {
        inside->addWidget(widget);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addStretch();
    for (QPushButton* button : {m_keep, m_withdraw, m_reallyWithdraw}) {
        buttons->addWidget(button);
    }
    inside->addLayout(buttons);
    m_panel->setContent(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_panel, 1);
    connect(&m_presenter, &MyDataPresenter::changed, this, &MyDataPage::refresh);
    connect(m_panel, &ui::StatePanel::retryRequested, &m_presenter, &MyDataPresenter::load);
    connect(m_save, &QPushButton::clicked, this, &MyDataPage::save);
    connect(m_withdraw, &QPushButton::clicked, this, [this] { askAgain(true); });
    connect(m_keep, &QPushButton::clicked, this, [this] { askAgain(false); });
    connect(m_reallyWithdraw, &QPushButton::clicked, this, [this] {
        m_isAsking = false;
        m_presenter.withdrawConsent();
    });
    setFocusProxy(m_save);
    retranslate();
}

void MyDataPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_isAsking = false;
    m_presenter.load();
}

void MyDataPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void MyDataPage::askAgain(bool isAsking) {
    m_isAsking = isAsking;
    refresh();
    (isAsking ? m_keep : m_withdraw)->setFocus();
}

void MyDataPage::refresh() {
    const Phase phase = m_presenter.phase();
    if (phase == Phase::Empty || phase == Phase::Loading) {
        m_panel->showLoading();
        return;
    }
    if (phase == Phase::Failed) {
        m_panel->showError(m_presenter.error().value_or(ErrorCode::Internal));
        return;
    }
    m_panel->showContent();
    const MyData& kept = m_presenter.data();
    m_person->setText(tr("Person: %1 (%2)").arg(kept.displayName, kept.login));
    m_consent->setText(kept.consentVersion.isEmpty()
                           ? tr("Consent: none given on this PC")
                           : tr("Consent: given to version %1 of the text").arg(kept.consentVersion));
    fillTable();
    const bool isErasing = phase == Phase::Erasing;
    const bool hasAnything = !kept.faces.empty() || !kept.consentVersion.isEmpty();
    m_save->setEnabled(!isErasing);
    m_withdraw->setVisible(!m_isAsking && phase != Phase::Erased);
    m_withdraw->setEnabled(hasAnything && !isErasing);
    m_reallyWithdraw->setVisible(m_isAsking);
    m_keep->setVisible(m_isAsking);
    if (m_isAsking) {
        m_message->setText(
            tr("Your faces are erased on the server and on this PC now, and on other PCs as soon "
               "as they are in contact with the server. Face logon stops for you; your password "
               "goes on working. This cannot be undone."));
    } else if (phase == Phase::Erased) {
        m_message->setText(tr("Your consent has been withdrawn, and %n face(s) have been erased.", "",
                              m_presenter.erasedFaces()));
    } else if (isErasing) {
        m_message->setText(tr("Erasing…"));
    } else {
        m_message->setText(m_presenter.error() ? ui::errorText(*m_presenter.error()).joined() : QString());
    }
}

void MyDataPage::fillTable() {
    const auto& faces = m_presenter.data().faces;
    m_faces->setRowCount(static_cast<int>(faces.size()));
    for (int row = 0; row < m_faces->rowCount(); ++row) {
        const KeptFace& face = faces[static_cast<std::size_t>(row)];
        const QString label = face.label.isEmpty() ? tr("(no label)") : face.label;
        const QString time = QLocale().toString(face.createdAt.toLocalTime(), QLocale::ShortFormat);
        int column = 0;
        for (const QString& text : {label, time, face.modelId}) {
            m_faces->setItem(row, column++, new QTableWidgetItem(text));
        }
    }
}

void MyDataPage::save() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save a copy of my data"), QStringLiteral("kaomon-my-data.json"), tr("JSON files (*.json)"));
    if (path.isEmpty()) {
        return;
    }
    QSaveFile file(path);
    const QByteArray bytes = m_presenter.exported();
    const bool isSaved =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    m_message->setText(
        isSaved ? tr("Saved: %1").arg(path)
                : tr("The file could not be written: %1. Choose another folder.").arg(file.errorString()));
}

void MyDataPage::retranslate() {
    m_title->setText(tr("My data"));
    m_about->setText(
        tr("What Kaomon keeps of you. Faces are kept as numbers under a key that the server does not "
           "have; no photograph is kept."));
    m_faces->setHorizontalHeaderLabels({tr("Face"), tr("Enrolled on"), tr("Model")});
    m_faces->setAccessibleName(tr("Faces that are kept"));
    m_save->setText(tr("Save a copy…"));
    m_withdraw->setText(tr("Withdraw consent and erase my faces…"));
    m_reallyWithdraw->setText(tr("Erase now"));
    m_keep->setText(tr("Keep"));
    refresh();
}

} // namespace kaomon::mydata
