// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "client/password_work.h"
#include "session_fixture.h"
#include "users/account_links_presenter.h"
#include "users/users_presenter.h"

using namespace kaomon;
using models::ListState;
using users::AccountLinksPresenter;
using users::IssuedPassword;
using users::UserForm;
using users::UsersPresenter;

namespace {

wire::User user(const std::string& login) {
    wire::User result;
    result.id = UserId::generate();
    result.login = login;
    result.displayName = login;
    result.role = "member";
    result.accountState = "active";
    result.faceState = "none";
    result.rev = 4;
    return result;
}

UserForm form(const QString& login) {
    return {login, QStringLiteral("山田太郎"), QStringLiteral("やまだたろう"),
            QStringLiteral("taro@example.com"), "member"};
}

} // namespace

class UsersPresenterTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::FakeServer& m_server = *m_fixture.server;

    std::string pathOf(const wire::User& row) { return "/v1/users/" + row.id.text(); }

    // Of the newest revision only.
    void takeActsOnOne() {
        m_server.handlers["POST /v1/users:bulk"] = [this](const testing::FakeServer::Request& request) {
            const auto asked = wire::decode<wire::BulkRequest>(request.body).value();
            const bool isNewest = asked.rows.front().rev == m_server.users.front().rev;
            m_server.users.front().accountState = isNewest ? asked.action : "active";
            wire::BulkReply reply;
            reply.applied = isNewest;
            reply.items = {{asked.rows.front().user, isNewest,
                            isNewest ? std::nullopt : std::optional<std::string>("stale_revision"),
                            std::nullopt, isNewest ? std::optional(5LL) : std::nullopt}};
            return testing::FakeServer::json(200, wire::encode(reply));
        };
    }

