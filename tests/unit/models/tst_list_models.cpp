// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "models/device_list_model.h"
#include "models/display_text.h"
#include "models/enrolment_code_list_model.h"
#include "models/event_list_model.h"
#include "models/user_list_model.h"

using namespace kaomon;
using namespace kaomon::models;

namespace {

constexpr const char* kId = "0193a000-0000-7000-8000-000000000001";

QString cell(const QAbstractItemModel& model, int column) {
    return model.index(0, column).data().toString();
}

Tone tone(const QAbstractItemModel& model, int column) {
    return static_cast<Tone>(model.index(0, column).data(ToneRole).toInt());
}

wire::StoredEvent refusal() {
    wire::StoredEvent stored;
    stored.event.id = EventId::parse(kId).value();
    stored.event.kind = "auth";
    stored.event.code = "LOGON_NG";
    stored.event.result = "ng";
    stored.event.osAccount = "taro";
    stored.event.detail.reason = "face_no_match";
    stored.event.detail.scenario = "logon";
    stored.event.detail.elapsedMs = 412;
    stored.event.detail.cameraName = "Front camera";
    stored.event.detail.livenessLevel = 1;
    stored.deviceName = "pc-1";
    return stored;
}

} // namespace

class ListModelsTest final : public QObject {
    Q_OBJECT

private slots:
    void showsUsers() {
        UserListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        wire::User user;
        user.id = UserId::parse(kId).value();
        user.login = "taro";
        user.displayName = "山田太郎";
        user.role = "member";
        user.accountState = "provisional";
        user.faceState = "none";
        model.setRows({user});
        QCOMPARE(cell(model, UserListModel::Login), QStringLiteral("taro"));
        QCOMPARE(cell(model, UserListModel::Name), QStringLiteral("山田太郎"));
        QCOMPARE(cell(model, UserListModel::Role), QStringLiteral("Member"));
        QCOMPARE(cell(model, UserListModel::Account), QStringLiteral("One-time password"));
        QCOMPARE(tone(model, UserListModel::Account), Tone::Warning);
        QCOMPARE(tone(model, UserListModel::Face), Tone::Neutral);
        QVERIFY(!model.index(0, UserListModel::Login).data(ToneRole).isValid());
        QCOMPARE(model.index(0, 0).data(IdRole).toString(), QString::fromLatin1(kId));
    }

    void showsEventsWithReasonAndTime() {
        EventListModel model([](ErrorCode code) {
            return code == ErrorCode::FaceNoMatch ? QStringLiteral("Another face.") : QStringLiteral("?");
        });
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({refusal()});
        QCOMPARE(cell(model, EventListModel::What), QStringLiteral("Logon refused"));
        QCOMPARE(cell(model, EventListModel::Reason), QStringLiteral("Another face."));
        QCOMPARE(cell(model, EventListModel::Elapsed), QStringLiteral("412 ms"));
        QCOMPARE(cell(model, EventListModel::User), QStringLiteral("taro"));
        QCOMPARE(cell(model, EventListModel::Camera), QStringLiteral("Front camera"));
        QCOMPARE(tone(model, EventListModel::Outcome), Tone::Bad);
    }

    void showsUnknownWordsAsTheyAre() {
        wire::StoredEvent stored = refusal();
        stored.event.code = "NEW_CODE";
        stored.event.result = "maybe";
        stored.event.detail.reason = "reason_of_tomorrow";
        EventListModel model([](ErrorCode) { return QString(); });
        model.setRows({stored});
        QCOMPARE(cell(model, EventListModel::What), QStringLiteral("NEW_CODE"));
        QCOMPARE(cell(model, EventListModel::Outcome), QStringLiteral("maybe"));
        QCOMPARE(cell(model, EventListModel::Reason), QStringLiteral("reason_of_tomorrow"));
        QCOMPARE(tone(model, EventListModel::Outcome), Tone::Neutral);
    }

    void showsDevicesAndCodes() {
        DeviceListModel devices;
        wire::Device device;
        device.id = DeviceId::parse(kId).value();
        device.name = "pc-1";
        device.state = "revoked";
        devices.setRows({device});
        QCOMPARE(tone(devices, DeviceListModel::State), Tone::Bad);
        QCOMPARE(cell(devices, DeviceListModel::LastSeen), QStringLiteral("–"));

        EnrolmentCodeListModel codes;
        wire::EnrolmentCode code;
        code.codeId = "abc";
        code.state = "open";
        code.used = 1;
        code.useCount = 3;
        codes.setRows({code});
        QCOMPARE(cell(codes, EnrolmentCodeListModel::Uses), QStringLiteral("1 of 3"));
        QCOMPARE(tone(codes, EnrolmentCodeListModel::State), Tone::Good);
    }

    void hasAHeaderForEachColumn() {
        UserListModel users;
        DeviceListModel devices;
        EnrolmentCodeListModel codes;
        EventListModel events([](ErrorCode) { return QString(); });
        for (const QAbstractItemModel* model :
             std::initializer_list<const QAbstractItemModel*>{&users, &devices, &codes, &events}) {
            for (int column = 0; column < model->columnCount(); ++column) {
                QVERIFY(!model->headerData(column, Qt::Horizontal).toString().isEmpty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(ListModelsTest)
#include "tst_list_models.moc"
