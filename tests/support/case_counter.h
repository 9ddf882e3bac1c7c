// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace kaomon::test {

// True when only a part of a suite is wanted: KAOMON_TEST_CLASSES names some of its classes. Nothing that is
// counted or recorded for the whole suite is written then.
inline bool isPartOfSuite() {
    return qEnvironmentVariableIsSet("KAOMON_TEST_CLASSES");
}

// Runs the test classes of a suite and writes how many cases ran and were skipped to
// $KAOMON_BUILD_DIR/check/<suite>-<backend>.json.
class CaseCounter {
public:
    CaseCounter(std::string suite, std::string backend)
        : m_suite(std::move(suite))
        , m_backend(std::move(backend)) {}

    void run(QObject& test) {
        const auto name =
            QString::fromLatin1(test.metaObject()->className()).section(QLatin1String("::"), -1);
        if (isPartOfSuite() &&
            !qEnvironmentVariable("KAOMON_TEST_CLASSES").split(QLatin1Char(',')).contains(name)) {
            return;
        }
        const QString report = m_folder.filePath(QStringLiteral("report.xml"));
        QStringList arguments = QCoreApplication::arguments();
        arguments << QStringLiteral("-o") << QStringLiteral("-,txt") << QStringLiteral("-o")
                  << report + QStringLiteral(",junitxml");
        m_failures += QTest::qExec(&test, arguments);
        count(report);
    }

    // The exit code of the program.
    [[nodiscard]] int finish() const {
        if (isPartOfSuite()) {
            return m_failures == 0 && m_cases > 0 ? 0 : 1;
        }
        const auto folder = std::filesystem::path(qgetenv("KAOMON_BUILD_DIR").toStdString()) / "check";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / (m_suite + "-" + m_backend + ".json"))
            << "{\"backend\":\"" << m_backend << "\",\"cases\":" << m_cases << ",\"skipped\":" << m_skipped
            << "}\n";
        return m_failures == 0 ? 0 : 1;
    }

private:
    void count(const QString& report) {
        QFile file(report);
        if (!file.open(QIODevice::ReadOnly)) {
            m_failures += 1;
            return;
        }
        QXmlStreamReader xml(&file);
        while (!xml.atEnd()) {
            xml.readNext();
            const bool isCase = xml.isStartElement() && xml.name() == QLatin1String("testcase");
            const auto name = isCase ? xml.attributes().value(QLatin1String("name")).toString() : QString();
            m_cases +=
                isCase && name != QLatin1String("initTestCase") && name != QLatin1String("cleanupTestCase")
                    ? 1
                    : 0;
            m_skipped += xml.isStartElement() && xml.name() == QLatin1String("skipped") ? 1 : 0;
        }
    }

    QTemporaryDir m_folder;
    std::string m_suite;
    std::string m_backend;
    int m_failures = 0;
    int m_cases = 0;
    int m_skipped = 0;
};

} // namespace kaomon::test
