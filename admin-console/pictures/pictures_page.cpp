// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/pictures_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/local_text.h"
#include "shell/reason_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"

namespace kaomon::pictures {
namespace {

using models::DisplayText;

constexpr int kImageWidth = 300;

} // namespace

PicturesPage::PicturesPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("pictures", parent)
    , m_pictures(session)
    , m_accesses(session)
    , m_tabs(new QTabWidget(this))
    , m_table(new QTableView(this))
    , m_more(new QPushButton(this))
    , m_panel(new shell::FactPanel(this))
    , m_image(new QLabel(this))
    , m_open(m_panel->addButton())
    , m_accessStates(new ui::StatePanel(this))
    , m_accessTable(new QTableView(this))
    , m_moreAccesses(new QPushButton(this))
    , m_quota(shell::makeLabel("hint", this)) {
    setPresenter(m_pictures);
    follow(m_accesses);
    build();
    connectParts();
    retranslate();
}

void PicturesPage::build() {
    shell::lockWrites(m_pictures.session(), {m_open}); // an opening is noted
    m_tabs->setDocumentMode(true);
    shell::setUpTable(*m_table, &m_pictures.model());
    new shell::ColumnFitter(*m_table, {{.width = 150},
                                       {.width = 130, .takesRest = true},
                                       {.width = 110},
                                       {.width = 90, .rank = 3},
                                       {.width = 100, .rank = 2},
                                       {.width = 110, .rank = 1}});
    m_image->setAlignment(Qt::AlignCenter);
    m_image->setObjectName(QStringLiteral("refusedPicture"));
    m_panel->addWidget(m_image);
    shell::setList(states(), *m_table, *m_more);
    auto* first = new QWidget(this);
    auto* row = new QHBoxLayout(first);
    row->setContentsMargins(0, 12, 0, 0);
    row->setSpacing(16);
    row->addWidget(&states(), 1);
    row->addWidget(m_panel);
    m_tabs->addTab(first, QString());
    m_tabs->addTab(accessesTab(), QString());
    column()->addWidget(m_tabs, 1);
}

QWidget* PicturesPage::accessesTab() {
    shell::setUpTable(*m_accessTable, &m_accesses.model());
    new shell::ColumnFitter(*m_accessTable, {{.width = 150},
                                             {.width = 110, .rank = 1},
                                             {.width = 100},
                                             {.width = 110},
                                             {.width = 220, .takesRest = true},
                                             {.width = 140, .rank = 2}});
    auto* second = new QWidget(this);
    auto* inside = new QWidget(this);
    auto* column2 = new QVBoxLayout(inside);
    column2->setContentsMargins(0, 0, 0, 0);
    column2->addWidget(m_accessTable, 1);
    column2->addWidget(m_moreAccesses, 0, Qt::AlignRight);
    m_accessStates->setContent(inside);
    auto* column3 = new QVBoxLayout(second);
    column3->setContentsMargins(0, 12, 0, 0);
    column3->addWidget(m_accessStates, 1);
    column3->addWidget(m_quota);
    return second;
}

void PicturesPage::connectParts() {
    connect(m_more, &QPushButton::clicked, &m_pictures, &PicturesPresenter::loadMore);
    connect(m_moreAccesses, &QPushButton::clicked, &m_accesses, &AccessesPresenter::loadMore);
    connect(m_open, &QPushButton::clicked, this, &PicturesPage::askReason);
    connect(m_accessStates, &ui::StatePanel::retryRequested, &m_accesses, &AccessesPresenter::reload);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PicturesPage::select);
    connect(&m_pictures, &PicturesPresenter::commandDone, &m_accesses, &AccessesPresenter::reload);
}

void PicturesPage::activate() {
    if (!m_pictures.mayView() && m_accesses.mayView()) {
        m_tabs->setCurrentIndex(Accesses); // an owner sees who looked, not what
    }
    m_pictures.reload();
    m_accesses.reload();
}

void PicturesPage::deactivate() {
    m_pictures.forget();
    FeaturePage::deactivate();
}

void PicturesPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    m_tabs->setCurrentIndex(Pictures);
    m_pictures.setUser(ui::toUtf8(asked.queryItemValue(QStringLiteral("user"))));
    m_pictures.setDevice(ui::toUtf8(asked.queryItemValue(QStringLiteral("device"))));
}

