// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctime>
#include <fstream>
#include <set>

#include <QTemporaryDir>
#include <QtTest>

#include <archive.h>
#include <archive_entry.h>

#include "photoarchive/photo_file.h"
#include "photoarchive/photo_zip.h"
#include "support/peak_memory.h"

using namespace kaomon;
using namespace kaomon::photoarchive;

namespace {

// The smallest heads that are taken for pictures of a size.
std::string jpeg(int width, int height, std::size_t size = 200) {
    std::string bytes("\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC0\0\x11\x08", 13);
    for (const int side : {height, width}) {
        bytes += static_cast<char>(side >> 8);
        bytes += static_cast<char>(side & 0xFF);
    }
    bytes.resize(std::max(size, bytes.size()), 'j');
    return bytes;
}

std::string png(std::uint32_t width, std::uint32_t height) {
    std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
    for (const std::uint32_t side : {width, height}) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes += static_cast<char>(side >> shift & 0xFFU);
        }
    }
    return bytes + std::string(100, 'p');
}

struct Item {
    std::string name;
    std::string content;
    std::string link = {}; // target of a symbolic link
};

class Written {
public:
    explicit Written(const QString& file, bool isDeflated = true)
        : m_archive(archive_write_new()) {
        archive_write_set_format_zip(m_archive);
        archive_write_set_options(m_archive,
                                  isDeflated ? "zip:compression=deflate" : "zip:compression=store");
        archive_write_open_filename(m_archive, file.toLocal8Bit().constData());
    }
    ~Written() { archive_write_free(m_archive); }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;

    void add(const Item& item) {
        ::archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, item.name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(item.content.size()));
        archive_entry_set_filetype(entry, item.link.empty() ? AE_IFREG : AE_IFLNK);
        archive_entry_set_perm(entry, 0644);
        if (!item.link.empty()) {
            archive_entry_set_symlink(entry, item.link.c_str());
        }
        archive_write_header(m_archive, entry);
        archive_write_data(m_archive, item.content.data(), item.content.size());
        archive_entry_free(entry);
    }

private:
    ::archive* m_archive;
};

} // namespace

