// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/text_encoding.h"
#include "exchange/user_columns.h"
#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/user_list.h"
#include "wire/users.h"

namespace kaomon::features {

struct UserFileOptions {
    std::vector<exchange::UserColumn> columns;
    exchange::Language language = exchange::Language::Japanese;
    exchange::TextEncoding encoding = exchange::TextEncoding::Utf8;
    bool isMarked = false; // begins with a byte order mark
};

// Users of a tenant as CSV, five hundred at a time. Used by one coroutine; `services` outlives it.
class UserFile {
public:
    UserFile(ServiceContext& services, TenantId tenant, UserFileOptions options)
        : m_services(services)
        , m_tenant(std::move(tenant))
        , m_options(std::move(options)) {}

    // The next piece; empty at the end. Errors of Database.
    [[nodiscard]] http::Awaitable<Result<std::string>> next();
    // Characters so far that the encoding does not have, written as geta marks.
    [[nodiscard]] std::size_t unmappable() const { return m_unmappable; }

private:
    [[nodiscard]] std::string header() const;
    [[nodiscard]] std::string line(const wire::User& user) const;
    [[nodiscard]] std::string cell(const wire::User& user, exchange::UserColumn column) const;

    ServiceContext& m_services;
    TenantId m_tenant;
    UserFileOptions m_options;
    std::optional<storage::ListPosition> m_after;
    std::size_t m_unmappable = 0;
    bool m_isBegun = false;
    bool m_isOver = false;
};

} // namespace kaomon::features
