// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "addresses/addresses_presenter.h"
#include "administrators/administrators_presenter.h"
#include "crypto/root_statement.h"
#include "dashboard/dashboard_presenter.h"
#include "dashboard/face_models_card.h"
#include "licences/licences_presenter.h"
#include "session_fixture.h"
#include "shell/saved_filters_presenter.h"
#include "shell/sessions_presenter.h"
#include "transfer/export_presenter.h"
#include "users/bulk_presenter.h"
#include "users/emergency_presenter.h"
#include "users/security_presenter.h"
#include "users/users_presenter.h"
#include "wire/key_renewals.h"
#include "wire/keys.h"

using namespace kaomon;
using models::ListState;
using testing::FakeServer;
using users::BulkPresenter;

namespace {

std::vector<wire::User> people(int count) {
    std::vector<wire::User> users;
    for (int i = 0; i < count; ++i) {
        wire::User user;
        user.id = UserId::generate();
        user.login = "user" + std::to_string(i);
        user.displayName = user.login;
        user.rev = 3;
        users.push_back(user);
    }
    return users;
}

wire::IpRule rule(const char* range, const char* action = "allow") {
    return {range, "console", action, "office", std::nullopt};
}

} // namespace

class OrganisationPresentersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;

    // Does every row but those whose login ends in 7.
    static client::HttpReply bulkAnswer(const std::vector<UserId>& asked,
                                        const std::vector<wire::User>& users) {
        wire::BulkReply reply;
        reply.applied = true;
        for (const UserId& id : asked) {
            const auto user = std::ranges::find(users, id, &wire::User::id);
            wire::BulkResult result{id, !user->login.ends_with("7"), {}, {}, {}};
            if (!result.done) {
                result.code = "last_owner";
            }
            reply.items.push_back(result);
        }
        return FakeServer::json(200, wire::encode(reply));
    }

    // What the server knows of the owner, who has a seal of the root.
    void tellOwner(std::optional<bool> isRootConfirmed) {
        const auto& founded = *m_server.founded;
        const wire::KeyRenewalState state{{},
                                          {{founded.ownerId,
                                            "The Owner",
                                            "owner",
                                            {"tr", "emergency", "ev-image", "ev-diagnostics", "rk-owner"},
                                            founded.identity.signPublic,
                                            isRootConfirmed}}};
        m_server.handlers["GET /v1/key-renewal"] = [body = wire::encode(state)](const FakeServer::Request&) {
            return FakeServer::json(200, body);
        };
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.handlers.clear();
        m_server.requests.clear();
        m_server.addresses = {};
    }

    void manyAreDoneInBatches() {
        const auto users = people(1200);
        std::vector<std::size_t> sizes;
        m_server.handlers["POST /v1/users:bulk"] = [&](const FakeServer::Request& request) {
            const auto bulk = wire::decode<wire::BulkRequest>(request.body).value();
            std::vector<UserId> ids;
            for (const wire::BulkRow& row : bulk.rows) {
                ids.push_back(row.user);
            }
            sizes.push_back(ids.size());
            return bulkAnswer(ids, users);
        };
        BulkPresenter bulk(m_fixture.session);
        const QAbstractItemModelTester tester(&bulk.model());
        const QSignalSpy finished(&bulk, &BulkPresenter::finishedAll);
        bulk.start(BulkPresenter::Action::Disable, users, QStringLiteral("left"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(sizes, (std::vector<std::size_t>{500, 500, 200}));
        QCOMPARE(bulk.finished(), 1200);
        QCOMPARE(bulk.refused(), 120);
        QVERIFY(bulk.model().row(7)->refusal == ErrorCode::LastOwner);
        QVERIFY(bulk.passwordFile().empty());
    }

    void aLostConnectionKeepsWhatWasDone() {
        const auto users = people(600);
        int calls = 0;
        m_server.handlers["POST /v1/users:bulk"] = [&](const FakeServer::Request& request) {
            if (++calls > 1) {
                return FakeServer::problem(403, "forbidden");
            }
            std::vector<UserId> ids;
            const auto asked = wire::decode<wire::BulkRequest>(request.body).value();
            for (const wire::BulkRow& row : asked.rows) {
                ids.push_back(row.user);
            }
            return bulkAnswer(ids, users);
        };
        BulkPresenter bulk(m_fixture.session);
        const QSignalSpy finished(&bulk, &BulkPresenter::finishedAll);
        bulk.start(BulkPresenter::Action::Enable, users, QStringLiteral("back"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(bulk.finished(), 500);
        QCOMPARE(bulk.total(), 600);
        QVERIFY(bulk.interruption() == ErrorCode::Forbidden);
    }

    // It waits, tells so, and goes on by itself; the repeated request is the same one.
    void aServerThatIsAwayIsWaitedFor() {
        const auto users = people(3);
        int calls = 0;
        m_server.handlers["POST /v1/users:bulk"] = [&](const FakeServer::Request&) {
            if (++calls <= 3) { // as often as one call tries
                return FakeServer::problem(503, "unavailable");
            }
            return bulkAnswer({users[0].id, users[1].id, users[2].id}, users);
        };
        BulkPresenter bulk(m_fixture.session);
        const QSignalSpy finished(&bulk, &BulkPresenter::finishedAll);
        bulk.start(BulkPresenter::Action::Disable, users, QStringLiteral("left"));
        QTRY_VERIFY_WITH_TIMEOUT(bulk.isOffline(), 30000);
        QVERIFY(bulk.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        QVERIFY(!bulk.isOffline());
        QCOMPARE(bulk.finished(), 3);
        std::set<std::string> keys;
        for (const FakeServer::Request& request : m_server.requests) {
            if (request.path == "/v1/users:bulk") {
                keys.insert(request.idempotencyKey);
            }
        }
        QCOMPARE(calls, 4);
        QCOMPARE(keys.size(), std::size_t(1));
    }

    void whatWasDoneIsTakenBackOnce() {
        const auto users = people(8); // the server refuses the one whose name ends with 7
        std::vector<wire::BulkRequest> asked;
        m_server.handlers["POST /v1/users:bulk"] = [&](const FakeServer::Request& request) {
            asked.push_back(wire::decode<wire::BulkRequest>(request.body).value());
            std::vector<UserId> ids;
            for (const wire::BulkRow& row : asked.back().rows) {
                ids.push_back(row.user);
            }
            return bulkAnswer(ids, users);
        };
        BulkPresenter bulk(m_fixture.session);
        const QSignalSpy finished(&bulk, &BulkPresenter::finishedAll);
        QVERIFY(!bulk.canUndo());
        bulk.start(BulkPresenter::Action::Disable, users, QStringLiteral("left"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(bulk.refused(), 1);
        QVERIFY(bulk.canUndo());
        bulk.undo();
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(asked.size(), std::size_t(2));
        QCOMPARE(asked[1].action, std::string("enable"));
        QCOMPARE(asked[1].rows.size(), std::size_t(7));
        QVERIFY(asked[1].reason.find("left") != std::string::npos);
        QVERIFY(!bulk.canUndo());
    }

    void reissuedPasswordsAreInTheFile() {
        auto users = people(2);
        users[0].displayName = "=HYPERLINK(1)"; // a name that a spreadsheet would take for a formula
        m_server.handlers["POST /v1/users:reissue"] = [&](const FakeServer::Request& request) {
            std::vector<UserId> ids;
            const auto asked = wire::decode<wire::BulkReissue>(request.body).value();
            for (const auto& item : asked.items) {
                ids.push_back(item.user);
            }
            return bulkAnswer(ids, users);
        };
        BulkPresenter bulk(m_fixture.session);
        const QSignalSpy finished(&bulk, &BulkPresenter::finishedAll);
        bulk.start(BulkPresenter::Action::Reissue, users, QStringLiteral("rollout"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        const std::string file = bulk.passwordFile();
        QVERIFY(file.find("'=HYPERLINK") != std::string::npos);
        QVERIFY(file.find(bulk.model().row(1)->oneTimePassword.toStdString()) != std::string::npos);
        bulk.clear();
        QVERIFY(bulk.passwordFile().empty());
    }

    // The file of people is given up while it is on its way: nothing comes of it, and nothing is said.
    void anExportIsGivenUp() {
        m_server.handlers["GET /v1/exports/users"] = [](const FakeServer::Request&) {
            return client::HttpReply{200, {}, "login\ntaro\n"};
        };
        transfer::ExportPresenter presenter(m_fixture.session);
        const QSignalSpy ready(&presenter, &transfer::ExportPresenter::ready);
        const QSignalSpy failed(&presenter, &transfer::ExportPresenter::commandFailed);
        presenter.fetch({"utf-8", "en", {}, "refuse"});
        QVERIFY(presenter.isBusy());
        presenter.cancel();
        QTRY_VERIFY(!presenter.isBusy());
        QCOMPARE(ready.count() + failed.count(), 0);
        presenter.fetch({"utf-8", "en", {}, "refuse"});
        QTRY_COMPARE(ready.count(), 1);
    }

    void filtersSurviveBeingSaved_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << QStringLiteral("state=locked");
        QTest::newRow("several") << QStringLiteral(
            "q=%E5%B1%B1%26%E7%94%B0&face=none&role=member&face_model=zoo%2Fnet-1&no_face_days=30");
        QTest::newRow("none") << QString();
    }
    void filtersSurviveBeingSaved() {
        QFETCH(QString, text);
        const auto query = users::UserFilter::decode(text);
        QCOMPARE(users::UserFilter::encode(users::UserFilter::decode(users::UserFilter::encode(query))),
                 users::UserFilter::encode(query));
        if (text.startsWith(QStringLiteral("q="))) {
            QCOMPARE(QString::fromStdString(query.search), QStringLiteral("山&田"));
            QCOMPARE(query.noFaceDays, std::optional(30));
            QCOMPARE(query.faceModel, std::string("zoo/net-1"));
        }
    }

    void aFilterOfTheSameNameIsReplaced() {
        wire::SavedFilter known{"3f2504e0-4f89-41d3-9a0c-0305e82c3301", "users", "locked", "state=locked"};
        m_server.savedFilters = {known};
        m_server.handlers["PUT /v1/saved-filters/" + known.id] = [](const FakeServer::Request& request) {
            return FakeServer::json(200, request.body);
        };
        shell::SavedFiltersPresenter saved(m_fixture.session, "users");
        saved.reload();
        QTRY_COMPARE(saved.filters().size(), std::size_t(1));
        saved.save(QStringLiteral(" locked "), QStringLiteral("state=locked&face=none"), false);
        QTRY_VERIFY(m_server.last("PUT", "/v1/saved-filters/" + known.id) != nullptr);
        m_server.savedFilters.clear();
    }

    void tellsWhyAnAccountIsLocked() {
        m_server.security = {};
        m_server.security.isLocked = true;
        m_server.security.sources = {{"console", 6, m_fixture.clock.now() + std::chrono::minutes(1)},
                                     {"device:pc", 1, std::nullopt}};
        m_server.security.failures = {{m_fixture.clock.now(), "console", "192.0.2.0"}};
        users::SecurityPresenter security(m_fixture.session);
        security.show(UserId::generate());
        QTRY_COMPARE(security.state(), ListState::Content);
        QCOMPARE(security.obstacles().size(), 1); // one place is locked, the other has only failed
        QCOMPARE(security.failures().rowCount(), 1);
    }

    void theEmergencyAnswerIsTheOneThePcExpects() {
        const auto user = UserId::generate();
        const auto device = DeviceId::generate();
        const crypto::EmergencySubject subject{m_server.tenant.text(), device.text(), user.text()};
        const auto deviceKey = crypto::SecretKey::generate();
        const auto sealed =
            crypto::sealEmergencyKey(deviceKey, m_fixture.session.keyring()->manifest().emergencyPublic,
                                     subject.tenant, subject.device);
        crypto::EmergencyLogon logon;
        const auto request = logon.begin(user.text(), 8, m_fixture.clock.now()).value();
        m_server.handlers["POST /v1/devices/" + device.text() + ":emergency-code"] =
            [&](const FakeServer::Request&) {
                return FakeServer::json(200, wire::encode(wire::EmergencyGrant{device, *sealed}));
            };
        users::EmergencyPresenter emergency(m_fixture.session);
        QVERIFY(emergency.mayAnswer());
        const QSignalSpy answered(&emergency, &users::EmergencyPresenter::answered);
        const QSignalSpy failed(&emergency, &users::EmergencyPresenter::commandFailed);
        const QString typed = QString::fromStdString(request.text(subject));
        // A slip, or another PC: refused before the server hears of it.
        emergency.answer(user, DeviceId::generate().text(), typed, QStringLiteral("camera broken"));
        QCOMPARE(failed.count(), 1);
        QVERIFY(m_server.requests.empty());
        emergency.answer(user, device.text(), typed, QStringLiteral("camera broken"));
        QTRY_COMPARE(answered.count(), 1);
        const std::string code = answered.first().first().toString().toStdString();
        QVERIFY(logon.check(code, deviceKey, subject, m_fixture.clock.now()).has_value());
    }

    void rangesAreCheckedWhileTheyAreTyped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isRange");
        QTest::newRow("address") << QStringLiteral("192.0.2.7") << true;
        QTest::newRow("range") << QStringLiteral("192.0.2.0/24") << true;
        QTest::newRow("v6") << QStringLiteral("2001:db8::/32") << true;
        QTest::newRow("bits behind") << QStringLiteral("192.0.2.7/24") << false;
        QTest::newRow("words") << QStringLiteral("the office") << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void rangesAreCheckedWhileTheyAreTyped() {
        QFETCH(QString, text);
        QTEST(addresses::AddressesPresenter::isRange(text), "isRange");
    }

    void seesThatAListShutsItsAuthorOut() {
        m_server.addresses.callerAddress = "192.0.2.7";
        m_server.addresses.rev = 5;
        addresses::AddressesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        QVERIFY(!presenter.locksSelfOut());
        presenter.add(rule("198.51.100.0/24"));
        QVERIFY(presenter.locksSelfOut());
        QCOMPARE(presenter.state(), ListState::Content);
        presenter.reload(); // what is not saved stays
        QTRY_VERIFY(m_server.requests.size() >= 2);
        QCOMPARE(presenter.rules().size(), std::size_t(1));
        m_server.handlers["PUT /v1/ip-rules"] = [this](const FakeServer::Request& request) {
            const auto update = wire::decode<wire::IpRuleUpdate>(request.body).value();
            if (update.confirmation != "192.0.2.7") {
                return FakeServer::problem(409, "confirmation_required");
            }
            m_server.addresses.rules = update.rules;
            m_server.addresses.revertsAt = m_fixture.clock.now() + std::chrono::minutes(10);
            return FakeServer::json(200, wire::encode(m_server.addresses));
        };
        const QSignalSpy failed(&presenter, &addresses::AddressesPresenter::commandFailed);
        presenter.save();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(presenter.isChanged());
        presenter.save(QStringLiteral("192.0.2.7"));
        QTRY_VERIFY(!presenter.isChanged());
        QCOMPARE(m_server.last("PUT", "/v1/ip-rules")->ifMatch, std::string("\"r5\""));
        QVERIFY(presenter.secondsLeft().value_or(0) > 590 && *presenter.secondsLeft() <= 600);
        m_server.handlers["POST /v1/ip-rules:confirm"] = [this](const FakeServer::Request&) {
            m_server.addresses.revertsAt.reset();
            return FakeServer::json(200, wire::encode(m_server.addresses));
        };
        presenter.confirm();
        QTRY_VERIFY(!presenter.secondsLeft());
    }

    void onlyALicenceThatHasNotBegunMayGo_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<bool>("mayGo");
        QTest::newRow("upcoming") << QByteArray("upcoming") << true;
        QTest::newRow("active") << QByteArray("active") << false;
        QTest::newRow("over") << QByteArray("over") << false;
    }
    void onlyALicenceThatHasNotBegunMayGo() {
        QFETCH(QByteArray, state);
        licences::LicencesPresenter presenter(m_fixture.session);
        wire::Licence licence;
        licence.state = state.toStdString();
        QTEST(presenter.mayRemove(licence), "mayGo");
    }

    void aRefusedLicenceSaysWhy() {
        m_server.handlers["POST /v1/licences"] = [](const FakeServer::Request&) {
            return FakeServer::problem(422, "signature_invalid");
        };
        licences::LicencesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        const QSignalSpy failed(&presenter, &licences::LicencesPresenter::commandFailed);
        presenter.install("not a licence");
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<ErrorCode>(), ErrorCode::SignatureInvalid);
    }

    void countsWhatTheListsSay() {
        m_server.users = people(4);
        wire::Device silent;
        silent.id = DeviceId::generate();
        silent.group = GroupId::generate();
        silent.state = "active";
        silent.clientVersion = "0.1.0";
        wire::Device waiting = silent;
        waiting.id = DeviceId::generate();
        waiting.state = "pending";
        m_server.devices = {silent, waiting};
        m_server.fleet = {{{"0.1.0", 1, false, false, m_fixture.clock.now()}}, 1, 1};
        wire::StoredEvent accepted;
        accepted.device = silent.id;
        accepted.event.id = EventId::generate();
        accepted.event.at = m_fixture.clock.now();
        accepted.event.result = "ok";
        accepted.event.detail.elapsedMs = 300;
        wire::StoredEvent spoof = accepted;
        spoof.event.id = EventId::generate();
        spoof.event.result = "ng";
        spoof.event.detail.reason = "spoof_suspected";
        m_server.events = {accepted, spoof};
        m_server.faceModels = {3, {{"zoo/net-1", 1, 1, m_fixture.clock.now()}, {"registry/net-2", 2, 4, {}}}};
        dashboard::DashboardPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        const auto& overview = presenter.overview();
        QCOMPARE(overview.people, 4LL);
        QCOMPARE(overview.devices, 2LL);
        QCOMPARE(overview.waitingDevices, 1LL);
        QCOMPARE(overview.silentDevices, 1LL);
        QVERIFY(overview.versions.at(0).devices == 1 && !overview.versions.at(0).isSupported);
        QCOMPARE(overview.spoofs, 1LL);
        QCOMPARE(overview.reasons.at("spoof_suspected"), 1LL);
        QCOMPARE(overview.days.rbegin()->second.accepted, 1LL);
        QCOMPARE(overview.days.rbegin()->second.refused, 1LL);
        QCOMPARE(overview.medianUnlockMs, std::optional(300));
        QCOMPARE(static_cast<int>(overview.days.size()), dashboard::DashboardPresenter::kDays);
        QCOMPARE(overview.faceModels->people, 3LL);
        QCOMPARE(overview.faceModels->items.front().modelId, std::string("zoo/net-1"));
        m_server.refuse("GET /v1/face-models", 403, "forbidden");
        presenter.reload();
        QTRY_VERIFY(presenter.state() == ListState::Content && !presenter.overview().faceModels);
        m_server.refuse("GET /v1/devices", 503, "unavailable");
        m_server.refuse("GET /v1/licences", 403, "forbidden");
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
    }

    // Nothing to see while everybody has the same model; then who is done and who is not.
    void theMoveToAnotherModelIsShown() {
        dashboard::FaceModelsCard card;
        card.setUses(std::nullopt);
        QVERIFY(card.isHidden());
        card.setUses(wire::FaceModelUses{3, {{"registry/net-2", 3, 4, {}}}});
        QVERIFY(card.isHidden());
        card.setUses(wire::FaceModelUses{3, {{"zoo/net-1", 1, 1, {}}, {"registry/net-2", 2, 4, {}}}});
        QVERIFY(!card.isHidden());
        const QString note = card.findChild<QLabel*>(QStringLiteral("faceModelsNote"))->text();
        QVERIFY(note.contains(QStringLiteral("1 of 3 people")) && note.contains(QStringLiteral("zoo/net-1")));
        QVERIFY(note.contains(QStringLiteral("2 must enrol again")));
        const QSignalSpy pressed(&card, &dashboard::FaceModelsCard::activated);
        card.findChildren<QAbstractButton*>().last()->click();
        QCOMPARE(pressed.count(), 1);
        QCOMPARE(pressed.front().front().toString(), QStringLiteral("registry/net-2"));
    }

    // What was sealed to an owner counts from his console's word on, which it gives once.
    void theConsoleSaysThatTheRootOpens() {
        const auto& founded = *m_server.founded;
        for (const bool isKnown : {false, true}) {
            tellOwner(isKnown);
            m_server.requests.clear();
            m_server.handlers["POST /v1/key-seals:confirm-root"] = [](const FakeServer::Request&) {
                return client::HttpReply{204, {}, {}};
            };
            shell::ConsoleSession session(m_fixture.clock, m_fixture.settings);
            QVERIFY(testing::signInOwner(m_fixture.server, m_fixture.clock, m_fixture.store, session));
            QTRY_VERIFY(m_server.last("GET", "/v1/key-renewal") != nullptr);
            administrators::AdministratorsPresenter later(session);
            later.reload(); // asks more than once: what the session had to say was said before
            QTRY_VERIFY(later.state() != ListState::Loading);
            const auto* said = m_server.last("POST", "/v1/key-seals:confirm-root");
            QCOMPARE(said == nullptr, isKnown);
            if (said == nullptr) {
                continue;
            }
            const auto word = wire::decode<wire::RootConfirmation>(said->body);
            const auto seal = std::ranges::find(founded.seals, "tr", &wire::KeySeal::kind);
            QVERIFY(word && seal != founded.seals.end());
            const crypto::RootStatement statement{m_server.tenant.text(), founded.ownerId.text(), seal->keyId,
                                                  crypto::hash(seal->sealed)};
            QCOMPARE(word->keyId, seal->keyId);
            QVERIFY(statement.check(session.keyring()->manifest().rootPublic, word->signature));
        }
    }

    void anOwnerWhoseRootNobodyConfirmedIsMarked() {
        wire::User owner;
        owner.id = m_server.founded->ownerId;
        owner.login = "owner";
        owner.role = "owner";
        owner.accountState = "active";
        m_server.users = {owner};
        const std::pair<std::optional<bool>, administrators::KeyState> cases[]{
            {false, administrators::KeyState::Unconfirmed},
            {true, administrators::KeyState::Held},
            {std::nullopt, administrators::KeyState::Held}}; // a server that does not ask
        for (const auto& [confirmed, keys] : cases) {
            tellOwner(confirmed);
            administrators::AdministratorsPresenter presenter(m_fixture.session);
            presenter.reload();
            QTRY_COMPARE(presenter.state(), ListState::Content);
            QCOMPARE(presenter.model().row(0)->keys, keys);
            const QString shown = presenter.model().index(0, 4).data().toString();
            QCOMPARE(shown == QStringLiteral("Not confirmed yet"), confirmed == std::optional(false));
        }
        m_server.users.clear();
    }

    // Keys are sealed to nobody whose fingerprint was not compared first.
    void keysAreHandedOverOnlyToALookedUpPerson() {
        const wire::User user = people(1).front();
        const std::string keys = "GET /v1/users/" + user.id.text() + "/keys";
        administrators::AdministratorsPresenter administrators(m_fixture.session);
        const QSignalSpy failed(&administrators, &administrators::AdministratorsPresenter::commandFailed);
        const QSignalSpy done(&administrators, &administrators::AdministratorsPresenter::commandDone);
        const auto lastCode = [&failed] { return failed.last().first().value<ErrorCode>(); };
        administrators.handOver(user, QStringLiteral("deputy"));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(lastCode(), ErrorCode::KeyUnavailable);
        // One who has made no keys yet, and one whose answer is about somebody else: nothing to compare.
        for (const bool isSomebodyElse : {false, true}) {
            wire::UserKeys none{isSomebodyElse ? UserId::generate() : user.id, {}, {}};
            if (isSomebodyElse) {
                none.identity = m_server.founded->identity;
            }
            m_server.handlers[keys] = [body = wire::encode(none)](const FakeServer::Request&) {
                return FakeServer::json(200, body);
            };
            const int before = static_cast<int>(failed.count());
            administrators.findIdentity(user);
            QTRY_COMPARE(failed.count(), before + 1);
            QCOMPARE(lastCode(), ErrorCode::KeyUnavailable);
            QCOMPARE(done.count(), 0); // which would take the message away
            administrators.handOver(user, QStringLiteral("deputy"));
            QCOMPARE(failed.count(), before + 2);
        }
        QVERIFY(m_server.last("PUT", "/v1/manifest") == nullptr);
    }
};

QTEST_MAIN(OrganisationPresentersTest)
#include "tst_organisation_presenters.moc"
