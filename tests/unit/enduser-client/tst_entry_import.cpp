// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "vault/entry_import.h"

using namespace kaomon;
using namespace kaomon::vaultpage;

namespace {

constexpr const char* kHeading = "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\","
                                 "\"Icon\",\"Last Modified\",\"Created\"\n";

std::string xml(const std::string& inside) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<KeePassFile><Meta><Generator>KeePass</Generator>"
           "<RecycleBinUUID>YmluYmluYmluYmluYmluIQ==</RecycleBinUUID></Meta><Root><Group><UUID>cm9vdA==</"
           "UUID>"
           "<Name>Root</Name>" +
           inside + "</Group></Root></KeePassFile>";
}

std::string string(const char* key, const char* value, const char* attributes = "") {
    return std::string("<String><Key>") + key + "</Key><Value" + attributes + ">" + value +
           "</Value></String>";
}

std::string entry(const char* title, const char* password) {
    return "<Entry>" + string("Title", title) + string("UserName", "taro") + string("Password", password) +
           "</Entry>";
}

QByteArray fieldOf(const Result<std::vector<ImportedEntry>>& read) {
    return read ? QByteArray("none") : QByteArray::fromStdString(read.error().field);
}

} // namespace

// Entries of other programs' files: what is taken, what is left out, and files that mean harm.
class TestEntryImport : public QObject {
    Q_OBJECT
private slots:
    void keePassXcCsv() {
        const auto read =
            readEntries(std::string(kHeading) +
                        "\"Root/Work/会計\",\"Wiki\",\"taro\",\"a,\"\"b\"\"\",\"https://wiki.example\","
                        "\"two\nlines\",\"JBSWY3DPEHPK3PXP\",\"0\",\"2026-01-01\",\"2026-01-01\"\n"
                        "\"Root\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\",\"\",\"\"\n"
                        "\"Root\",\"Note\",\"\",\"\",\"\",\"x\",\"\",\"0\",\"\",\"\"\n"
                        "\"Root\",\"Bad\",\"taro\",\"x\",\"\",\"\",\"not base32!\",\"0\",\"\",\"\"\n");
        QVERIFY2(read, read ? "" : read.error().field.c_str());
        QCOMPARE(read->size(), std::size_t{4});
        const ImportedEntry& first = read->at(0);
        QVERIFY(!first.skip);
        QCOMPARE(first.row, std::size_t{2});
        QCOMPARE(first.entry.title, std::string("Wiki"));
        QCOMPARE(first.entry.userName, std::string("taro"));
        QCOMPARE(first.entry.secret.reveal(), std::string("a,\"b\""));
        QCOMPARE(first.entry.notes.reveal(), std::string("two\nlines"));
        QCOMPARE(first.entry.url, std::string("https://wiki.example"));
        QCOMPARE(first.entry.tags, (std::vector<std::string>{"会計"}));
        QVERIFY(!first.entry.totp.isEmpty());
        QCOMPARE(read->at(1).skip, std::optional(ImportSkip::NoTitle));
        QCOMPARE(read->at(2).skip, std::optional(ImportSkip::Nothing));
        QCOMPARE(read->at(3).skip, std::optional(ImportSkip::Invalid));
        QCOMPARE(read->at(3).field, std::string("/totp"));
    }

    // A browser's heading, a mark in front, and Shift_JIS.
    void otherCsv() {
        auto read =
            readEntries("\xEF\xBB\xBFname,url,username,password\r\nWiki,https://w.example,taro,pw\r\n");
        QVERIFY(read);
        QCOMPARE(read->at(0).entry.secret.reveal(), std::string("pw"));
        read = readEntries("Title,Username,Password\n\x8e\xa9\x91\xee,taro,pw\n"); // 自宅
        QVERIFY(read);
        QCOMPARE(read->at(0).entry.title, std::string("自宅"));
    }

