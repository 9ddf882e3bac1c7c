// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "domain/forwarded.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

QByteArray unescaped(QByteArray text) {
    return text.replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\v", "\v")
        .replace("\\x7f", "\x7f")
        .replace("\\\\", "\\");
}

// Ways to find the client that are wrong, as they stand in programs that were attacked.
using WrongWay = IpAddress (*)(const IpAddress& peer, const std::string& list,
                               const std::vector<IpRange>& trusted);

IpAddress hopOf(const std::string& list, std::size_t from, const IpAddress& otherwise) {
    const auto hop = list.substr(from, list.find(',', from) - from);
    return IpAddress::parse(hop.substr(std::min(hop.size(), hop.find_first_not_of(' ')))).value_or(otherwise);
}

IpAddress leftmost(const IpAddress& peer, const std::string& list, const std::vector<IpRange>& trusted) {
    return isIn(trusted, peer) ? hopOf(list, 0, peer) : peer;
}

IpAddress fromAnybody(const IpAddress& peer, const std::string& list, const std::vector<IpRange>&) {
    const auto client = clientAddress(peer, list, {IpRange::parse(peer.text()).value()});
    return client.value_or(peer);
}

IpAddress lastWithoutSkipping(const IpAddress& peer, const std::string& list,
                              const std::vector<IpRange>& trusted) {
    const auto comma = list.rfind(',');
    return isIn(trusted, peer) ? hopOf(list, comma == std::string::npos ? 0 : comma + 1, peer) : peer;
}

IpAddress peerOnFault(const IpAddress& peer, const std::string& list, const std::vector<IpRange>& trusted) {
    return clientAddress(peer, list, trusted).value_or(peer);
}

} // namespace

// Who is the client, over the table of forwarded_vectors.txt.
class ForwardedTest : public QObject {
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void wrongWaysAreNoticed_data();
    void wrongWaysAreNoticed();

private:
    struct Vector {
        QByteArray expected;
        IpAddress peer;
        std::vector<IpRange> trusted;
        std::optional<std::string> forwardedFor;
    };
    static std::vector<Vector> table();
};

Q_DECLARE_METATYPE(WrongWay)

std::vector<ForwardedTest::Vector> ForwardedTest::table() {
    QFile file(qEnvironmentVariable("KAOMON_SOURCE_DIR") +
               QStringLiteral("/tests/unit/domain/forwarded_vectors.txt"));
    std::vector<Vector> rows;
    if (!file.open(QIODevice::ReadOnly)) {
        return rows;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        const auto cells = line.split('|');
        if (line.startsWith('#') || cells.size() != 4) {
            continue;
        }
        Vector row{cells[0], IpAddress::parse(cells[1].toStdString()).value(), {}, std::nullopt};
        for (const QByteArray& range : cells[2].split(' ')) {
            if (!range.isEmpty()) {
                row.trusted.push_back(IpRange::parse(range.toStdString()).value());
            }
        }
        if (cells[3] != "-") {
            row.forwardedFor = unescaped(cells[3]).toStdString();
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void ForwardedTest::vectors_data() {
    QTest::addColumn<int>("index");
    const auto count = static_cast<int>(table().size());
    QVERIFY(count >= 200);
    for (int i = 0; i < count; ++i) {
        QTest::addRow("row %d", i + 1) << i;
    }
}

void ForwardedTest::vectors() {
    QFETCH(int, index);
    static const std::vector<Vector> rows = table();
    const Vector& row = rows[static_cast<std::size_t>(index)];
    const auto client = clientAddress(row.peer, row.forwardedFor, row.trusted);
    if (row.expected == "400") {
        QVERIFY(!client && client.error().code == ErrorCode::MalformedRequest);
    } else {
        QVERIFY(client);
        QCOMPARE(QByteArray::fromStdString(client->text()), row.expected);
    }
}

void ForwardedTest::wrongWaysAreNoticed_data() {
    QTest::addColumn<WrongWay>("way");
    QTest::newRow("leftmost") << &leftmost;
    QTest::newRow("from anybody") << &fromAnybody;
    QTest::newRow("last without skipping proxies") << &lastWithoutSkipping;
    QTest::newRow("the proxy when malformed") << &peerOnFault;
}

void ForwardedTest::wrongWaysAreNoticed() {
    QFETCH(WrongWay, way);
    int noticed = 0;
    for (const Vector& row : table()) {
        const auto client = way(row.peer, row.forwardedFor.value_or(""), row.trusted);
        noticed += QByteArray::fromStdString(client.text()) != row.expected ? 1 : 0;
    }
    QVERIFY(noticed > 0);
}

QTEST_GUILESS_MAIN(ForwardedTest)
#include "tst_forwarded.moc"
