// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operation_panel.h"

#include <QLabel>
#include <QPushButton>

#include "models/display_text.h"
#include "models/operation_text.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::operations {
namespace {

using models::DisplayText;
using models::OperationText;

constexpr int kWidth = 380;

std::vector<std::pair<QString, QString>> rowsOf(const wire::Operation& entry) {
    const auto text = [](const std::string& value) { return ui::toQString(value); };
    return {{OperationPanel::tr("Time"), DisplayText::time(entry.at)},
            {OperationPanel::tr("Who"), OperationText::actor(entry)},
            {OperationPanel::tr("Role"), entry.role.empty() ? QString() : DisplayText::role(entry.role)},
            {OperationPanel::tr("Object"), OperationText::object(entry)},
            {OperationPanel::tr("Reason"), text(entry.reason)},
            {OperationPanel::tr("More"), text(entry.detail)},
            {OperationPanel::tr("Address"), text(entry.address)},
            {OperationPanel::tr("PC"), text(entry.device)},
            {OperationPanel::tr("Session"), text(entry.session)},
            {OperationPanel::tr("Request"), text(entry.attempt)},
            {OperationPanel::tr("Number"), QString::number(entry.seq)},
            {OperationPanel::tr("Hash"), text(entry.hash.value_or(""))}};
}

} // namespace

OperationPanel::OperationPanel(QWidget* parent)
    : FactPanel(parent, kWidth)
    , m_changes(new QLabel(this))
    , m_ofObject(addButton())
    , m_ofActor(addButton()) {
    m_changes->setObjectName(QStringLiteral("operationChanges"));
    m_changes->setWordWrap(true);
    m_changes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    addAbove(m_changes);
    facts()->setObjectName(QStringLiteral("operationFacts"));
    m_ofObject->setObjectName(QStringLiteral("operationsOfObject"));
    m_ofActor->setObjectName(QStringLiteral("operationsOfActor"));
    connect(m_ofObject, &QPushButton::clicked, this,
            [this] { emit objectWanted(m_entry ? ui::toQString(m_entry->object) : QString()); });
    connect(m_ofActor, &QPushButton::clicked, this,
            [this] { emit actorWanted(m_entry ? ui::toQString(m_entry->actor) : QString()); });
}

void OperationPanel::tell(const std::optional<wire::Operation>& entry) {
    m_entry = entry;
    retranslate();
}

QString OperationPanel::difference() const {
    if (m_entry->changes.empty()) {
        return {};
    }
    QString rows =
        QStringLiteral("<tr><th align='left'>%1</th><th align='left'>%2</th><th align='left'>%3</th></tr>")
            .arg(tr("Field").toHtmlEscaped(), tr("Before").toHtmlEscaped(), tr("After").toHtmlEscaped());
    for (const auto& change : m_entry->changes) {
        const QString field = OperationText::field(change.field).toHtmlEscaped();
        if (!change.before && !change.after) {
            rows += QStringLiteral("<tr><td>%1</td><td colspan='2'><i>%2</i></td></tr>")
                        .arg(field, tr("changed (never written down)").toHtmlEscaped());
            continue;
        }
        const QString none = QStringLiteral("\u2013");
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td><td><b>%3</b></td></tr>")
                    .arg(field, change.before ? ui::toQString(*change.before).toHtmlEscaped() : none,
                         change.after ? ui::toQString(*change.after).toHtmlEscaped() : none);
    }
    return QStringLiteral("<table cellspacing='0' cellpadding='3' width='100%'>%1</table>").arg(rows);
}

void OperationPanel::retranslate() {
    shell::setNamedText(m_ofObject, tr("Everything done to this object"));
    shell::setNamedText(m_ofActor, tr("Everything done by this person"));
    if (!m_entry) {
        clear();
        return;
    }
    m_changes->setText(difference());
    m_changes->setVisible(!m_entry->changes.empty());
    m_changes->setAccessibleName(tr("What was changed, before and after"));
    facts()->setAccessibleName(tr("Details of the entry"));
    m_ofObject->setVisible(!m_entry->object.empty());
    m_ofActor->setVisible(!m_entry->actor.empty());
    const bool isDone = m_entry->outcome == "ok";
    const auto code = errorCodeFromWire(m_entry->code);
    display({.title = OperationText::action(m_entry->action),
             .tone = isDone ? ui::Tone::Good : ui::Tone::Bad,
             .badge = OperationText::outcome(m_entry->outcome),
             .rows = rowsOf(*m_entry),
             .fault = code && !isDone ? ui::errorText(*code).joined() : QString()});
}

} // namespace kaomon::operations
