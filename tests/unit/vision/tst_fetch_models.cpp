// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

// packaging/models/fetch-models against a local npm that packs a small archive: whole or nothing, and nothing
// twice.
class FetchModelsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void installsAPack();
    void secondRunFetchesNothing();
    void takesFilesFromTheCache();
    void wrongHashInstallsNothing();
    void wrongHashKeepsTheOldPack();
    void missingFileInThePackage();
    void noNetwork();
    void mendsADamagedFile();
    void refusesNamesThatLeaveTheFolder();

private:
    struct Run {
        int code = -1;
        QString output;
    };

    QString at(const QString& name) const { return m_folder->filePath(name); }
    static QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& path, const QByteArray& bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    // A manifest for one file of the package.
    void writeManifest(const QByteArray& content, const QByteArray& file = "net.onnx",
                       const QByteArray& path = "package/net.onnx") {
        const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
        write(at(QStringLiteral("manifest.json")),
              "{\"schema\":1,\"pack\":\"registry\",\"models\":[{\"file\":\"" + file +
                  "\",\"bytes\":" + QByteArray::number(content.size()) + ",\"sha256\":\"" + hash +
                  "\",\"source\":{\"npm\":\"nets@1.0.0\",\"path\":\"" + path + "\"}}]}");
    }
    int npmCalls() const { return int(read(at(QStringLiteral("calls"))).count('\n')); }
    Run run() const;

    QScopedPointer<QTemporaryDir> m_folder;
};

void FetchModelsTest::init() {
    m_folder.reset(new QTemporaryDir());
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("bin/package")));
    write(at(QStringLiteral("bin/package/net.onnx")), "the network");
    const QString npm = at(QStringLiteral("bin/npm"));
    write(npm, "#!/bin/sh\n"
               "here=$(dirname \"$0\")\n"
               "echo \"$@\" >> \"$here/../calls\"\n"
               "[ ! -e \"$here/offline\" ] || exit 1\n"
               "tar -czf nets-1.0.0.tgz -C \"$here\" package && echo nets-1.0.0.tgz\n");
    QVERIFY(QFile::setPermissions(npm, QFile::ReadOwner | QFile::ExeOwner));
    writeManifest("the network");
}

FetchModelsTest::Run FetchModelsTest::run() const {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), at(QStringLiteral("bin")) + QLatin1Char(':') +
                                                   environment.value(QStringLiteral("PATH")));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), at(QStringLiteral("cache")));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QString script = environment.value(QStringLiteral("KAOMON_SOURCE_DIR")) +
                           QStringLiteral("/packaging/models/fetch-models");
    process.start(script, {QStringLiteral("--out"), at(QStringLiteral("out")), QStringLiteral("--manifest"),
                           at(QStringLiteral("manifest.json"))});
    if (!process.waitForFinished(30'000)) {
        return {};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

void FetchModelsTest::installsAPack() {
    const Run first = run();
    QVERIFY2(first.code == 0, qPrintable(first.output));
    QCOMPARE(read(at(QStringLiteral("out/registry/net.onnx"))), QByteArray("the network"));
    QCOMPARE(read(at(QStringLiteral("out/registry/manifest.json"))),
             read(at(QStringLiteral("manifest.json"))));
    // nothing else is left behind
    QCOMPARE(
        QDir(at(QStringLiteral("out"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList{QStringLiteral("registry")});
}

void FetchModelsTest::secondRunFetchesNothing() {
    QCOMPARE(run().code, 0);
    QCOMPARE(npmCalls(), 1);
    QCOMPARE(run().code, 0);
    QCOMPARE(npmCalls(), 1);
}

void FetchModelsTest::takesFilesFromTheCache() {
    QCOMPARE(run().code, 0);
    QVERIFY(QDir(at(QStringLiteral("out"))).removeRecursively());
    write(at(QStringLiteral("bin/offline")), "");
    QCOMPARE(run().code, 0);
    QCOMPARE(npmCalls(), 1);
    QCOMPARE(read(at(QStringLiteral("out/registry/net.onnx"))), QByteArray("the network"));
}

void FetchModelsTest::wrongHashInstallsNothing() {
    writeManifest("another network");
    const Run result = run();
    QVERIFY(result.code != 0);
    QVERIFY(result.output.contains(QLatin1String("wrong SHA-256")));
    QVERIFY(result.output.contains(QLatin1String("net.onnx")));
    QVERIFY(QDir(at(QStringLiteral("out"))).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void FetchModelsTest::wrongHashKeepsTheOldPack() {
    QCOMPARE(run().code, 0);
    writeManifest("another network");
    QVERIFY(run().code != 0);
    QCOMPARE(read(at(QStringLiteral("out/registry/net.onnx"))), QByteArray("the network"));
}

void FetchModelsTest::missingFileInThePackage() {
    writeManifest("the network", "net.onnx", "package/gone.onnx");
    const Run result = run();
    QVERIFY(result.code != 0);
    QVERIFY(result.output.contains(QLatin1String("gone.onnx")));
    QVERIFY(!QFile::exists(at(QStringLiteral("out/registry"))));
}

void FetchModelsTest::noNetwork() {
    write(at(QStringLiteral("bin/offline")), "");
    const Run result = run();
    QVERIFY(result.code != 0);
    QVERIFY(result.output.contains(QLatin1String("check the network connection")));
    QVERIFY(!QFile::exists(at(QStringLiteral("out/registry"))));
}

void FetchModelsTest::mendsADamagedFile() {
    QCOMPARE(run().code, 0);
    write(at(QStringLiteral("out/registry/net.onnx")), "damaged");
    QCOMPARE(run().code, 0);
    QCOMPARE(read(at(QStringLiteral("out/registry/net.onnx"))), QByteArray("the network"));
    QCOMPARE(npmCalls(), 1);
}

void FetchModelsTest::refusesNamesThatLeaveTheFolder() {
    for (const char* name : {"../net.onnx", "/tmp/net.onnx", "a/b.onnx", "-rf"}) {
        writeManifest("the network", name);
        const Run result = run();
        QVERIFY2(result.code != 0, name);
        QVERIFY2(result.output.contains(QLatin1String("file name")), qPrintable(result.output));
    }
    QCOMPARE(npmCalls(), 0);
}

QTEST_APPLESS_MAIN(FetchModelsTest)
#include "tst_fetch_models.moc"
