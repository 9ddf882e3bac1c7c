// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/probation.h"

#include <cstdint>
#include <limits>
#include <optional>

#include <windows.h>

namespace kaomon::logon {
namespace {

constexpr const wchar_t* kLogons = L"Logons";
constexpr const wchar_t* kFirst = L"First"; // seconds since 1970
constexpr const wchar_t* kEndMissing = L"EndMissing";

template<class Number>
std::optional<Number> read(const wchar_t* name, DWORD kind) {
    Number value = 0;
    DWORD size = sizeof value;
    const LSTATUS result =
        ::RegGetValueW(HKEY_LOCAL_MACHINE, kProbationKey, name, kind, nullptr, &value, &size);
    return result == ERROR_SUCCESS ? std::optional(value) : std::nullopt;
}

template<class Number>
bool write(const wchar_t* name, DWORD kind, Number value) {
    return ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, kProbationKey, name, kind, &value, sizeof value) ==
           ERROR_SUCCESS;
}

std::int64_t secondsNow() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

void noteFaceLogon() {
    const DWORD before = read<DWORD>(kLogons, RRF_RT_REG_DWORD).value_or(0);
    if (before == 0 && !write(kFirst, REG_QWORD, secondsNow())) {
        return;
    }
    if (before < std::numeric_limits<DWORD>::max()) {
        write(kLogons, REG_DWORD, before + 1);
    }
}

bool isProbationOver() {
    const auto logons = read<DWORD>(kLogons, RRF_RT_REG_DWORD);
    const auto first = read<std::int64_t>(kFirst, RRF_RT_REG_QWORD);
    if (!logons || !first || *logons < kProbationLogons || *first <= 0) {
        return false;
    }
    return secondsNow() - *first >= std::chrono::seconds(kProbationTime).count();
}

bool isEndMissing() {
    return read<DWORD>(kEndMissing, RRF_RT_REG_DWORD).value_or(0) != 0;
}

bool expectEnd() {
    return write(kEndMissing, REG_DWORD, DWORD{1});
}

void noteEnd() {
    if (isEndMissing()) {
        write(kEndMissing, REG_DWORD, DWORD{0});
    }
}

} // namespace kaomon::logon
