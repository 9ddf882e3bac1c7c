// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QCryptographicHash>
#include <QTemporaryDir>

#include "unit/vision/vision_fixture.h"
#include "vision/face_engine.h"
#include "vision/picture.h"
#include "vision/self_test.h"

using namespace kaomon;
using namespace kaomon::vision;
using namespace kaomon::vision::test;

namespace {

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
    QFile::remove(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

QByteArray manifestUnderTest() {
    return contents(QString::fromStdString((modelsFolder() / "manifest.json").string()));
}

} // namespace

// What the engine makes of files and frames that nobody should give it, and whether it notices that it
// computes something else than it should.
class EngineInputTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void knowsItself();
    void aPackWithOtherFiguresIsRefused();
    void aPackWithoutFiguresSaysSo();
    void aNetworkThatSeesNothingIsNoticed_data();
    void aNetworkThatSeesNothingIsNoticed();
    void pictureSurvivesJpeg();
    void aBombIsNotUnpacked();
    void oddFramesAreVerdicts_data();
    void oddFramesAreVerdicts();
    void picturesOfEveryForm_data();
    void picturesOfEveryForm();
    void brokenPicturesEndInAVerdictOrAnError_data();
    void brokenPicturesEndInAVerdictOrAnError();
    void aTurnedPhotographStandsUpright();
    void aGreyPhotographShowsItsFace();
    void changedPhotographsEndInAVerdictOrAnError();
    void aNetworkOfAnotherKindIsNoEmbedder();
    void refusesBadPictures_data();
    void refusesBadPictures();

private:
    void lookAt(const Result<Frame>& frame);

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
    const auto tested = selfTest(*m_engine, *pack);
    QVERIFY2(tested.has_value(), tested ? "" : tested.error().detail.c_str());
    QCOMPARE(*tested, SelfTestReach::Whole);
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

void EngineInputTest::aPackWithoutFiguresSaysSo() {
    const QTemporaryDir folder;
    QByteArray manifest = manifestUnderTest();
    manifest.replace("\"selftest\"", "\"other\"");
    write(folder.filePath(QStringLiteral("manifest.json")), manifest);
    const auto pack =
        ModelPack::describe(folder.filePath(QStringLiteral("manifest.json")).toStdString(), modelsFolder());
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
    QVERIFY(!pack->selfTest().has_value());
    QCOMPARE(selfTest(*m_engine, *pack).value(), SelfTestReach::WithoutFigures);
}

// A file that is whole, and the one the manifest names, but whose weights are nothing.
void EngineInputTest::aNetworkThatSeesNothingIsNoticed_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("from"); // where one of its tensors lies; the manifest pins the file
    QTest::addColumn<int>("bytes");
    QTest::newRow("detector") << QStringLiteral("blazeface_front.onnx") << 132584 << 36864;
    QTest::newRow("points") << QStringLiteral("fr_landmark.onnx") << 885150 << 278528;
    QTest::newRow("eyes") << QStringLiteral("fr_eye.onnx") << 118330 << 65536;
    QTest::newRow("embedder") << QStringLiteral("fr_feature.onnx") << 2340467 << 262144;
}

void EngineInputTest::aNetworkThatSeesNothingIsNoticed() {
    QFETCH(QString, file);
    QFETCH(int, from);
    QFETCH(int, bytes);
    const QTemporaryDir folder;
    for (const auto& entry : std::filesystem::directory_iterator(modelsFolder())) {
        QVERIFY(QFile::copy(QString::fromStdString(entry.path().string()),
                            folder.filePath(QString::fromStdString(entry.path().filename().string()))));
    }
    const QByteArray whole = contents(folder.filePath(file));
    QVERIFY(whole.size() > from + bytes);
    QByteArray empty = whole;
    std::fill_n(empty.data() + from, bytes, '\0');
    write(folder.filePath(file), empty);
    QByteArray manifest = manifestUnderTest();
    manifest.replace(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex(),
                     QCryptographicHash::hash(empty, QCryptographicHash::Sha256).toHex());
    write(folder.filePath(QStringLiteral("manifest.json")), manifest);
    const auto pack = ModelPack::open(folder.path().toStdString());
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
    const auto engine = FaceEngine::create(*pack);
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().detail.c_str());
    QCOMPARE(selfTest(**engine, *pack).error().code, ErrorCode::SelfTestFailed);
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

void EngineInputTest::brokenPicturesEndInAVerdictOrAnError_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("cut off") << QStringLiteral("cut.jpg");
    QTest::newRow("damaged") << QStringLiteral("damaged.png");
}

