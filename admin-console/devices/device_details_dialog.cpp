// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_details_dialog.h"

#include <QLabel>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/feature_page.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

using models::DisplayText;

QString fact(const QString& label, const QString& value) {
    return QStringLiteral("<tr><td style='padding: 3px 18px 3px 0'>%1</td><td style='padding: 3px "
                          "0'><b>%2</b></td></tr>")
        .arg(label.toHtmlEscaped(), value.isEmpty() ? QStringLiteral("–") : value.toHtmlEscaped());
}

} // namespace

DeviceDetailsDialog::DeviceDetailsDialog(shell::ConsoleSession& session, const wire::Device& device,
                                         QWidget* parent)
    : FormDialog({ui::toQString(device.name),
                  tr("Camera, model and clock are taken from the PC's last events."),
                  {}},
                 parent)
    , m_presenter(session, device)
    , m_states(new ui::StatePanel(this))
    , m_facts(new QLabel(this)) {
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts->setObjectName(QStringLiteral("deviceFacts"));
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_facts->setWordWrap(true);
    m_states->setContent(m_facts);
    setMinimumSize(560, 460);
    body()->addWidget(m_states, 1);
    connect(&m_presenter, &DeviceDetailsPresenter::changed, this, &DeviceDetailsDialog::refresh);
    connect(m_states, &ui::StatePanel::retryRequested, &m_presenter, &DeviceDetailsPresenter::reload);
    connect(&session, &shell::ConsoleSession::closed, this, &QDialog::reject);
    m_presenter.reload();
    refresh();
}

QString DeviceDetailsDialog::clockText() const {
    const auto& behind = m_presenter.details().clockBehind;
    if (!behind) {
        return tr("not known yet");
    }
    if (-*behind > DeviceDetailsPresenter::kAhead) {
        return tr("ahead of the server by %n second(s)", nullptr, static_cast<int>(-behind->count()));
    }
    return *behind > DeviceDetailsPresenter::kBehind
               ? tr("behind the server, or events arrive late, by %n second(s)", nullptr,
                    static_cast<int>(behind->count()))
               : tr("in step with the server");
}

QString DeviceDetailsDialog::html() const {
    const DeviceDetails& now = m_presenter.details();
    const wire::Device& device = now.device;
    QString facts = fact(tr("State"), DisplayText::deviceState(device.state)) +
                    fact(tr("System"), ui::toQString(device.os)) +
                    fact(tr("Version"), ui::toQString(device.clientVersion)) +
                    fact(tr("Camera"), ui::toQString(now.cameraName.value_or(""))) +
                    fact(tr("Model of faces"), ui::toQString(now.modelId.value_or(""))) +
                    fact(tr("Used by"), now.isShared ? tr("several people") : tr("one person")) +
                    fact(tr("Enrolled"), DisplayText::time(device.enrolledAt)) +
                    fact(tr("Last seen"), DisplayText::time(device.lastSeenAt)) +
                    fact(tr("Last logon by face"), DisplayText::time(now.lastLogonAt)) +
                    fact(tr("Clock"), clockText()) +
                    fact(tr("Works offline until"), DisplayText::time(now.offlineUntil)) +
                    fact(tr("Events on their way"), QString::number(now.missingEvents));
    if (now.lostEvents > 0) {
        facts += fact(tr("Events that are lost"), QString::number(now.lostEvents));
    }
    if (!device.stateReason.empty()) {
        facts += fact(tr("Reason"), ui::toQString(device.stateReason));
    }
    facts += fact(tr("Id"), ui::toQString(device.id.text()));
    return QStringLiteral("<table>%1</table>").arg(facts);
}

void DeviceDetailsDialog::refresh() {
    m_facts->setText(html());
    shell::showListState(*m_states, m_presenter.state(), m_presenter.error(), {});
}

} // namespace kaomon::devices
