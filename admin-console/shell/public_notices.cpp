// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/public_notices.h"

#include <chrono>

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include "client/duty_services.h"
#include "models/display_text.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "ui/theme.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;

constexpr auto kEach = 60s;
constexpr std::size_t kMostShown = 3; // the most urgent come first

ui::Tone toneOfKind(const std::string& kind) {
    if (kind == "emergency") {
        return ui::Tone::Bad;
    }
    return kind == "planned" || kind == "serious_defect" ? ui::Tone::Warning : ui::Tone::Info;
}

QLabel* plain(const char* part, const QString& text, QWidget* parent) {
    QLabel* label = makeLabel(part, parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setVisible(!text.isEmpty());
    return label;
}

} // namespace

PublicNotices::PublicNotices(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("publicNotices"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_tick.setInterval(kEach);
    connect(&m_tick, &QTimer::timeout, this, &PublicNotices::ask);
    setVisible(false);
}

void PublicNotices::follow(std::shared_ptr<ServerConnection> connection) {
    m_connection = std::move(connection);
    ++m_generation;
    show({});
    if (m_connection) {
        m_tick.start();
        ask();
    } else {
        m_tick.stop();
    }
}

void PublicNotices::ask() {
    client::NoticeService(m_connection->api())
        .shownToEverybody()
        .then(this, [this, generation = ++m_generation](const Result<wire::PublicNoticeList>& list) {
            if (generation == m_generation && list) {
                show(list->items);
            }
        });
}

void PublicNotices::show(std::vector<wire::PublicNotice> notices) {
    m_notices = std::move(notices);
    rebuild();
}

void PublicNotices::rebuild() {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (std::size_t i = 0; i < m_notices.size() && i < kMostShown; ++i) {
        const wire::PublicNotice& notice = m_notices[i];
        auto* frame = new QFrame(this);
        ui::setPart(*frame, "banner");
        frame->setProperty("tone", QString::fromLatin1(ui::toneName(toneOfKind(notice.kind))));
        auto* column = new QVBoxLayout(frame);
        column->setContentsMargins(14, 10, 14, 10);
        column->setSpacing(4);
        const QString title = localText(notice.titleJa, notice.titleEn);
        column->addWidget(plain("value", title, frame));
        column->addWidget(plain("notice", localText(notice.bodyJa, notice.bodyEn), frame));
        const QString from = models::DisplayText::time(notice.startsAt);
        column->addWidget(plain("hint",
                                notice.endsAt
                                    ? tr("%1 to %2").arg(from, models::DisplayText::time(notice.endsAt))
                                    : tr("Since %1").arg(from),
                                frame));
        frame->setAccessibleName(title);
        m_column->addWidget(frame);
    }
    setVisible(!m_notices.empty());
}

void PublicNotices::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        rebuild();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::shell
