// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <filesystem>

#include "auth/address_check.h"
#include "http/openapi.h"
#include "runtime/api_routes.h"

namespace kaomon::runtime {
namespace {

// A folder of its own that goes with the object.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kaomon-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) {
            m_path = pattern;
        }
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!m_path.empty()) {
            std::filesystem::remove_all(m_path, ignored);
        }
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace

Result<std::string> apiDescription() {
    const TemporaryFolder folder;
    if (folder.path().empty()) {
        return fail(ErrorCode::StorageFailed, "no temporary folder");
    }
    auto key = auth::ServerKey::open(folder.path() / "server.key");
    if (!key) {
        return propagate(key.error());
    }
    auto database = storage::Database::open(
        {.url = "sqlite://" + (folder.path() / "empty.db").string(), .readers = 1, .isMigrating = true});
    if (!database) {
        return propagate(database.error());
    }
    const SystemClock clock;
    auth::CpuPool cpu(1, 0);
    auth::ProofChecker proofs(clock);
    auth::AddressCheck addresses(**database, clock);
    features::ServiceContext services{**database, clock, *key, cpu, addresses};
    features::StreamHub streams(**database, clock);
    http::Router router;
    features::DutyState state(**database, clock);
    features::ReleaseStore releases({}, {});
    const http::PinBoard pins;
    if (Status added = addApiRoutes(router, services, proofs, {}, streams, {state, releases, false}, pins);
        !added) {
        return propagate(added.error());
    }
    const features::EventOptions events;
    addEventRoutes(router, services, streams, events);
    return http::openApiDocument(router, programVersion());
}

} // namespace kaomon::runtime
