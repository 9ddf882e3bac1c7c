// SPDX-License-Identifier: GPL-3.0-or-later
// While consoles may only read, nothing that writes can be pressed, each such button says until when, and
// afterwards everything is as it was.
#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "notices/notices_presenter.h"
#include "screen_check.h"
#include "shell/message_bar.h"
#include "shell/write_lock.h"
#include "wire/codec.h"
#include "wire/service_status.h"

using namespace kaomon;
using namespace std::chrono_literals;
using testing::FakeServer;

namespace {

// What reads, leads on or is only of this console; and what the server takes in any case.
const QStringList& alwaysFree() {
    static const QStringList kNames{
        // of every page and list
        QStringLiteral("Refresh"),
        QStringLiteral("Show more"),
        QStringLiteral("Show older events"),
        QStringLiteral("Show older entries"),
        QStringLiteral("Show older tickets"),
        QStringLiteral("Show older alerts"),
        QStringLiteral("Show older notices"),
        QStringLiteral("Show older mails"),
        QStringLiteral("Show older pictures"),
        QStringLiteral("Show older openings"),
        QStringLiteral("Try again"),
        QStringLiteral("Clear filters"),
        // leading on
        QStringLiteral("Everything of this person"),
        QStringLiteral("Everything of this PC"),
        QStringLiteral("Everything done to this object"),
        QStringLiteral("Everything done by this person"),
        QStringLiteral("Show the events"),
        QStringLiteral("Show everything again"),
        QStringLiteral("Open import"),
        QStringLiteral("Open the person"),
        QStringLiteral("Open the PC"),
        QStringLiteral("Open settings"),
        QStringLiteral("Open licences"),
        QStringLiteral("Show events"),
        QStringLiteral("Show the settings"),
        QStringLiteral("More"),
        QStringLiteral("Sessions"),
        QStringLiteral("Manage groups"),
        // files of this computer
        QStringLiteral("Export"),
        QStringLiteral("Export users"),
        QStringLiteral("Download"),
        QStringLiteral("Check signatures with a key…"),
        QStringLiteral("Save certificates"),
        QStringLiteral("Save refused rows"),
        QStringLiteral("Choose a CSV file"),
        QStringLiteral("Choose a ZIP file…"),
        QStringLiteral("Back to the imports"),
        // staged here, sent later
        QStringLiteral("Sample policies…"),
        QStringLiteral("Discard"),
        QStringLiteral("Add rule"),
        QStringLiteral("Edit"),
        QStringLiteral("Remove"),
        // taken by the server in a maintenance too
        QStringLiteral("Suspend"),
        QStringLiteral("Reactivate"),
        QStringLiteral("Revoke"),
        QStringLiteral("I have taken note"),
        QStringLiteral("End session"),
        QStringLiteral("End all others"),
    };
    return kNames;
}

bool isAlwaysFree(const QPushButton& button) {
    const QString name = button.accessibleName();
    return alwaysFree().contains(name) || button.property("part").toString() == QStringLiteral("chip") ||
           name.startsWith(QStringLiteral("Say nothing here: ")); // staged, until the settings are applied
}

} // namespace

class ReadOnlyTest final : public QObject {
    Q_OBJECT

    testing::ConsoleOnScreen m_desk;
    shell::ConsoleSession& session() { return m_desk.console->session(); }

    void tell(const std::optional<TimePoint>& until) {
        wire::ServiceStatus status;
        status.time = SystemClock().now();
        status.isReadOnly = until.has_value();
        status.readOnlyUntil = until;
        m_desk.server->handlers["GET /v1/service-status"] = [status](const FakeServer::Request&) {
            return FakeServer::json(200, wire::encode(status));
        };
    }
    // A call is refused, which is how a console learns of a maintenance that began this moment.
    void beRefused() {
        m_desk.server->refuse("DELETE /v1/notices/x", 503, "read_only_maintenance");
        notices::NoticesPresenter presenter(session());
        const QSignalSpy failed(&presenter, &notices::NoticesPresenter::commandFailed);
        wire::Notice notice;
        notice.id = "x";
        presenter.withdraw(notice);
        QTRY_COMPARE(failed.count(), 1);
    }
    // Every page with every tab: `look` sees what is on the screen.
    template<class Look>
    void goRound(Look look) {
        for (const QString& title : m_desk.pages) {
            QVERIFY(m_desk.go(title));
            m_desk.askForHelp();
            m_desk.selectFirstRow();
            const auto tabs = m_desk.page()->findChildren<QTabWidget*>();
            if (tabs.isEmpty()) {
                look(title, *m_desk.page());
                continue;
            }
            for (int tab = 0; tab < tabs.first()->count(); ++tab) {
                tabs.first()->setCurrentIndex(tab);
                m_desk.selectFirstRow();
                look(QStringLiteral("%1/%2").arg(title).arg(tab), *m_desk.page());
            }
            tabs.first()->setCurrentIndex(0);
        }
    }
    QStringList enabledButtons() {
        QStringList names;
        goRound([&names](const QString& where, const QWidget& page) {
            for (const auto* button : page.findChildren<QPushButton*>()) {
                if (button->isVisible() && button->isEnabled()) {
                    names.append(where + QLatin1Char(' ') + button->accessibleName());
                }
            }
        });
        return names;
    }

private slots:
    void initTestCase() {
        QVERIFY(m_desk.open());
        QVERIFY(!session().readOnlyUntil());
    }

