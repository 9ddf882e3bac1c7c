// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/status_page.h"

#include <chrono>

#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include "shell/version_text.h"
#include "ui/badge.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::shell {
namespace {

using agentlink::DeviceState;

constexpr qint64 kWarnDays = 14;

QString localTime(const QString& utc) {
    const QDateTime time = QDateTime::fromString(utc, Qt::ISODate);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

} // namespace

StatusPage::StatusPage(agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new QLabel)
    , m_online(new ui::Badge) {
    ui::setPart(*m_title, "title");
    m_online->setObjectName(QStringLiteral("online"));
    auto* card = new QFrame;
    ui::setPart(*card, "card");
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(1, 1);
    const char* names[kRows] = {"person", "face",   "pcPassword", "device", "connection", "lastSync",
                                "outbox", "camera", "liveness",   "model",  "protection", "version"};
    for (std::size_t row = 0; row < kRows; ++row) {
        addRow(*grid, static_cast<Row>(row), names[row]);
    }
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_online);
    head->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(14);
    column->addLayout(head);
    column->addWidget(card);
    column->addStretch();
    connect(&m_session, &agentlink::ClientSession::changed, this, &StatusPage::refresh);
    retranslate();
}

void StatusPage::addRow(QGridLayout& grid, Row row, const char* name) {
    auto* label = new QLabel;
    auto* value = new QLabel;
    ui::setPart(*label, "hint");
    ui::setPart(*value, "value");
    value->setObjectName(QStringLiteral("status.") + QString::fromLatin1(name));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid.addWidget(label, row, 0, Qt::AlignTop);
    grid.addWidget(value, row, 1);
    m_names[row] = label;
    m_values[row] = value;
}

void StatusPage::set(Row row, const QString& text) {
    m_values[row]->setText(text.isEmpty() ? tr("—") : text);
}

void StatusPage::refresh() {
    const auto& status = m_session.status();
    m_online->setState(status.isOnline ? ui::Tone::Good : ui::Tone::Warning,
                       status.isOnline ? tr("Online") : tr("Offline"));
    refreshPerson();
    refreshDevice();
}

void StatusPage::refreshPerson() {
    set(Person, personText());
    set(Face, faceText());
    set(PcPassword, passwordText());
}

QString StatusPage::personText() const {
    const auto& status = m_session.status();
    const QString who =
        //: A person's name, then the login name in brackets.
        status.displayName.isEmpty() ? status.login : tr("%1 (%2)").arg(status.displayName, status.login);
    const QDateTime end = QDateTime::fromString(status.passwordExpiresAt, Qt::ISODate);
    if (!end.isValid() || QDateTime::currentDateTimeUtc().daysTo(end) > kWarnDays) {
        return who;
    }
    return who + QLatin1Char('\n') +
           tr("Your Kaomon password is good until %1. At your first sign-in afterwards you choose another "
              "one.")
               .arg(localTime(status.passwordExpiresAt));
}

QString StatusPage::faceText() const {
    const auto& status = m_session.status();
    if (status.mustEnrolAgain()) {
        return tr("Please enrol your face again: this PC has a new face model");
    }
    if (!status.faceRefused.isEmpty() && status.templatesWaiting == 0) {
        const QString refusal = tr("An administrator refused your new face: %1. Enrol it again, or ask him.")
                                    .arg(status.faceRefused);
        return status.templates > 0 ? refusal + QLatin1Char(' ') + tr("Your earlier face goes on working.")
                                    : refusal;
    }
    if (status.waitsForApproval()) {
        return tr("Waits for the approval of an administrator. Until then use your password.");
    }
    if (status.templatesWaiting > 0) {
        return tr("Enrolled; a further face waits for the approval of an administrator");
    }
    if (status.areFacesOld) {
        return tr("Enrolled long ago: please enrol your face again. It goes on working until then.");
    }
    return status.templates > 0 ? tr("Enrolled") : tr("Not enrolled: use “Face enrolment”");
}

