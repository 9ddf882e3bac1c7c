// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

#include "unit/vision/vision_fixture.h"
#include "vision/model_pack.h"

namespace kaomon::vision::test {

// The pack under test with another manifest: its passive score decides, and `least` is enough of it. With
// next to nothing photographs pass for living people; nobody ships such a pack.
inline QByteArray manifestThatDecides(const QByteArray& least) {
    QFile file(QString::fromStdString((modelsFolder() / "manifest.json").string()));
    QByteArray manifest = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    for (const auto& [from, to] :
         {std::pair<QByteArray, QByteArray>{"\"standard\": 0.5", "\"standard\": " + least},
          {"\"high\": 0.7", "\"high\": 0.9995"},
          {"\"accepted\": false", "\"accepted\": true"}}) {
        if (!manifest.contains(from)) {
            return {};
        }
        manifest.replace(from, to);
    }
    return manifest;
}

inline Result<ModelPack> packThatDecides(const QTemporaryDir& folder, const QByteArray& least) {
    QFile copy(folder.filePath(QStringLiteral("manifest.json")));
    const QByteArray manifest = manifestThatDecides(least);
    if (manifest.isEmpty() || !copy.open(QIODevice::WriteOnly) || copy.write(manifest) != manifest.size()) {
        return fail(ErrorCode::Internal, "no manifest");
    }
    copy.close();
    return ModelPack::describe(copy.fileName().toStdString(), modelsFolder());
}

} // namespace kaomon::vision::test