const wire::Evidence* PicturesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_pictures.model().row(rows.first().row());
}

void PicturesPage::select() {
    const wire::Evidence* picture = selected();
    if (picture == nullptr || picture->id != m_pictures.opened()) {
        m_pictures.forget();
    }
    refresh();
}

void PicturesPage::askReason() {
    const wire::Evidence* picture = selected();
    if (picture == nullptr) {
        return;
    }
    auto* dialog = new shell::ReasonDialog(
        {tr("Open picture"),
         tr("You will see the face of somebody who was refused. That you opened it, and the reason that you "
            "give here, can be read by owners and auditors."),
         tr("Open picture"), false},
        this);
    connect(dialog, &shell::ReasonDialog::confirmed, this,
            [this, id = picture->id](const QString& reason) { m_pictures.open(id, ui::toUtf8(reason)); });
    dialog->follow(m_pictures);
    dialog->open();
}

void PicturesPage::showPanel() {
    const wire::Evidence* picture = selected();
    if (picture == nullptr) {
        m_panel->clear();
        return;
    }
    const bool isComplete = picture->state == "complete";
    m_panel->display({tr("Somebody was refused"),
                      isComplete ? ui::Tone::Good : ui::Tone::Neutral,
                      isComplete ? tr("Complete") : tr("On its way"),
                      {},
                      {{tr("Taken"), DisplayText::time(picture->takenAt)},
                       {tr("PC"), ui::toQString(picture->deviceName)},
                       {tr("PC of"), ui::toQString(picture->login.value_or(""))},
                       {tr("Received"), DisplayText::time(picture->createdAt)},
                       {tr("Erased on"), DisplayText::time(picture->expiresAt)}}});
    const bool isShown = picture->id == m_pictures.opened() && !m_pictures.image().isNull();
    m_image->setVisible(isShown);
    if (isShown) {
        const qreal ratio = devicePixelRatioF();
        QPixmap pixmap = QPixmap::fromImage(m_pictures.image())
                             .scaledToWidth(qRound(kImageWidth * ratio), Qt::SmoothTransformation);
        pixmap.setDevicePixelRatio(ratio);
        m_image->setPixmap(pixmap);
    } else {
        m_image->clear();
    }
    m_open->setVisible(!isShown);
    m_open->setEnabled(isComplete && !m_pictures.isBusy());
}

QString PicturesPage::quotaText() const {
    QStringList parts;
    for (const wire::BlobQuota& quota : m_accesses.quotas()) {
        parts.append(quota.kind == "image"
                         ? tr("Pictures take %1 of %2.")
                               .arg(shell::bytesText(quota.used), shell::bytesText(quota.limit))
                         : tr("Diagnostics take %1 of %2.")
                               .arg(shell::bytesText(quota.used), shell::bytesText(quota.limit)));
    }
    return parts.join(QLatin1Char(' '));
}

void PicturesPage::refresh() {
    m_more->setVisible(m_pictures.hasMore());
    m_moreAccesses->setVisible(m_accesses.hasMore());
    m_quota->setText(quotaText());
    showPanel();
    if (m_pictures.mayView()) {
        showState({tr("No pictures"),
                   tr("Where the setting for pictures of refused people is on, PCs send them here.")});
    } else {
        showState({tr("Only image viewers see these pictures"),
                   tr("Give somebody the role on the page Administrators; not even owners have it by "
                      "themselves.")});
    }
    shell::showListState(
        *m_accessStates, m_accesses.state(), m_accesses.error(),
        m_accesses.mayView()
            ? shell::EmptyText{tr("Nobody has opened anything"),
                               tr("Each opening of a picture or of diagnostics is written here.")}
            : shell::EmptyText{tr("Only owners and auditors see the openings"), {}});
}

void PicturesPage::retranslate() {
    m_tabs->setTabText(Pictures, tr("Pictures"));
    m_tabs->setTabText(Accesses, tr("Who opened what"));
    shell::setNamedText(m_more, tr("Show older pictures"));
    shell::setNamedText(m_moreAccesses, tr("Show older openings"));
    shell::setNamedText(m_open, tr("Open picture"));
    m_image->setAccessibleName(tr("Picture of the refused person"));
    m_table->setAccessibleName(tr("List of pictures"));
    m_accessTable->setAccessibleName(tr("List of openings"));
    m_pictures.model().retranslate();
    m_accesses.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::pictures
