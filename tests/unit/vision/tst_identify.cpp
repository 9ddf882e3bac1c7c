// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "unit/vision/vision_fixture.h"
#include "vision/identify.h"

using namespace kaomon;
using namespace kaomon::vision;
using namespace kaomon::vision::test;

Q_DECLARE_METATYPE(kaomon::vision::TemplateIndex::Kernel)

namespace {

constexpr ThresholdTable kTable{0.41F, 0.48F, 0.44F, 0.50F};

Template templateOf(unsigned person, float noise = 0.2F, unsigned firstVariant = 0) {
    std::vector<Embedding> frames;
    for (unsigned i = 0; i < kFramesPerTemplate; ++i) {
        frames.push_back(madeUpEmbedding(person, noise, firstVariant + i));
    }
    return *Template::fromEmbeddings(frames);
}

} // namespace

class IdentifyTest : public QObject {
    Q_OBJECT

private slots:
    void everyKernelFindsTheSame();
    void findsWhoItIs_data();
    void findsWhoItIs();
    void aSecondFaceTooCloseIsNoAnswer();
    void severalTemplatesOfOnePersonAreNoRivals();
    void theThresholdGrowsWithTheNumber();
    void findsADuplicate();
    void knowsWhoLooksAlike();
    void refusesWhatCannotBeCompared();
};

void IdentifyTest::everyKernelFindsTheSame() {
    TemplateIndex portable("test/net-1", TemplateIndex::Kernel::Portable);
    TemplateIndex best("test/net-1");
    for (unsigned person = 0; person < 300; ++person) {
        QVERIFY(portable.add(person, templateOf(person + 1)));
        QVERIFY(best.add(person, templateOf(person + 1)));
    }
    for (unsigned person = 0; person < 300; person += 7) {
        const Embedding probe = madeUpEmbedding(person + 1, 0.5F, 99);
        const auto one = portable.find(probe, kTable, FmrPreset::High);
        const auto other = best.find(probe, kTable, FmrPreset::High);
        QCOMPARE(one->person, std::size_t{person});
        QCOMPARE(other->person, one->person);
        QCOMPARE(other->score, one->score);
        QCOMPARE(other->second, one->second);
        // the score is that of the template itself, not of its rounded copy
        QCOMPARE(one->score, *templateOf(person + 1).similarity(probe));
    }
}

void IdentifyTest::findsWhoItIs_data() {
    QTest::addColumn<unsigned>("who");
    QTest::addColumn<float>("noise");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("known") << 5U << 0.5F << true;
    QTest::newRow("known, badly seen") << 5U << 3.0F << false;
    QTest::newRow("a stranger") << 500U << 0.1F << false;
}

void IdentifyTest::findsWhoItIs() {
    QFETCH(unsigned, who);
    QFETCH(float, noise);
    QFETCH(bool, isAccepted);
    TemplateIndex index("test/net-1");
    for (unsigned person = 1; person <= 50; ++person) {
        QVERIFY(index.add(person, templateOf(person)));
    }
    const auto found = index.find(madeUpEmbedding(who, noise, 77), kTable, FmrPreset::Standard);
    QVERIFY(found.has_value());
    QCOMPARE(found->isAccepted, isAccepted);
    if (isAccepted) {
        QCOMPARE(found->person, std::size_t{who});
    }
}

void IdentifyTest::aSecondFaceTooCloseIsNoAnswer() {
    TemplateIndex index("test/net-1");
    QVERIFY(index.add(1, templateOf(7)));
    QVERIFY(index.add(2, templateOf(7, 0.25F, 40))); // a twin
    const auto found = index.find(madeUpEmbedding(7, 0.1F, 3), kTable, FmrPreset::Standard);
    QVERIFY(found->score > found->threshold);
    QVERIFY(found->score - found->second < TemplateIndex::kGap);
    QVERIFY(!found->isAccepted);
}

void IdentifyTest::severalTemplatesOfOnePersonAreNoRivals() {
    TemplateIndex index("test/net-1");
    QVERIFY(index.add(1, templateOf(7)));
    QVERIFY(index.add(2, templateOf(8)));
    QVERIFY(index.add(1, templateOf(7, 0.25F, 40)));
    const auto found = index.find(madeUpEmbedding(7, 0.1F, 3), kTable, FmrPreset::Standard);
    QCOMPARE(found->person, std::size_t{1});
    QVERIFY(found->isAccepted);
}

void IdentifyTest::theThresholdGrowsWithTheNumber() {
    float last = 0.0F;
    TemplateIndex index("test/net-1");
    for (unsigned count : {1U, 10U, 100U}) {
        while (index.size() < count) {
            QVERIFY(index.add(index.size(), templateOf(unsigned(index.size()) + 1)));
        }
        const float threshold = index.find(madeUpEmbedding(1), kTable, FmrPreset::Standard)->threshold;
        QVERIFY(threshold > last);
        last = threshold;
    }
}

void IdentifyTest::findsADuplicate() {
    TemplateIndex index("test/net-1");
    QVERIFY(!index.findDuplicate(1, templateOf(7), kTable)->has_value()); // nobody yet
    QVERIFY(index.add(1, templateOf(7)));
    QVERIFY(index.add(2, templateOf(8)));
    const auto again = index.findDuplicate(3, templateOf(7, 0.25F, 40), kTable);
    QVERIFY(again->has_value());
    QCOMPARE((*again)->person, std::size_t{1});
    QVERIFY(!index.findDuplicate(1, templateOf(7, 0.25F, 40), kTable)->has_value()); // his own
    QVERIFY(!index.findDuplicate(3, templateOf(9), kTable)->has_value());
}

void IdentifyTest::knowsWhoLooksAlike() {
    TemplateIndex index("test/net-1");
    QCOMPARE(index.nearestOther(1, templateOf(7)).value_or(9.0F), -1.0F); // nobody yet
    QVERIFY(index.add(1, templateOf(7)));
    QCOMPARE(index.nearestOther(1, templateOf(7)).value_or(9.0F), -1.0F); // only himself
    QVERIFY(index.add(2, templateOf(8)));
    QVERIFY(std::abs(index.nearestOther(1, templateOf(7)).value_or(9.0F)) < 0.3F);
    QVERIFY(index.add(3, templateOf(7, 0.25F, 40)));
    QVERIFY(index.nearestOther(1, templateOf(7)).value_or(-1.0F) > 0.8F);
}

void IdentifyTest::refusesWhatCannotBeCompared() {
    TemplateIndex index("test/net-1");
    QCOMPARE(index.find(madeUpEmbedding(1), kTable, FmrPreset::High).error().code, ErrorCode::NotEnrolled);
    QVERIFY(index.add(1, templateOf(1)));
    QCOMPARE(index.find(madeUpEmbedding(1, 0.0F, 0, "other/net-1"), kTable, FmrPreset::High).error().code,
             ErrorCode::ModelMismatch);
    TemplateIndex other("other/net-1");
    QCOMPARE(other.add(1, templateOf(1)).error().code, ErrorCode::ModelMismatch);
}

QTEST_APPLESS_MAIN(IdentifyTest)
#include "tst_identify.moc"
