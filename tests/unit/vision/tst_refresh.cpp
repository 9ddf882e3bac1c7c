// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>

#include "unit/vision/vision_fixture.h"
#include "vision/matcher.h"
#include "vision/refresh.h"

using namespace kaomon;
using namespace kaomon::vision;
using namespace kaomon::vision::test;

namespace {

constexpr ThresholdTable kThresholds{
    .single1e4 = 0.415F, .single1e5 = 0.48F, .mean1e4 = 0.447F, .mean1e5 = 0.506F};
constexpr float kStrong = 0.506F + 2.0F * 0.059F;

using Values = std::array<float, kEmbeddingSize>;

Values valuesOf(const Embedding& one) {
    Values values{};
    std::ranges::copy(one.values(), values.begin());
    return values;
}

// A face with this likeness to `from`, on the way to `towards`; both unit vectors.
Embedding leaning(const Embedding& from, const Embedding& towards, float likeness) {
    const float between = from.similarity(towards);
    const float rest = std::sqrt(1.0F - between * between);
    const float aside = std::sqrt(1.0F - likeness * likeness);
    Values values = valuesOf(from);
    const Values other = valuesOf(towards);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = likeness * values[i] + aside * (other[i] - between * values[i]) / rest;
    }
    return *Embedding::fromValues(from.modelId(), values);
}

Template templateOf(const Embedding& face) {
    const std::vector<Embedding> frames(kFramesPerTemplate, face);
    return *Template::fromEmbeddings(frames);
}

} // namespace

// The slow refresh of a template: it follows the face, and nobody can lead it to another one.
class RefreshTest : public QObject {
    Q_OBJECT

private slots:
    void followsAFaceThatChanges();
    void onlyAStrongMatchCounts_data();
    void onlyAStrongMatchCounts();
    void oneFaceMovesItLittle();
    void cannotBeWalkedToAnotherPerson_data();
    void cannotBeWalkedToAnotherPerson();
    void lookAlikesNeedMore();
    void anotherModelIsAnError();
};

// The person looks a little different for good: he is recognised better than before, and the enrolled
// template is as it was.
void RefreshTest::followsAFaceThatChanges() {
    const Embedding then = madeUpEmbedding(1);
    const Embedding now = leaning(then, madeUpEmbedding(2), 0.75F);
    const Template enrolled = templateOf(then);
    Template current = enrolled;
    int refreshed = 0;
    for (int day = 0; day < 60; ++day) {
        const auto next = refresh(enrolled, current, now, kThresholds);
        QVERIFY(next.has_value());
        if (*next) {
            current = **next;
            ++refreshed;
        }
    }
    QVERIFY(refreshed >= 2);
    QVERIFY(*current.similarity(now) > *enrolled.similarity(now) + 0.05F);
    QVERIFY(isWithinDrift(enrolled, current));
    QVERIFY(current.kind() == TemplateKind::Mean);
}

void RefreshTest::onlyAStrongMatchCounts_data() {
    QTest::addColumn<float>("likeness");
    QTest::addColumn<bool>("isRefreshed");
    QTest::newRow("a stranger") << 0.1F << false;
    QTest::newRow("just accepted") << 0.52F << false;
    QTest::newRow("just short of strong") << kStrong - 0.01F << false;
    QTest::newRow("strong") << kStrong + 0.01F << true;
    QTest::newRow("the very face") << 0.999F << true;
}

void RefreshTest::onlyAStrongMatchCounts() {
    QFETCH(float, likeness);
    QFETCH(bool, isRefreshed);
    const Embedding face = madeUpEmbedding(1);
    const Template enrolled = templateOf(face);
    const auto next = refresh(enrolled, enrolled, leaning(face, madeUpEmbedding(2), likeness), kThresholds);
    QVERIFY(next.has_value());
    QCOMPARE(next->has_value(), isRefreshed);
}

void RefreshTest::oneFaceMovesItLittle() {
    const Embedding face = madeUpEmbedding(1);
    const Template enrolled = templateOf(face);
    const auto next = refresh(enrolled, enrolled, leaning(face, madeUpEmbedding(2), 0.7F), kThresholds);
    QVERIFY(next && *next);
    QVERIFY(*(*next)->similarity(face) > 0.995F);
}

// Somebody who is let in every day shows, as strongly as he must and no more, a face on the way to another
// person.
void RefreshTest::cannotBeWalkedToAnotherPerson_data() {
    QTest::addColumn<float>("likeness"); // of the other person to the enrolled template
    QTest::newRow("a stranger") << 0.0F;
    QTest::newRow("alike") << 0.15F;
    QTest::newRow("as alike as the bound allows") << 0.255F;
}

void RefreshTest::cannotBeWalkedToAnotherPerson() {
    QFETCH(float, likeness);
    const Embedding face = madeUpEmbedding(1);
    const Embedding other = leaning(face, madeUpEmbedding(2), likeness);
    const Template enrolled = templateOf(face);
    Template current = enrolled;
    float nearest = -1.0F;
    int refreshed = 0;
    for (int day = 0; day < 1000; ++day) {
        // The strongest lean that is still taken: by the enrolled template or by the refreshed one.
        for (const float shown : {kStrong + 0.002F, 0.7F, 0.8F, 0.9F, 0.97F}) {
            const auto next = refresh(enrolled, current, leaning(face, other, shown), kThresholds);
            QVERIFY(next.has_value());
            if (*next) {
                current = **next;
                ++refreshed;
            }
            QVERIFY(isWithinDrift(enrolled, current));
            nearest = std::max(nearest, *current.similarity(other));
        }
    }
    QVERIFY(refreshed >= 2); // it did lean
    QVERIFY(nearest > likeness + 0.05F);
    QVERIFY2(nearest < kThresholds.mean1e4, qPrintable(QString::number(nearest)));
    const std::vector<Template> templates{current};
    QVERIFY(!match(other, templates, kThresholds, FmrPreset::Standard)->isAccepted);
    QVERIFY(match(face, templates, kThresholds, FmrPreset::High)->isAccepted);
}

void RefreshTest::lookAlikesNeedMore() {
    const Embedding face = madeUpEmbedding(1);
    const Template enrolled = templateOf(face);
    const Embedding seen = leaning(face, madeUpEmbedding(2), kStrong + 0.02F);
    QVERIFY(refresh(enrolled, enrolled, seen, kThresholds)->has_value());
    QVERIFY(!refresh(enrolled, enrolled, seen, kThresholds, 0.1F)->has_value());
    const float none = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(!refresh(enrolled, enrolled, seen, kThresholds, none)->has_value());
}

void RefreshTest::anotherModelIsAnError() {
    const Template enrolled = templateOf(madeUpEmbedding(1));
    const Embedding foreign = madeUpEmbedding(1, 0.0F, 0, "other/net-1");
    QCOMPARE(refresh(enrolled, enrolled, foreign, kThresholds).error().code, ErrorCode::ModelMismatch);
    QVERIFY(!isWithinDrift(enrolled, templateOf(foreign)));
    QVERIFY(isWithinDrift(enrolled, enrolled));
}

QTEST_APPLESS_MAIN(RefreshTest)
#include "tst_refresh.moc"
