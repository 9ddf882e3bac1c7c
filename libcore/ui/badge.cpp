// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/badge.h"

#include <QStyle>
#include <QVariant>

namespace kaomon::ui {

Badge::Badge(QWidget* parent)
    : QLabel(parent) {
    setPart(*this, "badge");
    setAlignment(Qt::AlignCenter);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setState(Tone::Neutral, {});
}

void Badge::setState(Tone tone, const QString& text) {
    m_tone = tone;
    setText(text);
    setProperty("tone", QString::fromLatin1(toneName(tone)));
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace kaomon::ui
