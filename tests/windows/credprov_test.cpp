// SPDX-License-Identifier: GPL-3.0-or-later
// Drives kaomon_credprov.dll as LogonUI does, with an agent that is there, absent, slow, dying or lying. What
// Windows itself would do with the logon cannot be tried under Wine: the proof is the logon, decoded.
#include <string>
#include <vector>

#include <windows.h>
// after windows.h, which it needs
#include <objbase.h>

#include "agent_process.h"
#include "check.h"
#include "credprov_change.h"
#include "credprov_filter.h"
#include "credprov_steps.h"
#include "credprov_words.h"
#include "localipc/wide_text.h"
#include "logon_ui.h"

using namespace kaomon::testing;
using kaomon::localipc::toUtf8;
using kaomon::localipc::toWide;
using kaomon::logon::Field;
using kaomon::logon::kFieldCount;

namespace {

constexpr const wchar_t* kTwin = L"kaomon_credprov_twin.dll";
constexpr const wchar_t* kLooking = L"Looking for your face…";
constexpr LONG kLogonFailure = static_cast<LONG>(0xc000006d);
constexpr int kKerbInteractiveLogon = 2;
constexpr int kKerbWorkstationUnlockLogon = 7;

// The rows as they are right after installation, but for the pipe and the language.
void freshRows() {
    registerProvider(kTwin);
    setRow(L"Pipe", std::wstring(kTestPipe));
    setRow(L"AgentImage", besideUs(L"test_agent.exe"));
    setRow(L"TimeoutSeconds", DWORD{30});
    setRow(L"CredUi", DWORD{0});
    setRow(L"SharedPc", DWORD{0});
    setRow(L"Language", std::wstring(L"en"));
}

void scenarios(Run& run) {
    CHECK_EQUAL(LogonUi(CPUS_LOGON).scenarioResult(), S_OK);
    CHECK_EQUAL(LogonUi(CPUS_UNLOCK_WORKSTATION).scenarioResult(), S_OK);
    CHECK_EQUAL(LogonUi(CPUS_CHANGE_PASSWORD).scenarioResult(), S_OK);
    CHECK_EQUAL(LogonUi(CPUS_PLAP).scenarioResult(), E_NOTIMPL);
    CHECK_EQUAL(LogonUi(CPUS_CREDUI).scenarioResult(), E_NOTIMPL);
    setRow(L"CredUi", DWORD{1});
    CHECK_EQUAL(LogonUi(CPUS_CREDUI).scenarioResult(), S_OK);
    CHECK_EQUAL(LogonUi(CPUS_CREDUI, 1).scenarioResult(), E_NOTIMPL); // generic: not a logon
}

void labels(Run& run, const std::wstring& language, const std::vector<std::wstring>& expected) {
    setRow(L"Language", language);
    const LogonUi ui(CPUS_LOGON);
    DWORD count = 0;
    ui.provider()->GetFieldDescriptorCount(&count);
    CHECK_EQUAL(count, kFieldCount);
    for (DWORD i = 0; i < count; ++i) {
        CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR* field = nullptr;
        CHECK_EQUAL(ui.provider()->GetFieldDescriptorAt(i, &field), S_OK);
        CHECK_EQUAL(field->dwFieldID, i);
        CHECK_EQUAL(toUtf8(field->pszLabel), toUtf8(expected[i]));
        ::CoTaskMemFree(field->pszLabel);
        ::CoTaskMemFree(field);
    }
    CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR* none = nullptr;
    CHECK_EQUAL(ui.provider()->GetFieldDescriptorAt(count, &none), E_INVALIDARG);
}

void fieldsInBothLanguages(Run& run) {
    const std::wstring name = L"Face logon (Kaomon)", japanese = L"顔認証 (Kaomon)";
    labels(run, L"en",
           {name, name, name, name, L"User name", L"Password", L"Log on", L"Use my face", L"Another way"});
    labels(run, L"ja",
           {japanese, japanese, japanese, japanese, L"ユーザー名", L"パスワード", L"サインイン",
            L"顔認証を行う", L"別の方法"});
}

void aTileForEachUser(Run& run) {
    const LogonUi ui(CPUS_LOGON);
    CHECK_EQUAL(ui.tileCount(), DWORD{2});
    CHECK(!ui.autoLogon().has_value());
    for (DWORD i = 0; i < 2; ++i) {
        LPWSTR text = nullptr;
        CHECK_EQUAL(ui.tile(i)->GetUserSid(&text), S_OK);
        CHECK(text == twoUsers()[i].sid);
        ::CoTaskMemFree(text);
        CHECK_EQUAL(ui.tile(i)->GetStringValue(static_cast<DWORD>(Field::Title), &text), S_OK);
        CHECK(text == twoUsers()[i].displayName);
        ::CoTaskMemFree(text);
        CREDENTIAL_PROVIDER_FIELD_STATE state{};
        CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE focus{};
        for (const Field field : {Field::Password, Field::AnotherWay, Field::TryAgain, Field::Status}) {
            CHECK_EQUAL(ui.tile(i)->GetFieldState(static_cast<DWORD>(field), &state, &focus), S_OK);
            CHECK(state == CPFS_DISPLAY_IN_SELECTED_TILE);
        }
        HBITMAP image = nullptr;
        CHECK_EQUAL(ui.tile(i)->GetBitmapValue(static_cast<DWORD>(Field::Image), &image), S_OK);
        CHECK(::DeleteObject(image) != 0);
    }
    ICredentialProviderCredential* none = nullptr;
    CHECK_EQUAL(ui.provider()->GetCredentialAt(2, &none), E_INVALIDARG);
}

void aFaceLogsOn(Run& run, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, int type, const char* asked) {
    const AgentProcess agent(L"accept");
    CHECK(agent.isReady());
    LogonUi ui(scenario);
    ui.select(0);
    CHECK(pumpUntil([&] { return ui.hasChanged(); }));
    CHECK_EQUAL(ui.autoLogon().value_or(99), DWORD{0});
    const Submitted sent = ui.comeForTheLogon();
    CHECK(sent.response == CPGSR_RETURN_CREDENTIAL_FINISHED);
    CHECK_EQUAL(sent.package, ULONG{77});
    CHECK(sent.provider == kaomon::logon::kProviderId);
    CHECK(sent.logon.has_value());
    if (sent.logon) {
        CHECK_EQUAL(sent.logon->type, type);
        CHECK_EQUAL(toUtf8(sent.logon->domain), std::string("KAISHA"));
        CHECK_EQUAL(toUtf8(sent.logon->name), std::string("hanako"));
        CHECK_EQUAL(toUtf8(sent.logon->password), std::string("ひみつ Ä1!"));
    }
    CHECK(ui.report(0).empty());
    CHECK(!ui.autoLogon().has_value()); // used once
    const auto requests = agent.requests();
    CHECK_EQUAL(requests.size(), std::size_t{2});
    CHECK_EQUAL(requests.at(0), std::string("authenticate|KAISHA\\hanako|") + asked + "|0|");
    CHECK_EQUAL(requests.at(1), std::string("takeOsSecret||||"));
}

void aFaceLogsOnAndUnlocks(Run& run) {
    aFaceLogsOn(run, CPUS_LOGON, kKerbInteractiveLogon, "logon");
    aFaceLogsOn(run, CPUS_UNLOCK_WORKSTATION, kKerbWorkstationUnlockLogon, "unlock");
}

void aProgramAsksForCredentials(Run& run) {
    setRow(L"CredUi", DWORD{1});
    const AgentProcess agent(L"accept");
    LogonUi ui(CPUS_CREDUI);
    ui.select(1);
    CHECK(ui.waitForStatus(L"To use your face, choose \"Use my face\". Or type your password."));
    CHECK(agent.requests().empty()); // a face in front of the camera is no consent
    ui.click(Field::TryAgain);
    CHECK(pumpUntil([&] { return ui.hasChanged(); }));
    const Submitted sent = ui.comeForTheLogon();
    CHECK(sent.logon && sent.logon->name == L"taro");
    CHECK_EQUAL(agent.requests().at(0), std::string("authenticate|KAISHA\\taro|elevation|1|"));
}

void onlyTheFaceByPolicy(Run& run) {
    for (const wchar_t* behaviour : {L"nothing", L"emergency-none"}) {
        const AgentProcess agent(behaviour);
        const wchar_t* words =
            L"Only your face lets you in here. Please try again, or ask your administrator.";
        LogonUi ui(CPUS_LOGON);
        ui.select(0);
        CHECK(ui.waitForStatus(words));
        ui.type(Field::Password, L"typed");
        const Submitted sent = ui.submit();
        CHECK(sent.response == CPGSR_NO_CREDENTIAL_NOT_FINISHED && !sent.logon);
        CHECK_EQUAL(toUtf8(sent.words), toUtf8(words));
        ui.click(Field::AnotherWay);
        CHECK(ui.waitForStatus(
            L"Windows does not take this here. Please choose another of the sign-in options."));
    }
}

void progressIsShownAndAPasswordNeedNotWait(Run& run) {
    const AgentProcess agent(L"silent");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(kLooking)); // the agent's second word; it will say no more
    ui.type(Field::Password, L"typed");
    const Submitted sent = ui.submit();
    CHECK(sent.response == CPGSR_RETURN_CREDENTIAL_FINISHED && sent.logon);
    CHECK(sent.logon->password == L"typed");
}

