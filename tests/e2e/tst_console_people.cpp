// SPDX-License-Identifier: GPL-3.0-or-later
// Consoles against the real server: a session that is lost and taken up again, a vault that two
// administrators recover, groups that an identity provider asks for, changes of two administrators to one
// person.
#include "administrators/acts_presenter.h"
#include "administrators/administrators_presenter.h"
#include "administrators/recovery_presenter.h"
#include "base/base64.h"
#include "client/password_work.h"
#include "client/user_onboarding.h"
#include "console_desk.h"
#include "logonhelp/logon_help_presenter.h"
#include "provisioning/proposals_presenter.h"
#include "provisioning/scim_tokens_presenter.h"
#include "users/bulk_presenter.h"
#include "users/person_history_presenter.h"

using namespace kaomon;
using e2e::addUser;
using e2e::await;
using e2e::bringIn;
using e2e::Desk;
using e2e::kOwnerPassword;
using e2e::kPatience;
using e2e::refusalOf;
using models::ListState;

class ConsolePeopleTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    shell::KnownTenant m_tenant;
    Desk m_owner;
    Desk m_second;
    Desk m_help;

    client::HttpReply scim(const std::string& token, const char* path, const std::string& body) {
        client::NetworkTransport transport(QUrl(m_tenant.server), client::PinSet{m_tenant.tlsPins, false});
        client::HttpRequest request{
            "POST",
            path,
            {{"Authorization", "Bearer " + token}, {"Content-Type", "application/scim+json"}},
            body};
        request.maximumReplyBytes = 65536;
        std::optional<Result<client::HttpReply>> reply;
        const auto exchange = transport.start(
            std::move(request), [&](Result<client::HttpReply> answer) { reply = std::move(answer); });
        return QTest::qWaitFor([&] { return reply.has_value(); }, kPatience) && *reply ? **reply
                                                                                       : client::HttpReply{};
    }
    // The key of the vault that was handed out at the last sign-in, as its owner opens it; empty: none.
    std::string vaultOf(Desk& desk, const char* login, const std::string& password) {
        const auto salt =
            await(client::SessionService(desk.session.api()).prelogin({m_tenant.tenant, login}));
        auto parameters =
            salt ? client::parametersOf(*salt) : Result<crypto::PasswordParameters>(propagate(salt.error()));
        const auto keys = parameters
                              ? client::splitTypedPassword(SecretString(std::string(password)), *parameters)
                              : Result<crypto::PasswordKeys>(propagate(parameters.error()));
        const auto vault = keys ? client::vaultKeyByPassword(desk.reply, keys->wrap)
                                : Result<crypto::SecretKey>(propagate(keys.error()));
        return vault ? toBase64Url(vault->reveal()) : std::string();
    }
    static std::string idIn(const std::string& body) {
        const auto at = body.find("\"id\":\"");
        return at == std::string::npos ? std::string() : body.substr(at + 6, 36);
    }

