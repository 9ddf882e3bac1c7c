// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "unit/vision/vision_fixture.h"
#include "vision/matcher.h"

using namespace kaomon;
using namespace kaomon::vision;
using kaomon::vision::test::madeUpEmbedding;

namespace {

constexpr ThresholdTable kTable{0.40F, 0.48F, 0.44F, 0.50F};

Template templateOf(unsigned person, unsigned frames, const std::string& model = "test/net-1") {
    std::vector<Embedding> embeddings;
    for (unsigned i = 0; i < frames; ++i) {
        embeddings.push_back(madeUpEmbedding(person, 0.5F, i, model));
    }
    return *Template::fromEmbeddings(embeddings);
}

} // namespace

class MatcherTest : public QObject {
    Q_OBJECT

private slots:
    void presetAndKindChooseTheThreshold_data();
    void presetAndKindChooseTheThreshold();
    void thresholdRisesWithTheNumberOfTemplates();
    void acceptsTheOwnerAndRefusesOthers();
    void theBestTemplateCounts();
    void leavesOutTemplatesOfAnotherModel();
    void saysEnrolAgainWhenOnlyOtherModelsAreLeft();
    void saysNotEnrolledWithoutTemplates();
    void lookAlikesRaiseTheThreshold();
    void knowsNonsenseTables();
};

void MatcherTest::presetAndKindChooseTheThreshold_data() {
    QTest::addColumn<FmrPreset>("preset");
    QTest::addColumn<unsigned>("frames");
    QTest::addColumn<float>("expected");
    QTest::newRow("standard, one picture") << FmrPreset::Standard << 1U << 0.40F;
    QTest::newRow("standard, mean") << FmrPreset::Standard << 5U << 0.44F;
    QTest::newRow("high, one picture") << FmrPreset::High << 1U << 0.48F;
    QTest::newRow("high, mean") << FmrPreset::High << 5U << 0.50F;
    QTest::newRow("highest, mean") << FmrPreset::Highest << 5U << 0.50F;
}

void MatcherTest::presetAndKindChooseTheThreshold() {
    QFETCH(FmrPreset, preset);
    QFETCH(unsigned, frames);
    QFETCH(float, expected);
    const std::vector<Template> templates{templateOf(1, frames)};
    QCOMPARE(match(madeUpEmbedding(1), templates, kTable, preset)->threshold, expected);
}

void MatcherTest::thresholdRisesWithTheNumberOfTemplates() {
    const float one = kTable.threshold(FmrPreset::Standard, TemplateKind::Mean, 1);
    const float six = kTable.threshold(FmrPreset::Standard, TemplateKind::Mean, 6);
    const float ten = kTable.threshold(FmrPreset::Standard, TemplateKind::Mean, 10);
    QVERIFY(one < six);
    // ten templates at 1e-4 each need 1e-5 each
    QCOMPARE(ten, kTable.mean1e5);
    QVERIFY(kTable.threshold(FmrPreset::High, TemplateKind::Mean, 1'000'000'000) < 1.0F);
}

void MatcherTest::acceptsTheOwnerAndRefusesOthers() {
    const std::vector<Template> templates{templateOf(1, 5)};
    QVERIFY(match(madeUpEmbedding(1, 0.5F, 77), templates, kTable, FmrPreset::High)->isAccepted);
    for (unsigned stranger = 2; stranger < 200; ++stranger) {
        const auto score = match(madeUpEmbedding(stranger), templates, kTable, FmrPreset::Standard);
        QVERIFY(score.has_value());
        QVERIFY(!score->isAccepted);
        QVERIFY(score->score < score->threshold);
    }
}

void MatcherTest::theBestTemplateCounts() {
    const std::vector<Template> templates{templateOf(3, 5), templateOf(1, 5), templateOf(2, 5)};
    const auto score = match(madeUpEmbedding(1), templates, kTable, FmrPreset::Standard);
    QVERIFY(score->isAccepted);
    QCOMPARE(score->bestTemplate, std::size_t{1});
}

void MatcherTest::leavesOutTemplatesOfAnotherModel() {
    const std::vector<Template> templates{templateOf(1, 5, "test/net-2"), templateOf(1, 5)};
    const auto score = match(madeUpEmbedding(1), templates, kTable, FmrPreset::Standard);
    QVERIFY(score->isAccepted);
    QCOMPARE(score->bestTemplate, std::size_t{1});
    QCOMPARE(score->threshold, kTable.mean1e4);
}

void MatcherTest::saysEnrolAgainWhenOnlyOtherModelsAreLeft() {
    const std::vector<Template> templates{templateOf(1, 5, "test/net-2")};
    QCOMPARE(match(madeUpEmbedding(1), templates, kTable, FmrPreset::Standard).error().code,
             ErrorCode::ModelMismatch);
}

void MatcherTest::saysNotEnrolledWithoutTemplates() {
    QCOMPARE(match(madeUpEmbedding(1), {}, kTable, FmrPreset::Standard).error().code, ErrorCode::NotEnrolled);
}

// The more somebody else looks like the person, the higher; never so high that he is shut out himself.
void MatcherTest::lookAlikesRaiseTheThreshold() {
    QCOMPARE(kTable.raiseFor(-1.0F), 0.0F);
    QCOMPARE(kTable.raiseFor(0.2F), 0.0F);
    QCOMPARE(kTable.raiseFor(std::nanf("")), 0.0F);
    const float some = kTable.raiseFor(kTable.mean1e5 - 0.05F);
    const float more = kTable.raiseFor(kTable.mean1e5);
    QVERIFY(some > 0.0F && some < more);
    QCOMPARE(kTable.raiseFor(1.0F), 2.0F * (kTable.mean1e5 - kTable.mean1e4));
    const std::vector<Template> templates{templateOf(1, 5)};
    const auto plain = match(madeUpEmbedding(1), templates, kTable, FmrPreset::High);
    const auto raised = match(madeUpEmbedding(1), templates, kTable, FmrPreset::High, some);
    QCOMPARE(raised->threshold, plain->threshold + some);
    QVERIFY(match(madeUpEmbedding(1), templates, kTable, FmrPreset::High, 5.0F)->threshold < 1.0F);
}

void MatcherTest::knowsNonsenseTables() {
    QVERIFY(kTable.isSane());
    QVERIFY(!(ThresholdTable{0.5F, 0.4F, 0.4F, 0.5F}.isSane()));
    QVERIFY(!(ThresholdTable{0.0F, 0.4F, 0.4F, 0.5F}.isSane()));
    QVERIFY(!(ThresholdTable{0.4F, 0.5F, 0.4F, 1.5F}.isSane()));
    QVERIFY(!ThresholdTable{}.isSane());
}

QTEST_APPLESS_MAIN(MatcherTest)
#include "tst_matcher.moc"
