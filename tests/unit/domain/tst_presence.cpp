// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "domain/presence.h"

using namespace kaomon::domain;
using namespace std::chrono_literals;

namespace {

std::string_view nameOf(PresenceAct act) {
    switch (act) {
    case PresenceAct::Warn:
        return "warn";
    case PresenceAct::WithdrawWarning:
        return "withdraw";
    case PresenceAct::Lock:
        return "lock";
    case PresenceAct::LockForStranger:
        return "lock-stranger";
    case PresenceAct::TellOnlooker:
        return "onlooker";
    case PresenceAct::WithdrawOnlooker:
        return "onlooker-gone";
    }
    return {};
}

} // namespace

// Recorded sequences of one session, half a second a letter:
//   M the person matches   T his face is tracked   . nobody   S a stranger   U a face, not to be told whose
//   O the person with somebody behind him who looks at the screen   o the same, but far away
//   k a key is pressed while nobody is seen   [ a meeting takes the camera   ] and gives it back
//   ! the camera fails   ? it works again   - nothing comes (only time passes)   L the session is locked
class PresenceTest : public QObject {
    Q_OBJECT

private slots:
    void followsRecordedSequences_data();
    void followsRecordedSequences();
    void looksMoreOftenWhenItMatters();
    void everyStateHasAName();

private:
    static std::optional<PresenceAct> play(PresenceMachine& machine, QChar what,
                                           std::chrono::milliseconds now) {
        using Face = PresenceLook::Face;
        switch (what.toLatin1()) {
        case 'M':
            return machine.look({.face = Face::Match}, now);
        case 'T':
            return machine.look({.face = Face::Tracked}, now);
        case '.':
            return machine.look({}, now);
        case 'S':
            return machine.look({.face = Face::Stranger}, now);
        case 'U':
            return machine.look({.face = Face::Unclear}, now);
        case 'O':
            return machine.look({Face::Match, true, 90}, now);
        case 'o':
            return machine.look({Face::Match, true, 40}, now);
        case 'k':
            if (const auto act = machine.look({}, now)) {
                return act;
            }
            return machine.input(now);
        case '[':
            return machine.meeting(true, now);
        case ']':
            return machine.meeting(false, now);
        case '!':
            return machine.camera(false, now);
        case '?':
            return machine.camera(true, now);
        case 'L':
            machine.end();
            return std::nullopt;
        default:
            return machine.tick(now);
        }
    }
};

void PresenceTest::followsRecordedSequences_data() {
    QTest::addColumn<QString>("sequence");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("acts"); // act@half-seconds since the beginning
    QTest::addColumn<QString>("state");
    const auto row = [](const char* name, const QString& sequence, const char* rule, const char* acts,
                        const char* state) {
        QTest::newRow(name) << sequence << QString::fromLatin1(rule) << QString::fromLatin1(acts)
                            << QString::fromLatin1(state);
    };
    const QString away(30, QLatin1Char('.'));
    row("stays", QStringLiteral("MMMMMMMMMMMMMMMMMMMMMMMMMMMM"), "", "", "present");
    row("leaves: warning after 7 s, lock after 10 s", QStringLiteral("M") + away, "", "warn@15 lock@21",
        "absent");
    row("comes back during the warning", QStringLiteral("M................M"), "", "warn@15 withdraw@18",
        "present");
    row("looks aside for a moment", QStringLiteral("MMM.....MMM"), "", "", "present");
    row("no warning wanted", QStringLiteral("M") + away, "nowarn", "lock@21", "absent");
    row("another face does not withdraw it", QStringLiteral("M................UUUUUUUU"), "",
        "warn@15 lock@21", "absent");
    row("any face withdraws it, where the policy says so", QStringLiteral("M................U"), "detect",
        "warn@15 withdraw@18", "present");
    row("a stranger does not, even there", QStringLiteral("M................SSSSS"), "detect",
        "warn@15 lock@21", "absent");
    row("a stranger sits down", QStringLiteral("MMMSSSSSSS"), "", "lock-stranger@8", "stranger");
    row("a stranger passes by", QStringLiteral("MMMSSMMMSSMMM"), "", "", "present");
    row("one bad frame between two strangers starts anew", QStringLiteral("MSS.SS.SSM"), "", "", "present");
    row("tracking keeps him present", QStringLiteral("M") + QString(28, QLatin1Char('T')), "", "", "present");
    row("tracking alone is not enough for ever", QStringLiteral("M") + QString(60, QLatin1Char('T')), "",
        "warn@45 lock@51", "absent");
    row("tracking cannot bring him back", QStringLiteral("M.................TTTTTTTT"), "", "warn@15 lock@21",
        "absent");
    row("keys do not count", QStringLiteral("M") + QString(24, QLatin1Char('k')), "", "warn@15 lock@21",
        "absent");
    row("keys count, where the policy says so", QStringLiteral("M") + QString(24, QLatin1Char('k')), "grace",
        "", "present");
    row("the grace of the last key ends", QStringLiteral("MkkkkK") + away, "grace", "warn@23 lock@29",
        "absent");
    row("a stranger's typing is not presence", QStringLiteral("MSkSkSkSSSSSSSS"), "grace", "lock-stranger@12",
        "stranger");
    row("a meeting has the camera", QStringLiteral("MM[") + QString(40, QLatin1Char('-')), "", "", "paused");
    row("the meeting ends and he is there", QStringLiteral("MM[------]MMM"), "", "", "present");
    row("the meeting ends and he is not", QStringLiteral("MM[------]") + away, "", "warn@24 lock@30",
        "absent");
    row("a meeting beyond its limit", QStringLiteral("MM[") + QString(40, QLatin1Char('-')), "shortmeeting",
        "lock@33", "absent");
    row("no meetings here", QStringLiteral("MM[--"), "lockmeeting", "lock@3", "absent");
    row("meetings share the camera", QStringLiteral("MM[MM"), "sharemeeting", "", "present");
    row("a meeting withdraws the warning", QStringLiteral("M...............[--"), "", "warn@15 withdraw@17",
        "paused");
    row("the camera fails", QStringLiteral("MMM!------------------------"), "", "", "camera_unavailable");
    row("it works again, he is there", QStringLiteral("MMM!-----?MM"), "", "", "present");
    row("it works again, he is not", QStringLiteral("MMM!-----?") + away, "", "warn@24 lock@30", "absent");
    row("somebody reads along", QStringLiteral("MMOOOOOOOOOO"), "", "onlooker@9", "present");
    row("and goes away", QStringLiteral("MOOOOOOOOMMM"), "", "onlooker@8 onlooker-gone@10", "present");
    row("of whom quick checks see nothing", QStringLiteral("MOTOTOTOTMMM"), "", "onlooker@8 onlooker-gone@10",
        "present");
    row("somebody walks by", QStringLiteral("MOOOMMOOOMM"), "", "", "present");
    row("too far away to read", QStringLiteral("M") + QString(20, QLatin1Char('o')), "", "", "present");
    row("a match after the lock is no way back", QStringLiteral("M") + away + QStringLiteral("MMM"), "",
        "warn@15 lock@21", "absent");
    row("locked by hand", QStringLiteral("MML") + away, "", "", "off");
}

