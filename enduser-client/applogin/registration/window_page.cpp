// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/window_page.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "applogin/registration/cross_hair.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::applogin {

namespace {

QLabel* words(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

QString programOf(const WindowFacts& window) {
    return QFileInfo(ui::toQString(window.executable)).fileName();
}

} // namespace

WindowPage::WindowPage(WindowScout& scout, QWidget* parent)
    : QWidget(parent)
    , m_scout(scout)
    , m_crossHair(new CrossHair)
    , m_table(new QTableWidget(0, 2))
    , m_refresh(new QPushButton(tr("List again")))
    , m_message(words({})) {
    auto* drag = new QHBoxLayout;
    drag->setSpacing(16);
    drag->addWidget(m_crossHair);
    drag->addWidget(
        words(tr("Open the sign-in of the application, so that its fields are on the screen. Then "
                 "drag this mark onto its window and let go. Esc gives up.")),
        1);
    m_crossHair->setAccessibleName(tr("Drag onto the window of the application"));
    m_crossHair->setToolTip(m_crossHair->accessibleName());
    m_table->setObjectName(QStringLiteral("registrationWindows"));
    m_table->setAccessibleName(tr("Open windows"));
    m_table->setHorizontalHeaderLabels({tr("Window"), tr("Program")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_refresh->setObjectName(QStringLiteral("registrationRefresh"));
    m_refresh->setAutoDefault(false);
    m_message->setObjectName(QStringLiteral("registrationWindowMessage"));
    auto* listing = new QHBoxLayout;
    listing->addWidget(words(tr("Or choose it from the windows that are open:")), 1);
    listing->addWidget(m_refresh);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(drag);
    column->addLayout(listing);
    column->addWidget(m_table, 1);
    column->addWidget(m_message);
    wire();
}

void WindowPage::wire() {
    connect(m_refresh, &QPushButton::clicked, &m_scout, &WindowScout::refresh);
    connect(&m_scout, &WindowScout::listed, this, &WindowPage::showList);
    connect(&m_scout, &WindowScout::hoverChanged, this, &WindowPage::showHovered);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &WindowPage::choiceChanged);
    connect(m_table, &QTableWidget::itemActivated, this, &WindowPage::take);
    connect(&m_scout, &WindowScout::pickEnded, this, [this](bool isPicked) {
        if (!m_isTaking) {
            return; // another page asked
        }
        m_isTaking = false;
        if (isPicked) {
            emit picked();
            return;
        }
        m_message->setText(tr("There is no window of another program there any more. Choose once more."));
        m_scout.refresh();
    });
    // The own window stands aside, so that what is behind it can be reached.
    connect(m_crossHair, &CrossHair::begun, this, [this] { window()->lower(); });
    connect(m_crossHair, &CrossHair::moved, &m_scout, &WindowScout::hover);
    connect(m_crossHair, &CrossHair::dropped, this, [this] { onDragEnd(true); });
    connect(m_crossHair, &CrossHair::cancelled, this, [this] { onDragEnd(false); });
}

void WindowPage::enter() {
    m_message->clear();
    m_scout.refresh();
    m_table->setFocus();
}

void WindowPage::leave() {
    m_outline.clear();
}

bool WindowPage::isChosen() const {
    return !m_table->selectionModel()->selectedRows().isEmpty();
}

void WindowPage::take() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const auto row = rows.isEmpty() ? m_scout.windows().size() : static_cast<std::size_t>(rows.front().row());
    if (row < m_scout.windows().size()) {
        m_isTaking = true;
        m_message->setText(tr("Looking at the window…"));
        m_scout.pick(m_scout.windows()[row].window);
    }
}

void WindowPage::onDragEnd(bool isDropped) {
    m_scout.endHover();
    if (isDropped) {
        m_isTaking = true;
        m_message->setText(tr("Looking at the window…"));
        m_scout.pickUnderPointer();
    } else {
        m_message->clear();
    }
    window()->raise();
    window()->activateWindow();
}

void WindowPage::showList() {
    m_table->setRowCount(static_cast<int>(m_scout.windows().size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const WindowFacts& window = m_scout.windows()[static_cast<std::size_t>(row)];
        const QString title = ui::toQString(window.title);
        m_table->setItem(row, 0, new QTableWidgetItem(title.isEmpty() ? tr("(without a title)") : title));
        m_table->setItem(row, 1, new QTableWidgetItem(programOf(window)));
    }
    m_table->clearSelection();
    if (m_scout.error() == ErrorCode::Unavailable) {
        m_message->setText(
            tr("The windows of other programs cannot be seen in this session. Applications can "
               "be registered under X11 with accessibility switched on."));
    } else if (m_scout.error()) {
        m_message->setText(ui::errorText(*m_scout.error()).joined());
    } else if (m_table->rowCount() == 0) {
        m_message->setText(
            tr("No window of another program is open. Open the sign-in of the application, then "
               "list again."));
    } else {
        m_table->selectRow(0);
    }
    emit choiceChanged();
}

void WindowPage::showHovered() {
    if (!m_crossHair->isDragging() || !m_scout.hovered()) {
        m_outline.clear();
        return;
    }
    const WindowScout::Hovered& seen = *m_scout.hovered();
    m_outline.show({{seen.bounds, programOf(seen.window)}});
    m_message->setText(ui::toQString(seen.window.title));
}

} // namespace kaomon::applogin
