// SPDX-License-Identifier: GPL-3.0-or-later
// The page Users with 100,000 people of the real server: how soon the first of them can be used, how long the
// GUI thread is kept, how much memory all of them take. The time to the first rows is only held against its
// target when KAOMON_FIGURES is set, since a busy machine is no slow program. The figures stand in the last
// line as JSON.
#include <algorithm>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTableView>
#include <QTemporaryFile>
#include <QTest>

#include "console_desk.h"
#include "support/gui_watchdog.h"
#include "transfer/import_presenter.h"
#include "ui/prompts.h"
#include "users/users_page.h"

using namespace kaomon;

namespace {

constexpr int kPeople = 100000;
constexpr int kRows = 10000;         // of a file that is imported
constexpr double kLongestEvent = 50; // ms of the GUI thread
constexpr double kMostMemory = 250;  // MB

double residentMegabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toDouble() * 4096 / 1e6 : 1e9;
}

class NoPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(false); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
};

// As many copies of the person `login` as are wanted, in the database of a server that does not run. Making
// each of them through the API would take longer than what is measured here.
QString copyPerson(const QString& database, const QString& login, int count) {
    QString error;
    {
        auto store = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("many"));
        store.setDatabaseName(database);
        if (!store.open()) {
            return store.lastError().text();
        }
        QStringList names;
        QStringList values;
        QSqlQuery columns(QStringLiteral("PRAGMA table_info(user_account)"), store);
        while (columns.next()) {
            const QString name = columns.value(1).toString();
            names.append(name);
            values.append(name == QStringLiteral("id")
                              ? QStringLiteral("printf('00000000-0000-4000-8000-%012d', n)")
                          : name == QStringLiteral("login") || name == QStringLiteral("login_key")
                              ? QStringLiteral("printf('user%06d', n)")
                          : name == QStringLiteral("display_name") ? QStringLiteral("printf('User %d', n)")
                          : name == QStringLiteral("mail") ? QStringLiteral("printf('user%d@example.com', n)")
                                                           : name);
        }
        QSqlQuery insert(store);
        insert.prepare(
            QStringLiteral("WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number "
                           "WHERE n < %1) INSERT INTO user_account (%2) SELECT %3 FROM number, "
                           "user_account WHERE login = :login")
                .arg(count)
                .arg(names.join(QLatin1Char(',')), values.join(QLatin1Char(','))));
        insert.bindValue(QStringLiteral(":login"), login);
        error = insert.exec() ? QString() : insert.lastError().text();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("many"));
    return error;
}

} // namespace

class ConsoleManyTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    e2e::Desk m_desk;
    QJsonObject m_figures;

    static testing::WatchedApplication& app() { return *dynamic_cast<testing::WatchedApplication*>(qApp); }
    static void checkWatch() {
        QVERIFY2(app().longestMilliseconds() <= kLongestEvent, qPrintable(app().longestEvent()));
        QVERIFY2(app().longestWait() <= testing::WatchedApplication::kLongestWait,
                 qPrintable(app().waitingEvent()));
    }

private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        const auto tenant = e2e::foundTenant(m_server, m_desk.clock);
        QVERIFY(tenant.has_value());
        QCOMPARE(m_desk.signIn(*tenant, "owner", e2e::kOwnerPassword), std::nullopt);
        QVERIFY(e2e::addUser(m_desk, "first", "member").has_value());
        m_server.kill();
        const QDir data(m_server.dataFolder());
        const QStringList found =
            data.entryList({QStringLiteral("*.db"), QStringLiteral("*.sqlite")}, QDir::Files);
        QVERIFY2(found.size() == 1, qPrintable(data.entryList().join(QLatin1Char(' '))));
        const QString error = copyPerson(data.filePath(found.first()), QStringLiteral("first"), kPeople);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QVERIFY(m_server.start());
    }

    void aHundredThousandPeopleWithoutAHitch() {
        NoPrompts prompts;
        users::UsersPage page(m_desk.session, prompts, {}, {});
        page.resize(1240, 800);
        page.show();
        QElapsedTimer clock;
        clock.start();
        page.activate();
        auto* table = page.findChild<QTableView*>(QStringLiteral("usersTable"));
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() >= 100, e2e::kPatience);
        const auto firstRows = clock.elapsed();
        QCoreApplication::processEvents(); // the first painting loads fonts
        app().startOver();
        clock.restart();
        while (table->model()->rowCount() < kPeople) {
            const int before = table->model()->rowCount();
            table->scrollToBottom(); // which asks for the next page
            QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > before, e2e::kPatience);
        }
        const double memory = residentMegabytes();
        m_figures.insert(QStringLiteral("users"),
                         QJsonObject{{QStringLiteral("people"), kPeople},
                                     {QStringLiteral("first_rows_ms"), firstRows},
                                     {QStringLiteral("all_rows_ms"), clock.elapsed()},
                                     {QStringLiteral("longest_event_ms"), app().longestMilliseconds()},
                                     {QStringLiteral("longest_wait_ms"), app().longestWait()},
                                     {QStringLiteral("memory_mb"), memory}});
        checkWatch();
        QVERIFY2(memory <= kMostMemory, qPrintable(QString::number(memory)));
        QVERIFY(qEnvironmentVariableIsEmpty("KAOMON_FIGURES") || firstRows <= 1000);
    }

    // Read, sent in parts and checked by the server, while the window stays free.
    void aLongFileIsImportedWithoutAHitch() {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("login,display_name\n");
        for (int i = 0; i < kRows; ++i) {
            file.write(QStringLiteral("import%1,Person %1\n").arg(i).toUtf8());
        }
        file.close();
        transfer::ImportPresenter imports(m_desk.session);
        app().startOver();
        imports.start({file.fileName(), "upsert", "auto", {}});
        QTRY_VERIFY_WITH_TIMEOUT(imports.job() && imports.job()->state == "checked" && !imports.isWorking(),
                                 e2e::kPatience);
        QCOMPARE(imports.job()->found.added, static_cast<long long>(kRows));
        m_figures.insert(QStringLiteral("import"),
                         QJsonObject{{QStringLiteral("rows"), kRows},
                                     {QStringLiteral("longest_event_ms"), app().longestMilliseconds()},
                                     {QStringLiteral("longest_wait_ms"), app().longestWait()}});
        checkWatch();
    }

    void cleanupTestCase() {
        qInfo("%s", QJsonDocument(m_figures).toJson(QJsonDocument::Compact).constData());
    }
};

int main(int argc, char** argv) {
    testing::WatchedApplication app(argc, argv);
    ConsoleManyTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_console_many.moc"
