// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/private_file.h"

#include <QFile>
#include <QSaveFile>

namespace kaomon::shell {

Status writePrivateFile(const QString& path, const std::string& bytes) {
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes.data(), size) != size || !file.commit()) {
        return fail(ErrorCode::StorageFailed, "the file could not be written");
    }
    return {};
}

Result<std::string> readWholeFile(const QString& path, qint64 maximumBytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::StorageFailed, "the file could not be read");
    }
    if (file.size() > maximumBytes) {
        return fail(ErrorCode::PayloadTooLarge, "the file is too large");
    }
    return file.readAll().toStdString();
}

} // namespace kaomon::shell