void EngineInputTest::brokenPicturesEndInAVerdictOrAnError() {
    QFETCH(QString, file);
    const auto path = std::filesystem::path(environmentOr("KAOMON_SOURCE_DIR", ".")) /
                      "tests/fuzz/corpus/picture" / file.toStdString();
    lookAt(loadPicture(path));
}

// Whatever came of a bad picture: a frame in which the engine finds no more than a verdict, or a reason.
void EngineInputTest::lookAt(const Result<Frame>& frame) {
    if (!frame) {
        QVERIFY(frame.error().code == ErrorCode::ValidationFailed ||
                frame.error().code == ErrorCode::PayloadTooLarge);
        return;
    }
    QVERIFY(frame->isValid());
    AnalyseOptions options;
    options.wantsPassive = true;
    options.wantsEyes = true;
    const Result<FrameAnalysis> analysis = m_engine->analyse(*frame, options);
    QVERIFY2(analysis.has_value(), analysis ? "" : analysis.error().detail.c_str());
    if (analysis->mainFace() != nullptr) {
        const auto embedding = m_engine->embed(*frame, *analysis->mainFace());
        QVERIFY(embedding || embedding.error().code == ErrorCode::Internal);
        QVERIFY(!embedding || std::isfinite(embedding->similarity(*embedding)));
    }
}

namespace {

// A photograph of a person, enlarged to what a camera shows.
Frame photograph() {
    return placed(*loadPicture(picturesOf("John_Simm").front()));
}

// The pixels of `frame`, put where `place` says.
template<class Place>
Frame rearranged(const Frame& frame, int width, int height, Place&& place) {
    return makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < frame.height; ++y) {
            for (int x = 0; x < frame.width; ++x) {
                place(frame.row(y) + 3 * x, bytes, x, y);
            }
        }
    });
}

} // namespace

// A telephone writes its pixels as its sensor lies and says how the picture is to be turned (EXIF).
void EngineInputTest::aTurnedPhotographStandsUpright() {
    const Frame upright = photograph();
    const int width = upright.height;
    const Frame lying = rearranged(
        upright, width, upright.width, [&](const std::uint8_t* from, std::uint8_t* bytes, int x, int y) {
            std::copy_n(from, 3, bytes + ((upright.width - 1 - x) * width + y) * 3);
        });
    const auto jpeg = encodeJpeg(lying, {.quality = 95});
    QVERIFY(jpeg.has_value());
    Bytes turned = jpeg->reveal();
    const std::array<std::uint8_t, 36> exif{0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,  'M', 'M',
                                            0,    42,   0, 0,  0,   8,   0,   1,   1, 18, 0,   3,
                                            0,    0,    0, 1,  0,   6,   0,   0,   0, 0,  0,   0};
    turned.insert(turned.begin() + 2, exif.begin(), exif.end());
    const auto read = decodePicture(turned);
    QVERIFY(read.has_value());
    QCOMPARE(read->width, upright.width);
    QCOMPARE(read->height, upright.height);
    const auto face = m_engine->analyse(*read);
    QVERIFY(face && face->isUsable());
    const auto asItWas = m_engine->analyse(upright);
    QVERIFY(m_engine->embed(*read, *face->mainFace())
                ->similarity(*m_engine->embed(upright, *asItWas->mainFace())) > 0.9F);
}

void EngineInputTest::aGreyPhotographShowsItsFace() {
    const Frame colour = photograph();
    const Frame grey = rearranged(colour, colour.width, colour.height,
                                  [&](const std::uint8_t* from, std::uint8_t* bytes, int x, int y) {
                                      std::fill_n(bytes + (y * colour.width + x) * 3, 3, from[1]);
                                  });
    const auto analysis = m_engine->analyse(grey);
    QVERIFY(analysis && analysis->isUsable());
}

// Bytes of a real photograph are changed at random - always the same random - and what is left is looked at.
void EngineInputTest::changedPhotographsEndInAVerdictOrAnError() {
    const auto jpeg = encodeJpeg(photograph(), {.quality = 80, .maxWidth = 320});
    QVERIFY(jpeg.has_value());
    std::mt19937 random(20);
    int read = 0;
    constexpr int kRounds = 40;
    for (int round = 0; round < kRounds && !QTest::currentTestFailed(); ++round) {
        Bytes bytes = jpeg->reveal();
        const auto changes = 1U + random() % 24U;
        for (unsigned i = 0; i < changes; ++i) {
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        }
        if (round % 4 == 0) {
            bytes.resize(bytes.size() / 2 + random() % (bytes.size() / 2));
        }
        const auto frame = decodePicture(bytes);
        read += frame ? 1 : 0;
        lookAt(frame);
    }
    QVERIFY2(read >= kRounds / 4,
             qPrintable(QString::number(read))); // most of them got as far as the networks
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
