// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/device_suite.h"
#include "contract/api/people_classes.h"

namespace kaomon::test {
namespace {

// The replacement of a group's face key, seen from the server.
class RotationTest : public DeviceSuite {
    Q_OBJECT

private slots:
    void initTestCase();
    void rotationStopsAndGoesOn();
    void rotationRefusals();
    void oldKeyIsWorthNothing();
    void cleanupTestCase();

private:
    [[nodiscard]] std::string rotationPath() const {
        return "/v1/device-groups/" + m_kit.group.text() + "/rotation";
    }

    std::string m_newKey = makeUuid();
};

void RotationTest::initTestCase() {
    QVERIFY2(setUp("rotation.member"), describe(m_kit.lastReply).c_str());
}

void RotationTest::rotationStopsAndGoesOn() {
    const std::string oldKey = m_kit.keys.faceKeys.front().id;
    const wire::StartRotation begin{m_newKey,
                                    {{"fk", m_newKey, m_kit.owner.id.text(), crypto::randomBytes(96)}}};
    EXPECT_PROBLEM(send("POST", rotationPath(), wire::encode(begin)), 422,
                   "validation_failed"); // not signed yet
    EXPECT_STATUS(putManifest({{oldKey, m_kit.group.text()}, {m_newKey, m_kit.group.text()}}), 204);
    const auto started = bodyOf<wire::KeyRotation>(send("POST", rotationPath(), wire::encode(begin)));
    QVERIFY(started && started->state == "running" && started->oldKeyIds == std::vector<std::string>{oldKey});
    QVERIFY(started->templatesLeft >= 1);
    QVERIFY(started->devicesLeft >= 2);
    const auto again = bodyOf<wire::KeyRotation>(send("POST", rotationPath(), wire::encode(begin)));
    QCOMPARE(again->state, std::string("running")); // an answer may get lost
    auto left = *started;
    for (int i = 0; i < 50 && left.state == "running";
         ++i) { // one of each at a time, as if stopped each time
        const auto work = bodyOf<wire::RotationWork>(send("GET", rotationPath() + "/work?limit=1"));
        QVERIFY(work && work->templates.size() <= 1 && work->receivers.size() <= 1);
        wire::RotationBatch batch{m_newKey, {}, {}};
        for (const auto& task : work->templates) {
            QCOMPARE(task.faceKeyId, oldKey);
            batch.wraps.push_back({task.id, task.user, crypto::randomBytes(72)});
        }
        for (const auto& task : work->receivers) {
            batch.seals.push_back({"fk", m_newKey, task.receiver, crypto::randomBytes(96)});
        }
        const Reply reply = send("POST", rotationPath() + "/batch", wire::encode(batch));
        EXPECT_STATUS(reply, 200);
        const auto next = *bodyOf<wire::KeyRotation>(reply);
        QVERIFY(next.devicesLeft < left.devicesLeft || next.state != "running");
        left = next;
    }
    QCOMPARE(left.state, std::string("idle"));
    QCOMPARE(left.keyId.value_or(""), m_newKey);
    const auto now = group(m_kit.group);
    QVERIFY(!now.rotationDue && now.faceKeyId == m_newKey && !now.nextKeyId);
    const auto kept = held(*m_pc);
    QVERIFY(kept.contains("seal/fk|" + m_newKey) && !kept.contains("seal/fk|" + oldKey));
    const auto faces =
        bodyOf<wire::FaceTemplateList>(send("GET", "/v1/users/" + m_member->id.text() + "/templates"));
    QCOMPARE(faces->items.front().keys.size(), 1U);
    QCOMPARE(faces->items.front().keys.front().faceKeyId, m_newKey);
}

void RotationTest::rotationRefusals() {
    wire::RotationBatch batch{makeUuid(), {}, {}};
    const std::string path = rotationPath() + "/batch";
    EXPECT_PROBLEM(send("POST", path, wire::encode(batch)), 409, "conflict");
    batch.keyId = m_newKey;
    batch.seals = {{"fk", m_newKey, DeviceId::generate().text(), crypto::randomBytes(96)}};
    EXPECT_PROBLEM(send("POST", path, wire::encode(batch)), 422, "validation_failed");
    batch.seals = {{"tr", m_newKey, m_pc->id.text(), crypto::randomBytes(96)}};
    EXPECT_PROBLEM(send("POST", path, wire::encode(batch)), 422, "validation_failed");
    batch.seals.clear();
    batch.wraps.assign(501, {TemplateId::generate(), m_member->id, {1}});
    EXPECT_PROBLEM(send("POST", path, wire::encode(batch)), 422, "validation_failed");
    const std::string nowhere = "/v1/device-groups/" + makeUuid() + "/rotation";
    EXPECT_PROBLEM(send("GET", nowhere), 404, "not_found");
    EXPECT_PROBLEM(send("GET", nowhere + "/work"), 404, "not_found");
    const auto asked =
        bodyOf<wire::KeyRotation>(send("POST", "/v1/device-groups/" + m_kit.group.text() + ":rotate"));
    QVERIFY(asked && asked->state == "due" && asked->reason == "requested");
}

// After the rotation: nothing new may hang on the old key, and a PC that joins with an old code is led to the
// new one.
void RotationTest::oldKeyIsWorthNothing() {
    QVERIFY(m_kit.signInOnPc(m_memberCaller, *m_pc, *m_member));
    const auto face = m_kit.face(*m_member, *m_pc, m_consent);
    const std::string path = "/v1/users/" + m_member->id.text() + "/templates";
    EXPECT_PROBLEM(m_client.send({"POST", path, wire::encode(face)}, &m_memberCaller), 409, "conflict");
    const auto late = m_kit.addPc();
    QVERIFY2(late, describe(m_kit.lastReply).c_str());
    QVERIFY(!held(*late).contains("seal/fk|" + m_kit.keys.faceKeys.front().id));
    const auto work = bodyOf<wire::RotationWork>(send("GET", rotationPath() + "/work"));
    QVERIFY(work && work->receivers.size() == 1 && work->receivers.front().receiver == late->id.text());
    const wire::RotationBatch batch{
        m_newKey, {}, {{"fk", m_newKey, late->id.text(), crypto::randomBytes(96)}}};
    EXPECT_STATUS(send("POST", rotationPath() + "/batch", wire::encode(batch)), 200);
    QVERIFY(held(*late).contains("seal/fk|" + m_newKey));
}

// What comes after in this tenant works with the new key.
void RotationTest::cleanupTestCase() {
    m_kit.keys.faceKeys.front().id = m_newKey;
}

} // namespace

std::unique_ptr<QObject> makeRotationTest() {
    return std::make_unique<RotationTest>();
}

} // namespace kaomon::test

#include "rotation_test.moc"
