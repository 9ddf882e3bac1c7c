// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTest>

#include "contract/api/device_suite.h"
#include "contract/api/people_classes.h"
#include "wire/changes.h"
#include "wire/diagnostics.h"

namespace kaomon::test {
namespace {

// PCs as administrators work with them: states, approval, groups, who is given whose face.
class DevicesTest : public DeviceSuite {
    Q_OBJECT

private slots:
    void initTestCase();
    void suspendedPcIsOutAtOnce();
    void revokedPcErasesItself();
    void wipeNeedsRevocation();
    void revocationAsksForReview();
    void waitingPcIsApproved();
    void approvalRefusals_data();
    void approvalRefusals();
    void codeOfAnUnknownGroup();
    void revokedCodeIsDue();
    void scopeDecidesWhoIsSynced();
    void askedForDiagnostics();
    void listFilters();
    void foundByTheVersionOfTheClient();
};

void DevicesTest::initTestCase() {
    QVERIFY2(setUp("device.member"), describe(m_kit.lastReply).c_str());
}

void DevicesTest::suspendedPcIsOutAtOnce() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    Caller person = Caller::console();
    QVERIFY(m_kit.signInOnPc(person, *pc, *m_member));
    EXPECT_STATUS(m_client.send({"GET", "/v1/changes"}, &caller), 200);
    EXPECT_STATUS(patch(*pc, R"({"state":"suspended","reason":"lost on a train"})"), 200);
    QCOMPARE(get(*pc).stateReason, std::string("lost on a train"));
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes"}, &caller), 403, "device_suspended");
    const std::string templates = "/v1/users/" + m_member->id.text() + "/templates";
    EXPECT_STATUS(m_client.send({"GET", templates}, &person), 401); // its sessions are gone
    EXPECT_STATUS(m_client.send({"GET", "/v1/device"}, &caller), 200);
    EXPECT_STATUS(patch(*pc, R"({"state":"active"})"), 200);
    EXPECT_STATUS(m_client.send({"GET", "/v1/changes"}, &caller), 200);
    EXPECT_PROBLEM(patch(*pc, R"({"state":"pending"})"), 422, "validation_failed");
}

void DevicesTest::revokedPcErasesItself() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/device:wiped"}, &caller), 409, "conflict");
    EXPECT_STATUS(patch(*pc, R"({"state":"revoked","reason":"stolen","wipe":true})"), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes"}, &caller), 403, "device_revoked");
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/events", "{}"}, &caller), 403, "device_revoked");
    const auto told = bodyOf<wire::Device>(m_client.send({"GET", "/v1/device"}, &caller));
    QVERIFY(told && told->state == "revoked" && told->wipeRequestedAt && !told->wipedAt);
    EXPECT_STATUS(m_client.send({"POST", "/v1/device:wiped"}, &caller), 200);
    QVERIFY(get(*pc).wipedAt.has_value());
    EXPECT_PROBLEM(patch(*pc, R"({"state":"active"})"), 409, "conflict");
    const auto now = group(m_kit.group);
    QVERIFY(now.rotationDue.has_value());
    QCOMPARE(now.rotationReason, std::string("device_revoked"));
}

void DevicesTest::wipeNeedsRevocation() {
    EXPECT_PROBLEM(patch(*m_pc, R"({"wipe":true})"), 422, "validation_failed");
    EXPECT_PROBLEM(patch(*m_pc, R"({"state":"suspended","reason":")" + std::string(501, 'x') + "\"}"), 422,
                   "validation_failed");
    QCOMPARE(get(*m_pc).state, std::string("active"));
}

void DevicesTest::revocationAsksForReview() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::console();
    const auto person = m_kit.addPerson("review.member", "member", &*pc, caller);
    QVERIFY(person && m_kit.signInOnPc(caller, *pc, *person));
    const wire::Consent consent{ConsentId::generate(), person->id, "1", "en", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &caller), 201);
    const auto face = m_kit.face(*person, *pc, consent.id);
    const std::string path = "/v1/users/" + person->id.text();
    EXPECT_STATUS(m_client.send({"POST", path + "/templates", wire::encode(face)}, &caller), 201);
    const auto faceState = [&] { return bodyOf<wire::User>(send("GET", path))->faceState; };
    QCOMPARE(faceState(), std::string("enrolled"));
    EXPECT_STATUS(patch(*pc, R"({"state":"revoked"})"), 200);
    QCOMPARE(faceState(), std::string("re_enrol"));
    const auto list = bodyOf<wire::FaceTemplateList>(send("GET", path + "/templates"));
    QCOMPARE(list->items.front().review.value_or(""), std::string("device_revoked"));
    const std::string accept = path + "/templates/" + face.id.text() + ":accept";
    const auto accepted = bodyOf<wire::FaceTemplate>(send("POST", accept));
    QVERIFY(accepted && !accepted->review);
    QCOMPARE(faceState(), std::string("enrolled"));
    EXPECT_STATUS(send("DELETE", path + "/templates/" + face.id.text()), 204);
    QCOMPARE(faceState(), std::string("erased"));
    EXPECT_PROBLEM(send("POST", accept), 404, "not_found");
}

