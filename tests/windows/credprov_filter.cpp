// SPDX-License-Identifier: GPL-3.0-or-later
#include "credprov_filter.h"

#include <array>
#include <chrono>
#include <cstdint>

#include <windows.h>
// after windows.h, which it needs
#include <objbase.h>

#include "agent_process.h"
#include "logon/windows/probation.h"
#include "logon_ui.h"

namespace kaomon::testing {
namespace {

using logon::kProbationKey;
using logon::kProbationLogons;

// In the order of kOptions.
struct OnScreen {
    bool ours, password, pin, other;
    bool operator==(const OnScreen&) const = default;
};
constexpr OnScreen kAll{true, true, true, true};
constexpr OnScreen kWithoutOthers{true, true, false, false};

constexpr GUID kPassword{0x60b78e88, 0xead8, 0x445c, {0x9c, 0xfd, 0x0b, 0x87, 0xf7, 0x4e, 0xa6, 0xcd}};
constexpr GUID kPin{0xd6886603, 0x9d2f, 0x4eb2, {0xb6, 0x67, 0x19, 0x71, 0x04, 0x1f, 0xa9, 0x6b}};
constexpr GUID kOther{0x11111111, 0x2222, 0x3333, {0x44, 0x44, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55}};

// What LogonUI does before it makes any tile: asks the filter that the registry names.
OnScreen filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, bool isOursThere = true) {
    std::array<GUID, 4> options{logon::kProviderId, kPassword, kPin, kOther};
    std::array<BOOL, 4> allowed{isOursThere ? TRUE : FALSE, TRUE, TRUE, TRUE};
    logon::ComPtr<ICredentialProviderFilter> filter;
    if (isFilterRegistered() &&
        SUCCEEDED(::CoCreateInstance(logon::kProviderId, nullptr, CLSCTX_INPROC_SERVER,
                                     __uuidof(ICredentialProviderFilter),
                                     reinterpret_cast<void**>(filter.out())))) {
        filter->Filter(scenario, 0, options.data(), allowed.data(), static_cast<DWORD>(options.size()));
    }
    return {allowed[0] != FALSE, allowed[1] != FALSE, allowed[2] != FALSE, allowed[3] != FALSE};
}

void setProbation(DWORD logons, std::chrono::seconds ago) {
    const std::int64_t first = std::chrono::duration_cast<std::chrono::seconds>(
                                   (std::chrono::system_clock::now() - ago).time_since_epoch())
                                   .count();
    ::RegDeleteTreeW(HKEY_LOCAL_MACHINE, kProbationKey);
    ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, kProbationKey, L"Logons", REG_DWORD, &logons, sizeof logons);
    ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, kProbationKey, L"First", REG_QWORD, &first, sizeof first);
}

void passProbation() {
    setProbation(kProbationLogons, logon::kProbationTime + std::chrono::hours(1));
}

DWORD countedLogons() {
    DWORD value = 0, size = sizeof value;
    ::RegGetValueW(HKEY_LOCAL_MACHINE, kProbationKey, L"Logons", RRF_RT_REG_DWORD, nullptr, &value, &size);
    return value;
}

} // namespace

void whatThePolicyHides(Run& run) {
    passProbation();
    {
        const AgentProcess agent(L"filter");
        CHECK(filter(CPUS_LOGON) == kWithoutOthers); // the standard one stays for whoever has no tile here
        logon::noteEnd();
        CHECK(filter(CPUS_UNLOCK_WORKSTATION) == kWithoutOthers);
        logon::noteEnd();
    }
    const AgentProcess named(L"filter-list"); // the standard one and ours
    CHECK((filter(CPUS_LOGON) == OnScreen{true, false, true, true}));
}

void anAgentThatCannotHelpHidesNothing(Run& run) {
    passProbation();
    CHECK(filter(CPUS_LOGON) == kAll); // none there
    for (const wchar_t* behaviour : {L"filter-not-now", L"filter-silent", L"filter-garbage", L"filter-die"}) {
        const AgentProcess agent(behaviour);
        CHECK(agent.isReady());
        CHECK(filter(CPUS_LOGON) == kAll);
        CHECK_EQUAL(agent.requests().size(), std::size_t{1});
    }
    CHECK(::CopyFileW(besideUs(L"test_agent.exe").c_str(), besideUs(L"squatter.exe").c_str(), FALSE) != 0);
    {
        const AgentProcess squatter(L"filter", L"squatter.exe");
        CHECK(filter(CPUS_LOGON) == kAll);
    }
    ::DeleteFileW(besideUs(L"squatter.exe").c_str());
    const AgentProcess agent(L"filter"); // with the same rows
    CHECK(filter(CPUS_LOGON) == kWithoutOthers);
}

void probationComesFirst(Run& run) {
    const AgentProcess agent(L"filter");
    const auto week = std::chrono::seconds(logon::kProbationTime);
    ::RegDeleteTreeW(HKEY_LOCAL_MACHINE, kProbationKey);
    CHECK(filter(CPUS_LOGON) == kAll);
    setProbation(kProbationLogons - 1, week + week);
    CHECK(filter(CPUS_LOGON) == kAll);
    setProbation(1000, week - std::chrono::hours(1));
    CHECK(filter(CPUS_LOGON) == kAll);
    setProbation(1000, -week); // the clock was wrong then, or is now
    CHECK(filter(CPUS_LOGON) == kAll);
    CHECK(agent.requests().empty());
    passProbation();
    CHECK(filter(CPUS_LOGON) == kWithoutOthers);
}

void logonsByFaceCountForProbation(Run& run) {
    ::RegDeleteTreeW(HKEY_LOCAL_MACHINE, kProbationKey);
    const AgentProcess agent(L"accept");
    const auto logOn = [&run](LONG result) {
        LogonUi ui(CPUS_LOGON);
        ui.select(0);
        CHECK(pumpUntil([&] { return ui.hasChanged(); }));
        CHECK(ui.comeForTheLogon().logon.has_value());
        (void)ui.report(result);
    };
    logOn(static_cast<LONG>(0xc000006d)); // Windows refused it
    CHECK_EQUAL(countedLogons(), DWORD{0});
    logOn(0);
    logOn(0);
    CHECK_EQUAL(countedLogons(), DWORD{2});
    LogonUi ui(CPUS_LOGON);
    ui.select(1);
    ui.type(logon::Field::Password, L"typed");
    CHECK(ui.submit().logon.has_value());
    (void)ui.report(0);
    CHECK_EQUAL(countedLogons(), DWORD{2}); // that was no face
}

void afterABadEndNothingIsHidden(Run& run) {
    passProbation();
    const AgentProcess agent(L"filter");
    CHECK(filter(CPUS_LOGON) == kWithoutOthers);
    CHECK(filter(CPUS_LOGON) == kAll); // LogonUI is there again and never said that it went
    CHECK(filter(CPUS_LOGON) == kAll);
    { const LogonUi ui(CPUS_LOGON); } // comes to its end
    CHECK(filter(CPUS_LOGON) == kWithoutOthers);
}

void whereWeHaveNoTileNothingIsHidden(Run& run) {
    passProbation();
    setRow(L"CredUi", DWORD{1});
    const AgentProcess agent(L"filter");
    CHECK(filter(CPUS_CREDUI) == kAll);
    CHECK(filter(CPUS_CHANGE_PASSWORD) == kAll);
    CHECK((filter(CPUS_LOGON, false) == OnScreen{false, true, true, true})); // another filter hid ours
    CHECK(agent.requests().empty());
    CHECK(filter(CPUS_LOGON) == kWithoutOthers);
}

} // namespace kaomon::testing