QString StatusPage::passwordText() const {
    const auto& status = m_session.status();
    if (status.osPassword == QLatin1String("must_change")) {
        return tr("Must be changed: use “PC password”");
    }
    if (status.osPassword == QLatin1String("expired")) {
        return tr("Expired: use “PC password”");
    }
    if (status.isResealPending) {
        return tr("Log on with it once, so that your face opens this PC with the new one");
    }
    if (status.osPassword == QLatin1String("expiring")) {
        return tr("Expires in %n day(s): use “PC password”", "", static_cast<int>(status.osPasswordDays));
    }
    return status.osPassword == QLatin1String("good") ? tr("In order") : QString();
}

void StatusPage::refreshDevice() {
    const auto& status = m_session.status();
    set(Device,
        status.tenantName.isEmpty() ? deviceText() : tr("%1, %2").arg(deviceText(), status.tenantName));
    set(Connection, connectionText());
    set(LastSync, status.lastSync.isEmpty() ? tr("Never") : localTime(status.lastSync));
    set(Outbox, status.outbox == 0 ? tr("All sent") : tr("Waiting to be sent: %1").arg(status.outbox));
    set(Camera, cameraText());
    set(Liveness, status.isLivenessOn ? tr("On") : tr("Off: photographs unlock this PC"));
    set(Model, status.modelId);
    set(Protection, protectionText());
    set(Version, versionText());
}

QString StatusPage::deviceText() const {
    switch (m_session.status().device) {
    case DeviceState::NotEnrolled:
        return tr("Not registered");
    case DeviceState::Pending:
        return tr("Waiting for approval");
    case DeviceState::Active:
        return tr("Registered");
    case DeviceState::Suspended:
        return tr("Suspended");
    case DeviceState::Revoked:
        return tr("Removed");
    case DeviceState::Wiped:
        return tr("Erased");
    case DeviceState::Unknown:
        break;
    }
    return tr("Unknown");
}

QString StatusPage::connectionText() const {
    const auto& status = m_session.status();
    if (!status.isOnline) {
        return status.offlineUntil.isEmpty()
                   ? tr("Offline. Face logon keeps working; check the network.")
                   : tr("Offline. Face logon keeps working until %1; check the network.")
                         .arg(localTime(status.offlineUntil));
    }
    if (const auto error = errorCodeFromWire(status.syncError.toStdString())) {
        return ui::errorText(*error).joined();
    }
    if (status.confirmation == QLatin1String("withheld")) {
        return tr(
            "The server keeps newer settings from this PC. Face logon goes on with the older ones. Tell "
            "your administrator now.");
    }
    if (status.confirmation == QLatin1String("old")) {
        return tr("No administrator has confirmed the settings of this PC for %n day(s). Face logon goes on. "
                  "Tell your administrator: he signs in to the console, and this message goes away.",
                  "", static_cast<int>(status.confirmationDays));
    }
    return status.clockLead != 0 ? ui::errorText(ErrorCode::ClockSkew).joined()
                                 : tr("Connected to %1").arg(status.server);
}

QString StatusPage::cameraText() const {
    const auto& status = m_session.status();
    if (status.cameraError.isEmpty()) {
        return status.camera;
    }
    return ui::errorText(
               errorCodeFromWire(status.cameraError.toStdString()).value_or(ErrorCode::CameraFailed))
        .joined();
}

QString StatusPage::protectionText() const {
    const QString& kind = m_session.status().protection;
    if (kind == QStringLiteral("root-only file")) {
        return tr("Keys in a file that only the system administrator can read");
    }
    return kind;
}

QString StatusPage::versionText() const {
    const auto& status = m_session.status();
    const QString own = QCoreApplication::applicationVersion();
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const auto words = VersionText::of(versionState(status, own, now), status, own);
    return words.sentence.isEmpty()
               ? status.version
               : status.version + QLatin1Char('\n') + words.sentence + QLatin1Char(' ') + words.nextStep;
}

void StatusPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void StatusPage::retranslate() {
    m_title->setText(tr("Status"));
    const QString names[kRows] = {tr("Signed in as"), tr("Your face"),   tr("Password of the PC"),
                                  tr("This PC"),      tr("Server"),      tr("Last synchronised"),
                                  tr("Records"),      tr("Camera"),      tr("Check for a living person"),
                                  tr("Face model"),   tr("Stored keys"), tr("Version")};
    for (std::size_t row = 0; row < kRows; ++row) {
        m_names[row]->setText(names[row]);
    }
    refresh();
}

} // namespace kaomon::shell
