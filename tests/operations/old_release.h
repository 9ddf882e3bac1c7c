// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/json/object.hpp>
#include <soci/session.h>

#include <QString>

#include "base/id.h"
#include "support/server/server_process.h"

namespace kaomon::test {

// A database as an older release left it (releases/schema-N.json, made by make_release_fixture).
struct OldRelease {
    boost::json::object about;
    boost::json::object all;

    // nullopt when the file is none.
    [[nodiscard]] static std::optional<OldRelease> read(const QString& path);

    [[nodiscard]] std::string value(const char* name) const; // of what the file says of itself
    [[nodiscard]] long long version() const;
    [[nodiscard]] TenantId tenant() const;

    // Makes it on an empty database; throws what the database throws.
    void makeOn(const Backend& backend) const;
    // The first row that is not there any more with the values that it had, or what the database says; empty:
    // all are there. The database has this program's schema.
    [[nodiscard]] QString firstMissingRow(const Backend& backend) const;
};

[[nodiscard]] std::unique_ptr<soci::session> sessionOn(const Backend& backend);
// The newest step that was applied; throws what the database throws.
[[nodiscard]] long long schemaVersionOf(const Backend& backend);

} // namespace kaomon::test
