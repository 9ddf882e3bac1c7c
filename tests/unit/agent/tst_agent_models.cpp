// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>

#include "agent/debian_source.h"
#include "agent/model_fetch.h"
#include "vision/model_pack.h"

using namespace kaomon;
using namespace kaomon::agent;

// `kaomon-agent models fetch` with stand-ins for curl and npm: whole or nothing, and nothing that has another
// hash than the manifest names.
class AgentModelsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void putsAPackTogether();
    void saysWhatToDoForAFileThatNobodyPublishes();
    void saysWhatToDoWithoutANetwork();
    void anotherFileIsRefusedAndTheOldPackStays();
    void aSecondRunFetchesNothing();
    void aDebianSourceIsUnpackedOnce();
    void aMachinesSourcesBecomeSourcesOfSources();
    void everyShippedManifestIsSound();

private:
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
    void writeProgram(const QString& name, const QByteArray& script) {
        write(at(name), "#!/bin/sh\necho \"$0\" >> " + at(QStringLiteral("calls")).toUtf8() + "\n" + script);
        QVERIFY(QFile::setPermissions(at(name), QFile::ReadOwner | QFile::ExeOwner));
    }
    static QByteArray entry(const char* role, const QByteArray& content, const QByteArray& source) {
        const QByteArray name = role;
        return "{\"name\":\"" + name + "\",\"role\":\"" + name +
               "\",\"purpose\":\"p\",\"licence\":\"l\",\"source\":{" + source + "},\"file\":\"" + name +
               ".onnx\",\"bytes\":" + QByteArray::number(content.size()) + ",\"sha256\":\"" +
               QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() +
               "\",\"preprocessing\":\"x\"}";
    }
    Status fetch() {
        FetchRequest request;
        request.manifest = at(QStringLiteral("house.json")).toStdString();
        request.target = at(QStringLiteral("models/house")).toStdString();
        request.folders = {at(QStringLiteral("brought")).toStdString()};
        return fetchModels(request, [](const std::string&) {});
    }
    int calls() const { return int(read(at(QStringLiteral("calls"))).count('\n')); }
    bool isInstalled() const {
        return vision::ModelPack::open(at(QStringLiteral("models/house")).toStdString()).has_value();
    }

    QScopedPointer<QTemporaryDir> m_folder;
    QByteArray m_path = qgetenv("PATH");
};

void AgentModelsTest::init() {
    m_folder.reset(new QTemporaryDir());
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("bin/package")));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("brought")));
    qputenv("PATH", at(QStringLiteral("bin")).toUtf8() + ':' + m_path);
    write(at(QStringLiteral("bin/package/e.onnx")), "the embedder");
    writeProgram(QStringLiteral("bin/npm"), "tar -czf nets-1.0.0.tgz -C \"$(dirname \"$0\")\" package\n");
    writeProgram(QStringLiteral("bin/curl"),
                 "while [ \"$1\" != --output ]; do shift; done; printf 'the detector' > \"$2\"\n");
    write(at(QStringLiteral("brought/any name")), "the liveness");
    write(at(QStringLiteral("house.json")),
          "{\"schema\":1,\"pack\":\"house\",\"models\":[" +
              entry("detector", "the detector", "\"url\":\"https://example.org/d.onnx\"") + ',' +
              entry("embedder", "the embedder", "\"npm\":\"nets@1.0.0\",\"path\":\"package/e.onnx\"") + ',' +
              entry("liveness", "the liveness", "\"note\":\"ask its makers\"") +
              "],\"embedding\":{\"revision\":1,\"alignment\":[38,51,73,51,56,71,56,92],\"thresholds\":{"
              "\"single\":{\"1e-4\":0.4,\"1e-5\":0.5},\"mean\":{\"1e-4\":0.4,\"1e-5\":0.5}}},"
              "\"liveness\":{\"standard\":0.5,\"high\":0.7,\"accepted\":true}}");
}

