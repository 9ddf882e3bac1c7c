// SPDX-License-Identifier: GPL-3.0-or-later
#include "logonhelp/finding_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/form_field.h"
#include "ui/badge.h"
#include "ui/theme.h"

namespace kaomon::logonhelp {

FindingCard::FindingCard(const Finding& finding, bool mayMend, QWidget* parent)
    : QFrame(parent) {
    ui::setPart(*this, "card");
    setObjectName(QStringLiteral("finding_") + QString::fromStdString(finding.subject));
    auto* mark = new ui::Badge(this);
    const QString words[] = {tr("For information"), tr("In order"), tr("Doubtful"), tr("In the way")};
    mark->setState(shell::toneOf(finding.tone), words[static_cast<int>(finding.tone)]);
    auto* title = shell::makeLabel("value", this);
    title->setText(finding.title);
    auto* text = shell::makeLabel("hint", this);
    text->setText(finding.text);
    text->setVisible(!finding.text.isEmpty());
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(title);
    lines->addWidget(text);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(14);
    mark->setMinimumWidth(104);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(lines, 1);
    if (finding.mend != Mend::None) {
        auto* button = new QPushButton(this);
        shell::setNamedText(button, LogonFindings::mendText(finding.mend));
        if (finding.tone == models::Tone::Bad) {
            ui::setPart(*button, "primary");
        }
        button->setEnabled(mayMend);
        row->addWidget(button, 0, Qt::AlignVCenter);
        connect(button, &QPushButton::clicked, this,
                [this, mend = finding.mend] { emit mendRequested(mend); });
    }
}

} // namespace kaomon::logonhelp
