// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <sstream>
#include <vector>

#include <QTest>

#include "audit/chain_statement.h"
#include "audit/log_check.h"
#include "audit/record_reader.h"
#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "crypto/secret_key.h"
#include "wire/codec.h"

using namespace kaomon;
using audit::Finding;

namespace {

constexpr const char* kTenant = "0193a000-0000-7000-8000-000000000001";
constexpr int kEntries = 40;

using Lines = std::vector<std::string>;

// An export of a log with a checkpoint at entry 30.
struct Log {
    crypto::SigningKey key = crypto::SigningKey::generate();
    Lines lines;
    std::vector<wire::OperationCheckpoint> checkpoints;

    Log() {
        Bytes head = crypto::chainStart();
        lines.push_back(audit::exportHeadLine(kTenant, {0, head}, true));
        for (int i = 1; i <= kEntries; ++i) {
            wire::Operation entry;
            entry.seq = i;
            entry.at = fromEpochMicros(1'700'000'000'000'000LL + i);
            entry.action = "createUser";
            entry.outcome = "ok";
            entry.reason = "理由 \"seq\":7 " + std::to_string(i);
            entry.changes = {{"note", std::nullopt, "\",\"rec\":{}"}};
            const std::string record = wire::canonicalRecord(entry);
            head = crypto::chainNext(head, Bytes(record.begin(), record.end()));
            lines.push_back(audit::exportLine(record, toBase64Url(head)));
            if (i == 30) {
                checkpoints.push_back(
                    audit::makeStatement(key, {audit::kCheckpoint, kTenant, i, head, entry.at, {}, {}}));
            }
        }
        lines.push_back(audit::exportEndLine({kEntries, head}));
    }

    [[nodiscard]] Result<audit::LogReport> check(const Lines& changed) const {
        std::string text;
        for (const auto& line : changed) {
            text += line;
        }
        std::istringstream file(text);
        return audit::checkExport(file, key.publicKey(), checkpoints);
    }
};

// The same entries with another one in the middle and every hash behind it made anew, as somebody who can
// write to the database would.
Lines rewritten(const Lines& lines, std::size_t at) {
    Lines result = lines;
    const auto recordOf = [](const std::string& line) {
        const auto begin = line.find("\"rec\":") + 6;
        return line.substr(begin, line.size() - begin - 2);
    };
    Bytes head = crypto::chainStart();
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        std::string record = recordOf(lines[i]);
        if (i == at) {
            record.replace(record.find("createUser"), 10, "deleteUser");
        }
        head = crypto::chainNext(head, Bytes(record.begin(), record.end()));
        result[i] = audit::exportLine(record, toBase64Url(head));
    }
    result.back() = audit::exportEndLine({kEntries, head});
    return result;
}

struct Fault {
    const char* name;
    std::function<void(Lines&)> apply;
    Finding::Kind kind;
    long long seq;
};

const std::vector<Fault>& faults() {
    using enum Finding::Kind;
    static const std::vector<Fault> all{
        {"a letter", [](Lines& l) { l[7].replace(l[7].find("createUser"), 1, "C"); }, Changed, 7},
        {"a hash", [](Lines& l) { l[9][8] = l[9][8] == 'A' ? 'B' : 'A'; }, Changed, 9},
        {"one removed", [](Lines& l) { l.erase(l.begin() + 12); }, Missing, 12},
        {"the first removed", [](Lines& l) { l.erase(l.begin() + 1); }, Missing, 1},
        {"two exchanged", [](Lines& l) { std::swap(l[5], l[6]); }, Missing, 5},
        {"one twice", [](Lines& l) { l.insert(l.begin() + 8, l[8]); }, Moved, 8},
        {"cut before the checkpoint", [](Lines& l) { l.resize(21); }, Missing, 21},
        {"cut behind it", [](Lines& l) { l.resize(36); }, Missing, 36},
        {"made anew from an early entry on", [](Lines& l) { l = rewritten(l, 4); }, Rewritten, 30},
    };
    return all;
}

} // namespace

class AuditChainTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void recordsAreCanonical() {
        wire::Operation entry;
        entry.seq = 3;
        entry.reason = std::string("a\"b\n") + '\x1f' + "顔";
        entry.hash = "never";
        const std::string record = wire::canonicalRecord(entry);
        QVERIFY(record.starts_with("{\"action\":\"\",\"actor\":\"\",\"actor_kind\":\"\",\"actor_name\":\"\","
                                   "\"address\":\"\",\"at\":\""));
        QVERIFY(record.find("\"reason\":\"a\\\"b\\n\\u001f顔\"") != std::string::npos);
        QVERIFY(record.find("never") == std::string::npos && record.find(": ") == std::string::npos);
        const auto back = wire::decode<wire::Operation>(record);
        QVERIFY(back);
        QCOMPARE(wire::canonicalRecord(*back), record);
    }

    void soundLogHasNoFindings() {
        const Log log;
        const auto report = log.check(log.lines);
        QVERIFY2(report, report ? "" : report.error().detail.c_str());
        QVERIFY2(report->findings.empty(),
                 report->findings.empty() ? "" : toText(report->findings[0]).c_str());
        QCOMPARE(report->entries, static_cast<long long>(kEntries));
    }

    void findsFault_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < faults().size(); ++i) {
            QTest::newRow(faults()[i].name) << static_cast<int>(i);
        }
    }
    void findsFault() {
        QFETCH(int, index);
        const Fault& fault = faults()[static_cast<std::size_t>(index)];
        const Log log;
        Lines lines = log.lines;
        fault.apply(lines);
        const auto report = log.check(lines);
        QVERIFY(report && !report->findings.empty());
        QVERIFY2(report->findings[0].kind == fault.kind && report->findings[0].seq == fault.seq,
                 toText(report->findings[0]).c_str());
    }

    // What was written after the last checkpoint can be made anew by whoever owns the database; nothing
    // before it.
    void onlyTheTailCanBeRewritten() {
        const Log log;
        QVERIFY(log.check(rewritten(log.lines, 35))->findings.empty());
        for (std::size_t at = 1; at <= 30; ++at) {
            QVERIFY(!log.check(rewritten(log.lines, at))->findings.empty());
        }
    }

    void forgedStatementsAreFindings() {
        Log log;
        log.checkpoints[0].head[0] ^= 1U;
        const auto report = log.check(log.lines);
        QVERIFY(report && report->findings.size() == 1);
        QVERIFY(report->findings[0].kind == Finding::Kind::Statement);
        Log other;
        other.checkpoints[0] =
            audit::makeStatement(crypto::SigningKey::generate(), other.checkpoints[0]); // somebody else's key
        QVERIFY(!other.check(other.lines)->findings.empty());
    }

    // After old entries were removed the log begins behind a signed anchor, and nowhere else.
    void beginsBehindAnAnchor() {
        const Log log;
        Bytes head;
        audit::ChainVerifier whole(kTenant, log.key.publicKey());
        audit::ChainVerifier cut(kTenant, log.key.publicKey());
        audit::ChainVerifier unanchored(kTenant, log.key.publicKey());
        for (int i = 1; i <= kEntries; ++i) {
            const std::string& line = log.lines[static_cast<std::size_t>(i)];
            const std::string hash = line.substr(6, 43);
            const std::string record = line.substr(line.find("\"rec\":") + 6);
            const std::string_view bare(record.data(), record.size() - 2);
            whole.take(i, bare, hash);
            if (i == 10) {
                head = *fromBase64Url(hash);
                cut.addStatement(audit::makeStatement(
                    log.key, {audit::kAnchor, kTenant, i, head, fromEpochMicros(1), {}, {}}));
            } else if (i > 10) {
                cut.take(i, bare, hash);
                unanchored.take(i, bare, hash);
            }
        }
        for (auto* verifier : {&whole, &cut, &unanchored}) {
            verifier->finish();
        }
        QVERIFY(whole.isSound());
        QVERIFY(cut.isSound());
        QVERIFY(!unanchored.isSound());
    }

    // What is read for the check is what the decoder of the messages reads.
    void readsAsTheDecoderDoes() {
        wire::Operation entry;
        entry.seq = 7;
        entry.at = fromEpochMicros(1'700'000'000'123'456LL);
        entry.actorKind = "user";
        entry.actorName = "花子 \"\\\n\x01";
        entry.action = "changeUser";
        entry.objectName = std::string(9000, 'x').append("\u00e9");
        entry.outcome = "ok";
        entry.changes = {{"note", std::nullopt, "a"}, {"name", "b", std::nullopt}, {"", "", ""}};
        audit::RecordReader reader;
        for (int round = 0; round < 3; ++round) { // nothing of the entry before stays
            const std::string record = wire::canonicalRecord(entry);
            const wire::Operation* read = reader.read(record);
            QVERIFY(read != nullptr);
            QCOMPARE(wire::canonicalRecord(*read), record);
            entry.changes.pop_back();
            entry.actorName.clear();
            ++entry.seq;
        }
    }

    void whatIsNoEntryIsNotRead_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("isEntry");
        const auto row = [](const char* name, const char* from, const char* to, bool isEntry) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << isEntry;
        };
        row("as it was written", "", "", true);
        row("cut off", "}", "", false);
        row("something behind it", "{\"action\"", "{} {\"action\"", false);
        row("a member is missing", "\"actor\":\"\",", "", false);
        row("a number in the place of a text", "\"actor\":\"\"", "\"actor\":1", false);
        row("a text in the place of the number", "\"seq\":7", "\"seq\":\"7\"", false);
        row("no time", "2023-", "x", false);
        row("changes that are no list", "\"changes\":[", "\"changes\":{}, \"x\":[", false);
        row("a change without a field", "\"field\":\"note\"", "\"fold\":\"note\"", false);
        row("a change that is a text", "\"changes\":[", "\"changes\":[\"x\",", false);
        row("a member of a later version", "{\"action\"", "{\"a\":{\"b\":[1,null,{}]},\"action\"", true);
        row("the same in a change", "{\"after\"", "{\"a\":[{\"field\":1}],\"after\"", true);
    }
    void whatIsNoEntryIsNotRead() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(bool, isEntry);
        wire::Operation entry;
        entry.seq = 7;
        entry.at = fromEpochMicros(1'700'000'000'000'000LL);
        entry.changes = {{"note", std::nullopt, "a"}};
        QByteArray record = QByteArray::fromStdString(wire::canonicalRecord(entry));
        const auto at = from == "}" ? record.lastIndexOf(from) : record.indexOf(from);
        QVERIFY(at >= 0);
        record.replace(at, from.size(), to);
        audit::RecordReader reader;
        QCOMPARE(reader.read(record.toStdString()) != nullptr, isEntry);
        QCOMPARE(wire::decode<wire::Operation>(record.toStdString()).has_value(), isEntry);
    }
};

QTEST_GUILESS_MAIN(AuditChainTest)
#include "tst_audit_chain.moc"
