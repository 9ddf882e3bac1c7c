// SPDX-License-Identifier: GPL-3.0-or-later
// Two administrators change the same object: nobody's change is lost without being seen.
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include "addresses/addresses_page.h"
#include "alerts/alerts_page.h"
#include "devices/rename_device_dialog.h"
#include "domain/setting_registry.h"
#include "domain/ticket_number.h"
#include "notices/notices_page.h"
#include "session_fixture.h"
#include "settings/settings_presenter.h"
#include "shell/merge_dialog.h"
#include "tickets/tickets_page.h"
#include "users/edit_user_dialog.h"
#include "users/groups_presenter.h"

using namespace kaomon;
using models::ListState;
using shell::FormDialog;
using shell::MergeDialog;
using shell::MergeField;
using testing::FakeServer;

class MergeTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;

    static QPushButton* button(const QWidget& in, const char* name) {
        for (auto* found : in.findChildren<QPushButton*>()) {
            if (found->accessibleName() == QString::fromUtf8(name)) {
                return found;
            }
        }
        return nullptr;
    }
    static QLineEdit* edit(const QWidget& in, const char* name) {
        for (auto* found : in.findChildren<QLineEdit*>()) {
            if (found->accessibleName() == QLatin1String(name)) {
                return found;
            }
        }
        return nullptr;
    }

    static QTableView* table(const QWidget& in, const char* name) {
        for (auto* found : in.findChildren<QTableView*>()) {
            if (found->accessibleName() == QLatin1String(name)) {
                return found;
            }
        }
        return nullptr;
    }
    // The row of this table is chosen and this button opens its editor.
    static FormDialog* editorOf(QWidget& page, const char* name, const char* change) {
        table(page, name)->selectRow(0);
        button(page, change)->click();
        return page.findChild<FormDialog*>();
    }
    static QPlainTextEdit* text(const QWidget& in, const char* name) {
        for (auto* found : in.findChildren<QPlainTextEdit*>()) {
            if (found->accessibleName() == QLatin1String(name)) {
                return found;
            }
        }
        return nullptr;
    }
    // Mine counts for the only field that both have changed, and what is then saved is of their revision.
    void decideAndSave(const QPointer<FormDialog>& dialog) {
        auto* merge = dialog->findChild<MergeDialog*>();
        QCOMPARE(merge->findChildren<QRadioButton*>().size(), 2);
        merge->findChildren<QRadioButton*>().first()->click();
        merge->acceptButton()->click();
        QTRY_VERIFY(dialog->acceptButton()->isEnabled());
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
    }
    // The list before somebody else saves; afterwards the PATCH wants the second revision.
    template<class Patch, class Object>
    void serveTwice(const std::string& call, const Object& newer, std::vector<Patch>& patches) {
        m_server.handlers[call] = [&patches, newer](const FakeServer::Request& request) {
            if (request.ifMatch != "\"r2\"") {
                return FakeServer::problem(412, "stale_revision");
            }
            patches.push_back(wire::decode<Patch>(request.body).value());
            return FakeServer::json(200, wire::encode(newer));
        };
    }
    template<class List>
    void tell(const std::string& path, const List& list) {
        m_server.handlers["GET " + path] = [body = wire::encode(list)](const FakeServer::Request&) {
            return FakeServer::json(200, body);
        };
    }

    class Yes final : public ui::Prompts {
    public:
        void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(true); }
        void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override {
            answer({});
        }
        void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override {
            answer({});
        }
    } m_prompts;

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() { m_server.handlers.clear(); }

    void onlyWhatBothChangedIsAskedFor() {
        QWidget parent;
        QStringList taken;
        const auto field = [&](const char* label, const char* before, const char* theirs, const char* mine) {
            return MergeField{QLatin1String(label), QLatin1String(before), QLatin1String(theirs),
                              QLatin1String(mine), [&taken, label] { taken.append(QLatin1String(label)); }};
        };
        const QStringList quietly =
            shell::mergeFields(QStringLiteral("Taro"),
                               {field("theirs", "a", "b", "a"), field("mine", "a", "a", "c"),
                                field("both", "a", "b", "c"), field("same", "a", "b", "b"),
                                field("untouched", "a", "a", "a"), field("both too", "a", "b", "c")},
                               &parent);
        QCOMPARE(quietly, QStringList{QStringLiteral("theirs")});
        QCOMPARE(taken, QStringList{QStringLiteral("theirs")});
        auto* dialog = parent.findChild<MergeDialog*>();
        QVERIFY(dialog != nullptr);
        const auto choices = dialog->findChildren<QRadioButton*>();
        QCOMPARE(choices.size(), 4);                   // two fields
        QVERIFY(!dialog->acceptButton()->isEnabled()); // nothing is decided beforehand
        choices[1]->click();                           // theirs
        QVERIFY(!dialog->acceptButton()->isEnabled());
        choices[2]->click(); // mine
        dialog->acceptButton()->click();
        QCOMPARE(taken, (QStringList{QStringLiteral("theirs"), QStringLiteral("both")}));
    }

    void anEditedPersonIsMerged() {
        wire::User user;
        user.id = UserId::generate();
        user.login = "taro";
        user.displayName = "Taro";
        user.mail = "old@example.com";
        user.role = "member";
        user.accountState = "active";
        user.rev = 1;
        wire::User newer = user;
        newer.displayName = "Taro Yamada"; // only they
        newer.mail = "theirs@example.com"; // both
        newer.rev = 2;
        m_server.users = {newer};
        const std::string path = "/v1/users/" + user.id.text();
        std::vector<wire::UserPatch> patches;
        m_server.handlers["PATCH " + path] = [&](const FakeServer::Request& request) {
            if (request.ifMatch != "\"r2\"") {
                return FakeServer::problem(412, "stale_revision");
            }
            patches.push_back(wire::decode<wire::UserPatch>(request.body).value());
            return FakeServer::json(200, wire::encode(newer));
        };
        users::UsersPresenter presenter(m_fixture.session);
        QWidget window;
        auto* dialog = new users::EditUserDialog(presenter, user, &window);
        dialog->open();
        edit(*dialog, "Mail")->setText(QStringLiteral("mine@example.com"));
        edit(*dialog, "Note")->setText(QStringLiteral("back on Monday"));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<MergeDialog*>() != nullptr);
        QCOMPARE(edit(*dialog, "Display name")->text(), QStringLiteral("Taro Yamada"));
        QCOMPARE(edit(*dialog, "Mail")->text(), QStringLiteral("mine@example.com"));
        auto* merge = dialog->findChild<MergeDialog*>();
        QCOMPARE(merge->findChildren<QRadioButton*>().size(), 2);
        merge->findChildren<QRadioButton*>().first()->click(); // mine
        merge->acceptButton()->click();
        QTRY_VERIFY(dialog->acceptButton()->isEnabled());
        dialog->acceptButton()->click();
        QTRY_COMPARE(patches.size(), std::size_t(1));
        QCOMPARE(patches[0].mail, std::optional<std::string>("mine@example.com"));
        QCOMPARE(patches[0].note, std::optional<std::string>("back on Monday"));
        QVERIFY(!patches[0].displayName); // theirs stays
    }

    void aRenamedPcIsMerged_data() {
        QTest::addColumn<bool>("mine");
        QTest::newRow("mine counts") << true;
        QTest::newRow("theirs counts") << false;
    }
    void aRenamedPcIsMerged() {
        QFETCH(bool, mine);
        wire::Device pc;
        pc.id = DeviceId::generate();
        pc.group = GroupId::generate();
        pc.name = "old";
        pc.state = "active";
        pc.rev = 1;
        wire::Device newer = pc;
        newer.name = "theirs";
        newer.rev = 2;
        std::vector<wire::DevicePatch> patches;
        m_server.handlers["PATCH /v1/devices/" + pc.id.text()] = [&](const FakeServer::Request& request) {
            if (request.ifMatch != "\"r2\"") {
                return FakeServer::problem(412, "stale_revision");
            }
            patches.push_back(wire::decode<wire::DevicePatch>(request.body).value());
            return FakeServer::json(200, wire::encode(newer));
        };
        m_server.devices = {pc};
        devices::DevicesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        m_server.devices = {newer};
        QWidget window;
        const QPointer dialog = new devices::RenameDeviceDialog(presenter, pc, &window);
        dialog->open();
        QVERIFY(!dialog->acceptButton()->isEnabled()); // it has this name already
        edit(*dialog, "Name of the PC")->setText(QString(201, QLatin1Char('x')));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        edit(*dialog, "Name of the PC")->setText(QStringLiteral("mine"));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<MergeDialog*>() != nullptr);
        QVERIFY(patches.empty());
        QCOMPARE(edit(*dialog, "Name of the PC")->text(), QStringLiteral("mine"));
        auto* merge = dialog->findChild<MergeDialog*>();
        merge->findChildren<QRadioButton*>().at(mine ? 0 : 1)->click();
        merge->acceptButton()->click();
        if (!mine) {
            QCOMPARE(edit(*dialog, "Name of the PC")->text(), QStringLiteral("theirs"));
            QVERIFY(!dialog->acceptButton()->isEnabled()); // nothing is left to save
            return;
        }
        QTRY_VERIFY(dialog->acceptButton()->isEnabled());
        dialog->acceptButton()->click();
        QTRY_COMPARE(patches.size(), std::size_t(1));
        QCOMPARE(patches[0].name, std::optional<std::string>("mine"));
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
    }

    void aChangedNoticeIsMerged() {
        wire::Notice notice;
        notice.id = makeUuid();
        notice.kind = "planned";
        notice.audience = {"client"};
        notice.titleJa = "保守";
        notice.bodyJa = "明日";
        notice.startsAt = m_fixture.clock.now();
        notice.state = "active";
        notice.rev = 1;
        wire::Notice newer = notice;
        newer.titleJa = "定期保守";          // only they
        newer.bodyJa = "明後日";             // both
        newer.audience = {"mail", "client"}; // only they
        newer.rev = 2;
        std::vector<wire::NoticeDraft> drafts;
        serveTwice("PUT /v1/notices/" + notice.id, newer, drafts);
        tell("/v1/notices/" + notice.id, newer);
        tell("/v1/notices", wire::NoticePage{{notice}, {}});
        notices::NoticesPage page(m_fixture.session, m_prompts);
        page.activate();
        QTRY_VERIFY(page.findChild<QTableView*>()->model()->rowCount() == 1);
        const QPointer dialog = editorOf(page, "List of notices", "Change notice");
        // By now it stands behind the first page of the list.
        tell("/v1/notices", wire::NoticePage{});
        text(*dialog, "Text (Japanese)")->setPlainText(QStringLiteral("来週"));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<MergeDialog*>() != nullptr);
        QVERIFY(drafts.empty());
        QCOMPARE(edit(*dialog, "Title (Japanese)")->text(), QStringLiteral("定期保守"));
        decideAndSave(dialog);
        QCOMPARE(drafts.size(), std::size_t(1));
        QCOMPARE(drafts[0].titleJa, std::optional<std::string>("定期保守"));
        QCOMPARE(drafts[0].bodyJa, std::optional<std::string>("来週"));
        QCOMPARE(drafts[0].audience, (std::vector<std::string>{"client", "mail"}));
    }

    void aChangedAlertRuleIsMerged() {
        wire::AlertRule rule;
        rule.id = AlertRuleId::generate();
        rule.name = "Many refusals";
        rule.wanted.kinds = {"auth"};
        rule.wanted.results = {"ng"};
        rule.per = "device";
        rule.createdBy = UserId::generate();
        rule.createdAt = m_fixture.clock.now();
        rule.rev = 1;
        wire::AlertRule newer = rule;
        newer.wanted = {};  // only they
        newer.per = "user"; // only they
        newer.count = 5;    // both
        newer.rev = 2;
        std::vector<wire::AlertRulePatch> patches;
        serveTwice("PATCH /v1/alert-rules/" + rule.id.text(), newer, patches);
        tell("/v1/alert-rules", wire::AlertRuleList{{rule}});
        tell("/v1/alerts", wire::EventAlertPage{});
        alerts::AlertsPage page(m_fixture.session, m_prompts);
        page.activate();
        QTRY_VERIFY(table(page, "List of rules")->model()->rowCount() == 1);
        const QPointer dialog = editorOf(page, "List of rules", "Change rule");
        tell("/v1/alert-rules", wire::AlertRuleList{{newer}});
        dialog->findChildren<QSpinBox*>().first()->setValue(8);
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<MergeDialog*>() != nullptr);
        QVERIFY(patches.empty());
        decideAndSave(dialog);
        QCOMPARE(patches.size(), std::size_t(1));
        QCOMPARE(patches[0].count, std::optional<int>(8));
        QCOMPARE(patches[0].per, std::optional<std::string>("user"));
        QVERIFY(patches[0].wanted && patches[0].wanted->kinds.empty() && patches[0].wanted->results.empty());
    }

    void aChangedWebhookIsMerged() {
        wire::Webhook webhook;
        webhook.id = WebhookId::generate();
        webhook.name = "SIEM";
        webhook.url = "https://siem.example.com/old";
        webhook.sends = "events";
        webhook.createdBy = UserId::generate();
        webhook.createdAt = m_fixture.clock.now();
        webhook.rev = 1;
        wire::Webhook newer = webhook;
        newer.sends = "both";                          // only they
        newer.url = "https://siem.example.com/theirs"; // both
        newer.rev = 2;
        std::vector<wire::WebhookPatch> patches;
        serveTwice("PATCH /v1/webhooks/" + webhook.id.text(), newer, patches);
        tell("/v1/webhooks", wire::WebhookList{{webhook}});
        tell("/v1/deliveries", wire::DeliveryStateList{});
        alerts::AlertsPage page(m_fixture.session, m_prompts);
        page.activate();
        QTRY_VERIFY(table(page, "List of targets")->model()->rowCount() == 1);
        const QPointer dialog = editorOf(page, "List of targets", "Change webhook");
        tell("/v1/webhooks", wire::WebhookList{{newer}});
        edit(*dialog, "Address")->setText(QStringLiteral("https://siem.example.com/mine"));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<MergeDialog*>() != nullptr);
        QVERIFY(patches.empty());
        decideAndSave(dialog);
        QCOMPARE(patches.size(), std::size_t(1));
        QCOMPARE(patches[0].url, std::optional<std::string>("https://siem.example.com/mine"));
        QCOMPARE(patches[0].sends, std::optional<std::string>("both"));
    }

    void aChangedNoteOfATicketIsMerged() {
        wire::Diagnostics ticket;
        ticket.id = BlobId::generate();
        ticket.ticket = domain::ticketText(482'719'350);
        ticket.device = DeviceId::generate();
        ticket.deviceName = "reception-01";
        ticket.state = "complete";
        ticket.note = "the camera is dark";
        ticket.takenAt = ticket.createdAt = ticket.changedAt = ticket.expiresAt = m_fixture.clock.now();
        ticket.size = 1024;
        ticket.parts = ticket.received = 1;
        ticket.rev = 1;
        wire::Diagnostics newer = ticket;
        newer.state = "in_progress"; // only they
        newer.note = "called back";  // both
        newer.rev = 2;
        std::vector<wire::DiagnosticsPatch> patches;
        serveTwice("PATCH /v1/diagnostics/" + ticket.id.text(), newer, patches);
        tell("/v1/diagnostics", wire::DiagnosticsPage{{ticket}, {}});
        tickets::TicketsPage page(m_fixture.session);
        page.activate();
        QTRY_VERIFY(table(page, "List of tickets")->model()->rowCount() == 1);
        const QPointer dialog = editorOf(page, "List of tickets", "Note…");
        QCOMPARE(edit(*dialog, "Note")->text(), QStringLiteral("the camera is dark"));
        tell("/v1/diagnostics", wire::DiagnosticsPage{{newer}, {}});
        edit(*dialog, "Note")->setText(QStringLiteral("cover removed"));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<MergeDialog*>() != nullptr);
        QVERIFY(patches.empty());
        decideAndSave(dialog);
        QCOMPARE(patches.size(), std::size_t(1));
        QCOMPARE(patches[0].note, std::optional<std::string>("cover removed"));
        QVERIFY(!patches[0].state);
    }

    void changedAddressesAreMerged() {
        const auto rule = [](const char* range, const char* label) {
            return wire::IpRule{range, "client", "allow", label, std::nullopt};
        };
        m_server.addresses.rules = {rule("192.0.2.0/24", "office"), rule("198.51.100.0/24", "branch"),
                                    rule("203.0.113.0/24", "home")};
        m_server.addresses.callerAddress = "192.0.2.7";
        m_server.addresses.rev = 1;
        std::vector<wire::IpRuleUpdate> saved;
        m_server.handlers["PUT /v1/ip-rules"] = [&](const FakeServer::Request& request) {
            if (request.ifMatch != "\"r2\"") {
                return FakeServer::problem(412, "stale_revision");
            }
            saved.push_back(wire::decode<wire::IpRuleUpdate>(request.body).value());
            m_server.addresses.rules = saved.back().rules;
            m_server.addresses.rev = 3;
            return FakeServer::json(200, wire::encode(m_server.addresses));
        };
        addresses::AddressesPage page(m_fixture.session);
        page.activate();
        QTRY_COMPARE(page.findChild<QTableView*>()->model()->rowCount(), 3);
        const QPointer changed = editorOf(page, "List of rules", "Edit");
        edit(*changed, "Label")->setText(QStringLiteral("mine"));
        changed->acceptButton()->click();
        QTRY_VERIFY(changed.isNull());
        button(page, "Add rule")->click();
        const QPointer added = page.findChild<FormDialog*>();
        edit(*added, "Label")->setText(QStringLiteral("me"));
        added->acceptButton()->click();
        QTRY_VERIFY(added.isNull());
        m_server.addresses.rules = {rule("192.0.2.0/24", "theirs"), rule("198.51.100.0/24", "theirs too"),
                                    rule("2001:db8::/32", "new")}; // and one is gone
        m_server.addresses.rev = 2;
        auto* save = button(page, "Save rules");
        save->click();
        QTRY_VERIFY(page.findChild<MergeDialog*>() != nullptr);
        auto* merge = page.findChild<MergeDialog*>();
        QCOMPARE(merge->findChildren<QRadioButton*>().size(), 2); // only the first rule was changed by both
        merge->findChildren<QRadioButton*>().first()->click();    // mine
        merge->acceptButton()->click();
        QTRY_VERIFY(save->isEnabled());
        save->click();
        QTRY_COMPARE(saved.size(), std::size_t(1));
        QStringList labels;
        for (const wire::IpRule& one : saved[0].rules) {
            labels.append(QString::fromStdString(one.label));
        }
        labels.sort();
        QCOMPARE(labels, (QStringList{QStringLiteral("me"), QStringLiteral("mine"), QStringLiteral("new"),
                                      QStringLiteral("theirs too")}));
        QTRY_VERIFY(!save->isEnabled());
    }

    void membershipsKeepWhatBothSigned() {
        const auto a = GroupId::generate();
        const auto b = GroupId::generate();
        const auto c = GroupId::generate();
        const auto d = GroupId::generate();
        using Groups = std::vector<GroupId>;
        using users::GroupsPresenter;
        QCOMPARE(GroupsPresenter::merged({a, b}, {b, a}, {a, b}), (Groups{b, a}));
        QCOMPARE(GroupsPresenter::merged({a}, {a, c}, {a, d}), (Groups{a, d, c}));
        QCOMPARE(GroupsPresenter::merged({a, b}, {a}, {a, b, d}), (Groups{a, d}));
        QCOMPARE(GroupsPresenter::merged({a, b}, {a, b, c}, {b}), (Groups{b, c}));
        QCOMPARE(GroupsPresenter::merged({}, {c}, {c}), (Groups{c}));
    }

    void aStagedSettingThatOthersChangedIsTold() {
        using settings::SettingsPresenter;
        m_server.settings.clear();
        for (const auto& definition : domain::allSettings()) {
            wire::ExplainedSetting row;
            row.name = definition.name;
            row.value = definition.defaultValue;
            row.source = "default";
            m_server.settings.push_back(row);
        }
        SettingsPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        presenter.stage("match_timeout_s", "9", false);
        presenter.stage("match_attempts", "4", false);
        int told = 0;
        std::vector<SettingsPresenter::Collision> seen;
        connect(&presenter, &SettingsPresenter::collided, this, [&](const auto& collisions) {
            ++told;
            seen = collisions;
        });
        wire::SettingsVersion version;
        version.scope = "tenant";
        version.version = 1;
        version.issuedAt = version.storedAt = m_fixture.clock.now();
        version.settings = {{"match_timeout_s", "7"}, {"pw_min", "14"}};
        m_server.settingsVersions = {version};
        presenter.reload();
        QTRY_COMPARE(told, 1);
        QCOMPARE(seen.size(), std::size_t(1)); // not the other staged one, not the one that only they changed
        QCOMPARE(seen[0].name, std::string("match_timeout_s"));
        QVERIFY(!seen[0].before);
        QCOMPARE(seen[0].theirs->value, std::string("7"));
        QCOMPARE(seen[0].mine->value, std::string("9"));
        presenter.reload(); // nothing new
        QTRY_COMPARE(presenter.version(), 1LL);
        QCOMPARE(told, 1);
        m_server.settingsVersions.clear();
    }
};

QTEST_MAIN(MergeTest)
#include "tst_merge.moc"
