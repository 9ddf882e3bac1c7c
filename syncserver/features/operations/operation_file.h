// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "exchange/text_encoding.h"
#include "exchange/user_columns.h"
#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/operation_repository.h"

namespace kaomon::features {

enum class OperationFormat { Csv, Jsonl };

struct OperationFileOptions {
    storage::OperationFilter filter; // oldest first
    OperationFormat format = OperationFormat::Csv;
    exchange::Language language = exchange::Language::Japanese;
    exchange::TextEncoding encoding = exchange::TextEncoding::Utf8;
    bool isMarked = false; // begins with a byte order mark
    // A long log is fetched in parts: filter.afterSeq is where the part before ended, and nothing that
    // belongs to the beginning of a file is written again.
    std::optional<long long> until; // last number of this part; the newest when absent
    bool hasMore = false;           // another part follows, so that this is not the end of the file
};

// Entries of the operation log as CSV or as lines of JSON with the chain's hashes, a thousand at a time, in
// constant memory, up to the entry that was the last one when it began. Used by one coroutine; `services`
// outlives it.
class OperationFile {
public:
    OperationFile(ServiceContext& services, TenantId tenant, OperationFileOptions options)
        : m_services(services)
        , m_tenant(std::move(tenant))
        , m_options(std::move(options)) {}

    // The next piece; empty at the end. Errors of Database; ErrorCode::StorageCorrupt.
    [[nodiscard]] http::Awaitable<Result<std::string>> next();

private:
    [[nodiscard]] Result<std::string> piece(storage::UnitOfWork& unit);
    [[nodiscard]] Result<std::string> begin(storage::UnitOfWork& unit);
    [[nodiscard]] Result<std::string> line(const storage::OperationRow& row) const;
    [[nodiscard]] std::string header() const;
    [[nodiscard]] std::string end() const;

    ServiceContext& m_services;
    TenantId m_tenant;
    OperationFileOptions m_options;
    long long m_until = 0; // the last entry when the file began
    std::string m_lastHash;
    bool m_isBegun = false;
    bool m_isOver = false;
};

} // namespace kaomon::features
