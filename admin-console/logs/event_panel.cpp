// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/event_panel.h"

#include <QPushButton>

#include "models/display_text.h"
#include "models/event_list_model.h"
#include "shell/badge_delegate.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::logs {
namespace {

using models::DisplayText;

QString number(const std::optional<int>& value) {
    return value ? QString::number(*value) : QString();
}

QString text(const std::optional<std::string>& value) {
    return ui::toQString(value.value_or(""));
}

std::vector<std::pair<QString, QString>> rowsOf(const wire::StoredEvent& stored) {
    const wire::Event& event = stored.event;
    const wire::EventDetail& detail = event.detail;
    return {
        {EventPanel::tr("Time on the PC"), DisplayText::time(event.at)},
        {EventPanel::tr("Received"), DisplayText::time(stored.receivedAt)},
        {EventPanel::tr("PC"), ui::toQString(stored.deviceName)},
        {EventPanel::tr("User"), text(stored.displayName)},
        {EventPanel::tr("Login name"), text(stored.login)},
        {EventPanel::tr("OS account"), text(event.osAccount)},
        {EventPanel::tr("Situation"), DisplayText::scenario(detail.scenario.value_or(""))},
        {EventPanel::tr("Service"), text(detail.service)},
        {EventPanel::tr("Elapsed"),
         detail.elapsedMs ? EventPanel::tr("%1 ms").arg(*detail.elapsedMs) : QString()},
        {EventPanel::tr("Frames"), number(detail.frames)},
        {EventPanel::tr("Score"), text(detail.scoreBand)},
        {EventPanel::tr("Liveness level"), number(detail.livenessLevel)},
        {EventPanel::tr("Camera"), text(detail.cameraName)},
        {EventPanel::tr("Camera id"), text(detail.cameraId)},
        {EventPanel::tr("Model"), text(detail.modelId)},
        {EventPanel::tr("Label"), text(detail.label)},
        {EventPanel::tr("Faces in the picture"), number(detail.faces)},
        {EventPanel::tr("What was done"), text(detail.actionTaken)},
        {EventPanel::tr("Program"), text(detail.app)},
        {EventPanel::tr("Ticket"), text(detail.ticket)},
        {EventPanel::tr("Misses in a row"), number(detail.attempts)},
        {EventPanel::tr("How many"), number(detail.count)},
        {EventPanel::tr("Version before"), text(detail.versionBefore)},
        {EventPanel::tr("System"), text(detail.system)},
        {EventPanel::tr("Keys kept by"), text(detail.protection)},
        {EventPanel::tr("Events that waited"), detail.waiting ? QString::number(*detail.waiting) : QString()},
        {EventPanel::tr("Last heard of the server"),
         detail.lastSync ? DisplayText::time(*detail.lastSync) : QString()},
        {EventPanel::tr("Server was"),
         event.online ? EventPanel::tr("reachable") : EventPanel::tr("not reachable")},
        {EventPanel::tr("Client version"), ui::toQString(event.clientVersion)},
        {EventPanel::tr("Attempt"), event.attempt ? ui::toQString(event.attempt->text()) : QString()},
        {EventPanel::tr("Number"), QString::number(event.seq)},
        {EventPanel::tr("Code"), ui::toQString(event.code)},
    };
}

} // namespace

EventPanel::EventPanel(QWidget* parent)
    : FactPanel(parent)
    , m_ofUser(addButton())
    , m_ofDevice(addButton()) {
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
}

void EventPanel::tell(const std::optional<wire::StoredEvent>& event) {
    m_event = event;
    retranslate();
}

void EventPanel::retranslate() {
    shell::setNamedText(m_ofUser, tr("Everything of this person"));
    shell::setNamedText(m_ofDevice, tr("Everything of this PC"));
    if (!m_event) {
        clear();
        return;
    }
    const wire::Event& event = m_event->event;
    m_ofUser->setVisible(event.user.has_value());
    const auto code = errorCodeFromWire(event.detail.reason.value_or(""));
    display({.title = DisplayText::eventCode(event.code, event.kind),
             .tone = shell::toneOf(models::resultTone(event.result)),
             .badge = DisplayText::eventResult(event.result),
             .rows = rowsOf(*m_event),
             .fault = code && event.result != "ok" ? ui::errorText(*code).joined() : QString()});
}

} // namespace kaomon::logs
