// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/server_pins_view.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/feature_page.h"
#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::administrators {

ServerPinsView::ServerPinsView(ServerPinsPresenter& presenter, ui::Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_pins(presenter)
    , m_prompts(prompts)
    , m_title(shell::makeLabel("value", this))
    , m_currentName(new QLabel(this))
    , m_current(new QLabel(this))
    , m_nextName(new QLabel(this))
    , m_next(new QLabel(this))
    , m_note(shell::makeLabel("hint", this))
    , m_pcs(new QLabel(this))
    , m_sign(new QPushButton(this)) {
    build();
    connect(m_sign, &QPushButton::clicked, this, &ServerPinsView::ask);
    connect(&presenter, &ServerPinsPresenter::changed, this, &ServerPinsView::refresh);
    retranslate();
}

void ServerPinsView::build() {
    m_current->setObjectName(QStringLiteral("currentServerPin"));
    m_next->setObjectName(QStringLiteral("nextServerPin"));
    m_sign->setObjectName(QStringLiteral("signServerPinsButton"));
    shell::lockWrites(m_pins.session(), {m_sign});
    for (QLabel* pin : {m_current, m_next}) { // to be compared with what the operator reads out
        pin->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        pin->setWordWrap(true);
    }
    m_note->setWordWrap(true);
    m_pcs->setObjectName(QStringLiteral("pcsOfServerPin"));
    m_pcs->setTextFormat(Qt::PlainText); // names of PCs
    m_pcs->setWordWrap(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 12, 0, 0);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_title, 0, 0, 1, 3);
    grid->addWidget(m_currentName, 1, 0);
    grid->addWidget(m_current, 1, 1, 1, 2);
    grid->addWidget(m_nextName, 2, 0);
    grid->addWidget(m_next, 2, 1, 1, 2);
    grid->addWidget(m_note, 3, 0, 1, 2);
    grid->addWidget(m_sign, 3, 2);
    grid->addWidget(m_pcs, 4, 0, 1, 3);
}

QString ServerPinsView::lineOf(const std::string& pin, const std::optional<TimePoint>& until) const {
    const QString state = m_pins.isSigned(pin) ? tr("signed") : tr("not signed");
    return until ? tr("%1 (%2, until %3)").arg(ui::toQString(pin), state, models::DisplayText::time(*until))
                 : tr("%1 (%2)").arg(ui::toQString(pin), state);
}

QString ServerPinsView::note() const {
    if (!m_pins.isSignatureDue()) {
        return m_pins.told()->next
                   ? tr("Both keys are signed. Each PC follows as soon as it was online once; when all were, "
                        "the operator can let the server use the next key.")
                   : tr("PCs and consoles speak with a server of this key only.");
    }
    return m_pins.maySign() ? tr("Compare the keys with what the operator of the server reads out, then "
                                 "sign them. Without your signature no PC follows the server.")
                            : tr("An owner has to sign the keys that the server has now.");
}

QString ServerPinsView::pcs() const {
    const auto& following = m_pins.following();
    if (!following) {
        return {};
    }
    QString text = tr("PCs that know the next key: %1 of %2.")
                       .arg(following->active - following->without)
                       .arg(following->active);
    for (const wire::Device& device : following->first) {
        text += QLatin1Char('\n') +
                tr("Not yet: %1 (last seen %2)")
                    .arg(ui::toQString(device.name), models::DisplayText::time(device.lastSeenAt));
    }
    const long long more = following->without - static_cast<long long>(following->first.size());
    return more > 0 ? text + QLatin1Char('\n') + tr("And further PCs: %1").arg(more) : text;
}

void ServerPinsView::ask() {
    if (!m_pins.told()) {
        return;
    }
    const QString next = m_pins.told()->next ? ui::toQString(*m_pins.told()->next) : tr("none");
    m_prompts.confirm({tr("Sign the keys of the server"),
                       tr("PCs and consoles accept only these keys from now on.\nIn use: %1\nNext: %2\nSign "
                          "only what the operator of the server told you.")
                           .arg(ui::toQString(m_pins.told()->current), next),
                       tr("Sign"), false},
                      [this](bool isConfirmed) {
                          if (isConfirmed) {
                              m_pins.sign();
                          }
                      });
}

void ServerPinsView::refresh() {
    const auto& told = m_pins.told();
    setVisible(told.has_value());
    if (!told) {
        return;
    }
    m_current->setText(lineOf(told->current, told->currentUntil));
    m_next->setText(told->next ? lineOf(*told->next, told->nextUntil) : tr("none is prepared"));
    m_note->setText(note());
    m_pcs->setText(pcs());
    m_pcs->setVisible(!m_pcs->text().isEmpty());
    m_sign->setEnabled(m_pins.isSignatureDue() && m_pins.maySign() && !m_pins.isBusy());
}

void ServerPinsView::retranslate() {
    m_title->setText(tr("Key of the server"));
    m_currentName->setText(tr("In use"));
    m_nextName->setText(tr("Next"));
    shell::setNamedText(m_sign, tr("Sign keys…"));
    refresh();
}

} // namespace kaomon::administrators
