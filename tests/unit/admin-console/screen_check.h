// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QWidget>

#include "ui/prompts.h"

namespace kaomon::testing {

// What a program can see of a screen's faults, and where its picture goes.

[[nodiscard]] inline QString textOf(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->textFormat() == Qt::RichText || label->text().startsWith(QLatin1Char('<'))
                   ? QString()
                   : label->text();
    }
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button != nullptr ? button->text() : QString();
}

// Whether a label or a button shows less than its whole text.
[[nodiscard]] inline bool isClipped(const QWidget& widget) {
    const QString text = textOf(widget);
    if (text.isEmpty() || widget.width() < 2) {
        return false;
    }
    if (const auto* label = qobject_cast<const QLabel*>(&widget); label != nullptr && label->wordWrap()) {
        return label->heightForWidth(label->width()) > label->height() + 1;
    }
    return widget.fontMetrics().boundingRect(QRect(0, 0, 10000, 10000), Qt::TextShowMnemonic, text).width() >
           widget.width();
}

// Where the environment names a folder; true also without one.
[[nodiscard]] inline bool keepPicture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("KAOMON_SCREENS");
    if (folder.isEmpty()) {
        return true;
    }
    QDir().mkpath(folder);
    return widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

class NoPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(false); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
};

} // namespace kaomon::testing
