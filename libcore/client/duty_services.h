// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QFuture>

#include "client/api_client.h"
#include "wire/notices.h"
#include "wire/releases.h"
#include "wire/service_status.h"
#include "wire/support.h"

namespace kaomon::client {

// Notices of the operator and of the tenant, what became of mails (docs/protocol.md, Duties of the service);
// as the services of services.h.
class NoticeService {
public:
    explicit NoticeService(ApiClient& api)
        : m_api(api) {}
    // Without signing in: what sign-in screens show.
    [[nodiscard]] QFuture<Result<wire::PublicNoticeList>> shownToEverybody();
    [[nodiscard]] QFuture<Result<wire::NoticePage>> list(int limit, const std::string& cursor = {});
    [[nodiscard]] QFuture<Result<wire::Notice>> get(const std::string& id);
    [[nodiscard]] QFuture<Result<wire::Notice>> create(const wire::NoticeDraft& draft);
    // Of the tenant's own. ErrorCode::StaleRevision, Conflict (withdrawn).
    [[nodiscard]] QFuture<Result<wire::Notice>> change(const std::string& id, const wire::NoticeDraft& draft,
                                                       long long revision);
    [[nodiscard]] QFuture<Status> withdraw(const std::string& id, long long revision);
    [[nodiscard]] QFuture<Status> noteRead(const std::string& id);
    [[nodiscard]] QFuture<Status> acknowledge(const std::string& id);
    [[nodiscard]] QFuture<Result<wire::NoticeReceiptList>> receipts(const std::string& id);
    // `state` empty: all.
    [[nodiscard]] QFuture<Result<wire::MailPage>> mails(const std::string& state, int limit,
                                                        const std::string& cursor = {});

private:
    ApiClient& m_api;
};

// How the service stands, whom to ask, which versions there are.
class ServiceInfoService {
public:
    explicit ServiceInfoService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::ServiceStatus>> status();
    [[nodiscard]] QFuture<Result<wire::SupportInfo>> support();
    [[nodiscard]] QFuture<Result<wire::ReleaseList>> releases();
    [[nodiscard]] QFuture<Result<wire::FleetStatistics>> fleet();
    // The whole file in memory, up to `maximumBytes`.
    [[nodiscard]] QFuture<Result<RawReply>> file(const std::string& version, const std::string& name,
                                                 std::size_t maximumBytes);

    // A stretch of it: `from` and the `length` bytes from there on, fewer at its end. `sha256` as the list
    // says: when the file is another one by now, ErrorCode::Conflict.
    [[nodiscard]] QFuture<Result<std::string>> filePart(const std::string& version,
                                                        const wire::ReleaseFile& file, long long from,
                                                        long long length,
                                                        std::shared_ptr<CancelToken> cancel = nullptr);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
