// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "base/id.h"
#include "client/api_client.h"
#include "wire/imports.h"

// The calls of libcore/client and the requests that docs/protocol.md section 4 wants for them.
namespace kaomon::client::test {

inline constexpr const char* kId = "0193a000-0000-7000-8000-000000000001";
inline constexpr const char* kOther = "0193a000-0000-7000-8000-000000000002";

template<class IdType>
IdType idOf(const char* text) {
    return IdType::parse(text).value();
}

struct Case {
    const char* name;
    const char* expected; // "METHOD target"
    bool isAnonymous;
    std::function<void(ApiClient&)> call;
};

inline const UserId kUser = idOf<UserId>(kId);
inline const DeviceId kDevice = idOf<DeviceId>(kId);
inline const GroupId kGroup = idOf<GroupId>(kId);
inline const ImportId kImport = idOf<ImportId>(kId);

[[nodiscard]] std::vector<Case> accountCases();
[[nodiscard]] std::vector<Case> helpCases();
[[nodiscard]] std::vector<Case> groupCases();
[[nodiscard]] std::vector<Case> importCases();
[[nodiscard]] std::vector<Case> deviceCases();
[[nodiscard]] std::vector<Case> dataCases();
[[nodiscard]] std::vector<Case> dutyCases();

} // namespace kaomon::client::test
