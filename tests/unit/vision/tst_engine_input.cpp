// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include "unit/vision/vision_fixture.h"
#include "vision/face_engine.h"
#include "vision/picture.h"
#include "vision/self_test.h"

using namespace kaomon;
using namespace kaomon::vision;
using namespace kaomon::vision::test;

// What the engine makes of files and frames that nobody should give it, and whether it notices that it
// computes something else than it should.
class EngineInputTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void knowsItself();
    void aPackWithOtherFiguresIsRefused();
    void pictureSurvivesJpeg();
    void aBombIsNotUnpacked();
    void oddFramesAreVerdicts_data();
    void oddFramesAreVerdicts();
    void picturesOfEveryForm_data();
    void picturesOfEveryForm();
    void aNetworkOfAnotherKindIsNoEmbedder();
    void refusesBadPictures_data();
    void refusesBadPictures();

private:
    std::unique_ptr<FaceEngine> m_engine;
};

void EngineInputTest::initTestCase() {
    const Result<ModelPack> pack = ModelPack::open(modelsFolder());
    QVERIFY2(pack.has_value(),
             "no usable model pack: run packaging/models/fetch-models or set KAOMON_MODELS_DIR");
    Result<std::unique_ptr<FaceEngine>> engine = FaceEngine::create(*pack);
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().detail.c_str());
    m_engine = std::move(*engine);
}

void EngineInputTest::knowsItself() {
    const Result<ModelPack> pack = ModelPack::open(modelsFolder());
    QVERIFY(pack->selfTest().has_value());
    const Status tested = selfTest(*m_engine, *pack);
    QVERIFY2(tested.has_value(), tested ? "" : tested.error().detail.c_str());
}

// As if a network computed something else, or another threshold were in force.
void EngineInputTest::aPackWithOtherFiguresIsRefused() {
    const QTemporaryDir folder;
    const std::filesystem::path copy = folder.path().toStdString();
    for (const auto& entry : std::filesystem::directory_iterator(modelsFolder())) {
        std::filesystem::copy(entry.path(), copy / entry.path().filename());
    }
    for (const char* name : {"\"similarity\": ", "\"1e-4\": "}) {
        QFile file(folder.filePath(QStringLiteral("manifest.json")));
        QVERIFY(QFile::remove(file.fileName()));
        QVERIFY(QFile::copy(QString::fromStdString((modelsFolder() / "manifest.json").string()),
                            file.fileName()));
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray manifest = file.readAll();
        file.close();
        QVERIFY(manifest.contains(name));
        manifest.replace(name, QByteArray(name) + "0.2, \"x\": ");
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(manifest), manifest.size());
        file.close();
        const Result<ModelPack> pack = ModelPack::open(copy);
        QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
        QCOMPARE(selfTest(*m_engine, *pack).error().code, ErrorCode::SelfTestFailed);
    }
}

void EngineInputTest::pictureSurvivesJpeg() {
    const Frame frame = plainFrame(90, 320, 240);
    const Result<SecretBytes> jpeg = encodeJpeg(frame, {.quality = 90, .maxWidth = 160, .mirror = true});
    QVERIFY(jpeg.has_value());
    const Result<Frame> again = decodePicture(jpeg->reveal());
    QVERIFY(again.has_value());
    QCOMPARE(again->width, 160);
    QCOMPARE(again->height, 120);
    QVERIFY(std::abs(int(again->row(60)[240]) - 90) <= 2);
}

// 30 bytes that ask for 10 gigabytes.
void EngineInputTest::aBombIsNotUnpacked() {
    const QByteArray bomb("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0", 29);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(bomb.data());
    QCOMPARE(decodePicture({bytes, std::size_t(bomb.size())}).error().code, ErrorCode::PayloadTooLarge);
}

// Sizes and shapes that no camera has.
void EngineInputTest::oddFramesAreVerdicts_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("a line") << 4096 << 1;
    QTest::newRow("a column") << 1 << 4096;
    QTest::newRow("tiny") << 9 << 7;
    QTest::newRow("on its side") << 480 << 640;
    QTest::newRow("large") << 3840 << 2160;
}

