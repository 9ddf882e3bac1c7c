// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operation_panel.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "models/operation_text.h"
#include "shell/badge_delegate.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::operations {
namespace {

using models::DisplayText;
using models::OperationText;

constexpr int kWidth = 380;

QString row(const QString& label, const QString& value) {
    return value.isEmpty() ? QString()
                           : QStringLiteral("<tr><td style='padding: 3px 12px 3px 0'>%1</td>"
                                            "<td style='padding: 3px 0'><b>%2</b></td></tr>")
                                 .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
}

} // namespace

OperationPanel::OperationPanel(QWidget* parent)
    : QFrame(parent)
    , m_what(shell::makeLabel("subtitle", this))
    , m_outcome(new ui::Badge(this))
    , m_why(shell::makeLabel("error", this))
    , m_changes(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_ofObject(new QPushButton(this))
    , m_ofActor(new QPushButton(this)) {
    setProperty("part", QStringLiteral("card"));
    setFixedWidth(kWidth);
    m_changes->setObjectName(QStringLiteral("operationChanges"));
    m_facts->setObjectName(QStringLiteral("operationFacts"));
    m_ofObject->setObjectName(QStringLiteral("operationsOfObject"));
    m_ofActor->setObjectName(QStringLiteral("operationsOfActor"));
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(10);
    for (QLabel* label : {m_changes, m_facts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    column->addWidget(m_what);
    column->addWidget(m_outcome, 0, Qt::AlignLeft);
    column->addWidget(m_why);
    column->addWidget(m_changes);
    column->addWidget(m_facts);
    column->addWidget(m_ofObject);
    column->addWidget(m_ofActor);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    connect(m_ofObject, &QPushButton::clicked, this,
            [this] { emit objectWanted(m_entry ? ui::toQString(m_entry->object) : QString()); });
    connect(m_ofActor, &QPushButton::clicked, this,
            [this] { emit actorWanted(m_entry ? ui::toQString(m_entry->actor) : QString()); });
    setVisible(false);
}

void OperationPanel::display(const std::optional<wire::Operation>& entry) {
    m_entry = entry;
    setVisible(entry.has_value());
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

QString OperationPanel::facts() const {
    const wire::Operation& entry = *m_entry;
    const auto text = [](const std::string& value) { return ui::toQString(value); };
    QString rows;
    rows += row(tr("Time"), DisplayText::time(entry.at));
    rows += row(tr("Who"), OperationText::actor(entry));
    rows += row(tr("Role"), entry.role.empty() ? QString() : DisplayText::role(entry.role));
    rows += row(tr("Object"), OperationText::object(entry));
    rows += row(tr("Reason"), text(entry.reason));
    rows += row(tr("More"), text(entry.detail));
    rows += row(tr("Address"), text(entry.address));
    rows += row(tr("PC"), text(entry.device));
    rows += row(tr("Session"), text(entry.session));
    rows += row(tr("Request"), text(entry.attempt));
    rows += row(tr("Number"), QString::number(entry.seq));
    rows += row(tr("Hash"), text(entry.hash.value_or("")));
    return QStringLiteral("<table>%1</table>").arg(rows);
}

void OperationPanel::retranslate() {
    shell::setNamedText(m_ofObject, tr("Everything done to this object"));
    shell::setNamedText(m_ofActor, tr("Everything done by this person"));
    if (!m_entry) {
        return;
    }
    m_what->setText(OperationText::action(m_entry->action));
    const bool isDone = m_entry->outcome == "ok";
    m_outcome->setState(shell::toneOf(isDone ? models::Tone::Good : models::Tone::Bad),
                        OperationText::outcome(m_entry->outcome));
    const auto code = errorCodeFromWire(m_entry->code);
    m_why->setText(code && !isDone ? ui::errorText(*code).joined() : QString());
    m_why->setVisible(!m_why->text().isEmpty());
    m_changes->setText(difference());
    m_changes->setVisible(!m_entry->changes.empty());
    m_changes->setAccessibleName(tr("What was changed, before and after"));
    m_facts->setText(facts());
    m_facts->setAccessibleName(tr("Details of the entry"));
    m_ofObject->setVisible(!m_entry->object.empty());
    m_ofActor->setVisible(!m_entry->actor.empty());
}

} // namespace kaomon::operations