private slots:
    void initTestCase() {
        QVERIFY(m_server.start({QStringLiteral("--sign-ins-per-minute"), QStringLiteral("0")}));
        const auto tenant = e2e::foundTenant(m_server, m_owner.clock);
        QVERIFY(tenant.has_value());
        m_tenant = *tenant;
        m_owner.session.surviveLoss();
        QVERIFY(!m_owner.signIn(m_tenant, "owner", kOwnerPassword));
        QVERIFY(bringIn(m_owner, m_second, m_tenant, "second", "user_admin", "Another-Horse-2"));
        QVERIFY(m_second.session.keyring() != nullptr);
        QVERIFY(bringIn(m_owner, m_help, m_tenant, "helper", "help_desk", "Third-Horse-3-Battery"));
    }

    // The session is ended on the server; the refused write is done after a new sign-in.
    void aLostSessionIsTakenUpAgain() {
        Desk other;
        QVERIFY(!other.signIn(m_tenant, "owner", kOwnerPassword));
        QVERIFY(await(client::SessionListService(other.session.api()).endOthers()).has_value());
        const QSignalSpy wanted(&m_owner.session, &shell::ConsoleSession::signInWanted);
        users::UsersPresenter presenter(m_owner.session);
        const QSignalSpy issued(&presenter, &users::UsersPresenter::passwordIssued);
        presenter.createUser({QStringLiteral("waiting"), QStringLiteral("Waiting"), {}, {}, "member"});
        QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 1, kPatience);
        QVERIFY(m_owner.session.isLost() && presenter.isBusy());
        QVERIFY(m_owner.session.keyring() == nullptr);

        shell::SignInFlow flow(m_owner.clock, m_owner.store);
        const QSignalSpy done(&flow, &shell::SignInFlow::succeeded);
        flow.start(m_owner.session.connection(), m_owner.session.tenant(), "owner",
                   SecretString(std::string(kOwnerPassword)));
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, kPatience);
        m_owner.session.resume(flow.takeSignedIn());
        QTRY_COMPARE_WITH_TIMEOUT(issued.count(), 1, kPatience);
        QVERIFY(!m_owner.session.isLost());
        QVERIFY(m_owner.session.keyring() != nullptr);
        presenter.reload();
        QTRY_VERIFY_WITH_TIMEOUT(presenter.state() == ListState::Content && !presenter.isBusy(), kPatience);
        other.session.signOut();
    }

    void aVaultIsRecoveredByTwo() {
        // What the person's vault holds is opened by this key before and after.
        const std::string before = vaultOf(m_help, "helper", "Third-Horse-3-Battery");
        QVERIFY(!before.empty());
        const UserId person = m_help.session.user().id;
        administrators::RecoveryPresenter recovery(m_owner.session);
        QVERIFY(!administrators::RecoveryPresenter(m_second.session)
                     .mayAsk(crypto::ActKind::VaultRecovery)); // cannot read the wrap
        QVERIFY(!refusalOf(recovery, [&] {
            recovery.ask(crypto::ActKind::VaultRecovery, person, QStringLiteral("forgot everything"));
        }));
        administrators::ActsPresenter own(m_owner.session);
        const auto act = [&](administrators::ActsPresenter& acts) -> std::optional<wire::TwoPersonAct> {
            acts.reload();
            if (!QTest::qWaitFor([&] { return acts.state() == ListState::Content; }, kPatience)) {
                return std::nullopt;
            }
            for (const auto& row : acts.model().rows()) {
                if (row.kind == "vault_recovery") {
                    return row;
                }
            }
            return std::nullopt;
        };
        const auto pending = act(own);
        QVERIFY(pending.has_value());
        QVERIFY(!recovery.canFinish(*pending));
        QVERIFY(!own.mayDecide(*pending)); // not one's own
        administrators::ActsPresenter others(m_second.session);
        const auto seen = act(others);
        QVERIFY(seen && seen->reason == "forgot everything");
        QVERIFY(!refusalOf(others, [&] { others.approve(*seen); }));

        administrators::ActsPresenter again(m_owner.session);
        const auto agreed = act(again);
        QVERIFY(agreed && recovery.canFinish(*agreed));
        const QSignalSpy recovered(&recovery, &administrators::RecoveryPresenter::recovered);
        QVERIFY(!refusalOf(recovery, [&] { recovery.finish(*agreed); }));
        QCOMPARE(recovered.count(), 1);
        const auto issued = recovered.first().first().value<shell::IssuedPassword>();
        QCOMPARE(issued.login, QStringLiteral("helper"));
        QVERIFY(refusalOf(recovery, [&] { recovery.finish(*agreed); }) == ErrorCode::Conflict); // once

        Desk anew;
        anew.newPassword = "Fresh-Horse-4-Battery";
        QVERIFY(!anew.signIn(m_tenant, "helper", issued.text.toStdString()));
        anew.session.signOut();
        QVERIFY(!anew.signIn(m_tenant, "helper", anew.newPassword));
        QCOMPARE(vaultOf(anew, "helper", anew.newPassword), before);
    }

    // A provider's group counts when an administrator has signed it.
    void anIdentityProviderAsksForGroups() {
        provisioning::ScimTokensPresenter tokens(m_owner.session);
        const QSignalSpy made(&tokens, &provisioning::ScimTokensPresenter::tokenMade);
        QVERIFY(!refusalOf(tokens, [&] { tokens.create(QStringLiteral("provider"), 30); }));
        const std::string token = made.first().first().toString().toStdString();
        const auto user = scim(token, "/scim/v2/Users",
                               "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                               "\"userName\":\"jiro\"}");
        QCOMPARE(user.status, 201);
        const auto group = scim(token, "/scim/v2/Groups",
                                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                                "\"displayName\":\"Sales\",\"members\":[{\"value\":\"" +
                                    idIn(user.body) + "\"}]}");
        QCOMPARE(group.status, 201);
        provisioning::ProposalsPresenter proposals(m_second.session);
        proposals.reload();
        QTRY_COMPARE_WITH_TIMEOUT(proposals.total(), 1LL, kPatience);
        const QSignalSpy agreed(&proposals, &provisioning::ProposalsPresenter::agreed);
        const auto refused = refusalOf(proposals, [&] { proposals.agree({*proposals.model().row(0)}); });
        QVERIFY2(!refused, refused ? wireName(*refused).data() : "");
        QCOMPARE(agreed.first().first().toInt(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(proposals.state(), ListState::Empty, kPatience);
        const auto jiro =
            await(client::UserService(m_owner.session.api()).get(UserId::parse(idIn(user.body)).value()));
        QVERIFY(jiro.has_value());
        QCOMPARE(jiro->groups.size(), std::size_t(1));
        tokens.reload();
        QTRY_COMPARE_WITH_TIMEOUT(tokens.state(), ListState::Content, kPatience);
        QVERIFY(!refusalOf(tokens, [&] { tokens.revoke(*tokens.model().row(0)); }));
        QCOMPARE(scim(token, "/scim/v2/Users", "{}").status, 401);
    }

    void manyAreDisabledAndTakenBack() {
        std::vector<wire::User> people;
        for (const char* login : {"many-a", "many-b"}) {
            const auto issued = addUser(m_owner, login, "member");
            QVERIFY(issued.has_value());
            people.push_back(await(client::UserService(m_owner.session.api()).get(issued->user)).value());
        }
        users::BulkPresenter bulk(m_owner.session);
        const QSignalSpy finished(&bulk, &users::BulkPresenter::finishedAll);
        bulk.start(users::BulkPresenter::Action::Disable, people, QStringLiteral("left"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
        QCOMPARE(bulk.refused(), 0);
        const auto stateOf = [&](std::size_t i) {
            return await(client::UserService(m_owner.session.api()).get(people[i].id)).value();
        };
        QCOMPARE(stateOf(0).accountState, std::string("disabled"));
        // Somebody else changes one of them meanwhile: he is left as he is.
        wire::UserPatch note;
        note.note = "stays";
        QVERIFY(await(client::UserService(m_second.session.api()).patch(people[1].id, note, stateOf(1).rev))
                    .has_value());
        bulk.undo();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, kPatience);
        QCOMPARE(stateOf(0).accountState, std::string("provisional"));
        QCOMPARE(stateOf(1).accountState, std::string("disabled"));
        QVERIFY(bulk.model().row(1)->refusal == ErrorCode::StaleRevision);
    }

    // By the help desk, whose role may not read everything.
    void theHelpDeskSeesWhyAndUnlocks() {
        Desk help;
        help.newPassword = "Fresh-Horse-4-Battery";
        QVERIFY(!help.signIn(m_tenant, "helper", help.newPassword));
        const auto issued = addUser(m_owner, "locked-out", "member");
        QVERIFY(issued.has_value());
        for (int i = 0; i < 8; ++i) { // locked for two minutes then
            Desk stranger;
            QVERIFY(stranger.signIn(m_tenant, "locked-out", "Wrong-Horse-77") == ErrorCode::LoginFailed);
        }
        logonhelp::LogonHelpPresenter why(help.session);
        const auto has = [&](const std::string& subject) {
            return std::ranges::any_of(why.findings(), [&](const logonhelp::Finding& finding) {
                return finding.subject == subject && finding.tone == models::Tone::Bad;
            });
        };
        why.ask(issued->user.text(), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(why.state(), ListState::Content, kPatience);
        QVERIFY(has("lock"));
        QVERIFY(has("face"));
        QVERIFY(has("link"));
        QVERIFY(why.mayMend(logonhelp::Mend::Unlock));
        QVERIFY(!why.mayMend(logonhelp::Mend::Enable));
        QVERIFY(!refusalOf(why, [&] { why.mend(logonhelp::Mend::Unlock, QStringLiteral("typo")); }));
        QTRY_VERIFY_WITH_TIMEOUT(!has("lock"), kPatience);
        users::PersonHistoryPresenter history(m_owner.session);
        history.show(issued->user);
        QTRY_COMPARE_WITH_TIMEOUT(history.state(), ListState::Content, kPatience);
        QCOMPARE(history.model().row(0)->how, QStringLiteral("typo"));
    }
};

QTEST_MAIN(ConsolePeopleTest)
#include "tst_console_people.moc"