void DevicesTest::waitingPcIsApproved() {
    const auto pc = addWaitingPc();
    QVERIFY2(pc, describe(m_kit.lastReply).c_str());
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes"}, &caller), 403, "device_pending");
    QCOMPARE(bodyOf<wire::Device>(m_client.send({"GET", "/v1/device"}, &caller))->state,
             std::string("pending"));
    EXPECT_PROBLEM(patch(*pc, R"({"state":"active"})"), 409, "conflict"); // not without a certificate
    const auto wanted = approval(*pc);
    EXPECT_STATUS(approve(*pc, wanted), 200);
    const auto kept = held(*pc);
    QVERIFY(kept.contains("seal/fk|" + m_kit.keys.faceKeys.front().id));
    QVERIFY(kept.contains("template/" + m_face.id.text()));
    QVERIFY(get(*pc).certificate == wanted.certificate);
}

void DevicesTest::approvalRefusals_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("another PC's") << "pc" << 422 << "signature_invalid";
    QTest::newRow("another signer") << "signer" << 422 << "signature_invalid";
    QTest::newRow("unknown group") << "group" << 422 << "validation_failed";
    QTest::newRow("another key's seal") << "seal" << 422 << "validation_failed";
    QTest::newRow("no record") << "record" << 422 << "signature_invalid";
}

void DevicesTest::approvalRefusals() {
    QFETCH(QString, what);
    QFETCH(int, status);
    QFETCH(QString, code);
    const auto pc = addWaitingPc();
    QVERIFY(pc);
    auto spoilt = approval(*pc);
    if (what == QLatin1String("pc")) {
        spoilt = approval(*m_pc);
    } else if (what == QLatin1String("signer")) {
        spoilt.certificate.back() ^= 1U;
    } else if (what == QLatin1String("group")) {
        spoilt.group = GroupId::generate();
    } else if (what == QLatin1String("seal")) {
        spoilt.faceKeySeals.front().keyId = makeUuid();
    } else {
        spoilt.certificate = {1, 2, 3};
    }
    EXPECT_PROBLEM(approve(*pc, spoilt), status, code.toStdString());
    QCOMPARE(get(*pc).state, std::string("pending"));
}

void DevicesTest::codeOfAnUnknownGroup() {
    const auto code = crypto::EnrolmentCode::generate();
    auto body = m_kit.newCode(code, 1, wallNow() + std::chrono::hours(1));
    body.group = GroupId::generate();
    EXPECT_PROBLEM(send("POST", "/v1/enrolment-codes", wire::encode(body)), 422, "validation_failed");
    body.group = m_kit.group;
    body.autoApprove = false; // and yet a delegate
    EXPECT_PROBLEM(send("POST", "/v1/enrolment-codes", wire::encode(body)), 422, "validation_failed");
}

void DevicesTest::revokedCodeIsDue() {
    const auto code = crypto::EnrolmentCode::generate();
    QVERIFY(m_kit.addCode(code, 3));
    const auto before = group(m_kit.group);
    EXPECT_STATUS(send("DELETE", "/v1/enrolment-codes/" + code.id()), 204);
    const auto after = group(m_kit.group);
    QCOMPARE(after.rotationReason, std::string("code_revoked"));
    QVERIFY(after.rev > before.rev);
    EXPECT_STATUS(send("DELETE", "/v1/enrolment-codes/" + code.id()), 204); // once is enough
    QCOMPARE(group(m_kit.group).rev, after.rev);
}

// A shared PC is given the faces of its people only; who comes and goes is told by the ordinary delta.
void DevicesTest::scopeDecidesWhoIsSynced() {
    const wire::NewGroup nurses{GroupId::generate(), "Nurses", ""};
    EXPECT_STATUS(send("POST", "/v1/user-groups", wire::encode(nurses)), 201);
    const std::string user = "user/" + m_member->id.text();
    const std::string face = "template/" + m_face.id.text();
    QVERIFY(held(*m_pc).contains(face));
    const std::string path = "/v1/device-groups/" + m_kit.group.text();
    const auto setScope = [&](const std::string& groups) {
        return send("PATCH", path, R"({"shared":true,"user_groups":[)" + groups + "]}",
                    send("GET", path).etag());
    };
    EXPECT_PROBLEM(setScope("\"" + makeUuid() + "\""), 422, "validation_failed");
    Caller caller = Caller::device(m_pc->id.text(), m_pc->sign);
    auto page = bodyOf<wire::ChangePage>(m_client.send({"GET", "/v1/changes"}, &caller));
    const auto delta = [&] { // what the PC is told since it asked last
        std::set<std::string> told;
        page = bodyOf<wire::ChangePage>(m_client.send({"GET", "/v1/changes?since=" + page->next}, &caller));
        for (const auto& change : page->items) {
            told.insert(change.op + " " + change.kind + "/" + change.id);
        }
        return told;
    };
    EXPECT_STATUS(setScope("\"" + nurses.id.text() + "\""), 200);
    const auto gone = delta();
    QVERIFY(gone.contains("delete " + user) && gone.contains("delete " + face));
    QVERIFY(!held(*m_pc).contains(face));
    const auto join = m_kit.membership(m_member->id, {nurses.id}, 1);
    EXPECT_STATUS(send("PUT", "/v1/policies", wire::encode(join)), 200);
    const auto back = delta();
    QVERIFY(back.contains("upsert " + user) && back.contains("upsert " + face));
    EXPECT_STATUS(send("PUT", "/v1/policies", wire::encode(m_kit.membership(m_member->id, {}, 2))), 200);
    QVERIFY(delta().contains("delete " + face));
    EXPECT_PROBLEM(send("DELETE", "/v1/user-groups/" + nurses.id.text(), "",
                        send("GET", "/v1/user-groups/" + nurses.id.text()).etag()),
                   409, "conflict"); // PCs use it
    EXPECT_STATUS(setScope(""), 200);
    QVERIFY(delta().contains("upsert " + face));
    EXPECT_STATUS(send("DELETE", "/v1/user-groups/" + nurses.id.text(), "",
                       send("GET", "/v1/user-groups/" + nurses.id.text()).etag()),
                  204);
}

