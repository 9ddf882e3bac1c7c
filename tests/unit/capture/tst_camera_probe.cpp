// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_probe.h"

#include <QTest>

#include <cerrno>

using namespace kaomon::capture;

Q_DECLARE_METATYPE(CameraState)

class TestCameraProbe : public QObject {
    Q_OBJECT
private slots:
    void theKernelsAnswersAreToldApart_data() {
        QTest::addColumn<QList<int>>("answers");
        QTest::addColumn<CameraState>("expected");
        QTest::newRow("no device") << QList<int>{} << CameraState::Absent;
        QTest::newRow("only a device that does not capture") << QList<int>{ENOTTY} << CameraState::Absent;
        QTest::newRow("gone meanwhile") << QList<int>{ENODEV, ENOENT} << CameraState::Absent;
        QTest::newRow("free") << QList<int>{0} << CameraState::Free;
        QTest::newRow("denied") << QList<int>{EACCES} << CameraState::Denied;
        QTest::newRow("denied by a policy") << QList<int>{EPERM, ENOTTY} << CameraState::Denied;
        QTest::newRow("busy") << QList<int>{ENOTTY, EBUSY} << CameraState::Busy;
        QTest::newRow("one busy, one free") << QList<int>{EBUSY, 0} << CameraState::Free;
        QTest::newRow("one denied, one busy") << QList<int>{EACCES, EBUSY} << CameraState::Busy;
    }
    void theKernelsAnswersAreToldApart() {
        QFETCH(QList<int>, answers);
        QFETCH(CameraState, expected);
        ProbeSystem system;
        system.devices = [&] {
            std::vector<std::filesystem::path> paths;
            for (qsizetype i = 0; i < answers.size(); ++i) {
                paths.emplace_back(std::to_string(i));
            }
            return paths;
        };
        system.tryOpen = [&](const std::filesystem::path& path) {
            return answers.at(std::stoi(path.string()));
        };
        QCOMPARE(CameraProbe(system).state(), expected);
    }

    void theRealSystemAnswers() {
        for (const std::filesystem::path& device : systemsOwn().devices()) {
            QVERIFY(device.filename().string().starts_with("video"));
        }
        QCOMPARE_NE(systemsOwn().tryOpen("/dev/null"), 0);
        QCOMPARE(systemsOwn().tryOpen("/nonexistent/video0"), ENOENT);
    }
};

QTEST_APPLESS_MAIN(TestCameraProbe)
#include "tst_camera_probe.moc"
