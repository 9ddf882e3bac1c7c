// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "agent/template_refresher.h"
#include "agent_pack.h"
#include "vision/matcher.h"
#include "vision/refresh.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// Enrolled faces that follow the person by strong logons: only where the policy says so, never far, and back
// again.
class TestAgentRefresh : public QObject {
    Q_OBJECT

    static std::vector<wire::SettingValue> refreshing(const char* liveness = "1", const char* isOn = "true") {
        return {{"liveness_logon", liveness}, {"template_refresh", isOn}};
    }
    static const TemplateStore::Enrolled& face(const Desk& desk) {
        const auto faces = desk.state->templates().enrolledOf(desk.user);
        if (faces.size() != 1) {
            qFatal("the person has one face");
        }
        return *faces.front();
    }
    static std::vector<std::string> codes(const Desk& desk) {
        std::vector<std::string> all;
        for (const auto& event : desk.outbox()) {
            all.push_back(event.code);
        }
        return all;
    }
    static std::size_t keptCount(Desk& desk) { return desk.state->cache().list(kRefreshedTemplate)->size(); }
    static vision::Embedding directionOf(const vision::Template& one) {
        std::array<float, vision::kEmbeddingSize> values{};
        std::ranges::copy(one.steps(), values.begin());
        return *vision::Embedding::fromValues(one.modelId(), values);
    }
    // The result of a logon in which this face was seen.
    static AttemptResult seen(const vision::Embedding& embedding) {
        AttemptResult result;
        result.isAccepted = true;
        result.livenessLevel = 1;
        result.clearest = embedding;
        return result;
    }
    // A face with this likeness to `from`, on the way to `towards`.
    static vision::Embedding leaning(const vision::Embedding& from, const vision::Embedding& towards,
                                     float likeness) {
        const float between = from.similarity(towards);
        const float rest = std::sqrt(1.0F - between * between);
        const float aside = std::sqrt(1.0F - likeness * likeness);
        std::array<float, vision::kEmbeddingSize> values{};
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = likeness * from.values()[i] +
                        aside * (towards.values()[i] - between * from.values()[i]) / rest;
        }
        return *vision::Embedding::fromValues(from.modelId(), values);
    }

    const BelievingPack m_pack; // photographs pass its liveness check

