// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <functional>

#include "unit/vision/vision_fixture.h"
#include "vision/face_engine.h"

using namespace kaomon;
using namespace kaomon::vision;
using kaomon::vision::test::modelsFolder;

namespace {

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class ModelPackTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void opensTheShippedPack();
    void refusesDamage_data();
    void refusesDamage();
    void refusesManifest_data();
    void refusesManifest();
    void missingFolderIsMissing();
    void fileChangedAfterOpeningIsNotLoaded();
    void anotherPackBringsItsOwnIdAndThresholds();
    void networkOfTheWrongKindIsCorrupt();

private:
    // A copy of the pack that a test may damage.
    static void copyPackTo(const QString& folder) {
        const QDir from(QString::fromStdString(modelsFolder().string()));
        for (const QString& name : from.entryList(QDir::Files)) {
            QVERIFY(QFile::copy(from.filePath(name), folder + QLatin1Char('/') + name));
        }
    }
};

void ModelPackTest::initTestCase() {
    QVERIFY2(std::filesystem::exists(modelsFolder() / "manifest.json"),
             "no model pack: run packaging/models/fetch-models or set KAOMON_MODELS_DIR");
}

void ModelPackTest::opensTheShippedPack() {
    const Result<ModelPack> pack = ModelPack::open(modelsFolder());
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
    QVERIFY(pack->modelId().starts_with(pack->name() + "/"));
    QVERIFY(pack->thresholds().isSane());
    QVERIFY(pack->file(ModelRole::Detector) != nullptr);
    QVERIFY(pack->file(ModelRole::Embedder) != nullptr);
    for (const ModelFile& file : pack->files()) {
        QVERIFY(!file.licence.empty() && !file.purpose.empty() && !file.source.npm.empty());
    }
}

void ModelPackTest::refusesDamage_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("damage");
    QTest::addColumn<ErrorCode>("expected");
    for (const QString& file : {QStringLiteral("fr_feature.onnx"), QStringLiteral("blazeface_front.onnx"),
                                QStringLiteral("fr_liveness.onnx")}) {
        const auto row = [&](const char* damage, ErrorCode expected) {
            QTest::addRow("%s %s", qPrintable(file), damage)
                << file << QString::fromLatin1(damage) << expected;
        };
        row("removed", ErrorCode::ModelMissing);
        row("flipped", ErrorCode::ModelCorrupt);
        row("short", ErrorCode::ModelCorrupt);
        row("long", ErrorCode::ModelCorrupt);
        row("empty", ErrorCode::ModelCorrupt);
    }
    QTest::newRow("manifest removed")
        << QStringLiteral("manifest.json") << QStringLiteral("removed") << ErrorCode::ModelMissing;
    QTest::newRow("manifest empty") << QStringLiteral("manifest.json") << QStringLiteral("empty")
                                    << ErrorCode::ModelCorrupt;
    QTest::newRow("manifest short") << QStringLiteral("manifest.json") << QStringLiteral("short")
                                    << ErrorCode::ModelCorrupt;
}

void ModelPackTest::refusesDamage() {
    QFETCH(QString, file);
    QFETCH(QString, damage);
    QFETCH(ErrorCode, expected);
    const QTemporaryDir folder;
    copyPackTo(folder.path());
    const QString path = folder.filePath(file);
    QByteArray bytes = readAll(path);
    QVERIFY(QFile::remove(path));
    if (damage == QLatin1String("flipped")) {
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    } else if (damage == QLatin1String("short")) {
        bytes.chop(10);
    } else if (damage == QLatin1String("long")) {
        bytes.append('x');
    } else {
        bytes.clear();
    }
    if (damage != QLatin1String("removed")) {
        write(path, bytes);
    }
    const Result<ModelPack> pack = ModelPack::open(folder.path().toStdString());
    QVERIFY(!pack.has_value());
    QCOMPARE(pack.error().code, expected);
    QVERIFY(pack.error().detail.find(file.toStdString()) != std::string::npos);
}