void PresenceTest::followsRecordedSequences() {
    QFETCH(QString, sequence);
    QFETCH(QString, rule);
    QFETCH(QString, acts);
    QFETCH(QString, state);
    PresenceRules rules;
    rules.warnFor = rule == QLatin1String("nowarn") ? 0s : 3s;
    rules.inputGrace = rule == QLatin1String("grace") ? 2s : 0s;
    rules.cancelBy = rule == QLatin1String("detect") ? PresenceReturn::Detect : PresenceReturn::Match;
    rules.meetingLimit = rule == QLatin1String("shortmeeting") ? 15s : 3600s;
    rules.meeting = rule == QLatin1String("lockmeeting")    ? MeetingPolicy::Lock
                    : rule == QLatin1String("sharemeeting") ? MeetingPolicy::Share
                                                            : MeetingPolicy::Pause;
    PresenceMachine machine(rules);
    machine.begin(0ms);
    QStringList found;
    for (qsizetype i = 0; i < sequence.size(); ++i) {
        if (const auto act = play(machine, sequence[i], 500ms * (i + 1))) {
            const auto name = nameOf(*act);
            found << QLatin1String(name.data(), qsizetype(name.size())) + QLatin1Char('@') +
                         QString::number(i + 1);
        }
    }
    QCOMPARE(found.join(QLatin1Char(' ')), acts);
    QCOMPARE(std::string(toWire(machine.state())), state.toStdString());
}

void PresenceTest::looksMoreOftenWhenItMatters() {
    PresenceMachine machine(PresenceRules{});
    QCOMPARE(machine.nextCheck(0ms), 0ms); // locked: the camera stays off
    machine.begin(0ms);
    QCOMPARE(machine.nextCheck(0ms), 3000ms);
    static_cast<void>(machine.input(100ms));
    QCOMPARE(machine.nextCheck(200ms), 1000ms);
    static_cast<void>(machine.look({.face = PresenceLook::Face::Stranger}, 4000ms));
    QCOMPARE(machine.nextCheck(4000ms), PresenceMachine::kQuickCheck);
    static_cast<void>(machine.look({.face = PresenceLook::Face::Match}, 4500ms));
    QCOMPARE(machine.nextCheck(9000ms), 3000ms);
    static_cast<void>(machine.look({}, 9000ms));
    QCOMPARE(machine.nextCheck(9000ms), PresenceMachine::kQuickCheck);
    machine.end();
    QCOMPARE(machine.nextCheck(9100ms), 0ms);
}

void PresenceTest::everyStateHasAName() {
    for (int state = 0; state <= static_cast<int>(PresenceState::CameraUnavailable); ++state) {
        QVERIFY(!toWire(static_cast<PresenceState>(state)).empty());
    }
}

QTEST_APPLESS_MAIN(PresenceTest)
#include "tst_presence.moc"
