// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <archive.h>
#include <archive_entry.h>

#include "base/id.h"
#include "base/log.h"
#include "diagnostics/bundle_reader.h"
#include "diagnostics/bundle_writer.h"

using namespace kaomon;
using namespace kaomon::diagnostics;

namespace {

constexpr const char* kAttempt = "0193a000-0000-7000-8000-00000000002a";

wire::DiagnosticsReport report() {
    return {1,
            fromEpochMicros(1'790'000'000'000'000),
            "kaomon-agent",
            "0.9.0",
            "Debian GNU/Linux 12",
            {{"camera.name", "内蔵カメラ"}, {"outbox.waiting", "3"}},
            {{"camera", "ok", ""}, {"server", "failed", "unavailable"}}};
}

BundleWriter::Sink into(Bytes& file) {
    return [&file](std::span<const std::uint8_t> bytes) -> Status {
        file.insert(file.end(), bytes.begin(), bytes.end());
        return {};
    };
}

// In pieces of a size that cuts everything somewhere.
Result<Bundle> readAll(const Bytes& file, BundleLimits limits = {}, std::size_t piece = 1000) {
    std::size_t at = 0;
    return readBundle(
        [&]() -> Result<std::span<const std::uint8_t>> {
            const auto size = std::min(piece, file.size() - at);
            const std::span<const std::uint8_t> bytes(file.data() + at, size);
            at += size;
            return bytes;
        },
        limits);
}

struct Item {
    std::string name;
    std::string content;
    bool isLink = false;
};

Bytes zip(const std::vector<Item>& items) {
    Bytes file(8 * 1024 * 1024);
    std::size_t used = 0;
    ::archive* target = archive_write_new();
    archive_write_set_format_zip(target);
    archive_write_open_memory(target, file.data(), file.size(), &used);
    for (const Item& item : items) {
        ::archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, item.name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(item.content.size()));
        archive_entry_set_filetype(entry, item.isLink ? AE_IFLNK : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        if (item.isLink) {
            archive_entry_set_symlink(entry, "/etc/passwd");
        }
        archive_write_header(target, entry);
        archive_write_data(target, item.content.data(), item.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(target);
    archive_write_free(target);
    file.resize(used);
    return file;
}

const std::string kReport =
    R"({"format":1,"made_at":"2026-11-24T03:04:05Z","program":"p","version":"1","system":"s","facts":[],"checks":[]})";

} // namespace

// What a PC packs is what the help desk reads; whatever somebody else packs is refused or shown as text,
// within the bounds.
class TestDiagnosticsBundle final : public QObject {
    Q_OBJECT

private slots:
    void writtenComesBack() {
        Bytes file;
        auto writer = BundleWriter::begin(report(), into(file));
        QVERIFY(writer.has_value());
        QVERIFY(writer->beginLog("agent").has_value());
        QVERIFY(
            writer->addLine(log::formatLine(log::Level::Warning, "agent.attempt",
                                            {{"attempt", kAttempt}, {"reason", "no_face"}, {"frames", 7}})));
        QVERIFY(writer->addLine("a line of another program\nin two parts").has_value());
        QVERIFY(writer->beginLog("client").has_value());
        QVERIFY(writer->addLine(log::formatLine(log::Level::Info, "client.start", {})).has_value());
        QVERIFY(writer->finish().has_value());

        const auto bundle = readAll(file);
        QVERIFY2(bundle.has_value(), bundle ? "" : bundle.error().detail.c_str());
        QCOMPARE(bundle->report.system, std::string("Debian GNU/Linux 12"));
        QCOMPARE(bundle->report.facts.size(), 2U);
        QCOMPARE(bundle->report.facts.front().value, std::string("内蔵カメラ"));
        QCOMPARE(bundle->report.checks.back().code, std::string("unavailable"));
        QCOMPARE(bundle->lines.size(), 3U);
        const LogLine& first = bundle->lines.front();
        QCOMPARE(first.source, std::string("agent"));
        QCOMPARE(first.level, std::string("warning"));
        QCOMPARE(first.event, std::string("agent.attempt"));
        QCOMPARE(first.attempt, std::string(kAttempt));
        QVERIFY(first.at.has_value());
        const auto fields = fieldsOf(first);
        QCOMPARE(fields.size(), 2U);
        QCOMPARE(fields[0].name, std::string("reason"));
        QCOMPARE(fields[1].value, std::string("7"));
        QCOMPARE(bundle->lines[1].text, std::string("a line of another program in two parts"));
        QVERIFY(bundle->lines[1].event.empty());
        QCOMPARE(bundle->lines[2].source, std::string("client"));
        QVERIFY(!bundle->isCut);
    }

    void writerKeepsTheBounds() {
        Bytes file;
        auto writer = BundleWriter::begin(report(), into(file), {.lines = 2, .lineBytes = 10});
        QVERIFY(!writer->addLine("of no log").has_value());
        for (const char* name : {"", "Agent", "../agent", "a/b", "012345678901234567890123456789012"}) {
            QVERIFY(!writer->beginLog(name).has_value());
        }
        QVERIFY(writer->beginLog("agent").has_value());
        QVERIFY(!writer->beginLog("agent").has_value());
        QVERIFY(writer->addLine("123456789012345").has_value());
        QVERIFY(writer->addLine("second").has_value());
        QCOMPARE(writer->addLine("third").error().code, ErrorCode::PayloadTooLarge);
        QVERIFY(writer->finish().has_value());
        const auto bundle = readAll(file);
        QVERIFY(bundle.has_value());
        QCOMPARE(bundle->lines.size(), 2U);
        QCOMPARE(bundle->lines.front().text, std::string("1234567890"));
        wire::DiagnosticsReport large = report();
        large.system.assign(600 * 1024, 's');
        QCOMPARE(BundleWriter::begin(large, into(file)).error().code, ErrorCode::PayloadTooLarge);
    }

    void theSinksFailureIsTheWriters() {
        auto writer = BundleWriter::begin(report(), [](auto) -> Status { return fail(ErrorCode::DiskFull); });
        if (writer) { // what is small waits for the end
            const auto finished = writer->finish();
            QVERIFY(!finished.has_value());
            QCOMPARE(finished.error().code, ErrorCode::DiskFull);
        } else {
            QCOMPARE(writer.error().code, ErrorCode::DiskFull);
        }
    }

    void unfinishedIsNoBundle() {
        Bytes file;
        {
            auto writer = BundleWriter::begin(report(), into(file));
            QVERIFY(writer->beginLog("agent").has_value());
            for (int i = 0; i < 5000; ++i) {
                QVERIFY(writer->addLine(makeUuid()).has_value());
            }
        }
        QVERIFY(!readAll(file).has_value());
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("file");
        const auto row = [](const char* name, const Bytes& bytes) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                              static_cast<qsizetype>(bytes.size()));
        };
        row("nothing", {});
        row("no archive", Bytes(3000, 'x'));
        row("no report", zip({{"logs/agent.jsonl", "{}\n"}}));
        row("report behind", zip({{"logs/agent.jsonl", "{}\n"}, {"report.json", kReport}}));
        row("report is a link", zip({{"report.json", "", true}}));
        row("report is no JSON", zip({{"report.json", "hello"}}));
        row("newer format",
            zip({{"report.json", QByteArray(kReport.c_str()).replace(":1,", ":2,").toStdString()}}));
        row("report too large", zip({{"report.json", kReport + std::string(600 * 1024, ' ')}}));
        std::vector<Item> many{{"report.json", kReport}};
        for (int i = 0; i < 40; ++i) {
            many.push_back({"logs/a" + std::to_string(i) + ".jsonl", "{}\n"});
        }
        row("too many entries", zip(many));
        Bytes cut = zip({{"report.json", kReport},
                         {"logs/agent.jsonl", QByteArray("0123456789").repeated(999).toStdString()}});
        cut.resize(cut.size() / 3);
        row("cut", cut);
    }
    void refused() {
        QFETCH(QByteArray, file);
        const auto bundle = readAll(Bytes(file.begin(), file.end()));
        QVERIFY(!bundle.has_value());
        QCOMPARE(bundle.error().code, ErrorCode::ValidationFailed);
    }

    void foreignNamesAreNotUnpacked() {
        const auto bundle = readAll(zip({{"report.json", kReport},
                                         {"../../etc/cron.d/evil", "x"},
                                         {"logs/../agent.jsonl", "x"},
                                         {"logs/agent.jsonl", "", true},
                                         {"nested.zip", "PK"},
                                         {"logs/agent.jsonl", "line\n"}}));
        QVERIFY(bundle.has_value());
        QCOMPARE(bundle->passedOver.size(), 3U);
        // a link is nothing but the text of its target
        QCOMPARE(bundle->lines.size(), 2U);
        QCOMPARE(bundle->lines.front().text, std::string("/etc/passwd"));
    }

    // 6 MiB of the same sign pack into a few KiB: what counts is what comes out.
    void tightlyPackedIsCut() {
        const Bytes file = zip({{"report.json", kReport}, {"logs/agent.jsonl", std::string(6 << 20, 'a')}});
        QVERIFY(file.size() < 100 * 1024);
        const auto long1 = readAll(file);
        QVERIFY(long1.has_value());
        QCOMPARE(long1->lines.size(), 1U);
        QCOMPARE(long1->lines.front().text.size(), BundleLimits().lineBytes);

        std::string lines;
        for (int i = 0; i < 1000; ++i) {
            lines += "0123456789\n";
        }
        const Bytes many =
            zip({{"report.json", kReport}, {"logs/agent.jsonl", lines}, {"logs/client.jsonl", lines}});
        const auto byLines = readAll(many, {.lines = 1500});
        QCOMPARE(byLines->lines.size(), 1500U);
        QVERIFY(byLines->isCut);
        const auto byText = readAll(many, {.textBytes = 1100});
        QCOMPARE(byText->lines.size(), 100U);
        QVERIFY(byText->isCut);
        QCOMPARE(readAll(many, {.archiveBytes = 100}).error().code, ErrorCode::PayloadTooLarge);
    }

    void theSourcesFailureIsTheReaders() {
        const auto bundle = readBundle(
            []() -> Result<std::span<const std::uint8_t>> { return fail(ErrorCode::DecryptionFailed); });
        QCOMPARE(bundle.error().code, ErrorCode::DecryptionFailed);
    }

    void linesAreSafeToShow_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("shown");
        QTest::newRow("Japanese") << QByteArray("顔が違います") << QStringLiteral("顔が違います");
        QTest::newRow("controls") << QByteArray("a\x1b[31mb\tc\x7f") << QStringLiteral("a [31mb c ");
        QTest::newRow("turned") << QByteArray("a\xE2\x80\xAE"
                                              "b\xE2\x80\xA8"
                                              "c")
                                << QStringLiteral("a b c");
        QTest::newRow("no UTF-8") << QByteArray("\xFF"
                                                "a\xC0\xAF")
                                  << QStringLiteral("\uFFFDa\uFFFD\uFFFD");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QStringLiteral("\uFFFD\uFFFD\uFFFD");
        QTest::newRow("cut sign") << QByteArray("\xE9\xA1") << QStringLiteral("\uFFFD\uFFFD");
    }
    void linesAreSafeToShow() {
        QFETCH(QByteArray, line);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(readLine("agent", line.toStdString()).text), shown);
    }

    void oddJsonIsStillALine() {
        QVERIFY(readLine("a", std::string(5000, '[')).event.empty());
        QVERIFY(readLine("a", R"(["event"])").event.empty());
        const auto odd = readLine("a", R"({"time":7,"event":{"x":1},"attempt":"no id","level":"info"})");
        QVERIFY(!odd.at && odd.event.empty() && odd.attempt.empty());
        QCOMPARE(odd.level, std::string("info"));
        QVERIFY(fieldsOf(odd).empty());
        QCOMPARE(QString::fromStdString(fieldsOf(readLine("a", R"({"x":"\u202eb"})")).front().value),
                 QStringLiteral(" b"));
    }
};

QTEST_APPLESS_MAIN(TestDiagnosticsBundle)
#include "tst_diagnostics_bundle.moc"