// A15 of the design's attack list: whatever the file, it is refused within a second and without its size in
// memory.
class TestPhotoZip : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void verdicts() {
        {
            Written zip(path());
            for (const Item& item : std::vector<Item>{{"taro.jpg", jpeg(640, 480)},
                                                      {"faces/TARO_2.JPEG", jpeg(640, 480)},
                                                      {"hana.png", png(300, 400)},
                                                      {"nobody.jpg", jpeg(640, 480)},
                                                      {"山田.jpg", jpeg(640, 480)},
                                                      {"../taro.jpg", jpeg(640, 480)},
                                                      {"a/../../taro.jpg", jpeg(640, 480)},
                                                      {"/etc/taro.jpg", jpeg(640, 480)},
                                                      {"C:\\taro.jpg", jpeg(640, 480)},
                                                      {"jiro.jpg", "", "/etc/passwd"},
                                                      {"saburo.jpg", "MZ this is no picture"},
                                                      {"shiro.jpg", jpeg(30000, 30000)},
                                                      {"goro.png", png(4000000000U, 4000000000U)},
                                                      {"roku.jpg", std::string("\xFF\xD8\xFF\xE0\0\x10", 6)},
                                                      {"empty.jpg", ""}}) {
                zip.add(item);
            }
        }
        const auto entries = readAll();
        QVERIFY(entries.has_value());
        QStringList found;
        for (const PhotoEntry& entry : *entries) {
            const auto verdict = toWire(entry.verdict);
            found << QString::fromUtf8(verdict.data(), static_cast<int>(verdict.size()));
            QCOMPARE(entry.picture.empty(), entry.verdict != PhotoVerdict::Accepted);
        }
        QCOMPARE(found.join(QLatin1Char(' ')),
                 QStringLiteral("accepted accepted accepted unknown_user no_login unsafe_name unsafe_name "
                                "unsafe_name unsafe_name not_a_file not_a_photo too_large too_large damaged "
                                "not_a_photo"));
        QCOMPARE((*entries)[1].loginKey, std::string("taro"));
        const std::string content = jpeg(640, 480);
        QVERIFY((*entries)[0].picture == Bytes(content.begin(), content.end()));
    }

    void photosOfOnePerson() {
        {
            Written zip(path());
            for (int i = 0; i < 7; ++i) {
                zip.add(
                    {"taro" + std::string(i == 0 ? "" : "_" + std::to_string(i + 1)) + ".jpg", jpeg(9, 9)});
            }
        }
        const auto entries = readAll();
        QVERIFY(entries.has_value());
        QCOMPARE(std::ranges::count((*entries), PhotoVerdict::Accepted, &PhotoEntry::verdict),
                 std::ptrdiff_t{5});
        QCOMPARE((*entries).back().verdict, PhotoVerdict::TooMany);
    }

    void bombs_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("refusal"); // of the file, or the verdict of its entry
        const auto row = [](const char* kind, const char* refusal) {
            QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(refusal);
        };
        row("zeros", "ratio");
        row("picture of zeros", "ratio");
        row("many entries", "entries");
        row("archive in an archive", "not_a_photo");
        row("itself", "not_a_photo");
        row("large picture", "too_large");
        row("sparse", "size");
        row("no archive", "format");
        row("only an end", "empty");
        row("cut", "format");
        row("another format", "format");
    }

    void bombs() {
        QFETCH(QString, kind);
        QFETCH(QString, refusal);
        make(kind);
        const long before = testing::peakKiB();
        const std::clock_t begun = std::clock(); // of the processor: others may be busy with it
        const auto entries = readAll();
        const auto took = std::clock() - begun;
        QVERIFY2(took < CLOCKS_PER_SEC, qPrintable(QString::number(took)));
        QVERIFY2(testing::peakKiB() - before < 50 * 1024,
                 qPrintable(QString::number(testing::peakKiB() - before)));
        QString found;
        if (!entries) {
            found = entries.error().code == ErrorCode::PayloadTooLarge
                        ? QStringLiteral("size")
                        : QString::fromStdString(entries.error().field);
        } else if (entries->empty()) {
            found = QStringLiteral("empty");
        } else {
            const auto verdict = toWire(entries->front().verdict);
            found = QString::fromUtf8(verdict.data(), static_cast<int>(verdict.size()));
        }
        QCOMPARE(found, refusal);
    }

    // A directory that claims small entries does not make large ones pass.
    void lies() {
        {
            Written zip(path());
            zip.add({"taro.jpg", jpeg(10, 10, 30 * 1024 * 1024)});
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const auto directory = bytes.lastIndexOf(QByteArray("PK\x01\x02"));
        bytes.replace(directory + 24, 4, QByteArray("\x10\0\0\0", 4));
        file.seek(0);
        file.write(bytes);
        file.close();
        const auto entries = readAll();
        QVERIFY(!entries || entries->front().verdict != PhotoVerdict::Accepted);
    }

    // Whatever bytes a file has, reading it ends.
    void anyBytes() {
        {
            Written zip(path());
            zip.add({"taro.jpg", jpeg(640, 480, 3000)});
            zip.add({"hana.png", png(30, 40)});
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        for (qsizetype at = 0; at < whole.size(); at += 3) {
            for (const char value : {'\0', '\xFF'}) {
                QByteArray bytes = whole;
                bytes[at] = value;
                write(bytes);
                (void)readAll();
            }
        }
    }

    void names_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("login");
        QTest::newRow("plain") << QByteArray("taro.jpg") << QByteArray("taro");
        QTest::newRow("mail") << QByteArray("taro@example.org.jpg") << QByteArray("taro@example.org");
        QTest::newRow("second") << QByteArray("x/taro_2.png") << QByteArray("taro");
        QTest::newRow("number in a login") << QByteArray("taro_12.png") << QByteArray("taro_12");
        QTest::newRow("full width") << QByteArray("ｔａｒｏ.jpg") << QByteArray("taro");
        QTest::newRow("none") << QByteArray(".jpg") << QByteArray();
    }
    void names() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, login);
        QCOMPARE(QByteArray::fromStdString(loginOfFileName(name.toStdString()).value_or("")), login);
    }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("photos.zip")); }

    void write(const QByteArray& bytes) const {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void make(const QString& kind) const {
        if (kind == QLatin1String("sparse")) {
            QFile file(path());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(20LL * 1024 * 1024 * 1024));
            return;
        }
        if (kind == QLatin1String("no archive")) {
            return write(QByteArray(1000, 'x'));
        }
        if (kind == QLatin1String("only an end")) {
            return write(QByteArray("PK\x05\x06") + QByteArray(18, '\0'));
        }
        if (kind == QLatin1String("another format")) {
            return write(QByteArray("\x1F\x8B\x08\0\0\0\0\0", 8) + QByteArray(100, 'x'));
        }
        {
            Written zip(path(), kind != QLatin1String("large picture"));
            if (kind == QLatin1String("zeros")) {
                zip.add({"taro.jpg", std::string(64 * 1024 * 1024, '\0')});
            } else if (kind == QLatin1String("picture of zeros")) {
                zip.add({"taro.jpg", jpeg(10, 10) + std::string(64 * 1024 * 1024, '\0')});
            } else if (kind == QLatin1String("many entries")) {
                for (int i = 0; i < 20000; ++i) {
                    zip.add({"u" + std::to_string(i) + ".jpg", "x"});
                }
            } else if (kind == QLatin1String("large picture")) {
                zip.add({"taro.jpg", jpeg(10, 10, 11 * 1024 * 1024)});
            } else {
                zip.add({"taro.jpg", std::string("PK\x03\x04 an archive")});
            }
        }
        if (kind == QLatin1String("cut")) {
            QFile file(path());
            QVERIFY(file.resize(file.size() - 10));
        }
        if (kind == QLatin1String("itself")) {
            QFile inner(path());
            QVERIFY(inner.open(QIODevice::ReadOnly));
            const std::string bytes = inner.readAll().toStdString();
            inner.close();
            Written zip(path());
            zip.add({"taro.jpg", bytes});
        }
    }

    [[nodiscard]] Result<std::vector<PhotoEntry>> readAll() const {
        const std::set<std::string> known{"taro", "hana", "jiro", "saburo", "shiro", "goro", "roku", "empty"};
        auto zip = PhotoZip::open(path().toStdString(),
                                  [known](const std::string& login) { return known.contains(login); });
        if (!zip) {
            return propagate(zip.error());
        }
        std::vector<PhotoEntry> entries;
        while (true) {
            auto entry = zip->next();
            if (!entry) {
                return propagate(entry.error());
            }
            if (!*entry) {
                return entries;
            }
            entries.push_back(std::move(**entry));
        }
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestPhotoZip)
#include "tst_photo_zip.moc"
