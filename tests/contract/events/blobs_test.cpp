// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/events/event_suite.h"
#include "crypto/sealed_blob.h"
#include "wire/changes.h"
#include "wire/diagnostics.h"
#include "wire/evidence.h"

namespace kaomon::test {
namespace {

constexpr std::size_t kPart = crypto::kSealedPart;

struct Sealed {
    crypto::BlobPlace place;
    crypto::BlobKey key;
    std::vector<std::string> parts;
    std::vector<Bytes> hashes;
    long long size = 0;
};

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

Sealed seal(const BlobId& id, const std::string& kind, const std::string& tenant, const Bytes& receiver,
            const std::string& plain) {
    Sealed blob{{tenant, id.text(), kind}, {}, {}, {}, 0};
    blob.key = std::move(*crypto::makeBlobKey(receiver, blob.place));
    for (std::size_t begin = 0; begin < plain.size(); begin += crypto::kPlainPart) {
        const std::string piece = plain.substr(begin, crypto::kPlainPart);
        const bool isLast = begin + piece.size() == plain.size();
        const Bytes bytes(piece.begin(), piece.end());
        blob.parts.push_back(textOf(crypto::sealBlobPart(
            blob.key.key, blob.place, static_cast<int>(blob.parts.size()), isLast, bytes)));
        blob.hashes.push_back(crypto::hash(std::string_view(blob.parts.back())));
        blob.size += static_cast<long long>(blob.parts.back().size());
    }
    return blob;
}

// Pictures and diagnostics: sealed on the PC, opened by few, and every opening written down.
class BlobsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pictureThereAndBack();
    void partsInOrderOnly();
    void killedBetweenParts();
    void quotaIsKept();
    void ticketsAndStates();
    void askedForByAnAdministrator();
    void onlyWhoMay();
    void expired();

private:
    [[nodiscard]] Reply announce(const BlobId& id, const Sealed& blob, Caller& pc) {
        const wire::NewEvidence body{.id = id,
                                     .event = {},
                                     .user = m_suite.member->id,
                                     .takenAt = wallNow(),
                                     .size = blob.size,
                                     .partHashes = blob.hashes,
                                     .keyId = "ev",
                                     .sealedKey = blob.key.sealed};
        return m_suite.client->send({"POST", "/v1/evidence", wire::encode(body)}, &pc);
    }
    [[nodiscard]] Reply announceBundle(const BlobId& id, const Sealed& blob, Caller& pc) {
        const wire::NewDiagnostics body{.id = id,
                                        .user = {},
                                        .takenAt = wallNow(),
                                        .size = blob.size,
                                        .partHashes = blob.hashes,
                                        .keyId = "ev",
                                        .sealedKey = blob.key.sealed,
                                        .note = "the camera is black"};
        return m_suite.client->send({"POST", "/v1/diagnostics", wire::encode(body)}, &pc);
    }
    [[nodiscard]] Reply put(const std::string& path, int part, const std::string& bytes, Caller& pc) {
        Call call{"PUT", path + "/parts/" + std::to_string(part), bytes};
        call.headers["Content-Type"] = "application/octet-stream";
        return m_suite.client->send(call, &pc);
    }
    [[nodiscard]] Sealed picture(const BlobId& id, std::size_t size) const {
        return seal(id, "image", m_suite.home->tenant.text(), m_suite.home->keys.imageEvidence.publicKey(),
                    std::string(size, 'x'));
    }
    [[nodiscard]] Sealed bundle(const BlobId& id, std::size_t size) const {
        return seal(id, "diagnostics", m_suite.home->tenant.text(),
                    m_suite.home->keys.diagnosticsEvidence.publicKey(), std::string(size, 'd'));
    }
    [[nodiscard]] static std::string evidencePath(const BlobId& id) { return "/v1/evidence/" + id.text(); }
    [[nodiscard]] static std::string bundlePath(const BlobId& id) { return "/v1/diagnostics/" + id.text(); }

