// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "appfill/app_templates_presenter.h"
#include "applogin/registration_draft.h"
#include "applogin/template_file.h"
#include "session_fixture.h"
#include "wire/codec.h"

using namespace kaomon;
using appfill::AppTemplatesPresenter;
using models::ListState;
using testing::FakeServer;

namespace {

applogin::AppTemplate formOf(const char* name) {
    applogin::WindowFacts window;
    window.executable = std::string("/usr/bin/") + name;
    window.windowClass = name;
    window.title = "Sign in";
    window.controls = {{applogin::ControlRole::Password, "Password", true, true, false, true, 0}};
    return applogin::RegistrationDraft::suggest(window).build().value();
}

QByteArray fileOf(const std::vector<applogin::AppTemplate>& forms) {
    return QByteArray::fromStdString(applogin::templateFileOf(forms));
}

} // namespace

// Templates of the company: signed here, stored there, believed only where an administrator has signed.
class AppTemplatesTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;

    [[nodiscard]] wire::AppTemplateBody stored() const {
        const auto policy = m_fixture.session.keyring()->openDocument(m_server.policies.front());
        return wire::decode<wire::AppTemplateBody>(policy.value().body).value();
    }
    void import(AppTemplatesPresenter& presenter) {
        QSignalSpy done(&presenter, &AppTemplatesPresenter::commandDone);
        presenter.import(fileOf({formOf("ledger")}));
        QTRY_COMPARE(done.count(), 1);
        QTRY_COMPARE(presenter.state(), ListState::Content);
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.policies.clear();
        m_server.requests.clear();
    }

    // Signed, and on no PC before somebody says so.
    void aFileIsImported() {
        AppTemplatesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        import(presenter);
        const auto body = stored();
        QCOMPARE(body.percent, 0);
        QVERIFY(!body.isWithdrawn && applogin::AppTemplate::parse(body.templateJson));
        QCOMPARE(m_server.policies.front().kind, std::string("app_template"));
        QCOMPARE(m_server.policies.front().scope, "app:" + body.id.text());
        QCOMPARE(presenter.model().index(0, 0).data().toString(), QStringLiteral("ledger"));
        QCOMPARE(presenter.model().index(0, 1).data().toString(), QStringLiteral("0 % of the PCs"));
    }

    void itIsRolledOutAndWithdrawn() {
        AppTemplatesPresenter presenter(m_fixture.session);
        import(presenter);
        presenter.rollOut(*presenter.model().row(0), 20, {"group-1"});
        QTRY_COMPARE(m_server.policies.front().version, 2LL);
        QCOMPARE(stored().percent, 20);
        QCOMPARE(stored().deviceGroups, std::vector<std::string>{"group-1"});
        QTRY_VERIFY(presenter.model().row(0)->version == 2 && !presenter.isBusy());
        presenter.withdraw(*presenter.model().row(0));
        QTRY_COMPARE(m_server.policies.front().version, 3LL);
        QVERIFY(stored().isWithdrawn);
    }

    // Whoever writes into the database has no key: what he put there is shown as what it is.
    void whatNobodyHasSignedIsSaid() {
        AppTemplatesPresenter presenter(m_fixture.session);
        import(presenter);
        QVERIFY(!presenter.model().row(0)->isVoid);
        auto record = crypto::SignedRecord::decode(m_server.policies.front().record).value();
        record.signature[0] ^= 1;
        m_server.policies.front().record = record.encode();
        presenter.reload();
        QTRY_VERIFY(presenter.model().row(0)->isVoid);
        QVERIFY(!presenter.model().index(0, 3).data().toString().isEmpty());
    }

    void whatIsNoFileIsRefused() {
        AppTemplatesPresenter presenter(m_fixture.session);
        QSignalSpy failed(&presenter, &AppTemplatesPresenter::commandFailed);
        presenter.import("{\"not\": \"a file\"}");
        presenter.import(fileOf({formOf("ledger")}).replace("\"steps\"", "\"stops\""));
        QCOMPARE(failed.count(), 2);
        QVERIFY(m_server.policies.empty());
    }

    // Nothing is sealed for somebody who is not there.
    void aStrangerGetsNoPassword() {
        AppTemplatesPresenter presenter(m_fixture.session);
        QSignalSpy failed(&presenter, &AppTemplatesPresenter::commandFailed);
        presenter.setBlind(
            {"nobody", VaultItemId::generate(), "Ledger", "keiri", SecretString(std::string("x"))});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().value<ErrorCode>(), ErrorCode::NotFound);
        QVERIFY(m_server.policies.empty());
    }
};

QTEST_MAIN(AppTemplatesTest)
#include "tst_app_templates.moc"
