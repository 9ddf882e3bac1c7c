// SPDX-License-Identifier: GPL-3.0-or-later
// The list of users with 100,000 people: first rows soon, further pages without a hitch.
#include <algorithm>
#include <set>

#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include "session_fixture.h"
#include "shell/reason_dialog.h"
#include "support/gui_watchdog.h"
#include "ui/prompts.h"
#include "users/users_page.h"
#include "wire/codec.h"

using namespace kaomon;
using models::ListState;

namespace {

constexpr int kPeople = 100000;
constexpr int kFewer = 1200;         // three pages of the largest size
constexpr double kLongestEvent = 50; // ms of the GUI thread

int numberIn(const std::string& query, const std::string& name, int otherwise) {
    const auto at = query.find(name + "=");
    return at == std::string::npos ? otherwise : std::atoi(query.c_str() + at + name.size() + 1);
}

// One page as the server writes it; built by hand, since encoding is not what is measured here.
std::string pageFrom(int first, int size, int people) {
    std::string body = "{\"items\":[";
    for (int i = first; i < first + size; ++i) {
        char id[37];
        std::snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d", i);
        char row[512];
        std::snprintf(row, sizeof row,
                      "%s{\"id\":\"%s\",\"login\":\"user%06d\",\"display_name\":\"User "
                      "%d\",\"kana\":\"\",\"mail\":\"user%d@example.com\","
                      "\"note\":\"\",\"role\":\"member\",\"account_state\":\"active\",\"face_state\":"
                      "\"enrolled\",\"template_count\":3,"
                      "\"created_at\":\"2026-11-24T03:04:05Z\",\"rev\":1,\"groups\":[]}",
                      i == first ? "" : ",", id, i, i, i);
        body += row;
    }
    body += "],\"total\":" + std::to_string(people);
    if (first + size < people) {
        body += ",\"next\":\"" + std::to_string(first + size) + '"';
    }
    return body + "}";
}

double residentMegabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return file.readAll().split(' ').at(1).toDouble() * 4096 / 1e6;
}

class NoPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(false); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
};

} // namespace

class ManyUsersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;

    void serve(int people) {
        m_fixture.server->handlers["GET /v1/users"] = [people](const testing::FakeServer::Request& request) {
            const int first = numberIn(request.query, "cursor", 0);
            const int size = std::min(numberIn(request.query, "limit", 100), people - first);
            return testing::FakeServer::json(200, pageFrom(first, size, people));
        };
    }
    static QPushButton* button(const QWidget& page, const char* text) {
        for (auto* found : page.findChildren<QPushButton*>()) {
            if (found->isVisible() && found->text() == QLatin1String(text)) {
                return found;
            }
        }
        return nullptr;
    }
    static bool label(const QWidget& page, const char* text) {
        const auto labels = page.findChildren<QLabel*>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel* found) { return found->text() == QLatin1String(text); });
    }
    static void checkWatch() {
        const auto* app = dynamic_cast<testing::WatchedApplication*>(qApp);
        QVERIFY2(app->longestMilliseconds() <= kLongestEvent,
                 qPrintable(
                     QStringLiteral("%1 ms in %2").arg(app->longestMilliseconds()).arg(app->longestEvent())));
        QVERIFY2(app->longestWait() <= testing::WatchedApplication::kLongestWait,
                 qPrintable(
                     QStringLiteral("waited %1 ms in %2").arg(app->longestWait()).arg(app->waitingEvent())));
    }