void anotherWayEndsTheAttempt(Run& run) {
    const AgentProcess agent(L"silent");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(kLooking));
    ui.click(Field::AnotherWay);
    CHECK(ui.waitForStatus(L"Please type your password, or choose one of the sign-in options."));
    ui.click(Field::TryAgain);
    CHECK(ui.waitForStatus(kLooking));
    CHECK_EQUAL(agent.requests().size(),
                std::size_t{2}); // the first was called off: the agent hears one at a time
}

void anotherTileAsksAnew(Run& run) {
    const AgentProcess agent(L"silent");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(kLooking));
    ui.type(Field::Password, L"half a passw");
    ui.deselect();
    ui.select(1);
    CHECK(ui.waitForStatus(kLooking));
    CHECK_EQUAL(agent.requests().at(1), std::string("authenticate|KAISHA\\taro|logon|0|"));
    ui.deselect();
    ui.select(0);
    const Submitted sent = ui.submit(); // nothing was left in the field
    CHECK(!sent.logon);
}

void aForeignProgramIsNotAsked(Run& run) {
    CHECK(::CopyFileW(besideUs(L"test_agent.exe").c_str(), besideUs(L"squatter.exe").c_str(), FALSE) != 0);
    {
        const AgentProcess squatter(L"accept", L"squatter.exe");
        CHECK(squatter.isReady());
        LogonUi ui(CPUS_LOGON);
        ui.select(0);
        CHECK(ui.waitForStatus(L"Please type your password."));
        CHECK(!ui.hasChanged());
        CHECK(squatter.requests().empty());
    }
    ::DeleteFileW(besideUs(L"squatter.exe").c_str());
}

