// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "presence/pipewire_camera_use.h"

using namespace kaomon::presence;

namespace {

QJsonObject node(int id, const char* mediaClass, const QJsonObject& more = {}) {
    QJsonObject properties = more;
    properties.insert(QStringLiteral("media.class"), QString::fromLatin1(mediaClass));
    return {{QStringLiteral("id"), id},
            {QStringLiteral("type"), QStringLiteral("PipeWire:Interface:Node")},
            {QStringLiteral("info"), QJsonObject{{QStringLiteral("props"), properties}}}};
}
QJsonObject client(int id, const char* binary) {
    return {{QStringLiteral("id"), id},
            {QStringLiteral("type"), QStringLiteral("PipeWire:Interface:Client")},
            {QStringLiteral("info"),
             QJsonObject{{QStringLiteral("props"), QJsonObject{{QStringLiteral("application.process.binary"),
                                                                QString::fromLatin1(binary)}}}}}};
}
QJsonObject link(int from, int to) {
    return {{QStringLiteral("id"), 100 + from * 10 + to},
            {QStringLiteral("type"), QStringLiteral("PipeWire:Interface:Link")},
            {QStringLiteral("info"),
             QJsonObject{{QStringLiteral("output-node-id"), from}, {QStringLiteral("input-node-id"), to}}}};
}
QByteArray dump(const QJsonArray& objects) {
    return QJsonDocument(objects).toJson();
}
QJsonObject of(int clientId) {
    return {{QStringLiteral("client.id"), clientId}};
}

} // namespace

// Who has pictures of a camera by PipeWire, besides Kaomon.
class TestCameraUse : public QObject {
    Q_OBJECT
private slots:
    void theProgramWithTheCamera_data() {
        QTest::addColumn<QByteArray>("objects");
        QTest::addColumn<QString>("program");
        const auto camera = node(1, "Video/Source");
        const auto stream = node(2, "Stream/Input/Video", of(9));
        QTest::newRow("a meeting") << dump({camera, stream, client(9, "firefox"), link(1, 2)}) << "firefox";
        QTest::newRow("without a client's name")
            << dump({camera,
                     node(2, "Stream/Input/Video", {{QStringLiteral("node.name"), QStringLiteral("zoom")}}),
                     link(1, 2)})
            << "zoom";
        QTest::newRow("Kaomon itself")
            << dump({camera, stream, client(9, "kaomon-camera"), link(1, 2)}) << "";
        QTest::newRow("Kaomon and a meeting")
            << dump({camera, stream, client(9, "kaomon-camera"), link(1, 2),
                     node(3, "Stream/Input/Video", of(8)), client(8, "teams"), link(1, 3)})
            << "teams";
        QTest::newRow("no link") << dump({camera, stream, client(9, "firefox")}) << "";
        QTest::newRow("a shared screen")
            << dump({node(1, "Stream/Output/Video"), stream, client(9, "firefox"), link(1, 2)}) << "";
        QTest::newRow("sound") << dump({node(1, "Audio/Source"), node(2, "Stream/Input/Audio", of(9)),
                                        client(9, "firefox"), link(1, 2)})
                               << "";
        QTest::newRow("nothing") << QByteArray("[]") << "";
        QTest::newRow("no JSON") << QByteArray("pw-dump: cannot connect") << "";
        QTest::newRow("other JSON") << QByteArray("{\"a\":[1,null]}") << "";
    }
    void theProgramWithTheCamera() {
        QFETCH(QByteArray, objects);
        QFETCH(QString, program);
        QCOMPARE(cameraProgramIn(objects), program);
    }

    void asksWhileTheSessionIsFollowed() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("dump.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(dump({node(1, "Video/Source"), node(2, "Stream/Input/Video", of(9)), client(9, "firefox"),
                         link(1, 2)}));
        file.close();
        PipeWireCameraUse use({QStringLiteral("/bin/cat"), file.fileName()});
        const QSignalSpy changed(&use, &CameraUse::changed);
        use.watch(true);
        QTRY_COMPARE_WITH_TIMEOUT(use.program(), QStringLiteral("firefox"), 30000);
        use.watch(false);
        QCOMPARE(use.program(), QString());
        QCOMPARE(changed.count(), 2);
    }

    void withoutPipeWireNobodyHasIt() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("dump.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(dump({node(1, "Video/Source"), node(2, "Stream/Input/Video", of(9)), client(9, "firefox"),
                         link(1, 2)}));
        file.close();
        PipeWireCameraUse missing({QStringLiteral("/nowhere/pw-dump")});
        missing.watch(true);
        // One that says something and then fails, on a marker that it was there.
        const QString done = folder.filePath(QStringLiteral("done"));
        PipeWireCameraUse failing(
            {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
             QStringLiteral("cat '%1'; touch '%2'; exit 1").arg(file.fileName(), done)});
        const QSignalSpy changed(&failing, &CameraUse::changed);
        failing.watch(true);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(done), 30000);
        PipeWireCameraUse later({QStringLiteral("/bin/cat"), file.fileName()});
        later.watch(true);
        QTRY_COMPARE_WITH_TIMEOUT(later.program(), QStringLiteral("firefox"), 30000);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(missing.program() + failing.program(), QString());
    }
};

QTEST_GUILESS_MAIN(TestCameraUse)
#include "tst_camera_use.moc"