// The rest is in tst_event_api: only a PC at which somebody can be asked, once, and the log says so.
void DevicesTest::askedForDiagnostics() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    const std::string ask = "/v1/devices/" + pc->id.text() + ":request-diagnostics";
    const auto asked =
        bodyOf<wire::DiagnosticsRequest>(send("POST", ask, R"({"reason":"the camera is black"})"));
    QVERIFY(asked);
    const std::string refusal = wire::encode(wire::DiagnosticsRefusal{asked->id});
    EXPECT_STATUS(m_client.send({"POST", "/v1/device:decline-diagnostics", refusal}, &caller), 204);
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/device:decline-diagnostics", refusal}, &caller), 404,
                   "not_found");
    EXPECT_STATUS(patch(*pc, R"({"state":"suspended","reason":"lost"})"), 200);
    EXPECT_PROBLEM(send("POST", ask, R"({"reason":"again"})"), 409, "conflict");
}

void DevicesTest::listFilters() {
    const auto total = [&](const std::string& query) {
        const auto page = bodyOf<wire::DevicePage>(send("GET", "/v1/devices?limit=1&" + query));
        return page ? page->total : -1;
    };
    QVERIFY(total("state=revoked") >= 2);
    QCOMPARE(total("q=" + m_pc->id.text().substr(0, 8) + "&group=" + GroupId::generate().text()), 0);
    QVERIFY(total("q=pc&group=" + m_kit.group.text()) >= 4);
    QCOMPARE(total("state=happy"), -1);
    const auto active = bodyOf<wire::DevicePage>(send("GET", "/v1/devices?state=active&limit=500"));
    QVERIFY(active && !active->next);
    const auto unheard = std::ranges::count_if(
        active->items, [](const wire::Device& device) { return !device.lastSeenAt.has_value(); });

    QCOMPARE(total("state=silent"), static_cast<long long>(unheard));
    QCOMPARE(total("group=x"), -1);
}

// "Which PCs still have 1.2.3?": what a PC says of itself when it asks for its own record.
void DevicesTest::foundByTheVersionOfTheClient() {
    const auto pc = m_kit.addPc();
    const auto neighbour = m_kit.addPc();
    QVERIFY(pc && neighbour);
    const auto found = [&](const std::string& text) {
        const auto page = bodyOf<wire::DevicePage>(send("GET", "/v1/devices?q=" + text));
        std::vector<std::string> ids;
        for (const auto& device : page.value_or(wire::DevicePage()).items) {
            ids.push_back(device.id.text());
        }
        return ids;
    };
    const auto say = [&](const char* version) {
        Caller caller = Caller::device(pc->id.text(), pc->sign);
        return m_client.send(
            {"GET", "/v1/device", "", {{"Kaomon-Client", std::string("agent/") + version + "; api=1.0"}}},
            &caller);
    };
    const std::vector<std::string> nobody;
    const std::vector<std::string> onlyIt{pc->id.text()};
    QVERIFY(found("7.31.0") == nobody);
    EXPECT_STATUS(say("7.31.0"), 200);
    QVERIFY(found("7.31.0") == onlyIt);
    QVERIFY(found("7.31") == onlyIt); // a part of it
    QCOMPARE(get(*pc).clientVersion, std::string("7.31.0"));
    EXPECT_STATUS(say("7.32.1"), 200);
    QVERIFY(found("7.31.0") == nobody);
    QVERIFY(found("7.32.1") == onlyIt);
    QVERIFY(found("7_32_1") == nobody); // no place for any character
    QVERIFY(found("7%25.1") == nobody); // nor for any text
}

} // namespace

std::unique_ptr<QObject> makeDevicesTest() {
    return std::make_unique<DevicesTest>();
}

} // namespace kaomon::test

#include "devices_test.moc"