void whoeverItIs(Run& run) {
    setRow(L"SharedPc", DWORD{1});
    const AgentProcess agent(L"identify");
    LogonUi ui(CPUS_LOGON);
    CHECK_EQUAL(ui.tileCount(), DWORD{3});
    LPWSTR sid = nullptr;
    CHECK_EQUAL(ui.tile(2)->GetUserSid(&sid), S_FALSE);
    CHECK(sid == nullptr);
    ui.select(2);
    CHECK_EQUAL(toUtf8(ui.text(Field::Title)), std::string("Log on with your face"));
    CHECK(pumpUntil([&] { return ui.hasChanged(); }));
    const Submitted sent = ui.comeForTheLogon();
    CHECK(sent.logon && sent.logon->domain == L"OFFICE" && sent.logon->name == L"yamada");
    CHECK_EQUAL(agent.requests().at(0), std::string("authenticate||logon|0|"));
}

void whoeverItIsWithAPassword(Run& run) {
    setRow(L"SharedPc", DWORD{1});
    {
        const AgentProcess agent(L"accept"); // names no account: that opens nothing
        LogonUi ui(CPUS_LOGON, 0, {});
        CHECK_EQUAL(ui.tileCount(), DWORD{1});
        ui.select(0);
        CHECK(ui.waitForStatus(L"Face logon did not work this time. Please use your password."));
        CHECK(!ui.hasChanged());
    }
    LogonUi ui(CPUS_LOGON, 0, {});
    ui.select(ui.tileCount() - 1);
    CHECK(ui.waitForStatus(L"Please type your password."));
    ui.type(Field::Password, L"typed");
    CHECK(ui.submit().words == L"Please type your user name and password.");
    ui.type(Field::UserName, L"taro@kaisha.example");
    const Submitted sent = ui.submit();
    CHECK(sent.logon && sent.logon->domain.empty() && sent.logon->name == L"taro@kaisha.example");
}