private slots:
    void aStrongLogonBringsItUpToDate() {
        Desk desk(true, refreshing(), m_pack.folder());
        QVERIFY(desk.pictures->show(enrolPictures(kPerson)));
        const auto answer = desk.attempt();
        QCOMPARE(answer.outcome, std::string("accepted"));
        QVERIFY(!answer.result.clearest); // no answer carries a face
        QCOMPARE(codes(desk), (std::vector<std::string>{"LOGON_OK", "REFRESH"}));
        QCOMPARE(desk.outbox().back().detail.templateId, std::optional(face(desk).id));
        QCOMPARE(desk.outbox().back().detail.label, std::optional<std::string>("refreshed"));
        QVERIFY(face(desk).refreshed.has_value());
        QVERIFY(vision::isWithinDrift(face(desk).face, face(desk).inUse()));
        QVERIFY(desk.state->reload()); // kept on the disk
        QVERIFY(face(desk).refreshed.has_value());
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QCOMPARE(codes(desk).back(), std::string("LOGON_OK")); // not twice a day
        desk.clock.advance(TemplateRefresher::kPause);
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QCOMPARE(codes(desk).back(), std::string("REFRESH"));
    }

    void notWithoutAReason_data() {
        QTest::addColumn<QByteArray>("liveness");
        QTest::addColumn<QByteArray>("isOn");
        QTest::newRow("the setting is off") << QByteArray("1") << QByteArray("false");
        QTest::newRow("nobody looked whether he lives") << QByteArray("0") << QByteArray("true");
    }
    void notWithoutAReason() {
        QFETCH(QByteArray, liveness);
        QFETCH(QByteArray, isOn);
        Desk desk(true, refreshing(liveness.constData(), isOn.constData()), m_pack.folder());
        QVERIFY(desk.pictures->show(enrolPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QCOMPARE(codes(desk), (std::vector<std::string>{"LOGON_OK"}));
        QVERIFY(!face(desk).refreshed);
    }

    void aRefusedAttemptChangesNothing() {
        Desk desk(true, refreshing(), m_pack.folder());
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        QCOMPARE(desk.attempt().outcome, std::string("refused"));
        QVERIFY(!face(desk).refreshed);
        QCOMPARE(keptCount(desk), std::size_t(0));
    }

    void isUndoneWithTheSetting() {
        Desk desk(true, refreshing(), m_pack.folder());
        refreshOnce(desk);
        QVERIFY(store(*desk.state, {desk.tenant.settings(refreshing("1", "false"), 2)}));
        QVERIFY(!face(desk).refreshed);
        QCOMPARE(keptCount(desk), std::size_t(0));
        QVERIFY(store(*desk.state, {desk.tenant.settings(refreshing(), 3)})); // it does not come back
        QVERIFY(!face(desk).refreshed);
    }

    void goesWithTheEnrolledFace() {
        Desk desk(true, refreshing(), m_pack.folder());
        refreshOnce(desk);
        QVERIFY(desk.state->cache().remove("template", face(desk).id));
        QVERIFY(desk.state->reload());
        QCOMPARE(keptCount(desk), std::size_t(0));
    }

    // What the store claims to be a refreshed face must be this PC's own work and near the enrolled one.
    void aPlantedOneIsDropped_data() {
        QTest::addColumn<bool>("isNear");
        QTest::addColumn<bool>("isOurs");
        QTest::newRow("another face") << false << true;
        QTest::newRow("another PC's") << true << false;
        QTest::newRow("our own, near") << true << true;
    }
    void aPlantedOneIsDropped() {
        QFETCH(bool, isNear);
        QFETCH(bool, isOurs);
        Desk desk(true, refreshing(), m_pack.folder());
        static const auto stranger = templateOf(enrolPictures(kStranger));
        const auto other = desk.tenant.makeDevice();
        QVERIFY(store(*desk.state, {desk.tenant.deviceKey(other, "active")}));
        const DeviceIdentity& signer = isOurs ? *desk.state->device() : other;
        crypto::SealedTemplate header;
        header.tenant = desk.tenant.tenant.text();
        header.user = desk.user.text();
        header.id = face(desk).id;
        header.modelId = stranger->modelId();
        header.deviceId = signer.id.text();
        const SecretBytes plain = (isNear ? face(desk).face : *stranger).serialise();
        auto planted = toWire(crypto::SealedTemplate::seal(
            header, plain.reveal(), desk.state->templates().faceKeys(), signer.signing));
        planted.consent = face(desk).consent;
        planted.createdAt = desk.clock.now();
        const std::string body = wire::encode(planted);
        QVERIFY(desk.state->cache().put(kRefreshedTemplate, header.id, 1, Bytes(body.begin(), body.end())));
        QVERIFY(desk.state->reload());
        QCOMPARE(face(desk).refreshed.has_value(), isNear && isOurs);
        QCOMPARE(keptCount(desk), std::size_t(isNear && isOurs ? 1 : 0));
    }

    // Two hundred days of logons that lean as far as they can towards a stranger.
    void cannotBeWalkedToAStranger() {
        Desk desk(true, refreshing(), m_pack.folder());
        static const auto made = templateOf(enrolPictures(kStranger));
        const vision::Embedding stranger = directionOf(*made);
        const vision::Embedding person = directionOf(face(desk).face);
        const auto& thresholds = desk.camera.models()->thresholds();
        QVERIFY(person.similarity(stranger) < 0.25F);
        TemplateRefresher refresher(*desk.state, desk.events, desk.clock);
        const float strong =
            thresholds.mean1e5 + vision::kStrongSteps * (thresholds.mean1e5 - thresholds.mean1e4);
        for (int day = 0; day < 200; ++day) {
            const float shown = day % 2 == 0 ? strong + 0.003F : 0.85F;
            refresher.consider(desk.user, seen(leaning(person, stranger, shown)), thresholds, 0.0F);
            desk.clock.advance(TemplateRefresher::kPause);
        }
        const auto templates = desk.state->templates().templatesOf(desk.user);
        QVERIFY(*templates.front().similarity(stranger) > person.similarity(stranger) + 0.03F); // it did lean
        QVERIFY(!vision::match(stranger, templates, thresholds, vision::FmrPreset::Standard)->isAccepted);
        QVERIFY(vision::isWithinDrift(face(desk).face, templates.front()));
        QVERIFY(desk.state->setLastSync(desk.clock.now()));
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceNoMatch));
    }

private:
    static void refreshOnce(Desk& desk) {
        TemplateRefresher refresher(*desk.state, desk.events, desk.clock);
        refresher.consider(desk.user, seen(directionOf(face(desk).face)), desk.camera.models()->thresholds(),
                           0.0F);
        if (!face(desk).refreshed) {
            qFatal("nothing was refreshed");
        }
    }
};

QTEST_GUILESS_MAIN(TestAgentRefresh)
#include "tst_agent_refresh.moc"
