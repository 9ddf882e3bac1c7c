// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/unlogged_clipboard_windows.h"

#include <array>

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace kaomon::shell {

namespace {

// As Qt spells a format of Windows' own.
QString formatOf(const char* name) {
    return QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(QLatin1String(name));
}

// A number of 32 bits that is 0: no.
const QByteArray kNo(4, '\0');

constexpr std::array<const char*, 3> kMarks{"ExcludeClipboardContentFromMonitorProcessing",
                                            "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"};

} // namespace

UnloggedClipboard::UnloggedClipboard() {
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &UnloggedClipboard::mark);
}

void UnloggedClipboard::mark() {
    QClipboard& clipboard = *QGuiApplication::clipboard();
    const QMimeData* copied = clipboard.ownsClipboard() ? clipboard.mimeData() : nullptr;
    if (copied == nullptr || !copied->hasText() || copied->hasFormat(formatOf(kMarks.front()))) {
        return; // somebody else's, or marked already
    }
    auto* marked = new QMimeData; // the clipboard's from now on
    marked->setText(copied->text());
    for (const char* mark : kMarks) {
        marked->setData(formatOf(mark), kNo);
    }
    clipboard.setMimeData(marked);
}

} // namespace kaomon::shell