private slots:
    void initTestCase() {
        qRegisterMetaType<IssuedPassword>();
        QVERIFY(m_fixture.open());
    }
    void init() {
        m_server.users.clear();
        m_server.policies.clear();
        m_server.devices.clear();
        m_server.nextUsersCursor.reset();
    }

    void showsEachState() {
        UsersPresenter presenter(m_fixture.session);
        presenter.reload();
        QCOMPARE(presenter.state(), ListState::Loading);
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        m_server.refuse("GET /v1/users", 403, "forbidden");
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
        QVERIFY(presenter.listError() == ErrorCode::Forbidden);
        m_server.users = {user("taro")};
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QCOMPARE(presenter.model().rowCount(), 1);
    }

    void searchesOnTheServer() {
        UsersPresenter presenter(m_fixture.session);
        presenter.setQuery(QStringLiteral("ta"));
        presenter.setQuery(QStringLiteral("taro"));
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        const auto* request = m_server.last("GET", "/v1/users");
        QVERIFY(request->query.find("q=taro") != std::string::npos);
    }

    void loadsFurtherPages() {
        UsersPresenter presenter(m_fixture.session);
        m_server.users = {user("a")};
        m_server.nextUsersCursor = "next-page";
        presenter.reload();
        QTRY_VERIFY(presenter.hasMore());
        m_server.users = {user("b")};
        presenter.loadMore();
        QTRY_COMPARE(presenter.model().rowCount(), 2);
        QVERIFY(!presenter.hasMore());
        QVERIFY(m_server.last("GET", "/v1/users")->query.find("cursor=next-page") != std::string::npos);
    }

    void addsAUserWithAOneTimePassword() {
        UsersPresenter presenter(m_fixture.session);
        const QSignalSpy issued(&presenter, &UsersPresenter::passwordIssued);
        presenter.createUser(form(QStringLiteral("taro")));
        QVERIFY(presenter.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(issued.count(), 1, 30000);
        const auto password = issued.first().first().value<IssuedPassword>();
        QCOMPARE(password.text.size(), 19);
        const auto request = wire::decode<wire::NewUser>(m_server.last("POST", "/v1/users")->body).value();
        QCOMPARE(request.login, std::string("taro"));
        QVERIFY(request.oneTimePassword.has_value());
        // What the server got is the split form of what is shown, and not the password.
        crypto::PasswordParameters parameters;
        parameters.salt = request.oneTimePassword->salt;
        const auto keys =
            client::splitTypedPassword(SecretString(password.text.toStdString()), parameters).value();
        const auto auth = keys.auth.reveal();
        QCOMPARE(request.oneTimePassword->auth, Bytes(auth.begin(), auth.end()));
        QTRY_COMPARE(presenter.model().rowCount(), 1);
    }

    // As long as the tenant's settings allow, not longer.
    void oneTimePasswordsLiveAsLongAsSet() {
        UsersPresenter presenter(m_fixture.session);
        wire::ExplainedSetting life;
        life.name = "reissue_valid_hours";
        life.value = "24";
        m_server.settings = {life};
        presenter.reload();
        QTRY_VERIFY(m_server.last("GET", "/v1/settings/explain") != nullptr);
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        QCoreApplication::processEvents();
        const QSignalSpy issued(&presenter, &UsersPresenter::passwordIssued);
        presenter.createUser(form(QStringLiteral("jiro")));
        QTRY_COMPARE_WITH_TIMEOUT(issued.count(), 1, 30000);
        const auto request = wire::decode<wire::NewUser>(m_server.last("POST", "/v1/users")->body).value();
        const auto left = *request.oneTimePasswordExpiresAt - m_fixture.clock.now();
        QVERIFY(left <= std::chrono::hours(24) && left > std::chrono::hours(23));
        m_server.settings.clear();
    }

    void keepsTheSameIdWhenACreationIsRepeated() {
        UsersPresenter presenter(m_fixture.session);
        const QSignalSpy failed(&presenter, &UsersPresenter::commandFailed);
        const QSignalSpy issued(&presenter, &UsersPresenter::passwordIssued);
        m_server.refuse("POST /v1/users", 409, "duplicate_login");
        presenter.createUser(form(QStringLiteral("taro")));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30000);
        QCOMPARE(failed.first().first().value<ErrorCode>(), ErrorCode::DuplicateLogin);
        QCOMPARE(issued.count(), 0);
        const auto first = wire::decode<wire::NewUser>(m_server.last("POST", "/v1/users")->body).value().id;
        presenter.createUser(form(QStringLiteral("taro")));
        QTRY_COMPARE_WITH_TIMEOUT(issued.count(), 1, 30000);
        QCOMPARE(wire::decode<wire::NewUser>(m_server.last("POST", "/v1/users")->body).value().id.text(),
                 first.text());
    }

    void disablesWithTheRevisionItShows() {
        UsersPresenter presenter(m_fixture.session);
        const wire::User taro = user("taro");
        m_server.users = {taro};
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        takeActsOnOne();
        presenter.setEnabled(taro, false, QStringLiteral("on leave"));
        QTRY_COMPARE(presenter.model().row(0)->accountState, std::string("disable"));
        const auto sent =
            wire::decode<wire::BulkRequest>(m_server.last("POST", "/v1/users:bulk")->body).value();
        QCOMPARE(sent.reason, std::string("on leave"));
        QCOMPARE(sent.rows.front().rev, 4LL);
    }

    void reloadsWhenSomebodyElseWasFaster() {
        UsersPresenter presenter(m_fixture.session);
        const wire::User taro = user("taro");
        m_server.users = {taro};
        takeActsOnOne();
        m_server.users.front().rev = 5; // the act on this one row is refused
        const QSignalSpy failed(&presenter, &UsersPresenter::commandFailed);
        presenter.setEnabled(taro, false, QStringLiteral("on leave"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<ErrorCode>(), ErrorCode::StaleRevision);
        QTRY_COMPARE(presenter.model().rowCount(), 1);
    }

    void reissuesAndDeletes() {
        UsersPresenter presenter(m_fixture.session);
        const wire::User taro = user("taro");
        m_server.users = {taro};
        const QSignalSpy issued(&presenter, &UsersPresenter::passwordIssued);
        presenter.reissuePassword(taro, QStringLiteral("lost"));
        QTRY_COMPARE_WITH_TIMEOUT(issued.count(), 1, 30000);
        QVERIFY(m_server.last("POST", pathOf(taro) + ":reset-password") != nullptr);
        presenter.remove(taro);
        QTRY_VERIFY(m_server.users.empty());
        QTRY_COMPARE(presenter.state(), ListState::Empty);
    }

    void linksAnAccountWithASignature() {
        wire::Device device;
        device.id = DeviceId::generate();
        device.name = "pc-1";
        device.state = "active";
        device.group = GroupId::generate();
        m_server.devices = {device};
        const wire::User taro = user("taro");
        AccountLinksPresenter links(m_fixture.session);
        links.show(taro.id);
        QTRY_VERIFY(!links.isBusy());
        QVERIFY(links.links().empty());
        links.add(device.id.text(), QStringLiteral("taro"));
        QTRY_COMPARE(links.links().size(), std::size_t(1));
        QCOMPARE(links.authorityName(device.id.text()), QStringLiteral("pc-1"));
        QCOMPARE(m_server.policies.front().scope, "user:" + taro.id.text());
        QVERIFY(m_fixture.session.keyring()->openDocument(m_server.policies.front()).has_value());
        // A second reader sees it; removing it signs the next version.
        AccountLinksPresenter again(m_fixture.session);
        again.show(taro.id);
        QTRY_COMPARE(again.links().size(), std::size_t(1));
        again.remove(again.links().front());
        QTRY_VERIFY(again.links().empty() && !again.isBusy());
        QCOMPARE(m_server.policies.front().version, 2);
    }

    void trustsNoUnsignedLinks() {
        const wire::User taro = user("taro");
        wire::PolicyDocument document;
        document.kind = "account_links";
        document.scope = "user:" + taro.id.text();
        document.record = Bytes{1, 2, 3};
        m_server.policies = {document};
        AccountLinksPresenter links(m_fixture.session);
        links.show(taro.id);
        QTRY_VERIFY(!links.isBusy());
        QVERIFY(links.error().has_value());
        QVERIFY(links.links().empty());
    }
};

QTEST_MAIN(UsersPresenterTest)
#include "tst_users_presenter.moc"
