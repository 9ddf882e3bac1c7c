// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QFuture>

#include "base/clock.h"
#include "client/admin_keyring.h"
#include "client/services.h"
#include "wire/settings.h"

namespace kaomon::client {

// Whose settings are asked for; an id left out means anybody, any PC.
struct SettingsQuestion {
    std::optional<UserId> user = {};
    std::optional<DeviceId> device = {};
};

// /v1/settings of docs/protocol.md 4.8: what the signed documents mean, what they said before, whom a new one
// would affect. The ApiClient outlives the service; same thread.
class SettingsService {
public:
    explicit SettingsService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::SettingsTable>> table();
    [[nodiscard]] QFuture<Result<wire::SettingsExplanation>> explain(const SettingsQuestion& question = {});
    // Newest first.
    [[nodiscard]] QFuture<Result<wire::SettingsVersionPage>> versions(const std::string& scope,
                                                                      const PageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::SettingsVersion>> version(const std::string& scope, long long version);
    // `from` and `to` as the server takes them: a version, an RFC 3339 time; `to` empty for now.
    [[nodiscard]] QFuture<Result<wire::SettingsDifference>>
    difference(const std::string& scope, const std::string& from, const std::string& to = {});
    // ErrorCode::ValidationFailed and Conflict (locked above) as the document itself would be refused.
    [[nodiscard]] QFuture<Result<wire::SettingsPreview>> preview(const wire::SettingsProposal& proposal);

private:
    ApiClient& m_api;
};

// Signs settings documents and puts them in force, as the next version of what is in force when the call
// starts: if somebody else is faster, ErrorCode::StaleRevision and nothing is changed. Errors besides those
// of the server: those of AdminKeyring::signSettings(). The ApiClient and the clock outlive the futures; same
// thread.
class SettingsWriter {
public:
    using Written = Result<wire::PolicyDocument>;

    SettingsWriter(ApiClient& api, std::shared_ptr<const AdminKeyring> keyring, const Clock& clock)
        : m_api(api)
        , m_keyring(std::move(keyring))
        , m_clock(clock) {}

    // Replaces all that the scope's document says.
    [[nodiscard]] QFuture<Written> write(const std::string& scope, const wire::SettingsBody& settings);
    // The same, but only while `version` (0 = none) is still in force: for one who has shown it to a person.
    [[nodiscard]] QFuture<Written> writeAfter(const std::string& scope, long long version,
                                              const wire::SettingsBody& settings);
    // A new version that says what `version` said. ErrorCode::NotFound.
    [[nodiscard]] QFuture<Written> revert(const std::string& scope, long long version,
                                          const std::string& reason);
    // The same settings for another scope: first a group that tries them, then everybody.
    [[nodiscard]] QFuture<Written> copy(const std::string& from, const std::string& to,
                                        const std::string& reason);

private:
    ApiClient& m_api;
    std::shared_ptr<const AdminKeyring> m_keyring;
    const Clock& m_clock;
};

} // namespace kaomon::client
