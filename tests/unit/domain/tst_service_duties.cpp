// SPDX-License-Identifier: GPL-3.0-or-later
//
// The calendar of planned maintenance, and the state machine and clocks of an emergency.
#include <QTest>

#include "domain/incident.h"
#include "domain/maintenance.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::domain;
using testing::ManualClock;

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TimePoint at(const char* text) {
    return fromRfc3339(text).value();
}

const TimeZone& tokyo() {
    static const TimeZone zone = TimeZone::find(kDefaultTimeZone).value();
    return zone;
}

class ServiceDutiesTest : public QObject {
    Q_OBJECT

private slots:
    void leadTime_data();
    void leadTime();
    void plans_data();
    void plans();
    void phasesFollowTheClock();
    void extensions();
    void stepsInTheirOrder_data();
    void stepsInTheirOrder();
    void countdown();
    void afterTheFact();
    void overdueStaysOverdue();
};

void ServiceDutiesTest::leadTime_data() {
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<bool>("isLate");
    // it starts on 15 January at 01:00 in Tokyo, which is the 14th in UTC
    QTest::newRow("fourteen days, last second") << QByteArray("2026-01-01T14:59:59Z") << false;
    QTest::newRow("thirteen days, midnight in Tokyo") << QByteArray("2026-01-01T15:00:00Z") << true;
    QTest::newRow("long before") << QByteArray("2025-12-01T00:00:00Z") << false;
    QTest::newRow("the day before") << QByteArray("2026-01-14T00:00:00Z") << true;
}

void ServiceDutiesTest::leadTime() {
    QFETCH(QByteArray, now);
    QFETCH(bool, isLate);
    const MaintenanceWindow window{at("2026-01-14T16:00:00Z"), at("2026-01-14T18:00:00Z"), {}, {}};
    QCOMPARE(domain::isLate(window, kMailLeadDays, tokyo(), at(now.constData())), isLate);
    const Status without = checkNewWindow(window, "", kMailLeadDays, tokyo(), at(now.constData()));
    QCOMPARE(without.has_value(), !isLate);
    QVERIFY(!isLate || without.error().field == "/late_reason");
    QVERIFY(checkNewWindow(window, "a security fix", kMailLeadDays, tokyo(), at(now.constData())));
}

void ServiceDutiesTest::plans_data() {
    QTest::addColumn<int>("startHours");
    QTest::addColumn<int>("lastsHours");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("good") << 24 * 20 << 2 << QByteArray();
    QTest::newRow("a week") << 24 * 20 << 24 * 7 << QByteArray();
    QTest::newRow("more than a week") << 24 * 20 << 24 * 7 + 1 << QByteArray("/ends_at");
    QTest::newRow("no length") << 24 * 20 << 0 << QByteArray("/ends_at");
    QTest::newRow("backwards") << 24 * 20 << -1 << QByteArray("/ends_at");
    QTest::newRow("now") << 0 << 2 << QByteArray("/starts_at");
    QTest::newRow("past") << -1 << 2 << QByteArray("/starts_at");
}

void ServiceDutiesTest::plans() {
    QFETCH(int, startHours);
    QFETCH(int, lastsHours);
    QFETCH(QByteArray, field);
    const ManualClock clock;
    const TimePoint starts = clock.now() + hours(startHours);
    const Status checked =
        checkNewWindow({starts, starts + hours(lastsHours), {}, {}}, "", kMailLeadDays, tokyo(), clock.now());
    QCOMPARE(checked ? QByteArray() : QByteArray::fromStdString(checked.error().field), field);
}

void ServiceDutiesTest::phasesFollowTheClock() {
    ManualClock clock;
    MaintenanceWindow window{clock.now() + hours(1), clock.now() + hours(2), {}, {}};
    QCOMPARE(phaseOf(window, clock.now()), MaintenancePhase::Announced);
    clock.advance(hours(1) - std::chrono::microseconds(1));
    QCOMPARE(phaseOf(window, clock.now()), MaintenancePhase::Announced);
    clock.advance(std::chrono::microseconds(1));
    QCOMPARE(phaseOf(window, clock.now()), MaintenancePhase::Running);
    clock.setWallClock(window.endsAt); // jumps over the whole of it
    QCOMPARE(phaseOf(window, clock.now()), MaintenancePhase::Ended);
    clock.setWallClock(window.startsAt - seconds(1)); // and is set back
    QCOMPARE(phaseOf(window, clock.now()), MaintenancePhase::Announced);
    window.finishedAt = window.startsAt + minutes(10);
    QCOMPARE(phaseOf(window, window.startsAt + minutes(11)), MaintenancePhase::Ended);
    window.cancelledAt = window.startsAt - minutes(1);
    QCOMPARE(phaseOf(window, window.startsAt + minutes(11)), MaintenancePhase::Cancelled);
}