void AgentModelsTest::putsAPackTogether() {
    const Status done = fetch();
    QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
    QVERIFY(isInstalled());
    // nothing else is left behind
    QCOMPARE(
        QDir(at(QStringLiteral("models"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList{QStringLiteral("house")});
}

void AgentModelsTest::saysWhatToDoForAFileThatNobodyPublishes() {
    QVERIFY(QFile::remove(at(QStringLiteral("brought/any name"))));
    const Status done = fetch();
    QCOMPARE(done.error().code, ErrorCode::ModelMissing);
    const QString detail = QString::fromStdString(done.error().detail);
    QVERIFY2(detail.contains(QLatin1String("liveness.onnx")) && detail.contains(QLatin1String("--from")) &&
                 detail.contains(QLatin1String("ask its makers")) &&
                 detail.contains(QLatin1String("\"Models on PCs\"")),
             qPrintable(detail));
    QVERIFY(!isInstalled());
}

void AgentModelsTest::saysWhatToDoWithoutANetwork() {
    writeProgram(QStringLiteral("bin/curl"), "exit 7\n");
    const Status done = fetch();
    QCOMPARE(done.error().code, ErrorCode::ModelMissing);
    QVERIFY(done.error().detail.find("https://example.org/d.onnx") != std::string::npos);
    QVERIFY(!isInstalled());
    write(at(QStringLiteral("brought/detector")), "the detector");
    QVERIFY(fetch().has_value());
}

void AgentModelsTest::anotherFileIsRefusedAndTheOldPackStays() {
    QVERIFY(fetch().has_value());
    QByteArray manifest = read(at(QStringLiteral("house.json")));
    manifest.replace(QCryptographicHash::hash("the detector", QCryptographicHash::Sha256).toHex(),
                     QByteArray(64, 'a'));
    write(at(QStringLiteral("house.json")), manifest);
    QCOMPARE(fetch().error().code, ErrorCode::ModelCorrupt);
    QVERIFY(isInstalled());
}

void AgentModelsTest::aSecondRunFetchesNothing() {
    QVERIFY(fetch().has_value());
    const int before = calls();
    QVERIFY(before > 0);
    QVERIFY(fetch().has_value());
    QCOMPARE(calls(), before);
}

// Two files of one package: apt-get is asked for it once, with sources of its own.
void AgentModelsTest::aDebianSourceIsUnpackedOnce() {
    writeProgram(
        QStringLiteral("bin/apt-get"),
        "case \"$*\" in *'source --download-only nets=1-1') ;; *) exit 0;; esac\n"
        "case \"$*\" in *Dir::Etc::sourceparts=*) ;; *) exit 1;; esac\n"
        "mkdir -p x/nets && printf 'the detector' > x/nets/d.dat && printf 'the embedder' > x/nets/e.dat\n"
        "tar -czf nets_1.orig-models.tar.gz -C x nets\n");
    QByteArray manifest = read(at(QStringLiteral("house.json")));
    manifest.replace("\"url\":\"https://example.org/d.onnx\"",
                     "\"debian\":\"nets=1-1\",\"path\":\"nets/d.dat\"");
    manifest.replace("\"npm\":\"nets@1.0.0\",\"path\":\"package/e.onnx\"",
                     "\"debian\":\"nets=1-1\",\"path\":\"nets/e.dat\"");
    write(at(QStringLiteral("house.json")), manifest);
    const Status done = fetch();
    QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
    QVERIFY(isInstalled());
    QCOMPARE(calls(), 2); // update and source
}

void AgentModelsTest::aMachinesSourcesBecomeSourcesOfSources() {
    QCOMPARE(sourceLinesOf("# deb http://a b c\ndeb [arch=amd64] http://d e f\ndeb-src http://g h i\n"),
             std::string("deb-src [arch=amd64] http://d e f\n"));
    QCOMPARE(sourceStanzasOf("# note\nTypes: deb\nURIs: http://a\nSuites: b\n"),
             std::string("Types: deb-src\nURIs: http://a\nSuites: b\n"));
}

void AgentModelsTest::everyShippedManifestIsSound() {
    const std::filesystem::path folder =
        std::filesystem::path(qgetenv("KAOMON_SOURCE_DIR").toStdString()) / "resources/models";
    for (const auto& name : {"registry", "zoo", "public-domain"}) {
        const auto pack = vision::ModelPack::describe(folder / (std::string(name) + ".json"), folder);
        QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
        QCOMPARE(pack->name(), std::string(name));
    }
}

QTEST_GUILESS_MAIN(AgentModelsTest)
#include "tst_agent_models.moc"
