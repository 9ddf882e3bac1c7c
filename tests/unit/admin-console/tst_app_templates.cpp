// SPDX-License-Identifier: GPL-3.0-or-later
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "appfill/app_dialogs.h"
#include "appfill/app_templates_page.h"
#include "appfill/app_templates_presenter.h"
#include "appfill/hidden_passwords_presenter.h"
#include "applogin/registration_draft.h"
#include "applogin/template_file.h"
#include "session_fixture.h"
#include "wire/codec.h"

using namespace kaomon;
using appfill::AppTemplatesPresenter;
using appfill::CompanyTemplate;
using appfill::HiddenPasswordsPresenter;
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

// Says yes to everything.
class AllowingPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(true); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
};

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
        AppTemplatesPresenter templates(m_fixture.session);
        HiddenPasswordsPresenter hidden(m_fixture.session, templates);
        QSignalSpy failed(&hidden, &HiddenPasswordsPresenter::commandFailed);
        hidden.set({"nobody", VaultItemId::generate(), "Ledger", "keiri", SecretString(std::string("x"))});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().value<ErrorCode>(), ErrorCode::NotFound);
        QVERIFY(m_server.policies.empty());
    }

    // What somebody has: listed by name, one taken away, the others stay as they were sealed.
    void hiddenPasswordsAreListedAndRemoved() {
        m_server.users.resize(1);
        wire::User& taro = m_server.users.front();
        taro.id = UserId::generate();
        taro.login = "taro";
        taro.displayName = "山田 太郎";
        wire::BlindEntriesBody body{taro.id, {}};
        for (const char* title : {"Ledger", "Stock"}) {
            body.items.push_back({VaultItemId::generate(),
                                  title,
                                  VaultItemId::generate(),
                                  {1, 2, 3},
                                  m_fixture.session.clock().now()});
        }
        m_server.policies = {m_fixture.session.keyring()
                                 ->signDocument("blind_entries", "user:" + taro.id.text(), 4,
                                                wire::encode(body), m_fixture.session.clock().now())
                                 .value()};
        AppTemplatesPresenter templates(m_fixture.session);
        HiddenPasswordsPresenter hidden(m_fixture.session, templates);
        hidden.reload();
        QTRY_COMPARE(hidden.model().rowCount(), 2);
        QTRY_COMPARE(hidden.model().index(0, 0).data().toString(), QStringLiteral("山田 太郎 (taro)"));
        QCOMPARE(hidden.model().index(1, 1).data().toString(), QStringLiteral("Stock"));
        QVERIFY(!hidden.model().row(0)->isVoid);
        QSignalSpy done(&hidden, &HiddenPasswordsPresenter::commandDone);
        hidden.remove(*hidden.model().row(0));
        QTRY_COMPARE(done.count(), 1);
        QTRY_COMPARE(hidden.model().rowCount(), 1);
        const auto policy = m_fixture.session.keyring()->openDocument(m_server.policies.front());
        const auto left = wire::decode<wire::BlindEntriesBody>(policy.value().body).value();
        QCOMPARE(policy->version, 5U);
        QCOMPARE(left.items.size(), std::size_t(1));
        QCOMPARE(left.items.front().id, body.items.back().id);
        QCOMPARE(left.items.front().sealed, body.items.back().sealed);
    }

    // Groups are chosen by name; one that this administrator is not shown stays named.
    void groupsOfARollout() {
        AppTemplatesPresenter presenter(m_fixture.session);
        import(presenter);
        CompanyTemplate one = *presenter.model().row(0);
        one.body.percent = 20;
        one.body.deviceGroups = {"hidden-one"};
        wire::DeviceGroup office;
        office.id = GroupId::generate();
        office.name = "Office";
        appfill::RolloutDialog dialog(one, {office}, nullptr);
        auto* groups = dialog.findChild<QListWidget*>(QStringLiteral("rolloutGroups"));
        QVERIFY(groups != nullptr);
        QCOMPARE(groups->count(), 2);
        QCOMPARE(groups->item(0)->text(), QStringLiteral("Office"));
        QCOMPARE(groups->item(0)->checkState(), Qt::Unchecked);
        QCOMPARE(groups->item(1)->checkState(), Qt::Checked);
        groups->item(0)->setCheckState(Qt::Checked);
        QCOMPARE(dialog.percent(), 20);
        QCOMPARE(dialog.deviceGroups(), (std::vector<std::string>{office.id.text(), "hidden-one"}));
    }

    // The page as it is used: what is chosen decides what can be done.
    void thePageFollowsTheChoice() {
        AppTemplatesPresenter presenter(m_fixture.session);
        import(presenter);
        AllowingPrompts prompts;
        appfill::AppTemplatesPage page(m_fixture.session, prompts);
        page.activate();
        auto* table = page.findChild<QTableView*>(QStringLiteral("appTemplates"));
        auto* rollOut = page.findChild<QPushButton*>(QStringLiteral("appTemplatesRollOut"));
        auto* blind = page.findChild<QPushButton*>(QStringLiteral("appTemplatesBlind"));
        auto* withdraw = page.findChild<QPushButton*>(QStringLiteral("appTemplatesWithdraw"));
        QVERIFY(table != nullptr && rollOut != nullptr && blind != nullptr && withdraw != nullptr);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(!rollOut->isEnabled() && !blind->isEnabled() && !withdraw->isEnabled());
        table->selectRow(0);
        QTRY_VERIFY(rollOut->isEnabled() && blind->isEnabled() && withdraw->isEnabled());
        withdraw->click();
        QTRY_COMPARE(m_server.policies.front().version, 2LL);
        QVERIFY(stored().isWithdrawn);
        QTRY_VERIFY(table->model()->index(0, 1).data().toString() == QStringLiteral("Withdrawn"));
        table->selectRow(0);
        QTRY_VERIFY(rollOut->isEnabled() && !blind->isEnabled() && !withdraw->isEnabled());
    }
};

QTEST_MAIN(AppTemplatesTest)
#include "tst_app_templates.moc"
