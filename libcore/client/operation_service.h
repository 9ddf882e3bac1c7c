// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QFuture>

#include "base/clock.h"
#include "client/cancel_token.h"
#include "client/services.h"
#include "wire/operations.h"

namespace kaomon::client {

// All that are given apply together; empty texts do not filter.
struct OperationQuery {
    std::string action = {};
    std::string kind = {};
    std::string actor = {};
    std::string objectKind = {};
    std::string object = {};
    std::string outcome = {};
    std::string text = {};
    std::optional<TimePoint> from = {};
    std::optional<TimePoint> to = {};
};

// One part of an exported log: entries after `after` up to `until`. A file is fetched part by part, so that
// its size does not matter, progress can be shown and the fetching can stop in between.
struct OperationPart {
    enum class Format { Csv, Records }; // Records: JSON lines with the chain's hashes
    Format format = Format::Csv;
    std::string encoding = {}; // of CSV: utf-8-bom, utf-8, cp932
    std::string language = {}; // of CSV: ja, en
    std::optional<long long> after = {};
    std::optional<long long> until = {};
    bool hasMore = false;
};

// /v1/operations of docs/protocol.md: who did what. Owners and auditors. The ApiClient outlives the service;
// same thread.
class OperationService {
public:
    explicit OperationService(ApiClient& api)
        : m_api(api) {}

    // Newest first.
    [[nodiscard]] QFuture<Result<wire::OperationPage>> list(const OperationQuery& query,
                                                            const PageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::OperationChain>> chain();
    // The bytes of the part as they belong into the file. ErrorCode::ReauthRequired, Cancelled.
    [[nodiscard]] QFuture<Result<std::string>> exportPart(const OperationQuery& query,
                                                          const OperationPart& part,
                                                          std::shared_ptr<CancelToken> cancel = nullptr);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