void EngineInputTest::oddFramesAreVerdicts() {
    QFETCH(int, width);
    QFETCH(int, height);
    AnalyseOptions options;
    options.wantsPassive = true;
    options.wantsEyes = true;
    const Result<FrameAnalysis> analysis = m_engine->analyse(plainFrame(128, width, height), options);
    QVERIFY2(analysis.has_value(), analysis ? "" : analysis.error().detail.c_str());
    QVERIFY(!analysis->isUsable());
}

// The corpus of the fuzz target: whatever a picture is like, it becomes a frame that the engine looks at, or
// a reason.
void EngineInputTest::picturesOfEveryForm_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isPicture");
    for (const char* good : {"alpha.png", "animated.png", "colour.jpg", "colour.png", "deep.png", "grey.jpg",
                             "grey.png", "one_pixel.png", "progressive.jpg", "turned.jpg"}) {
        QTest::newRow(good) << QString::fromLatin1(good) << true;
    }
    QTest::newRow("huge.png") << QStringLiteral("huge.png") << false;
}

void EngineInputTest::picturesOfEveryForm() {
    QFETCH(QString, file);
    QFETCH(bool, isPicture);
    const auto path = std::filesystem::path(environmentOr("KAOMON_SOURCE_DIR", ".")) /
                      "tests/fuzz/corpus/picture" / file.toStdString();
    const Result<Frame> frame = loadPicture(path);
    QCOMPARE(frame.has_value(), isPicture);
    if (frame) {
        const Result<FrameAnalysis> analysis = m_engine->analyse(*frame);
        QVERIFY2(analysis.has_value(), analysis ? "" : analysis.error().detail.c_str());
        QVERIFY(!analysis->isUsable());
    }
}

// The manifest names a file that is whole and is a network, but another one, or one that dlib should read.
void EngineInputTest::aNetworkOfAnotherKindIsNoEmbedder() {
    QFile file(QString::fromStdString((modelsFolder() / "manifest.json").string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray manifest = file.readAll();
    for (const auto& [from, to] :
         {std::pair<QByteArray, QByteArray>{"fr-feature-112-bgr", "dlib-resnet-150-rgb"},
          {"blazeface-front-128-rgb", "dlib-hog-shape5"},
          {"blazeface-front-128-rgb", "yunet-bgr-32"},
          {"fr-feature-112-bgr", "from-the-future"}}) {
        const QTemporaryDir folder;
        QByteArray changed = manifest;
        QVERIFY(changed.contains(from));
        changed.replace(from, to);
        QFile copy(folder.filePath(QStringLiteral("manifest.json")));
        QVERIFY(copy.open(QIODevice::WriteOnly));
        QCOMPARE(copy.write(changed), changed.size());
        copy.close();
        const auto pack = ModelPack::describe(copy.fileName().toStdString(), modelsFolder());
        QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
        const auto engine = FaceEngine::create(*pack);
        QVERIFY2(!engine.has_value() && engine.error().code == ErrorCode::ModelCorrupt, to.constData());
    }
}

void EngineInputTest::refusesBadPictures_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("this is not a picture");
    QTest::newRow("cut JPEG header") << QByteArray("\xff\xd8\xff\xe0\x00\x10JFIF", 10);
    QTest::newRow("cut PNG header") << QByteArray("\x89PNG\r\n\x1a\n", 8);
    QTest::newRow("another format") << QByteArray("GIF89a\x01\x00\x01\x00\x00\x00\x00;", 14);
    QTest::newRow("PNG without pixels")
        << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\x10\x08\x02\0\0\0", 29);
    QTest::newRow("JPEG of fillings only") << QByteArray(64, '\xff').prepend("\xff\xd8", 2);
}

void EngineInputTest::refusesBadPictures() {
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bad.jpg"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    QCOMPARE(loadPicture(path.toStdString()).error().code, ErrorCode::ValidationFailed);
    QCOMPARE(loadPicture("/nonexistent.jpg").error().code, ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(EngineInputTest)
#include "tst_engine_input.moc"
