// SPDX-License-Identifier: GPL-3.0-or-later
// What of the agent is Windows' own. Where Wine has a stub, the system's part is played by the test.
#include <array>
#include <future>
#include <map>

#include <QSignalSpy>
#include <QTest>

#include <windows.h>
// after windows.h, which it needs
#include <lm.h>

#include "agent/local_server.h"
#include "agent/os_accounts.h"
#include "agent/os_accounts_windows.h"
#include "agent/os_password_age.h"
#include "agent/os_password_helper.h"
#include "agent/power_facts.h"
#include "agent/session_control_windows.h"
#include "agent/sleep_guard_windows.h"
#include "agent/superusers.h"
#include "localipc/blocking_client.h"
#include "localipc/wide_text.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 30000;

// Sessions that obey as far as the test lets them.
struct Sessions {
    struct One {
        bool isLocked = false;
        bool obeysLock = true;
        bool obeysDisconnect = true;
        bool isOver = false;
    };
    std::map<std::uint32_t, One> all;
    std::vector<std::string> asked;

    SessionCalls calls() {
        return {.sessionsOf =
                    [this](uid_t uid) {
                        std::vector<std::uint32_t> found;
                        for (const auto& [id, one] : all) {
                            if (uid == 1000 && !one.isOver) {
                                found.push_back(id);
                            }
                        }
                        return found;
                    },
                .isLocked = [this](std::uint32_t id) { return all.at(id).isLocked; },
                .lock =
                    [this](std::uint32_t id) {
                        asked.push_back("lock " + std::to_string(id));
                        all.at(id).isLocked = all.at(id).obeysLock;
                        return true;
                    },
                .disconnect =
                    [this](std::uint32_t id) {
                        asked.push_back("disconnect " + std::to_string(id));
                        all.at(id).isLocked = all.at(id).obeysDisconnect;
                        return true;
                    },
                .logOff =
                    [this](std::uint32_t id) {
                        asked.push_back("log off " + std::to_string(id));
                        all.at(id).isOver = true;
                        return true;
                    },
                .shutDown = [] { return false; }};
    }
};

using Outcome = SessionControl::Outcome;

} // namespace