private slots:
    void initTestCase() {
        QVERIFY(m_fixture.open());
        serve(kPeople);
    }

    // Everybody who fits the filter, also those whom the list has not loaded: looked up page by page, then
    // in batches as any other act on many.
    void allWhoFitAreChosenAndDisabled() {
        auto* app = dynamic_cast<testing::WatchedApplication*>(qApp);
        serve(kFewer);
        std::set<std::string> disabled;
        m_fixture.server->handlers["POST /v1/users:bulk"] = [&](const testing::FakeServer::Request& request) {
            wire::BulkReply reply{true, 0, 0, {}};
            const auto bulk = wire::decode<wire::BulkRequest>(request.body).value();
            for (const wire::BulkRow& row : bulk.rows) {
                disabled.insert(row.user.text());
                reply.items.push_back({row.user, true});
            }
            return testing::FakeServer::json(200, wire::encode(reply));
        };
        NoPrompts prompts;
        users::UsersPage page(m_fixture.session, prompts, {}, {});
        page.resize(1240, 800);
        page.show();
        page.activate();
        auto* table = page.findChild<QTableView*>(QStringLiteral("usersTable"));
        QTRY_COMPARE(table->model()->rowCount(), 100);
        table->selectAll();
        QTRY_VERIFY(button(page, "Select all 1200 that fit") != nullptr);
        app->startOver();
        button(page, "Select all 1200 that fit")->click();
        QTRY_VERIFY(label(page, "Selected: 1200 of 1200"));
        auto* menu = button(page, "Selected users")->menu();
        for (QAction* action : menu->actions()) {
            if (action->text() == QStringLiteral("Disable…")) {
                action->trigger();
            }
        }
        auto* question = page.findChild<shell::ReasonDialog*>();
        QVERIFY(question != nullptr);
        question->findChildren<QLineEdit*>().last()->setText(QStringLiteral("moved out"));
        question->acceptButton()->click();
        QTRY_COMPARE(static_cast<int>(disabled.size()), kFewer);
        QTRY_VERIFY(label(page, "Users: 1200")); // the choice is over
        checkWatch();
        serve(kPeople);
    }

    void anotherChoiceIsNotEverybody() {
        serve(kFewer);
        NoPrompts prompts;
        users::UsersPage page(m_fixture.session, prompts, {}, {});
        page.show();
        page.activate();
        auto* table = page.findChild<QTableView*>(QStringLiteral("usersTable"));
        QTRY_COMPARE(table->model()->rowCount(), 100);
        table->selectAll();
        button(page, "Select all 1200 that fit")->click();
        QTRY_VERIFY(label(page, "Selected: 1200 of 1200"));
        table->clearSelection();
        QVERIFY(!label(page, "Selected: 1200 of 1200"));
        QVERIFY(button(page, "Selected users") == nullptr);
        serve(kPeople);
    }

    void aHundredThousandPeopleWithoutAHitch() {
        auto* app = dynamic_cast<testing::WatchedApplication*>(qApp);
        QVERIFY(app != nullptr);
        NoPrompts prompts;
        users::UsersPage page(m_fixture.session, prompts, {}, {});
        page.resize(1240, 800);
        page.show();
        QElapsedTimer clock;
        clock.start();
        page.activate();
        auto* table = page.findChild<QTableView*>(QStringLiteral("usersTable"));
        QTRY_COMPARE(table->model()->rowCount(), 100);
        const auto firstRows = clock.elapsed();
        QVERIFY2(firstRows <= 1000, qPrintable(QString::number(firstRows)));
        QCoreApplication::processEvents(); // the first painting loads fonts
        app->startOver();
        while (table->model()->rowCount() < kPeople) {
            const int before = table->model()->rowCount();
            table->scrollToBottom(); // which asks for the next page
            QTRY_VERIFY(table->model()->rowCount() > before);
        }
        checkWatch();
        const double memory = residentMegabytes();
        QVERIFY2(memory <= 250, qPrintable(QString::number(memory)));
        qInfo("first rows after %lld ms; longest event %.1f ms; %.0f MB with 100,000 rows",
              static_cast<long long>(firstRows), app->longestMilliseconds(), memory);
        // A refresh goes back to the first page; a selection of its rows stays.
        table->selectRow(5);
        app->startOver();
        page.activate();
        QTRY_COMPARE(table->model()->rowCount(), 100);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QVERIFY2(app->longestMilliseconds() <= 2 * kLongestEvent, // 99,900 rows go at once
                 qPrintable(
                     QStringLiteral("%1 ms in %2").arg(app->longestMilliseconds()).arg(app->longestEvent())));
    }
};

int main(int argc, char** argv) {
    testing::WatchedApplication app(argc, argv);
    ManyUsersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_many_users.moc"