    void csvThatIsNone_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("empty") << QByteArray() << QByteArray("heading");
        QTest::newRow("no heading") << QByteArray("Wiki,taro,pw\n") << QByteArray("heading");
        QTest::newRow("no passwords") << QByteArray("Title,Username\nWiki,taro\n") << QByteArray("heading");
        QTest::newRow("open quote") << QByteArray("Title,Password\n\"Wiki,pw\n") << QByteArray("quote");
        QTest::newRow("no text") << QByteArray("Title,Password\n\xff\xff\xfd,pw\n") << QByteArray("encoding");
        QTest::newRow("long row") << "Title,Password\n" + QByteArray(100'000, 'x') + ",pw\n"
                                  << QByteArray("size");
        QTest::newRow("many rows") << "Title,Password\n" + QByteArray("a,b\n").repeated(5001)
                                   << QByteArray("rows");
        QTest::newRow("large") << QByteArray(17 * 1024 * 1024, '\n') << QByteArray("size");
    }
    void csvThatIsNone() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, field);
        QCOMPARE(fieldOf(readEntries(file.toStdString())), field);
    }

    void keePassXml() {
        const auto read = readEntries(xml(
            "<Entry><UUID>x</UUID>" + string("Title", "Wiki &amp; more") + string("UserName", "taro") +
            string("Password", "pw&lt;1", " ProtectInMemory=\"True\"") + string("URL", "https://w.example") +
            string("Notes", "n") + string("TimeOtp-Secret-Base32", "JBSWY3DPEHPK3PXP") +
            string("Other", "x") +
            "<Times><ExpiryTime>2027-01-02T03:04:05Z</ExpiryTime><Expires>True</Expires></Times><History>" +
            entry("Old", "old") + "</History></Entry><Group><UUID>Z3JvdXA=</UUID><Name>Work</Name>" +
            entry("Inner", "pw2") +
            "</Group><Group><UUID>YmluYmluYmluYmluYmluIQ==</UUID><Name>Bin</Name><Group>"
            "<UUID>aW4=</UUID><Name>in it</Name>" +
            entry("Thrown away", "pw3") +
            "</Group></Group>"
            "<Entry>" +
            string("Title", "Sealed") + string("UserName", "taro") +
            string("Password", "AAAA", " Protected=\"True\"") + "</Entry>"));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->size(), std::size_t{4}); // nothing of the history
        QCOMPARE(read->at(0).entry.title, std::string("Wiki & more"));
        QCOMPARE(read->at(0).entry.secret.reveal(), std::string("pw<1"));
        QVERIFY(read->at(0).entry.expiresAt && !read->at(0).skip && read->at(0).entry.tags.empty());
        QVERIFY(!read->at(0).entry.totp.isEmpty());
        QCOMPARE(read->at(1).entry.tags, (std::vector<std::string>{"Work"}));
        QCOMPARE(read->at(2).skip, std::optional(ImportSkip::RecycleBin));
        QCOMPARE(read->at(3).skip, std::optional(ImportSkip::Encrypted));
        QVERIFY(read->at(3).entry.secret.isEmpty());
    }

    void xmlThatMeansHarm_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char* name, const std::string& file, const char* field) {
            QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(field);
        };
        row("entities",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b "
            "\"&a;&a;\">]><KeePassFile><Root>"
            "<Group><Entry><String><Key>Title</Key><Value>&b;</Value></String></Entry></Group></Root>"
            "</KeePassFile>",
            "doctype");
        row("a file of the PC",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><KeePassFile>&a;</KeePassFile>",
            "doctype");
        row("an unknown entity", xml(entry("&nobody;", "pw")), "xml");
        std::string deep;
        for (int i = 0; i < 5000; ++i) {
            deep += "<Group>";
        }
        row("deep", xml(deep), "depth");
        row("cut off", xml(entry("a", "b")).substr(0, 250), "xml");
        row("another document", "<html><body/></html>", "xml");
        row("elements in a value", xml(entry("<b>a</b>", "pw")), "xml");
        row("a long value", xml(entry(std::string(70'000, 'x').c_str(), "pw")), "size");
        std::string many;
        for (int i = 0; i < 5001; ++i) {
            many += "<Entry/>";
        }
        row("many", xml(many), "rows");
        row("nothing but a bracket", "<", "xml");
    }
    void xmlThatMeansHarm() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, field);
        QCOMPARE(fieldOf(readEntries(file.toStdString())), field);
    }
};

QTEST_APPLESS_MAIN(TestEntryImport)
#include "tst_entry_import.moc"
