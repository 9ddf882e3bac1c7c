// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <bit>
#include <limits>

#include "unit/vision/vision_fixture.h"
#include "vision/template.h"

using namespace kaomon;
using namespace kaomon::vision;
using kaomon::vision::test::madeUpEmbedding;

class TemplateTest : public QObject {
    Q_OBJECT

private slots:
    void keepsEverythingThroughBytes();
    void isSmall();
    void meanComesNearerThanOnePicture();
    void refusesMixedModels();
    void refusesNothing();
    void refusesOtherModelAtComparison();
    void refusesHostileBytes_data();
    void refusesHostileBytes();
    void survivesEveryCutAndFlip();
    void refusesEmbeddingWithoutDirection_data();
    void refusesEmbeddingWithoutDirection();

private:
    static Template someTemplate() {
        std::vector<Embedding> frames;
        for (unsigned i = 0; i < kFramesPerTemplate; ++i) {
            frames.push_back(madeUpEmbedding(1, 0.6F, i));
        }
        return *Template::fromEmbeddings(frames);
    }
};

void TemplateTest::keepsEverythingThroughBytes() {
    const Template before = someTemplate();
    const SecretBytes bytes = before.serialise();
    const Result<Template> after = Template::parse(bytes.reveal());
    QVERIFY(after.has_value());
    QCOMPARE(after->modelId(), before.modelId());
    QCOMPARE(after->frameCount(), 5);
    QCOMPARE(after->kind(), TemplateKind::Mean);
    const Embedding probe = madeUpEmbedding(1, 0.6F, 99);
    QCOMPARE(*after->similarity(probe), *before.similarity(probe));
    QCOMPARE(after->serialise().reveal(), bytes.reveal());
}

void TemplateTest::isSmall() {
    // 512 steps, a scale, and at most a line of header
    const std::size_t size = someTemplate().serialise().reveal().size();
    QVERIFY(size >= 516);
    QVERIFY(size <= 516 + 64);
}

void TemplateTest::meanComesNearerThanOnePicture() {
    const Embedding probe = madeUpEmbedding(1, 0.6F, 50);
    const std::vector<Embedding> one{madeUpEmbedding(1, 0.6F, 0)};
    const Template single = *Template::fromEmbeddings(one);
    QCOMPARE(single.kind(), TemplateKind::Single);
    QVERIFY(*someTemplate().similarity(probe) > *single.similarity(probe));
    // eight bits cost next to nothing
    QVERIFY(std::abs(*single.similarity(probe) - one.front().similarity(probe)) < 0.005F);
}

void TemplateTest::refusesMixedModels() {
    const std::vector<Embedding> mixed{madeUpEmbedding(1), madeUpEmbedding(1, 0.0F, 0, "test/net-2")};
    QCOMPARE(Template::fromEmbeddings(mixed).error().code, ErrorCode::ModelMismatch);
}

void TemplateTest::refusesNothing() {
    QCOMPARE(Template::fromEmbeddings({}).error().code, ErrorCode::ValidationFailed);
}

void TemplateTest::refusesOtherModelAtComparison() {
    const Embedding other = madeUpEmbedding(1, 0.0F, 0, "test/net-2");
    QCOMPARE(someTemplate().similarity(other).error().code, ErrorCode::ModelMismatch);
}

void TemplateTest::refusesHostileBytes_data() {
    QTest::addColumn<QByteArray>("bytes");
    const SecretBytes good = someTemplate().serialise();
    const auto* first = reinterpret_cast<const char*>(good.reveal().data());
    const QByteArray valid(first, static_cast<qsizetype>(good.reveal().size()));
    const auto scaleAt = valid.size() - 516;
    const auto withScale = [&](float scale) {
        QByteArray bytes = valid;
        const auto bits = std::bit_cast<std::array<char, 4>>(scale);
        bytes.replace(scaleAt, 4, bits.data(), 4);
        return bytes;
    };
    const auto withByte = [&](qsizetype at, char value) {
        QByteArray bytes = valid;
        bytes[at] = value;
        return bytes;
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("magic only") << valid.left(4);
    QTest::newRow("wrong magic") << withByte(0, 'X');
    QTest::newRow("unknown version") << withByte(3, 9);
    QTest::newRow("no frames") << withByte(4, 0);
    QTest::newRow("long model id") << withByte(5, '\xff');
    QTest::newRow("short model id") << withByte(5, 1);
    QTest::newRow("control character in model id") << withByte(6, '\n');
    QTest::newRow("one byte short") << valid.chopped(1);
    QTest::newRow("one byte more") << valid + 'x';
    QTest::newRow("scale not a number") << withScale(std::numeric_limits<float>::quiet_NaN());
    QTest::newRow("scale infinite") << withScale(std::numeric_limits<float>::infinity());
    QTest::newRow("scale zero") << withScale(0.0F);
    QTest::newRow("scale negative") << withScale(-0.001F);
    QTest::newRow("scale too large") << withScale(1000.0F);
    QTest::newRow("all zero") << (valid.left(scaleAt + 4) + QByteArray(512, '\0'));
}

void TemplateTest::refusesHostileBytes() {
    QFETCH(QByteArray, bytes);
    const std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    const Result<Template> result = Template::parse(raw);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::ValidationFailed);
}

void TemplateTest::survivesEveryCutAndFlip() {
    const SecretBytes good = someTemplate().serialise();
    for (std::size_t length = 0; length < good.reveal().size(); ++length) {
        QVERIFY(!Template::parse(std::span(good.reveal()).first(length)).has_value());
    }
    const Embedding probe = madeUpEmbedding(1);
    for (std::size_t at = 0; at < good.reveal().size(); ++at) {
        Bytes changed = good.reveal();
        changed[at] ^= 0x80U;
        // either refused or still a unit vector
        if (const Result<Template> result = Template::parse(changed);
            result && result->modelId() == probe.modelId()) {
            QVERIFY(std::abs(*result->similarity(probe)) <= 1.0001F);
        }
    }
}

void TemplateTest::refusesEmbeddingWithoutDirection_data() {
    QTest::addColumn<float>("value");
    QTest::newRow("zero") << 0.0F;
    QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<float>::infinity();
}

void TemplateTest::refusesEmbeddingWithoutDirection() {
    QFETCH(float, value);
    std::array<float, kEmbeddingSize> values{};
    values.fill(value);
    QCOMPARE(Embedding::fromValues("test/net-1", values).error().code, ErrorCode::ValidationFailed);
}

QTEST_APPLESS_MAIN(TemplateTest)
#include "tst_template.moc"
