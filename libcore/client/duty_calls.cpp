// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/duty_services.h"

#include <chrono>
#include <utility>

#include "client/ranged_call.h"

namespace kaomon::client {
namespace {

std::string noticePath(const std::string& id) {
    return "/v1/notices/" + pathSegment(id);
}

CallOptions atRevision(long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return options;
}

} // namespace

QFuture<Result<wire::PublicNoticeList>> NoticeService::shownToEverybody() {
    CallOptions options;
    options.isAnonymous = true;
    return m_api.get<wire::PublicNoticeList>("/v1/notices:public", std::move(options));
}

QFuture<Result<wire::NoticePage>> NoticeService::list(int limit, const std::string& cursor) {
    return m_api.get<wire::NoticePage>(
        withQuery("/v1/notices", {{"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

QFuture<Result<wire::Notice>> NoticeService::get(const std::string& id) {
    return m_api.get<wire::Notice>(noticePath(id));
}

QFuture<Result<wire::Notice>> NoticeService::create(const wire::NoticeDraft& draft) {
    return m_api.post<wire::Notice>("/v1/notices", draft);
}

QFuture<Result<wire::Notice>> NoticeService::change(const std::string& id, const wire::NoticeDraft& draft,
                                                    long long revision) {
    return m_api.put<wire::Notice>(noticePath(id), draft, atRevision(revision));
}

QFuture<Status> NoticeService::withdraw(const std::string& id, long long revision) {
    return m_api.del(noticePath(id), atRevision(revision));
}

QFuture<Status> NoticeService::noteRead(const std::string& id) {
    return m_api.postEmpty<void>(noticePath(id) + ":read");
}

QFuture<Status> NoticeService::acknowledge(const std::string& id) {
    return m_api.postEmpty<void>(noticePath(id) + ":acknowledge");
}

QFuture<Result<wire::NoticeReceiptList>> NoticeService::receipts(const std::string& id) {
    return m_api.get<wire::NoticeReceiptList>(noticePath(id) + "/receipts");
}

QFuture<Result<wire::MailPage>> NoticeService::mails(const std::string& state, int limit,
                                                     const std::string& cursor) {
    return m_api.get<wire::MailPage>(
        withQuery("/v1/mails", {{"state", state}, {"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

QFuture<Result<wire::ServiceStatus>> ServiceInfoService::status() {
    return m_api.get<wire::ServiceStatus>("/v1/service-status");
}

QFuture<Result<wire::SupportInfo>> ServiceInfoService::support() {
    return m_api.get<wire::SupportInfo>("/v1/support");
}

QFuture<Result<wire::ReleaseList>> ServiceInfoService::releases() {
    return m_api.get<wire::ReleaseList>("/v1/releases");
}

QFuture<Result<wire::FleetStatistics>> ServiceInfoService::fleet() {
    return m_api.get<wire::FleetStatistics>("/v1/releases:fleet");
}

QFuture<Result<RawReply>> ServiceInfoService::file(const std::string& version, const std::string& name,
                                                   std::size_t maximumBytes) {
    Request request;
    request.method = "GET";
    request.path = "/v1/releases/" + pathSegment(version) + "/files/" + pathSegment(name);
    request.options.maximumReplyBytes = maximumBytes;
    return m_api.send(std::move(request));
}

QFuture<Result<std::string>> ServiceInfoService::filePart(const std::string& version,
                                                          const wire::ReleaseFile& file, long long from,
                                                          long long length,
                                                          std::shared_ptr<CancelToken> cancel) {
    Request request;
    request.method = "GET";
    request.path = "/v1/releases/" + pathSegment(version) + "/files/" + pathSegment(file.name);
    request.options.deadline = std::chrono::minutes(5);
    request.options.cancel = std::move(cancel);
    return getStretch(m_api, std::move(request), {from, length, file.sha256});
}

} // namespace kaomon::client
