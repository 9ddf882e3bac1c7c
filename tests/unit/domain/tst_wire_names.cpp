// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include "domain/account.h"
#include "domain/device_state.h"
#include "domain/password_rule.h"
#include "domain/role.h"
#include "domain/scenario.h"
#include "domain/user.h"

using namespace kaomon::domain;

namespace {

// Every value has a name of its own that leads back to it.
template<class Enum, class Parse>
void checkRoundTrip(Enum last, Parse parse) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto value = static_cast<Enum>(i);
        const std::string_view name = toWire(value);
        QVERIFY(!name.empty());
        QVERIFY(names.insert(name).second);
        const auto back = parse(name);
        QVERIFY(back.has_value() && *back == value);
    }
    QVERIFY(!parse("of_a_newer_version").has_value());
    QVERIFY(!parse("").has_value());
}

} // namespace

class TestWireNames : public QObject {
    Q_OBJECT

private slots:
    void roundTrips() {
        checkRoundTrip(Role::ImageViewer, roleFromWire);
        checkRoundTrip(AccountState::Deleting, accountStateFromWire);
        checkRoundTrip(FaceState::Erased, faceStateFromWire);
        checkRoundTrip(DeviceState::Revoked, deviceStateFromWire);
        checkRoundTrip(Scenario::EnrolTest, scenarioFromWire);
        checkRoundTrip(PasswordFault::TooCommon, passwordFaultFromWire);
    }

    // Names that are out in the world: a change here breaks stored data.
    void releasedNames() {
        QCOMPARE(toWire(Role::UserAdmin), std::string_view("user_admin"));
        QCOMPARE(toWire(AccountState::Provisional), std::string_view("provisional"));
        QCOMPARE(toWire(FaceState::ReEnrol), std::string_view("re_enrol"));
        QCOMPARE(toWire(DeviceState::Suspended), std::string_view("suspended"));
        QCOMPARE(toWire(Scenario::AppFill), std::string_view("app_fill"));
    }

    void rights() {
        QVERIFY(maySignPolicy(Role::Owner) && maySignPolicy(Role::UserAdmin));
        for (const Role role : {Role::Member, Role::HelpDesk, Role::Auditor, Role::ImageViewer}) {
            QVERIFY(!maySignPolicy(role));
        }
        QVERIFY(!isAdministrator(Role::Member));
        QVERIFY(isAdministrator(Role::Auditor));
    }

    void states() {
        QVERIFY(maySignIn(AccountState::Active) && maySignIn(AccountState::Provisional));
        for (const AccountState state :
             {AccountState::Locked, AccountState::Disabled, AccountState::Expired, AccountState::Deleting}) {
            QVERIFY(!maySignIn(state));
        }
        QVERIFY(isUsable(FaceState::Enrolled) && isUsable(FaceState::ReEnrol));
        QVERIFY(!isUsable(FaceState::None) && !isUsable(FaceState::Erased));
    }

    void sameNameOnAnotherPcIsAnotherAccount() {
        QVERIFY((OsAccount{"device-1", "root"}) != (OsAccount{"device-2", "root"}));
        QVERIFY((OsAccount{"EXAMPLE", "taro"}) == (OsAccount{"EXAMPLE", "taro"}));
    }
};

QTEST_GUILESS_MAIN(TestWireNames)
#include "tst_wire_names.moc"