void aTypedPasswordThatWorkedIsKept(Run& run) {
    const AgentProcess agent(L"empty");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(L"Your face was recognised. Please type your password once. From the next time on "
                           L"your face is enough."));
    ui.type(Field::Password, L"wrong");
    CHECK(ui.submit().logon.has_value());
    CHECK(ui.report(kLogonFailure).empty()); // Windows' own words
    ui.type(Field::Password, L"ただしい");
    CHECK(ui.submit().logon.has_value());
    CHECK(ui.report(0).empty());
    CHECK(pumpUntil([&] { return agent.requests().size() == 3; }));
    CHECK_EQUAL(agent.requests().at(2), std::string("keepOsSecret|KAISHA\\hanako|||ただしい"));
}

void aKeptPasswordThatFailsIsNotSentAgain(Run& run) {
    const AgentProcess agent(L"accept");
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(pumpUntil([&] { return ui.hasChanged(); }));
    CHECK(ui.comeForTheLogon().logon.has_value());
    CHECK(
        toUtf8(ui.report(kLogonFailure)).starts_with("Your face was recognised. Your password was changed"));
    CHECK(!ui.autoLogon().has_value());
    ui.type(Field::Password, L"new one");
    const Submitted sent = ui.submit();
    CHECK(sent.logon && sent.logon->password == L"new one");
    CHECK(ui.report(0).empty());
    CHECK(pumpUntil([&] { return agent.requests().size() == 3; }));
    CHECK_EQUAL(agent.requests().at(2), std::string("keepOsSecret|KAISHA\\hanako|||new one"));
}

void hostileInput(Run& run) {
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    ICredentialProviderCredential2* tile = ui.tile(0);
    CHECK_EQUAL(tile->SetStringValue(static_cast<DWORD>(Field::Password), std::wstring(600, L'x').c_str()),
                E_INVALIDARG);
    CHECK_EQUAL(tile->SetStringValue(static_cast<DWORD>(Field::Status), L"x"), E_INVALIDARG);
    CHECK_EQUAL(tile->SetStringValue(99, L"x"), E_INVALIDARG);
    CHECK_EQUAL(tile->CommandLinkClicked(99), E_INVALIDARG);
    CHECK_EQUAL(tile->GetSerialization(nullptr, nullptr, nullptr, nullptr), E_POINTER);
    CHECK_EQUAL(tile->ReportResult(0, 0, nullptr, nullptr), E_POINTER);
    CHECK_EQUAL(tile->SetCheckboxValue(0, TRUE), E_NOTIMPL);
    void* none = nullptr;
    CHECK_EQUAL(tile->QueryInterface(__uuidof(ICredentialProvider), &none), E_NOINTERFACE);
}

// With the pieces as they are shipped. Wine's LSA does not know the package: then the person is told so.
void theShippedDll(Run& run) {
    registerProvider(L"kaomon_credprov.dll");
    LogonUi ui(CPUS_LOGON);
    CHECK_EQUAL(ui.tileCount(), DWORD{2});
    ui.select(0);
    CHECK(ui.waitForStatus(L"Please type your password."));
    ui.type(Field::Password, L"typed");
    const Submitted sent = ui.submit();
    const bool isKnown = kaomon::logon::lookUpNegotiate().has_value();
    std::printf("  Negotiate is %s to this LSA\n", isKnown ? "known" : "not known");
    CHECK(sent.logon.has_value() == isKnown);
    CHECK(isKnown ||
          sent.words == L"Windows does not take this here. Please choose another of the sign-in options.");
}

// After the installer: finds the provider by the rows that are there. Writes none.
void theInstalledProvider(Run& run) {
    LogonUi ui(CPUS_LOGON);
    CHECK_EQUAL(ui.scenarioResult(), S_OK);
    CHECK_EQUAL(ui.tileCount(), DWORD{2});
    ui.select(0);
    CHECK(pumpUntil([&] { return ui.status().starts_with(L"Please") || ui.status().ends_with(L"。"); }));
    std::wstring path(MAX_PATH, L'\0');
    const HMODULE module = ::GetModuleHandleW(L"kaomon_credprov.dll");
    path.resize(::GetModuleFileNameW(module, path.data(), MAX_PATH));
    CHECK_EQUAL(toUtf8(path), std::string(R"(C:\Program Files\Kaomon\kaomon_credprov.dll)"));
}

