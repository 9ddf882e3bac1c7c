// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/form_dialog.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/whole_texts.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::shell {

FormDialog::FormDialog(const Texts& texts, QWidget* parent)
    : QDialog(parent)
    , m_fields(new QWidget(this))
    , m_body(new QVBoxLayout(m_fields))
    , m_error(new ui::Banner(this))
    , m_cancel(new QPushButton(this))
    , m_accept(new QPushButton(this)) {
    setWindowTitle(texts.title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    keepTextsWhole(*this);
    auto* title = makeLabel("subtitle", this);
    title->setText(texts.title);
    auto* text = makeLabel("hint", this);
    text->setText(texts.text);
    text->setVisible(!texts.text.isEmpty());
    setNamedText(m_cancel, tr("Cancel"));
    m_cancel->setAutoDefault(false); // the Enter key goes on and never gives up
    setNamedText(m_accept, texts.accept);
    ui::setPart(*m_accept, texts.isDangerous ? "danger" : "primary");
    m_accept->setDefault(true);
    m_accept->setVisible(!texts.accept.isEmpty());
    if (!texts.cancel.isEmpty()) {
        setNamedText(m_cancel, texts.cancel);
    } else if (texts.accept.isEmpty()) {
        setNamedText(m_cancel, tr("Close"));
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(m_error);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(10);
    column->addWidget(m_fields, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);
    column->addSpacing(6);
    column->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        m_wasSubmitted = true;
        m_error->clear();
        emit submitted();
    });
}

void FormDialog::showEvent(QShowEvent* event) {
    if (!event->spontaneous()) {
        orderFocus();
    }
    QDialog::showEvent(event);
}

void FormDialog::orderFocus() {
    QList<QWidget*> fields;
    for (QWidget* next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && next != m_cancel && next != m_accept) {
            fields.append(next);
        }
    }
    const auto takesInput = [this](const QWidget* field) {
        return (field->focusPolicy() & Qt::TabFocus) != 0 && field->isEnabled() && field->isVisibleTo(this);
    };
    const auto first = std::ranges::find_if(fields, takesInput);
    if (first == fields.end()) {
        return;
    }
    setTabOrder(fields.last(), m_cancel);
    setTabOrder(m_cancel, m_accept);
    if (focusWidget() == nullptr || focusWidget() == m_cancel) {
        (*first)->setFocus();
    }
}

void FormDialog::say(ErrorCode code) {
    m_wasSubmitted = false;
    m_error->say(ui::Tone::Bad, ui::errorText(code).joined());
    update();
}

void FormDialog::setComplete(bool isComplete) {
    m_isComplete = isComplete;
    update();
}

void FormDialog::follow(FeaturePresenter& presenter) {
    watch(presenter);
    lockWrites(presenter.session(), {m_accept});
    update();
}

void FormDialog::watch(FeaturePresenter& presenter) {
    m_presenter = &presenter;
    connect(&presenter, &FeaturePresenter::changed, this, &FormDialog::update);
    connect(&presenter, &FeaturePresenter::commandDone, this, [this] {
        if (m_wasSubmitted) {
            accept();
        }
    });
    connect(&presenter, &FeaturePresenter::commandFailed, this, &FormDialog::say);
    connect(&presenter.session(), &ConsoleSession::closed, this, &QDialog::reject);
    update();
}

void FormDialog::closeUnlessFollowing() {
    if (m_presenter == nullptr) {
        accept();
    }
}

void FormDialog::update() {
    const bool isBusy = m_presenter != nullptr && m_presenter->isBusy();
    m_accept->setEnabled(m_isComplete && !isBusy);
    const bool isFree = !isBusy || !m_wasSubmitted;
    if (isFree == m_fields->isEnabled()) {
        return;
    }
    if (!isFree) {
        m_focusBefore = focusWidget();
    }
    m_fields->setEnabled(isFree);
    if (isFree && m_focusBefore) {
        m_focusBefore->setFocus(); // where the person was before the act took the input away
    }
}

} // namespace kaomon::shell
