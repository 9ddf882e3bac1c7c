// SPDX-License-Identifier: GPL-3.0-or-later
// The console's pages about the service against the real server.
#include <QFile>

#include "alerts/alerts_presenter.h"
#include "console_desk.h"
#include "logs/event_export.h"
#include "logs/events_presenter.h"
#include "notices/notices_presenter.h"
#include "service/service_presenter.h"
#include "shell/service_watch.h"
#include "software/software_presenter.h"
#include "support/support_presenter.h"

using namespace kaomon;
using e2e::kPatience;
using e2e::refusalOf;
using models::ListState;

namespace {

QString timeText(TimePoint time) {
    return QString::fromStdString(toRfc3339(time));
}

template<class Presenter>
bool isLoaded(Presenter& presenter) {
    presenter.reload();
    return QTest::qWaitFor(
        [&] { return presenter.state() == ListState::Content || presenter.state() == ListState::Empty; },
        kPatience);
}

} // namespace

class ConsoleServiceTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    shell::KnownTenant m_tenant;
    e2e::Desk m_owner;

    static wire::NoticeDraft draftOf(const char* title) {
        wire::NoticeDraft draft;
        draft.kind = "other";
        draft.audience = {"console"};
        draft.titleJa = title;
        draft.bodyJa = "本文";
        return draft;
    }