    void nothingThatWritesCanBePressed() {
        const QStringList before = enabledButtons();
        const TimePoint until = std::chrono::floor<std::chrono::seconds>(SystemClock().now()) + 1h;
        tell(until);
        beRefused();
        QTRY_VERIFY(session().readOnlyUntil() == until);
        const QString reason = shell::readOnlyText(session());
        QVERIFY(!reason.isEmpty());
        int locked = 0;
        QStringList faults;
        goRound([&](const QString& where, const QWidget& page) {
            for (const auto* button : page.findChildren<QPushButton*>()) {
                const bool writes = button->property("writes").toBool();
                const QString name = button->accessibleName();
                if (!button->isVisible()) {
                    continue;
                }
                locked += writes ? 1 : 0;
                const bool isTold = button->toolTip() == reason && button->accessibleDescription() == reason;
                if (writes && (button->isEnabled() || !isTold)) {
                    faults.append(QStringLiteral("%1: \"%2\" is not locked").arg(where, name));
                } else if (!writes && button->isEnabled() && !isAlwaysFree(*button)) {
                    faults.append(QStringLiteral("%1: does \"%2\" write?").arg(where, name));
                }
            }
            for (const auto* action : page.findChildren<QAction*>()) {
                if (action->property("writes").toBool() && action->isEnabled()) {
                    faults.append(
                        QStringLiteral("%1: entry \"%2\" is not locked").arg(where, action->text()));
                }
            }
        });
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
        QVERIFY(locked > 25);
        const auto messages = m_desk.window().findChild<shell::MessageBar*>()->messages();
        QVERIFY(std::ranges::any_of(messages, [](const shell::MessageBar::Message& message) {
            return message.tone == ui::Tone::Warning && message.text.contains(QStringLiteral("read-only"));
        }));
        tell(std::nullopt);
        session().noteMaintenance(); // as the turn of the hour does
        QTRY_VERIFY(!session().readOnlyUntil());
        QStringList gained = enabledButtons();
        QStringList lost;
        for (const QString& name : before) {
            if (!gained.removeOne(name)) {
                lost.append(name);
            }
        }
        QVERIFY2(gained.isEmpty(), qPrintable(gained.join(QLatin1Char(';'))));
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(QLatin1Char(';'))));
    }

    // What the page wants meanwhile counts afterwards.
    void aLockedButtonFollowsItsPageAfterwards() {
        QPushButton free(QStringLiteral("free"));
        QPushButton wished(QStringLiteral("wished"));
        QPushButton off(QStringLiteral("off"));
        off.setEnabled(false);
        wished.setEnabled(false);
        QMenu menu;
        QAction* entry = menu.addAction(QStringLiteral("entry"));
        shell::lockWrites(session(), {&free, &wished, &off});
        shell::lockWrites(session(), {entry});
        QVERIFY(free.isEnabled() && entry->isEnabled());
        session().setReadOnlyUntil(SystemClock().now() + 1h);
        QVERIFY(!free.isEnabled() && !entry->isEnabled());
        QVERIFY(menu.toolTipsVisible());
        wished.setEnabled(true);
        entry->setEnabled(true);
        QVERIFY(!wished.isEnabled() && !entry->isEnabled());
        session().setReadOnlyUntil(std::nullopt);
        QVERIFY(free.isEnabled() && wished.isEnabled() && entry->isEnabled() && !off.isEnabled());
        QVERIFY(free.toolTip().isEmpty() && free.accessibleDescription().isEmpty());
    }

    void theWorstMessageComesFirst() {
        using ui::Tone;
        shell::MessageBar bar;
        QVERIFY(bar.isHidden());
        bar.setMessages(QStringLiteral("a"), {{QStringLiteral("1"), Tone::Info, QStringLiteral("one")},
                                              {QStringLiteral("2"), Tone::Warning, QStringLiteral("two")}});
        bar.setMessages(QStringLiteral("b"), {{QStringLiteral("3"), Tone::Bad, QStringLiteral("three"),
                                               QStringLiteral("Details")}});
        const auto shown = [&bar] {
            QStringList texts;
            for (const auto* label : bar.findChildren<QLabel*>(QStringLiteral("messageText"))) {
                if (label->isVisibleTo(&bar)) {
                    texts.append(label->text());
                }
            }
            return texts;
        };
        QVERIFY(!bar.isHidden());
        QCOMPARE(shown(), QStringList{QStringLiteral("three")});
        auto* more = bar.findChild<QPushButton*>(QStringLiteral("moreMessages"));
        QCOMPARE(more->text(), QStringLiteral("2 more"));
        more->click();
        QCOMPARE(shown(),
                 (QStringList{QStringLiteral("three"), QStringLiteral("two"), QStringLiteral("one")}));
        const QSignalSpy activated(&bar, &shell::MessageBar::activated);
        bar.findChild<QPushButton*>(QStringLiteral("messageAction"))->click();
        QCOMPARE(activated.first().first().toString(), QStringLiteral("3"));
        bar.setMessages(QStringLiteral("a"), {});
        QVERIFY(!bar.isUnfolded());
        bar.setMessages(QStringLiteral("b"), {});
        QVERIFY(bar.isHidden());
    }

    void cleanupTestCase() { m_desk.close(); }
};

QTEST_MAIN(ReadOnlyTest)
#include "tst_read_only.moc"
