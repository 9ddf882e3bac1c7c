// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "models/device_list_model.h"

using namespace kaomon;
using models::DeviceListModel;

namespace {

wire::Device device(char letter, long long rev = 1) {
    wire::Device result;
    result.id = DeviceId::parse(std::string("0193a000-0000-7000-8000-00000000000") + letter).value();
    result.name = std::string("pc-") + letter;
    result.state = "active";
    result.rev = rev;
    return result;
}

std::vector<wire::Device> devices(const QByteArray& letters) {
    std::vector<wire::Device> result;
    for (const char letter : letters) {
        result.push_back(device(letter));
    }
    return result;
}

QByteArray lettersOf(const DeviceListModel& model) {
    QByteArray letters;
    for (const wire::Device& row : model.rows()) {
        letters.append(row.id.text().back());
    }
    return letters;
}

} // namespace

class RowTableModelTest final : public QObject {
    Q_OBJECT

private slots:
    void updatesByDifference_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addRow("fill") << QByteArray("") << QByteArray("abc");
        QTest::addRow("clear") << QByteArray("abc") << QByteArray("");
        QTest::addRow("same") << QByteArray("abc") << QByteArray("abc");
        QTest::addRow("new at the front") << QByteArray("bc") << QByteArray("abc");
        QTest::addRow("gone from the middle") << QByteArray("abc") << QByteArray("ac");
        QTest::addRow("turned round") << QByteArray("abcd") << QByteArray("dcba");
        QTest::addRow("all different") << QByteArray("abc") << QByteArray("def");
        QTest::addRow("mixed") << QByteArray("abcdef") << QByteArray("f0bda");
    }
    void updatesByDifference() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        DeviceListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(devices(before));
        QCOMPARE(lettersOf(model), before);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setRows(devices(after));
        QCOMPARE(lettersOf(model), after);
        QCOMPARE(resets.count(), 0);
    }

    void keepsPersistentIndexesOverAMove() {
        DeviceListModel model;
        model.setRows(devices("abc"));
        const QPersistentModelIndex first(model.index(0, 0));
        model.setRows(devices("cba"));
        QCOMPARE(first.row(), 2);
        QCOMPARE(first.data().toString(), QStringLiteral("pc-a"));
    }

    void tellsOfChangedRowsOnly() {
        DeviceListModel model;
        model.setRows(devices("ab"));
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setRows({device('a'), device('b', 2)});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.first().first().toModelIndex().row(), 1);
    }

    void appendsPagesWithoutDoubles() {
        DeviceListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(devices("ab"));
        model.appendRows({device('b', 2), device('c')});
        QCOMPARE(lettersOf(model), QByteArray("abc"));
        QCOMPARE(model.row(1)->rev, 2);
    }

    void replacesAndRemovesById() {
        DeviceListModel model;
        model.setRows(devices("abc"));
        QVERIFY(model.replaceRow(device('b', 7)));
        QCOMPARE(model.row(1)->rev, 7);
        QVERIFY(!model.replaceRow(device('e')));
        model.removeRowOf(device('b').id.text());
        model.removeRowOf(device('e').id.text());
        QCOMPARE(lettersOf(model), QByteArray("ac"));
        QCOMPARE(model.row(5), nullptr);
    }
};

QTEST_GUILESS_MAIN(RowTableModelTest)
#include "tst_row_table_model.moc"