private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        const auto tenant = e2e::foundTenant(m_server, m_owner.clock);
        QVERIFY(tenant.has_value());
        m_tenant = *tenant;
        QVERIFY(!m_owner.signIn(m_tenant, "owner", e2e::kOwnerPassword));
    }

    void noticesAreWrittenReadAndWithdrawn() {
        notices::NoticesPresenter presenter(m_owner.session);
        QVERIFY(isLoaded(presenter));
        QVERIFY(!refusalOf(presenter, [&] { presenter.create(draftOf("はじめ")); }));
        QTRY_COMPARE_WITH_TIMEOUT(presenter.model().rowCount(), 1, kPatience);
        const wire::Notice first = *presenter.model().row(0);
        shell::ServiceWatch watch(m_owner.session);
        watch.reload();
        QTRY_VERIFY_WITH_TIMEOUT(watch.unread() != nullptr, kPatience);
        QCOMPARE(watch.unread()->id, first.id);

        presenter.noteRead(first);
        QTRY_VERIFY_WITH_TIMEOUT(presenter.model().row(0)->readAt.has_value(), kPatience);
        watch.reload();
        QTRY_VERIFY_WITH_TIMEOUT(watch.unread() == nullptr, kPatience);
        QVERIFY(!refusalOf(presenter, [&] { presenter.acknowledge(first.id); }));
        QTRY_VERIFY_WITH_TIMEOUT(presenter.model().row(0)->acknowledgedAt.has_value(), kPatience);
        presenter.askReceipts(first.id);
        QTRY_COMPARE_WITH_TIMEOUT(presenter.receipts().size(), std::size_t(1), kPatience);

        const wire::Notice now = *presenter.model().row(0);
        QVERIFY(!refusalOf(presenter, [&] { presenter.change(now, draftOf("つぎ")); }));
        QTRY_COMPARE_WITH_TIMEOUT(presenter.model().row(0)->titleJa, std::string("つぎ"), kPatience);
        QVERIFY(refusalOf(presenter, [&] { presenter.withdraw(now); }) == ErrorCode::StaleRevision);
        QTRY_VERIFY_WITH_TIMEOUT(presenter.model().row(0)->rev != now.rev, kPatience);
        const wire::Notice changed = *presenter.model().row(0);
        QVERIFY(!refusalOf(presenter, [&] { presenter.withdraw(changed); }));
        QTRY_COMPARE_WITH_TIMEOUT(presenter.model().row(0)->state, std::string("withdrawn"), kPatience);
    }

    void rulesAndWebhooksAreTheOwners() {
        alerts::AlertsPresenter rules(m_owner.session);
        QVERIFY(isLoaded(rules));
        QVERIFY(!refusalOf(rules, [&] {
            rules.create({AlertRuleId::generate(),
                          "spoof",
                          {{}, {}, {}, {"spoof_suspected"}, {}},
                          1,
                          10,
                          "tenant",
                          true});
        }));
        QTRY_COMPARE_WITH_TIMEOUT(rules.rules().rowCount(), 1, kPatience);
        wire::AlertRulePatch off;
        off.isEnabled = false;
        QVERIFY(!refusalOf(rules, [&] { rules.change(*rules.rules().row(0), off); }));
        QTRY_VERIFY_WITH_TIMEOUT(!rules.rules().row(0)->isEnabled, kPatience);
        QVERIFY(!refusalOf(rules, [&] { rules.remove(*rules.rules().row(0)); }));
        QTRY_COMPARE_WITH_TIMEOUT(rules.rules().rowCount(), 0, kPatience);

        alerts::TargetsPresenter targets(m_owner.session);
        QVERIFY(isLoaded(targets));
        wire::NewWebhook webhook{WebhookId::generate(), "hook", "https://example.com/x", "both", {}, {}};
        const QSignalSpy secrets(&targets, &alerts::TargetsPresenter::secretMade);
        QVERIFY(!refusalOf(targets, [&] { targets.create(webhook); }));
        QCOMPARE(secrets.count(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(targets.model().rowCount(), 1, kPatience);
        const wire::Webhook made = *targets.model().row(0)->webhook;
        QVERIFY(!refusalOf(targets, [&] { targets.remove(made); }));
        webhook.id = WebhookId::generate();
        webhook.url = "https://127.0.0.1/x";
        QVERIFY(refusalOf(targets, [&] { targets.create(webhook); }).has_value());
    }

    // Nobody has logged on yet: the list is empty, and so is the file but for its head.
    void eventsAreExported() {
        logs::EventsPresenter events(m_owner.session);
        events.start();
        QTRY_COMPARE_WITH_TIMEOUT(events.state(), ListState::Empty, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(events.isTold(), kPatience);
        events.stop();
        const QString file = m_owner.folder.filePath(QStringLiteral("events.csv"));
        logs::EventExport writing(m_owner.session);
        const QSignalSpy finished(&writing, &logs::EventExport::finished);
        client::EventExport how;
        how.encoding = "cp932";
        writing.start(file, how);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 1);
        QVERIFY(QFile::exists(file + QStringLiteral(".json")));
    }

    void supportAndSoftwareAreTold() {
        support::SupportPresenter support(m_owner.session);
        QVERIFY(isLoaded(support));
        QVERIFY(!support.info().isAvailable);
        software::SoftwarePresenter software(m_owner.session);
        QVERIFY(isLoaded(software));
        QCOMPARE(software.fleet().devices, 0LL);
    }

    // Last: from here on consoles only read.
    void aMaintenanceIsSeenEverywhere() {
        // behind the start of the program that plans it
        const TimePoint begins = SystemClock().now() + std::chrono::seconds(10);
        const auto made = m_server.control({QStringLiteral("maintenance"), QStringLiteral("plan"),
                                            QStringLiteral("--from"), timeText(begins),
                                            QStringLiteral("--to"), timeText(begins + std::chrono::hours(1)),
                                            QStringLiteral("--text-ja"), QStringLiteral("機器を交換します。"),
                                            QStringLiteral("--late-reason"), QStringLiteral("急ぎ")});
        QVERIFY(made.contains("maintenance_id"));
        service::ServicePresenter presenter(m_owner.session);
        QVERIFY(QTest::qWaitFor(
            [&] {
                presenter.reload();
                QTest::qWait(50);
                return presenter.status().isReadOnly;
            },
            kPatience));
        QCOMPARE(presenter.model().rowCount(), 1);
        const auto& window = std::get<wire::Maintenance>(*presenter.model().row(0));
        QCOMPARE(window.lateReason, std::string("急ぎ"));
        QVERIFY(service::ServicePresenter::leadDays(window) < service::ServicePresenter::kLeadDays);
        QVERIFY(presenter.secondsUntil(*presenter.status().readOnlyUntil) > 0);
        notices::NoticesPresenter notices(m_owner.session);
        QVERIFY(refusalOf(notices, [&] { notices.create(draftOf("あとで")); }) ==
                ErrorCode::ReadOnlyMaintenance);
    }
};

QTEST_MAIN(ConsoleServiceTest)
#include "tst_console_service.moc"