void ServiceDutiesTest::extensions() {
    const ManualClock clock;
    const TimePoint now = clock.now();
    MaintenanceWindow window{now - hours(1), now + hours(1), {}, {}};
    QVERIFY(checkExtension(window, now + hours(5), now));
    QVERIFY(checkExtension(window, now + minutes(1), now)); // shorter
    QCOMPARE(checkExtension(window, now, now).error().code, ErrorCode::ValidationFailed);
    QCOMPARE(checkExtension(window, now + hours(24 * 7), now).error().code, ErrorCode::ValidationFailed);
    QCOMPARE(checkExtension(window, now + hours(5), now + hours(1)).error().code, ErrorCode::Conflict);
    window.cancelledAt = now;
    QCOMPARE(checkExtension(window, now + hours(5), now).error().code, ErrorCode::Conflict);
}

void ServiceDutiesTest::stepsInTheirOrder_data() {
    QTest::addColumn<QByteArray>("steps"); // first letters; the last one is tried
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char* steps, bool isAllowed) {
        QTest::newRow(steps) << QByteArray(steps) << isAllowed;
    };
    row("c", true);
    row("a", false);
    row("u", false);
    row("r", false);
    row("p", false);
    row("d", true);
    row("cc", false);
    row("ca", true);
    row("cd", false);
    row("cu", false);
    row("cr", true);
    row("caa", false);
    row("cau", true);
    row("cauu", true);
    row("car", true);
    row("carp", true);
    row("carpp", false);
    row("carr", false);
    row("cra", true);
    row("crp", false);
    row("crap", true);
    row("craa", false);
    row("dc", false);
}

void ServiceDutiesTest::stepsInTheirOrder() {
    QFETCH(QByteArray, steps);
    QFETCH(bool, isAllowed);
    const std::map<char, IncidentStep> names{{'c', IncidentStep::Confirm}, {'a', IncidentStep::Announce},
                                             {'u', IncidentStep::Update},  {'r', IncidentStep::Resolve},
                                             {'p', IncidentStep::Report},  {'d', IncidentStep::Dismiss}};
    ManualClock clock;
    Incident incident;
    incident.detectedAt = clock.now();
    Status last;
    for (const char step : steps) {
        QVERIFY2(last, steps.constData());
        clock.advance(minutes(1));
        last = incident.take(names.at(step), clock.now());
    }
    QCOMPARE(last.has_value(), isAllowed);
}

void ServiceDutiesTest::countdown() {
    ManualClock clock;
    Incident incident;
    incident.detectedAt = clock.now();
    QVERIFY(!incident.mailDue(kEmergencyTime)); // not confirmed: nothing runs
    clock.advance(hours(5));
    QVERIFY(!incident.isOverdue(kEmergencyTime, clock.now()));
    QVERIFY(incident.take(IncidentStep::Confirm, clock.now()));
    const TimePoint due = clock.now() + minutes(120);
    QCOMPARE(incident.mailDue(kEmergencyTime), std::optional(due));
    QCOMPARE(incident.automaticAt(kEmergencyTime), std::optional(due - kAutomaticBefore));
    clock.setWallClock(due);
    QVERIFY(!incident.isOverdue(kEmergencyTime, clock.now()));
    clock.setWallClock(due + std::chrono::microseconds(1));
    QVERIFY(incident.isOverdue(kEmergencyTime, clock.now()));
    // a time shorter than the margin: at once, not before the confirmation
    QCOMPARE(incident.automaticAt(minutes(10)), incident.confirmedAt);
}

void ServiceDutiesTest::afterTheFact() {
    ManualClock clock;
    Incident incident;
    QVERIFY(incident.take(IncidentStep::Confirm, clock.now()));
    clock.advance(minutes(30));
    QVERIFY(incident.take(IncidentStep::Resolve, clock.now()));
    QVERIFY(incident.isAfterTheFact());
    QCOMPARE(incident.mailDue(kEmergencyTime), std::optional(clock.now() + kAfterTheFact));
    clock.advance(hours(23));
    QVERIFY(incident.take(IncidentStep::Announce, clock.now()));
    QCOMPARE(incident.state, IncidentState::Resolved);
    clock.advance(hours(100));
    QVERIFY(!incident.isOverdue(kEmergencyTime, clock.now()));
    QVERIFY(!incident.automaticAt(kEmergencyTime));
}

// Resolving an emergency of which nobody was told in time does not give another day.
void ServiceDutiesTest::overdueStaysOverdue() {
    ManualClock clock;
    Incident incident;
    QVERIFY(incident.take(IncidentStep::Confirm, clock.now()));
    clock.advance(minutes(121));
    QVERIFY(incident.isOverdue(kEmergencyTime, clock.now()));
    QVERIFY(incident.take(IncidentStep::Resolve, clock.now()));
    QVERIFY(incident.isOverdue(kEmergencyTime, clock.now()));
    QVERIFY(incident.take(IncidentStep::Announce, clock.now()));
    QVERIFY(incident.isOverdue(kEmergencyTime, clock.now()));
}

} // namespace

QTEST_GUILESS_MAIN(ServiceDutiesTest)
#include "tst_service_duties.moc"