class AgentWindowsTest final : public QObject {
    Q_OBJECT

private slots:
    void aSessionIsLockedWhenWindowsSaysSo_data() {
        QTest::addColumn<bool>("obeysLock");
        QTest::addColumn<bool>("obeysDisconnect");
        QTest::addColumn<QString>("asked");
        QTest::newRow("it locks") << true << true << "lock 2";
        QTest::newRow("its screen is taken away") << false << true << "lock 2, disconnect 2";
        QTest::newRow("it is ended") << false << false << "lock 2, disconnect 2, log off 2";
    }
    void aSessionIsLockedWhenWindowsSaysSo() {
        QFETCH(bool, obeysLock);
        QFETCH(bool, obeysDisconnect);
        QFETCH(QString, asked);
        Sessions sessions{
            {{1, {.isLocked = true}}, {2, {.obeysLock = obeysLock, .obeysDisconnect = obeysDisconnect}}}, {}};
        WindowsSessionControl control(sessions.calls(), 10ms);
        std::optional<Outcome> outcome;
        control.lockSessionsOf(1000, [&](Outcome ended) { outcome = ended; });
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), kPatience);
        QVERIFY(outcome == Outcome::Done);
        QStringList said;
        for (const std::string& one : sessions.asked) {
            said << QString::fromStdString(one);
        }
        QCOMPARE(said.join(QStringLiteral(", ")), asked);
    }

    void whoHasNoSessionIsNotLocked() {
        Sessions sessions;
        WindowsSessionControl control(sessions.calls(), 10ms);
        std::optional<Outcome> outcome;
        control.lockSessionsOf(1001, [&](Outcome ended) { outcome = ended; });
        QVERIFY(outcome == Outcome::None);
        control.shutDown([&](Outcome ended) { outcome = ended; });
        QVERIFY(outcome == Outcome::Failed); // refused, and said so
    }

    // The calls themselves: under Wine there are no sessions to be told of.
    void theSystemsOwnCallsEnd() {
        const auto control = SessionControl::ofThisPc();
        std::optional<Outcome> outcome;
        control->endSessionsOf(4294967294U, [&](Outcome ended) { outcome = ended; });
        QVERIFY(outcome == Outcome::None);
    }

    void sleepIsHeardOf() {
        WindowsSleepGuard guard;
        QSignalSpy asleep(&guard, &SleepGuard::fellAsleep), awake(&guard, &SleepGuard::awoke);
        guard.notify(PBT_APMSUSPEND);
        QTRY_COMPARE_WITH_TIMEOUT(asleep.count(), 1, kPatience);
        QVERIFY(guard.isAsleep());
        guard.notify(PBT_APMPOWERSTATUSCHANGE);
        guard.notify(PBT_APMRESUMEAUTOMATIC);
        guard.notify(PBT_APMRESUMESUSPEND);
        QTRY_COMPARE_WITH_TIMEOUT(awake.count(), 1, kPatience);
        QVERIFY(!guard.isAsleep() && guard.isWakingUp());
    }

    void aPcWithoutALidIsOpen() { QVERIFY(!PowerFacts().isLidClosed()); }

    void aNumberStandsForOneAccount() {
        QCOMPARE(uidOfSid("S-1-5-18"), uid_t{0});
        const uid_t first = uidOfSid("S-1-5-21-1-2-3-1001"), second = uidOfSid("S-1-5-21-1-2-3-1002");
        QVERIFY(first >= 1000 && second >= 1000 && first != second);
        QCOMPARE(uidOfSid("S-1-5-21-1-2-3-1001"), first);
        QCOMPARE(sidOfUid(second), std::optional<std::string>("S-1-5-21-1-2-3-1002"));
        QVERIFY(!sidOfUid(4294967294U));
        for (const wchar_t* sid : {L"S-1-5-21-1-2-3-1001", L"S-1-5-21-1-2-3-1002"}) {
            DWORD kept = 0, size = sizeof kept;
            QCOMPARE(::RegGetValueW(HKEY_LOCAL_MACHINE, LR"(SOFTWARE\Kaomon\Accounts)", sid, RRF_RT_REG_DWORD,
                                    nullptr, &kept, &size),
                     LSTATUS{ERROR_SUCCESS}); // the next start finds it
            ::RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, LR"(SOFTWARE\Kaomon\Accounts)", sid);
        }
    }

    void namesAndNumbersLeadToEachOther() {
        const auto name = nameOfUid(ownUid());
        QVERIFY(name && name->find('\\') != std::string::npos);
        QCOMPARE(uidOfName(*name), std::optional(ownUid()));
        QVERIFY(!uidOfName("nobody-of-this-name"));
        QVERIFY(!nameOfUid(4294967294U));
    }

    // Accounts of this PC are its own, by whichever name it is called.
    void anAccountOfThisPcHasNoDomain() {
        std::array<wchar_t, 64> pc{};
        auto length = static_cast<DWORD>(pc.size());
        QVERIFY(::GetComputerNameW(pc.data(), &length) != 0);
        const std::string own = localipc::toUtf8(pc.data());
        QVERIFY((accountOf(own + "\\taro", "device") == domain::OsAccount{"device", "taro"}));
        QVERIFY((accountOf(".\\taro", "device") == domain::OsAccount{"device", "taro"}));
        QVERIFY((accountOf("KAISHA\\taro", "device") == domain::OsAccount{"KAISHA", "taro"}));
    }

    void theBuiltInAdministratorIsNotOpenedByAFace() {
        const std::string none = "C:/no-such-folder/superusers";
        QVERIFY(checkSuperuser(*nameOfUid(ownUid()), none));
        QVERIFY(checkSuperuser("nobody-of-this-name", none));
        const auto system = checkSuperuser("SYSTEM", none);
        QVERIFY(!system && system.error().code == ErrorCode::SuperuserDenied);
    }

    // On an account that lives in this process only, as Wine keeps them.
    void aPasswordIsChanged() {
        wchar_t name[] = L"kaomon-yamada", old[] = L"Old-Password-1";
        USER_INFO_1 user{};
        user.usri1_name = name;
        user.usri1_password = old;
        user.usri1_priv = USER_PRIV_USER;
        user.usri1_flags = UF_SCRIPT | UF_NORMAL_ACCOUNT;
        QCOMPARE(::NetUserAdd(nullptr, 1, reinterpret_cast<BYTE*>(&user), nullptr), DWORD{NERR_Success});
        const auto change = [](const char* account, const char* current, const char* next) {
            return changeThroughHelper({}, {account, SecretString(current), SecretString(next), "en"}, 10s);
        };
        using Kind = OsPasswordOutcome::Kind;
        const auto wrong = change("kaomon-yamada", "not this", "Neu-ひみつ-2");
        QVERIFY(wrong.kind == Kind::Refused && wrong.code == ErrorCode::LoginFailed);
        QVERIFY(change("kaomon-yamada", "Old-Password-1", "Neu-ひみつ-2").kind == Kind::Changed);
        QVERIFY(change("kaomon-yamada", "Old-Password-1", "x").code == ErrorCode::LoginFailed);
        QVERIFY(change("nobody-of-this-name", "x", "y").code == ErrorCode::NotFound);
        ::NetUserDel(nullptr, name);
    }

    void theAgeOfADomainsPasswordIsUnknown() { QVERIFY(!readShadow("KAISHA\\taro")); }

    // Many at once, one that breaks the format, and one that comes after the listener was made anew.
    void thePipeServes() {
        const std::string pipe = R"(\\.\pipe\kaomon-agent-unit-)" + std::to_string(::GetCurrentProcessId());
        auto server = LocalServer::listen(pipe);
        QVERIFY(server);
        QVERIFY(!LocalServer::listen(pipe)); // taken
        connect(server->get(), &LocalServer::requested, this,
                [](const Caller& caller, const localipc::Message& message) {
                    localipc::Message reply{"status", 0, {}};
                    reply.set("echo", message.text("what"));
                    reply.set("uid", std::to_string(caller.uid));
                    caller.reply(std::move(reply));
                });
        std::vector<std::future<std::string>> answers;
        for (int i = 0; i < 8; ++i) {
            answers.push_back(std::async(std::launch::async, [pipe, i] {
                const auto deadline = std::chrono::steady_clock::now() + 30s;
                auto client = localipc::BlockingClient::connect(pipe, deadline);
                localipc::Message request{
                    "status", 0, {{"what", std::string(60000, 'a') + std::to_string(i)}}};
                const auto id = client ? client->send(request, deadline) : Result<std::uint64_t>(0);
                const auto reply = client ? client->receiveFor(*id, deadline)
                                          : Result<localipc::Message>(propagate(client.error()));
                return reply ? reply->text("echo").substr(60000) + ' ' + reply->text("uid")
                             : reply.error().detail;
            }));
        }
        for (int i = 0; i < 8; ++i) {
            auto& answer = answers[static_cast<std::size_t>(i)];
            QTRY_VERIFY_WITH_TIMEOUT(answer.wait_for(0s) == std::future_status::ready, kPatience);
            QCOMPARE(answer.get(), std::to_string(i) + ' ' + std::to_string(ownUid()));
        }
        QTRY_COMPARE_WITH_TIMEOUT((*server)->connectionCount(), std::size_t{0}, kPatience);
        server->reset();
        QVERIFY(LocalServer::listen(pipe));
    }
};

QTEST_GUILESS_MAIN(AgentWindowsTest)
#include "tst_agent_windows.moc"
