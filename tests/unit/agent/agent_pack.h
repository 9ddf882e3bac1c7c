// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <QTemporaryDir>

#include "unit/vision/made_up_pack.h"

namespace kaomon::agent::test {

// A folder with the pack under test whose passive score decides and is content with almost nothing:
// photographs pass for living people, so that a test can go on behind the liveness check. Nobody ships such a
// pack.
class BelievingPack {
public:
    BelievingPack() {
        namespace fs = std::filesystem;
        const fs::path to = m_folder.path().toStdString();
        for (const auto& entry : fs::directory_iterator(vision::test::modelsFolder())) {
            if (entry.path().filename() != "manifest.json") {
                fs::copy(entry.path(), to / entry.path().filename());
            }
        }
        QFile manifest(m_folder.filePath(QStringLiteral("manifest.json")));
        const QByteArray text = vision::test::manifestThatDecides("0.000000001");
        if (text.isEmpty() || !manifest.open(QIODevice::WriteOnly) || manifest.write(text) != text.size()) {
            qFatal("no pack under test");
        }
    }

    [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

} // namespace kaomon::agent::test