// LogonUI may go away at any moment, and with it the provider.
void theModuleGoesWhenAllIsOver(Run& run) {
    const AgentProcess agent(L"silent");
    {
        LogonUi ui(CPUS_LOGON);
        ui.select(0);
        CHECK(ui.waitForStatus(kLooking));
    }
    const HMODULE module = ::GetModuleHandleW(kTwin);
    CHECK(module != nullptr);
    using CanUnload = HRESULT(STDAPICALLTYPE*)();
    const auto canUnload =
        reinterpret_cast<CanUnload>(reinterpret_cast<void*>(::GetProcAddress(module, "DllCanUnloadNow")));
    CHECK(canUnload != nullptr);
    CHECK(pumpUntil([&] { return canUnload() == S_OK; })); // no object and no thread is left
}

} // namespace

extern "C" int wmain(int argc, wchar_t** argv) {
    ::CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED);
    Run run;
    if (argc > 1 && std::wstring_view(argv[1]) == L"--installed") {
        run.add("theInstalledProvider", theInstalledProvider);
        const int failed = run.all({});
        ::CoUninitialize();
        return failed;
    }
    const auto add = [&run](const char* name, void (*body)(Run&)) {
        run.add(name, [body](Run& r) {
            freshRows();
            body(r);
        });
    };
    add("scenarios", scenarios);
    add("fieldsInBothLanguages", fieldsInBothLanguages);
    add("aTileForEachUser", aTileForEachUser);
    add("aFaceLogsOnAndUnlocks", aFaceLogsOnAndUnlocks);
    add("aProgramAsksForCredentials", aProgramAsksForCredentials);
    add("everyAnswerHasItsWords", everyAnswerHasItsWords);
    add("onlyTheFaceByPolicy", onlyTheFaceByPolicy);
    add("aPinBesideTheFace", aPinBesideTheFace);
    add("anotherWayInsteadOfThePin", anotherWayInsteadOfThePin);
    add("aCodeInsteadOfTheFace", aCodeInsteadOfTheFace);
    add("aCodeThenThePin", aCodeThenThePin);
    add("aCodeThatIsTooLate", aCodeThatIsTooLate);
    add("progressIsShownAndAPasswordNeedNotWait", progressIsShownAndAPasswordNeedNotWait);
    add("anotherWayEndsTheAttempt", anotherWayEndsTheAttempt);
    add("anotherTileAsksAnew", anotherTileAsksAnew);
    add("aForeignProgramIsNotAsked", aForeignProgramIsNotAsked);
    add("whoeverItIs", whoeverItIs);
    add("whoeverItIsWithAPassword", whoeverItIsWithAPassword);
    add("aTypedPasswordThatWorkedIsKept", aTypedPasswordThatWorkedIsKept);
    add("aKeptPasswordThatFailsIsNotSentAgain", aKeptPasswordThatFailsIsNotSentAgain);
    add("aPasswordIsChanged", aPasswordIsChanged);
    add("whatStandsInTheWayOfAChangeIsSaid", whatStandsInTheWayOfAChangeIsSaid);
    add("fieldsOfAChangeInBothLanguages", fieldsOfAChangeInBothLanguages);
    add("whatThePolicyHides", whatThePolicyHides);
    add("anAgentThatCannotHelpHidesNothing", anAgentThatCannotHelpHidesNothing);
    add("probationComesFirst", probationComesFirst);
    add("logonsByFaceCountForProbation", logonsByFaceCountForProbation);
    add("afterABadEndNothingIsHidden", afterABadEndNothingIsHidden);
    add("whereWeHaveNoTileNothingIsHidden", whereWeHaveNoTileNothingIsHidden);
    add("hostileInput", hostileInput);
    add("theShippedDll", theShippedDll);
    add("theModuleGoesWhenAllIsOver", theModuleGoesWhenAllIsOver);
    const int wrong = run.all(argc > 1 ? toUtf8(argv[1]) : std::string());
    ::CoUninitialize();
    return wrong;
}
