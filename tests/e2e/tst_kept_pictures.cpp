// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_pc.h"

#include <filesystem>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include "agent/agent_state.h"
#include "base/base64.h"
#include "vision/picture.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

// Whether there is a picture in these bytes, as it is or as base64, at whatever place it begins.
bool holdsPicture(const QByteArray& bytes) {
    const QByteArray mark("\x00\x10JFIF\x00", 7);
    if (bytes.contains(mark)) {
        return true;
    }
    for (int shift = 0; shift < 3; ++shift) {
        const QByteArray text = (QByteArray(shift, '.') + mark).toBase64();
        // only what the bytes before and after have no part in
        const qsizetype first = (shift * 8 + 5) / 6;
        const QByteArray middle = text.mid(first, (shift + mark.size()) * 8 / 6 - first);
        if (bytes.contains(middle)) {
            return true;
        }
    }
    return false;
}

} // namespace

// Pictures of enrolments, where the policy keeps them: only PCs of the tenant can open them, one with another
// model pack makes its own face of them, nobody enrols again, and they go when the policy keeps them no more.
class TestKeptPictures : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        makeOtherPack();
        QVERIFY2(m_first.start() && m_first.join(m_tenant, "first"), m_first.fault.c_str());
    }

    // The bytes of a picture are found wherever they stand, so that not finding them says something.
    void aPictureWouldBeNoticed() {
        const auto frame = vision::loadPicture(e2e::photographsOf("John_Simm", true).front());
        const auto jpeg = vision::encodeJpeg(*frame);
        QVERIFY(jpeg);
        const QByteArray bytes(reinterpret_cast<const char*>(jpeg->reveal().data()),
                               static_cast<qsizetype>(jpeg->reveal().size()));
        for (int before = 0; before < 3; ++before) {
            const QByteArray moved = QByteArray(before, 'x') + bytes;
            QVERIFY(holdsPicture(moved));
            QVERIFY(holdsPicture(moved.toBase64(QByteArray::Base64UrlEncoding)));
        }
    }

    void nothingIsKeptUnlessThePolicySaysSo() {
        QVERIFY2(m_first.addPerson(m_tenant, "hanako", "hanako", m_hanako, m_other), m_first.fault.c_str());
        QVERIFY2(m_first.enrol(*m_other, "John_Salley"), m_first.fault.c_str());
        QVERIFY(!waiting());
        QCOMPARE(keptAtServer(), 0);
    }

    void thePcThatTookThemSendsThemSealed() {
        QVERIFY2(m_tenant.setForAll({{"enroll_keep_pictures", "true"}}), m_tenant.fault.c_str());
        QVERIFY2(m_first.addPerson(m_tenant, "taro", "taro", m_taro, m_person), m_first.fault.c_str());
        const Message old{"giveConsent", 0, {{"text_version", "1"}, {"language", "ja"}}};
        QCOMPARE(m_first.ask(old).text("code"), std::string("validation_failed")); // a text without pictures
        QVERIFY2(m_first.enrol(*m_person, "John_Simm"), m_first.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(keptAtServer(), 1, 60000);
        QVERIFY(!isPictureAtServer());
        QCOMPARE(logon(m_first), QByteArray("accepted"));
    }

    void aPcWithAnotherPackMakesItsOwnFaceOfThem() {
        m_second.options.modelsFolder = m_folder.path().toStdString();
        QVERIFY2(m_second.start() && m_second.join(m_tenant, "second"), m_second.fault.c_str());
        QVERIFY2(m_tenant.link(m_taro, m_second.device(), "taro"), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.link(m_hanako, m_second.device(), "hanako"), m_tenant.fault.c_str());
        QVERIFY2(m_second.sync(), m_second.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(countOf("REBUILT"), 1, 60000);
        QVERIFY2(m_second.show("John_Simm"), m_second.fault.c_str());
        QCOMPARE(logon(m_second), QByteArray("accepted"));
        QVERIFY2(m_second.show("John_Salley"), m_second.fault.c_str());
        QCOMPARE(logon(m_second), QByteArray("face_no_match"));
        // who has no pictures is asked to enrol again
        QCOMPARE(logon(m_second, "hanako"), QByteArray("model_mismatch"));
        QCOMPARE(countOf("ENROLL"), 2); // nobody enrolled for it
    }

    void itIsMadeOnceAndOutlivesTheProgram() {
        QVERIFY2(m_second.start() && m_second.sync(), m_second.fault.c_str());
        QVERIFY2(m_second.show("John_Simm"), m_second.fault.c_str());
        QCOMPARE(logon(m_second), QByteArray("accepted"));
        QCOMPARE(countOf("REBUILT"), 1);
    }

    // Nothing is believed that the template does not name, whoever gives it out.
    void otherPicturesAreNotUsed() {
        QVERIFY(changeAtServer());
        QVERIFY2(forgetDerived(), "the store");
        QVERIFY2(m_second.start() && m_second.sync() && m_second.sync(), m_second.fault.c_str());
        QVERIFY2(m_second.show("John_Simm"), m_second.fault.c_str());
        QCOMPARE(logon(m_second), QByteArray("model_mismatch"));
        QCOMPARE(countOf("REBUILT"), 1);
    }

    void theyGoWithTheSetting() {
        QCOMPARE(keptAtServer(), 1);
        QVERIFY2(m_tenant.setForAll({{"enroll_keep_pictures", "false"}}), m_tenant.fault.c_str());
        QVERIFY2(m_first.sync(), m_first.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(keptAtServer(), 0, 60000);
        QVERIFY2(m_tenant.link(m_taro, m_first.device(), "taro"), m_tenant.fault.c_str());
        QVERIFY2(m_first.sync() && m_first.show("John_Simm"), m_first.fault.c_str());
        QCOMPARE(logon(m_first), QByteArray("accepted")); // the face stays
    }

private:
    // The same networks under another name, as a pack with another embedder has: no face of the one can be
    // compared by the other.
    void makeOtherPack() {
        namespace fs = std::filesystem;
        for (const auto& entry : fs::directory_iterator(m_first.options.modelsFolder)) {
            fs::copy(entry.path(), fs::path(m_folder.path().toStdString()) / entry.path().filename());
        }
        QFile manifest(m_folder.filePath(QStringLiteral("manifest.json")));
        QVERIFY(manifest.open(QIODevice::ReadWrite));
        QByteArray text = manifest.readAll();
        QVERIFY(text.contains("\"revision\": 2"));
        text.replace("\"revision\": 2", "\"revision\": 7");
        QVERIFY(manifest.resize(0) && manifest.seek(0) && manifest.write(text) == text.size());
    }
    [[nodiscard]] bool waiting() {
        m_first.stop();
        bool isAny = false;
        {
            const auto state = agent::AgentState::open(m_first.file("state").toStdString(), m_clock);
            isAny = !state || !(*state)->cache().list(agent::kPendingFacePictures)->empty();
        }
        return !m_first.start() || isAny;
    }
    [[nodiscard]] bool forgetDerived() {
        m_second.stop();
        const auto state = agent::AgentState::open(m_second.file("state").toStdString(), m_clock);
        return state && (*state)->cache().remove(agent::kDerivedTemplate, m_face.toStdString()) &&
               (*state)->reload();
    }
    // How many faces have pictures in its database.
    [[nodiscard]] int keptAtServer() {
        const auto rows = query(QStringLiteral("SELECT id FROM face_template WHERE pictures IS NOT NULL"));
        if (!rows.isEmpty()) {
            m_face = rows.front();
        }
        return static_cast<int>(rows.size());
    }
    // What a server that wants to slip another face in could do: sealed pictures of its own.
    [[nodiscard]] bool changeAtServer() {
        const std::string text = toBase64Url(Bytes(4096, 7));
        const QString sql =
            QStringLiteral("UPDATE face_template SET pictures = '%1' WHERE pictures IS NOT NULL")
                .arg(QString::fromStdString(text));
        static_cast<void>(query(sql));
        return keptAtServer() == 1;
    }
    [[nodiscard]] QStringList query(const QString& sql) {
        QStringList found;
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("server"));
            database.setDatabaseName(m_server.dataFolder() + QLatin1String("/kaomon.db"));
            database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=30000"));
            if (!database.open()) {
                qFatal("no database of the server");
            }
            QSqlQuery rows(database);
            if (!rows.exec(sql)) {
                qFatal("the server's database: %s", qPrintable(sql));
            }
            while (rows.next()) {
                found << rows.value(0).toString();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("server"));
        return found;
    }
    [[nodiscard]] bool isPictureAtServer() {
        int files = 0;
        QDirIterator entries(m_server.dataFolder(), QDir::Files, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            QFile file(entries.next());
            if (!file.open(QIODevice::ReadOnly) || holdsPicture(file.readAll())) {
                return true;
            }
            ++files;
        }
        return files == 0;
    }
    [[nodiscard]] int countOf(const std::string& code) {
        const auto events = m_tenant.events();
        return static_cast<int>(std::ranges::count_if(
            events, [&](const wire::StoredEvent& stored) { return stored.event.code == code; }));
    }
    // accepted, or the reason.
    [[nodiscard]] static QByteArray logon(e2e::TestPc& pc, const std::string& account = "taro") {
        const auto reply = pc.ask({"authenticate", 0, {{"scenario", "logon"}, {"user", account}}});
        const auto code = reply.text("outcome") == "accepted" ? "accepted" : reply.text("code");
        return QByteArray::fromStdString(code);
    }

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    SystemClock m_clock;
    QTemporaryDir m_folder; // of the other pack
    e2e::TestPc m_first{m_clock};
    e2e::TestPc m_second{m_clock};
    UserId m_taro;
    UserId m_hanako;
    std::unique_ptr<e2e::AgentPerson> m_person;
    std::unique_ptr<e2e::AgentPerson> m_other;
    QString m_face;
};

QTEST_GUILESS_MAIN(TestKeptPictures)
#include "tst_kept_pictures.moc"
