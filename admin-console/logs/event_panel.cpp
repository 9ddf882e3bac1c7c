// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/event_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "models/event_list_model.h"
#include "shell/badge_delegate.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::logs {
namespace {

using models::DisplayText;

QString number(const std::optional<int>& value) {
    return value ? QString::number(*value) : QString();
}

QString text(const std::optional<std::string>& value) {
    return ui::toQString(value.value_or(""));
}

} // namespace

EventPanel::EventPanel(QWidget* parent)
    : QFrame(parent)
    , m_what(shell::makeLabel("subtitle", this))
    , m_result(new ui::Badge(this))
    , m_reason(shell::makeLabel("error", this))
    , m_facts(new QLabel(this))
    , m_ofUser(new QPushButton(this))
    , m_ofDevice(new QPushButton(this)) {
    setProperty("part", QStringLiteral("card"));
    setFixedWidth(350);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(10);
    column->addWidget(m_what);
    column->addWidget(m_result, 0, Qt::AlignLeft);
    column->addWidget(m_reason);
    column->addWidget(m_facts);
    column->addWidget(m_ofUser);
    column->addWidget(m_ofDevice);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    connect(m_ofUser, &QPushButton::clicked, this, [this] {
        if (m_event && m_event->event.user) {
            emit userWanted(ui::toQString(m_event->event.user->text()), text(m_event->login));
        }
    });
    connect(m_ofDevice, &QPushButton::clicked, this, [this] {
        if (m_event) {
            emit deviceWanted(ui::toQString(m_event->device.text()), ui::toQString(m_event->deviceName));
        }
    });
    setVisible(false);
}

void EventPanel::display(const std::optional<wire::StoredEvent>& event) {
    m_event = event;
    setVisible(event.has_value());
    retranslate();
}

QString EventPanel::facts() const {
    const wire::Event& event = m_event->event;
    const wire::EventDetail& detail = event.detail;
    const std::pair<QString, QString> rows[] = {
        {tr("Time on the PC"), DisplayText::time(event.at)},
        {tr("Received"), DisplayText::time(m_event->receivedAt)},
        {tr("PC"), ui::toQString(m_event->deviceName)},
        {tr("User"), text(m_event->displayName)},
        {tr("Login name"), text(m_event->login)},
        {tr("OS account"), text(event.osAccount)},
        {tr("Situation"), DisplayText::scenario(detail.scenario.value_or(""))},
        {tr("Service"), text(detail.service)},
        {tr("Elapsed"), detail.elapsedMs ? tr("%1 ms").arg(*detail.elapsedMs) : QString()},
        {tr("Frames"), number(detail.frames)},
        {tr("Score"), text(detail.scoreBand)},
        {tr("Liveness level"), number(detail.livenessLevel)},
        {tr("Camera"), text(detail.cameraName)},
        {tr("Camera id"), text(detail.cameraId)},
        {tr("Model"), text(detail.modelId)},
        {tr("Label"), text(detail.label)},
        {tr("Faces in the picture"), number(detail.faces)},
        {tr("What was done"), text(detail.actionTaken)},
        {tr("Program"), text(detail.app)},
        {tr("Ticket"), text(detail.ticket)},
        {tr("Server was"), event.online ? tr("reachable") : tr("not reachable")},
        {tr("Client version"), ui::toQString(event.clientVersion)},
        {tr("Attempt"), event.attempt ? ui::toQString(event.attempt->text()) : QString()},
        {tr("Number"), QString::number(event.seq)},
        {tr("Code"), ui::toQString(event.code)},
    };
    QString table;
    for (const auto& [label, value] : rows) {
        if (!value.isEmpty()) {
            table += QStringLiteral("<tr><td style='padding: 3px 12px 3px 0'>%1</td>"
                                    "<td style='padding: 3px 0'><b>%2</b></td></tr>")
                         .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
        }
    }
    return QStringLiteral("<table>%1</table>").arg(table);
}

void EventPanel::retranslate() {
    shell::setNamedText(m_ofUser, tr("Everything of this person"));
    shell::setNamedText(m_ofDevice, tr("Everything of this PC"));
    if (!m_event) {
        return;
    }
    const wire::Event& event = m_event->event;
    m_ofUser->setVisible(event.user.has_value());
    m_what->setText(DisplayText::eventCode(event.code));
    m_result->setState(shell::toneOf(models::resultTone(event.result)),
                       DisplayText::eventResult(event.result));
    const auto code = errorCodeFromWire(event.detail.reason.value_or(""));
    m_reason->setText(code && event.result != "ok" ? ui::errorText(*code).joined() : QString());
    m_reason->setVisible(!m_reason->text().isEmpty());
    m_facts->setText(facts());
}

} // namespace kaomon::logs
