// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

namespace kaomon::e2e {

// How often the text stands in the memory that the process can write to; -1 where it cannot be read.
inline int countInMemory(pid_t process, const char* text) {
    const QString folder = QStringLiteral("/proc/%1/").arg(process);
    QFile maps(folder + QStringLiteral("maps"));
    QFile memory(folder + QStringLiteral("mem"));
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return -1;
    }
    int count = 0;
    for (const QByteArray& line : maps.readAll().split('\n')) {
        const auto dash = line.indexOf('-');
        const auto space = line.indexOf(' ');
        if (dash < 0 || space < 0 || line.mid(space + 1, 2) != "rw") {
            continue;
        }
        const qint64 from = line.left(dash).toLongLong(nullptr, 16);
        const qint64 to = line.mid(dash + 1, space - dash - 1).toLongLong(nullptr, 16);
        if (memory.seek(from)) {
            count += static_cast<int>(memory.read(to - from).count(text));
        }
    }
    return count;
}

} // namespace kaomon::e2e
