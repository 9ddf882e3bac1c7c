// SPDX-License-Identifier: GPL-3.0-or-later
#include "credprov_steps.h"

#include <string>

#include <windows.h>

#include "agent_process.h"
#include "logon_ui.h"

namespace kaomon::testing {

using logon::Field;

namespace {

constexpr const wchar_t* kReadOut = L"Your face cannot be used. Call your administrator and read out this "
                                    L"request code: 7K2M-QX9D Then type the "
                                    L"administrator's code instead of a password.";
constexpr const wchar_t* kCodeWrong = L"This code is not right. Please check it and type it again.";

} // namespace

void aPinBesideTheFace(Run& run) {
    const AgentProcess agent(L"pin");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    const wchar_t* asked = L"Your face was recognised. Please type the PIN of this PC instead of a password.";
    CHECK(ui.waitForStatus(asked));
    ui.type(Field::Password, L"1234");
    CHECK(!ui.submit().logon); // a PIN never goes to Windows as a password
    CHECK(ui.waitForStatus(L"This PIN is not right. Please type it again, or choose \"Another way\"."));
    ui.type(Field::Password, L"0000");
    CHECK(!ui.submit().logon);
    CHECK(ui.waitForStatus(L"There were too many wrong PINs. Please wait a moment and try again; if that "
                           L"does not help, ask your administrator."));
    CHECK(!ui.hasChanged());
    ui.type(Field::Password, L"4711");
    CHECK(ui.submit().response == CPGSR_NO_CREDENTIAL_NOT_FINISHED);
    CHECK(pumpUntil([&] { return ui.hasChanged(); }));
    const Submitted sent = ui.comeForTheLogon();
    CHECK(sent.logon && sent.logon->name == L"hanako" && sent.logon->password == L"ひみつ Ä1!");
    CHECK(ui.report(0).empty());
    const auto requests = agent.requests();
    CHECK_EQUAL(requests.size(), std::size_t{5}); // the ticket of the look alone is not cashed
    CHECK_EQUAL(requests.at(1), std::string("checkPin|KAISHA\\hanako|||1234"));
    CHECK_EQUAL(requests.at(4), std::string("takeOsSecret||||"));
}

void anotherWayInsteadOfThePin(Run& run) {
    const AgentProcess agent(L"pin");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(
        ui.waitForStatus(L"Your face was recognised. Please type the PIN of this PC instead of a password."));
    ui.click(Field::AnotherWay);
    ui.type(Field::Password, L"typed");
    const Submitted sent = ui.submit();
    CHECK(sent.logon && sent.logon->password == L"typed");
    CHECK_EQUAL(agent.requests().size(), std::size_t{1});
}

void aCodeInsteadOfTheFace(Run& run) {
    const AgentProcess agent(L"emergency");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(kReadOut));
    ui.type(Field::Password, L"my password");
    CHECK(!ui.submit().logon); // not before the code
    CHECK(ui.waitForStatus(kCodeWrong));
    ui.type(Field::Password, L"ABCDE-FGHJK");
    CHECK(!ui.submit().logon);
    CHECK(ui.waitForStatus(L"The code was accepted. Please type your password."));
    CHECK(!ui.hasChanged());
    ui.type(Field::Password, L"my password");
    const Submitted sent = ui.submit();
    CHECK(sent.logon && sent.logon->name == L"hanako" && sent.logon->password == L"my password");
    const auto requests = agent.requests();
    CHECK_EQUAL(requests.size(), std::size_t{4});
    CHECK_EQUAL(requests.at(1), std::string("emergencyBegin|KAISHA\\hanako|||"));
    CHECK_EQUAL(requests.at(3), std::string("emergencyAnswer|KAISHA\\hanako|||ABCDE-FGHJK"));
}

void aCodeThenThePin(Run& run) {
    const AgentProcess agent(L"emergency-pin");
    LogonUi ui(CPUS_UNLOCK_WORKSTATION);
    ui.select(0);
    CHECK(ui.waitForStatus(kReadOut));
    ui.type(Field::Password, L"ABCDE-FGHJK");
    CHECK(!ui.submit().logon);
    CHECK(ui.waitForStatus(L"The code was accepted. Please type the PIN of this PC instead of a password."));
    ui.type(Field::Password, L"4711");
    CHECK(!ui.submit().logon);
    CHECK(pumpUntil([&] { return ui.hasChanged(); }));
    const Submitted sent = ui.comeForTheLogon();
    CHECK(sent.logon && sent.logon->password == L"ひみつ Ä1!");
}

void aCodeThatIsTooLate(Run& run) {
    const AgentProcess agent(L"emergency");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(kReadOut));
    ui.type(Field::Password, L"LATE");
    CHECK(!ui.submit().logon);
    CHECK(ui.waitForStatus(L"Only your face lets you in here. Please try again, or ask your administrator."));
    ui.type(Field::Password, L"my password");
    CHECK(!ui.submit().logon); // still barred
    ui.click(Field::TryAgain);
    CHECK(ui.waitForStatus(kReadOut)); // the face once more, then a code once more
}

} // namespace kaomon::testing