    EventSuite& m_suite = EventSuite::get();
    BlobId m_picture = BlobId::generate();
};

void BlobsTest::pictureThereAndBack() {
    const Sealed blob = picture(m_picture, 1'200'000); // two parts
    EXPECT_STATUS(announce(m_picture, blob, m_suite.asPc), 201);
    EXPECT_STATUS(announce(m_picture, blob, m_suite.asPc), 201); // the answer was lost
    const std::string path = evidencePath(m_picture);
    const Reply early = m_suite.post(m_suite.viewer, path + ":open", R"({"reason":"a look"})");
    EXPECT_PROBLEM(early, 409, "conflict");
    EXPECT_STATUS(put(path, 0, blob.parts[0], m_suite.asPc), 200);
    const auto done = bodyOf<wire::Evidence>(put(path, 1, blob.parts[1], m_suite.asPc));
    QVERIFY(done && done->state == "complete" && done->received == 2);

    EXPECT_PROBLEM(m_suite.post(m_suite.viewer, path + ":open", R"({"reason":" "})"), 422,
                   "validation_failed");
    EXPECT_PROBLEM(m_suite.get(m_suite.viewer, path + "/parts/0"), 403, "forbidden"); // nobody said why
    const auto access =
        bodyOf<wire::BlobAccess>(m_suite.post(m_suite.viewer, path + ":open", R"({"reason":"case 12"})"));
    QVERIFY(access && access->parts == 2);
    const auto key = crypto::openBlobKey(m_suite.home->keys.imageEvidence, blob.place, access->sealedKey);
    QVERIFY(key);
    std::string plain;
    for (int i = 0; i < access->parts; ++i) {
        const Reply part = m_suite.get(m_suite.viewer, path + "/parts/" + std::to_string(i) +
                                                           "?access=" + access->access.text());
        EXPECT_STATUS(part, 200);
        const Bytes bytes(part.body.begin(), part.body.end());
        const auto opened = crypto::openBlobPart(*key, blob.place, i, i == 1, bytes);
        QVERIFY(opened);
        plain += textOf(opened->reveal());
    }
    QCOMPARE(plain, std::string(1'200'000, 'x'));
    // the other pair of keys opens nothing
    QVERIFY(!crypto::openBlobKey(m_suite.home->keys.diagnosticsEvidence, blob.place, access->sealedKey));
    const auto log = bodyOf<wire::BlobAccessPage>(m_suite.get(m_suite.auditor, "/v1/blob-accesses"));
    QVERIFY(log && log->items.size() == 1 && log->items[0].reason == "case 12");
    QCOMPARE(log->items[0].login.value(), std::string("viewer"));
}

void BlobsTest::partsInOrderOnly() {
    const BlobId id = BlobId::generate();
    const Sealed blob = picture(id, 1'200'000);
    EXPECT_STATUS(announce(id, blob, m_suite.asPc), 201);
    const std::string path = evidencePath(id);
    EXPECT_PROBLEM(put(path, 1, blob.parts[1], m_suite.asPc), 409, "conflict");
    std::string changed = blob.parts[0];
    changed[100] = static_cast<char>(changed[100] ^ 1);
    EXPECT_PROBLEM(put(path, 0, changed, m_suite.asPc), 422, "validation_failed");
    EXPECT_PROBLEM(put(path, 0, blob.parts[0].substr(1), m_suite.asPc), 422, "validation_failed");
    EXPECT_PROBLEM(put(path, 0, blob.parts[0], m_suite.asSecondPc), 404, "not_found"); // another PC
    EXPECT_PROBLEM(put(path, 2, "x", m_suite.asPc), 404, "not_found");
    EXPECT_STATUS(put(path, 0, blob.parts[0], m_suite.asPc), 200);
    EXPECT_STATUS(put(path, 0, blob.parts[0], m_suite.asPc), 200); // again
    EXPECT_PROBLEM(put(path, 1, std::string(kPart + 1, 'x'), m_suite.asPc), 413, "payload_too_large");
    EXPECT_STATUS(put(path, 1, blob.parts[1], m_suite.asPc), 200);
}

void BlobsTest::killedBetweenParts() {
    const BlobId id = BlobId::generate();
    const Sealed blob = bundle(id, 2'500'000); // three parts
    const auto begun = bodyOf<wire::Diagnostics>(announceBundle(id, blob, m_suite.asPc));
    QVERIFY(begun && begun->parts == 3);
    const std::string path = bundlePath(id);
    EXPECT_STATUS(put(path, 0, blob.parts[0], m_suite.asPc), 200);
    m_suite.server.kill();
    QVERIFY(m_suite.server.start());
    // the PC asks how far it was, and goes on there
    const auto after = bodyOf<wire::Diagnostics>(m_suite.get(m_suite.asPc, path));
    QVERIFY(after && after->received == 1 && after->ticket == begun->ticket && after->state == "uploading");
    EXPECT_STATUS(put(path, 1, blob.parts[1], m_suite.asPc), 200);
    EXPECT_STATUS(put(path, 2, blob.parts[2], m_suite.asPc), 200);
    const auto access = bodyOf<wire::BlobAccess>(
        m_suite.post(m_suite.helpDesk, path + ":open", R"({"reason":"call of this morning"})"));
    QVERIFY(access);
    for (int i = 0; i < 3; ++i) {
        const Reply part = m_suite.get(m_suite.helpDesk, path + "/parts/" + std::to_string(i) +
                                                             "?access=" + access->access.text());
        QVERIFY(part.status == 200 && part.body == blob.parts[static_cast<std::size_t>(i)]);
    }
}

void BlobsTest::quotaIsKept() {
    const auto used = [&] {
        const auto quotas =
            bodyOf<wire::BlobQuotaList>(m_suite.get(m_suite.home->console, "/v1/blob-quotas"));
        return quotas ? quotas->items.at(0) : wire::BlobQuota();
    };
    QCOMPARE(used().limit, 4LL * 1024 * 1024);
    const long long before = used().used;
    QVERIFY(before > 2'400'000);
    const BlobId id = BlobId::generate();
    const Sealed large = picture(id, 2'000'000);
    EXPECT_PROBLEM(announce(id, large, m_suite.asSecondPc), 507, "quota_exceeded");
    QCOMPARE(used().used, before); // a refusal takes nothing
    const BlobId tiny = BlobId::generate();
    EXPECT_STATUS(announce(tiny, picture(tiny, 10), m_suite.asSecondPc), 201);
    QVERIFY(used().used >= before + 4096); // nothing is free
    const BlobId huge = BlobId::generate();
    EXPECT_PROBLEM(announce(huge, picture(huge, 2'200'000), m_suite.asSecondPc), 422, "validation_failed");
}

void BlobsTest::ticketsAndStates() {
    const BlobId id = BlobId::generate();
    const Sealed blob = bundle(id, 1000);
    auto made = bodyOf<wire::Diagnostics>(announceBundle(id, blob, m_suite.asPc));
    QVERIFY(made && made->ticket.size() == 13);
    const std::string path = bundlePath(id);
    EXPECT_STATUS(put(path, 0, blob.parts[0], m_suite.asPc), 200);
    std::string digits = made->ticket;
    std::erase(digits, '-');
    const auto found =
        bodyOf<wire::DiagnosticsPage>(m_suite.get(m_suite.helpDesk, "/v1/diagnostics?ticket=" + digits));
    QVERIFY(found && found->items.size() == 1 && found->items[0].id == id);
    digits[3] = digits[3] == '9' ? '0' : static_cast<char>(digits[3] + 1); // misheard
    EXPECT_PROBLEM(m_suite.get(m_suite.helpDesk, "/v1/diagnostics?ticket=" + digits), 422,
                   "validation_failed");
    const Reply read = m_suite.get(m_suite.helpDesk, path);
    Call patch{"PATCH", path, R"({"state":"in_progress"})"};
    EXPECT_PROBLEM(m_suite.client->send(patch, &m_suite.helpDesk), 428, "precondition_required");
    patch.headers["If-Match"] = read.etag();
    EXPECT_STATUS(m_suite.client->send(patch, &m_suite.helpDesk), 200);
    EXPECT_PROBLEM(m_suite.client->send(patch, &m_suite.helpDesk), 412, "stale_revision");
    Call remove{"DELETE", path};
    remove.headers["If-Match"] = m_suite.get(m_suite.helpDesk, path).etag();
    EXPECT_STATUS(m_suite.client->send(remove, &m_suite.helpDesk), 204);
    EXPECT_PROBLEM(m_suite.get(m_suite.helpDesk, path), 404, "not_found");
    const auto log = bodyOf<wire::BlobAccessPage>(m_suite.get(m_suite.auditor, "/v1/blob-accesses?limit=1"));
    QVERIFY(log && log->items.at(0).action == "deleted" && log->items[0].blob == id);
}

// The help desk asks for diagnostics; that PC alone learns it, and its people send them or decline.
void BlobsTest::askedForByAnAdministrator() {
    const auto toldTo = [&](Caller& pc) -> std::optional<wire::DiagnosticsRequest> {
        const auto page = bodyOf<wire::ChangePage>(m_suite.get(pc, "/v1/changes?limit=500"));
        for (const auto& change : page ? page->items : std::vector<wire::Change>()) {
            if (change.kind == "diagnostics_request" && change.body) {
                return wire::decode<wire::DiagnosticsRequest>(change.body->text)
                    .value_or(wire::DiagnosticsRequest());
            }
        }
        return std::nullopt;
    };
    const auto newest = [&] {
        const auto list = bodyOf<wire::DiagnosticsRequestList>(
            m_suite.get(m_suite.home->console, "/v1/diagnostics-requests"));
        return list && !list->items.empty() ? list->items.front() : wire::DiagnosticsRequest();
    };
    const auto ask = [&](const std::string& reason) {
        return m_suite.post(m_suite.helpDesk, "/v1/devices/" + m_suite.pc->id.text() + ":request-diagnostics",
                            wire::encode(wire::DiagnosticsOrder{reason}));
    };
    EXPECT_PROBLEM(ask(""), 422, "validation_failed");
    EXPECT_PROBLEM(ask(std::string(501, 'x')), 422, "validation_failed");
    const auto asked = bodyOf<wire::DiagnosticsRequest>(ask("the camera is black"));
    QVERIFY(asked && asked->state == "open" && asked->reason == "the camera is black");
    QVERIFY(toldTo(m_suite.asPc) && toldTo(m_suite.asPc)->id == asked->id);
    QVERIFY(!toldTo(m_suite.asSecondPc));
    // Another PC cannot decide about it.
    const auto decline = [&](Caller& pc, const std::string& id) {
        return m_suite.post(pc, "/v1/device:decline-diagnostics", wire::encode(wire::DiagnosticsRefusal{id}));
    };
    EXPECT_PROBLEM(decline(m_suite.asSecondPc, asked->id), 404, "not_found");
    EXPECT_STATUS(decline(m_suite.asPc, asked->id), 204);
    QCOMPARE(newest().state, std::string("declined"));
    QVERIFY(!toldTo(m_suite.asPc));
    EXPECT_PROBLEM(decline(m_suite.asPc, asked->id), 404, "not_found"); // once
    const auto again = bodyOf<wire::DiagnosticsRequest>(ask("please"));
    QVERIFY(again && again->id != asked->id);
    const BlobId id = BlobId::generate();
    const Sealed blob = bundle(id, 100);
    wire::NewDiagnostics sent{.id = id,
                              .user = {},
                              .takenAt = wallNow(),
                              .size = blob.size,
                              .partHashes = blob.hashes,
                              .keyId = "ev",
                              .sealedKey = blob.key.sealed,
                              .note = {},
                              .request = again->id};
    const auto created =
        bodyOf<wire::Diagnostics>(m_suite.post(m_suite.asPc, "/v1/diagnostics", wire::encode(sent)));
    QVERIFY(created);
    QCOMPARE(newest().state, std::string("answered"));
    QCOMPARE(newest().ticket.value_or(""), created->ticket);
    QVERIFY(!toldTo(m_suite.asPc));
}

void BlobsTest::onlyWhoMay() {
    const std::string path = evidencePath(m_picture);
    for (Caller* caller : {&m_suite.helpDesk, &m_suite.auditor, &m_suite.home->console, &m_suite.onPc}) {
        EXPECT_PROBLEM(m_suite.post(*caller, path + ":open", R"({"reason":"just so"})"), 403, "forbidden");
        EXPECT_PROBLEM(m_suite.get(*caller, "/v1/evidence"), 403, "forbidden");
    }
    EXPECT_PROBLEM(m_suite.get(m_suite.asSecondPc, path), 404, "not_found");
    EXPECT_STATUS(m_suite.get(m_suite.asPc, path), 200);
    // somebody else's access opens nothing
    const auto access =
        bodyOf<wire::BlobAccess>(m_suite.post(m_suite.viewer, path + ":open", R"({"reason":"case 13"})"));
    QVERIFY(access);
    Caller second = Caller::console();
    QVERIFY(m_suite.home->addPerson("viewer2", "image_viewer", nullptr, second));
    EXPECT_PROBLEM(m_suite.get(second, path + "/parts/0?access=" + access->access.text()), 403, "forbidden");
}

void BlobsTest::expired() {
    TestTime::get().advance(std::chrono::hours(24 * 31));
    Caller viewer = Caller::console();
    QVERIFY(m_suite.home->later(std::chrono::seconds(1)));
    QVERIFY(m_suite.home->addPerson("viewer3", "image_viewer", nullptr, viewer));
    EXPECT_PROBLEM(m_suite.post(viewer, evidencePath(m_picture) + ":open", R"({"reason":"too late"})"), 404,
                   "not_found");
    // the job takes it away and gives the space back
    QVERIFY(waitFor([&] {
        const auto quotas = bodyOf<wire::BlobQuotaList>(m_suite.get(viewer, "/v1/blob-quotas"));
        return quotas && quotas->items.at(0).used == 0 && quotas->items.at(1).used == 0;
    }));
    const auto page = bodyOf<wire::EvidencePage>(m_suite.get(viewer, "/v1/evidence"));
    QVERIFY(page && page->items.empty());
}

} // namespace

std::unique_ptr<QObject> makeBlobsTest() {
    return std::make_unique<BlobsTest>();
}

} // namespace kaomon::test

#include "blobs_test.moc"