void ModelPackTest::refusesManifest_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, const char* from, const char* to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("another schema", "\"schema\": 1", "\"schema\": 2");
    row("no embedder", "\"embedder\"", "\"liveness2\"");
    row("two detectors", "\"embedder\"", "\"detector\"");
    row("path out of the folder", "\"file\": \"fr_feature.onnx\"", "\"file\": \"../fr_feature.onnx\"");
    row("absolute path", "\"file\": \"fr_feature.onnx\"", "\"file\": \"/etc/passwd\"");
    row("short hash", "\"sha256\": \"87aacdfe", "\"sha256\": \"87");
    row("negative size", "\"bytes\": 4884269", "\"bytes\": -1");
    row("size as text", "\"bytes\": 4884269", "\"bytes\": \"4884269\"");
    row("absurd size", "\"bytes\": 4884269", "\"bytes\": 99999999999");
    row("threshold nought", "\"1e-4\":", "\"1e-4\": 0, \"x\":");
    row("no thresholds", "\"thresholds\"", "\"limits\"");
    row("alignment too short", "\"alignment\": [", "\"alignment\": [1, 2], \"x\": [");
    row("alignment outside", "\"alignment\": [", "\"alignment\": [1e9, ");
    row("pack name with a slash", "\"pack\": \"registry\"", "\"pack\": \"a/b\"");
    row("liveness always true", "\"standard\":", "\"standard\": 0, \"x\":");
    row("stricter is looser", "\"high\":", "\"high\": 0.1, \"x\":");
    row("eyes always closed", "\"alike\":", "\"alike\": 1.0, \"x\":");
    row("eyes without numbers", "\"eyes\": {", "\"lids\": {");
    row("eyes without points", "\"role\": \"points\"", "\"role\": \"liveness\"");
    row("from nowhere", "\"npm\":", "\"nothing\":");
    row("from two places", "\"npm\":", "\"url\": \"https://example.org/a\", \"npm\":");
    row("from an open line", "\"npm\":", "\"url\": \"http://example.org/a\", \"x\":");
    row("not an object", "{", "[");
}

void ModelPackTest::refusesManifest() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const QTemporaryDir folder;
    copyPackTo(folder.path());
    QByteArray manifest = readAll(folder.filePath(QStringLiteral("manifest.json")));
    QVERIFY(manifest.contains(from));
    manifest.replace(from, to);
    write(folder.filePath(QStringLiteral("manifest.json")), manifest);
    const Result<ModelPack> pack = ModelPack::open(folder.path().toStdString());
    QVERIFY(!pack.has_value());
    QCOMPARE(pack.error().code, ErrorCode::ModelCorrupt);
}

void ModelPackTest::missingFolderIsMissing() {
    QCOMPARE(ModelPack::open("/nonexistent/pack").error().code, ErrorCode::ModelMissing);
}

void ModelPackTest::fileChangedAfterOpeningIsNotLoaded() {
    const QTemporaryDir folder;
    copyPackTo(folder.path());
    const Result<ModelPack> pack = ModelPack::open(folder.path().toStdString());
    QVERIFY(pack.has_value());
    const QString path = folder.filePath(QStringLiteral("fr_feature.onnx"));
    QByteArray bytes = readAll(path);
    bytes[1000] = static_cast<char>(bytes[1000] ^ 1);
    write(path, bytes);
    QCOMPARE(pack->load(ModelRole::Embedder).error().code, ErrorCode::ModelCorrupt);
    QCOMPARE(FaceEngine::create(*pack).error().code, ErrorCode::ModelCorrupt);
}

void ModelPackTest::anotherPackBringsItsOwnIdAndThresholds() {
    const QTemporaryDir folder;
    copyPackTo(folder.path());
    const QString path = folder.filePath(QStringLiteral("manifest.json"));
    QByteArray manifest = readAll(path);
    manifest.replace("\"pack\": \"registry\"", "\"pack\": \"house\"");
    manifest.replace("\"revision\": ", "\"revision\": 7");
    write(path, manifest);
    const Result<ModelPack> pack = ModelPack::open(folder.path().toStdString());
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
    QVERIFY(QString::fromStdString(pack->modelId()).startsWith(QLatin1String("house/fr_feature-7")));
    const auto shipped = ModelPack::open(modelsFolder());
    QVERIFY(pack->modelId() != shipped->modelId());
}

void ModelPackTest::networkOfTheWrongKindIsCorrupt() {
    // A pack that is whole by its own manifest, but whose embedder is really the liveness network.
    const QTemporaryDir folder;
    copyPackTo(folder.path());
    const Result<ModelPack> good = ModelPack::open(modelsFolder());
    const ModelFile* liveness = good->file(ModelRole::Liveness);
    const ModelFile* embedder = good->file(ModelRole::Embedder);
    QByteArray manifest = readAll(folder.filePath(QStringLiteral("manifest.json")));
    manifest.replace(QByteArray::fromStdString(embedder->sha256),
                     QByteArray::fromStdString(liveness->sha256));
    manifest.replace(QByteArray::number(qulonglong(embedder->bytes)),
                     QByteArray::number(qulonglong(liveness->bytes)));
    write(folder.filePath(QStringLiteral("manifest.json")), manifest);
    const QString path = folder.filePath(QString::fromStdString(embedder->path.filename().string()));
    write(path, readAll(QString::fromStdString(liveness->path.string())));
    const Result<ModelPack> pack = ModelPack::open(folder.path().toStdString());
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
    QCOMPARE(FaceEngine::create(*pack).error().code, ErrorCode::ModelCorrupt);
}

QTEST_APPLESS_MAIN(ModelPackTest)
#include "tst_model_pack.moc"
