// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "client/services.h"
#include "wire/document_pages.h"

namespace kaomon::client {

QFuture<Result<wire::DevicePage>> DeviceService::list(const PageRequest& page) {
    return m_api.get<wire::DevicePage>(
        withQuery("/v1/devices", {{"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

QFuture<Result<wire::DevicePage>> DeviceService::list(const DeviceQuery& query, const PageRequest& page) {
    return m_api.get<wire::DevicePage>(withQuery("/v1/devices", {{"q", query.search},
                                                                 {"state", query.state},
                                                                 {"group", query.group},
                                                                 {"limit", std::to_string(page.limit)},
                                                                 {"cursor", page.cursor}}));
}

QFuture<Result<wire::Device>>
DeviceService::approve(const DeviceId& device, const wire::DeviceApproval& approval, long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return m_api.post<wire::Device>("/v1/devices/" + device.text() + ":approve", approval,
                                    std::move(options));
}

QFuture<Result<wire::Device>> DeviceService::confirmWipe() {
    return m_api.postEmpty<wire::Device>("/v1/device:wiped");
}

QFuture<Result<wire::Device>> DeviceService::get(const DeviceId& device) {
    return m_api.get<wire::Device>("/v1/devices/" + device.text());
}

QFuture<Result<wire::Device>> DeviceService::patch(const DeviceId& device, const wire::DevicePatch& patch,
                                                   long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return m_api.patch<wire::Device>("/v1/devices/" + device.text(), patch, std::move(options));
}

QFuture<Result<wire::Device>> DeviceService::self() {
    return m_api.get<wire::Device>("/v1/device");
}

QFuture<Result<wire::EnrolChallenge>> DeviceService::enrolBegin(const std::string& codeId) {
    CallOptions options;
    options.isAnonymous = true;
    return m_api.post<wire::EnrolChallenge>("/v1/devices:enrol-begin", wire::EnrolBegin{codeId},
                                            std::move(options));
}

QFuture<Result<wire::EnrolReply>> DeviceService::enrol(const wire::EnrolRequest& request) {
    CallOptions options;
    options.isAnonymous = true;
    return m_api.post<wire::EnrolReply>("/v1/devices:enrol", request, std::move(options));
}

namespace {

using Codes = Result<wire::EnrolmentCodeList>;

// Page by page, behind those in `found`.
QFuture<Codes> restOfCodes(ApiClient& api, const std::string& cursor,
                           std::shared_ptr<wire::EnrolmentCodeList> found) {
    return api
        .get<wire::EnrolmentCodePage>(
            withQuery("/v1/enrolment-codes", {{"limit", "500"}, {"cursor", cursor}}))
        .then([&api, found](const Result<wire::EnrolmentCodePage>& page) -> QFuture<Codes> {
            if (!page) {
                return QtFuture::makeReadyFuture(Codes(propagate(page.error())));
            }
            found->items.insert(found->items.end(), page->items.begin(), page->items.end());
            return page->next && !page->items.empty() ? restOfCodes(api, *page->next, found)
                                                      : QtFuture::makeReadyFuture(Codes(std::move(*found)));
        })
        .unwrap();
}

} // namespace

QFuture<Result<wire::EnrolmentCodeList>> EnrolmentCodeService::list() {
    return restOfCodes(m_api, {}, std::make_shared<wire::EnrolmentCodeList>());
}

QFuture<Result<wire::EnrolmentCode>> EnrolmentCodeService::create(const wire::NewEnrolmentCode& code) {
    return m_api.post<wire::EnrolmentCode>("/v1/enrolment-codes", code);
}

QFuture<Status> EnrolmentCodeService::revoke(const std::string& codeId) {
    return m_api.del("/v1/enrolment-codes/" + pathSegment(codeId));
}

QFuture<Result<wire::ManifestDocument>> KeyService::manifest() {
    return m_api.get<wire::ManifestDocument>("/v1/manifest");
}

QFuture<Status> KeyService::putManifest(const wire::ManifestDocument& manifest) {
    return m_api.put<void>("/v1/manifest", manifest);
}

QFuture<Result<wire::KeySealList>> KeyService::keySeals() {
    return m_api.get<wire::KeySealList>("/v1/key-seals");
}

QFuture<Status> KeyService::addKeySeals(const wire::KeySealList& seals) {
    return m_api.post<void>("/v1/key-seals", seals);
}

} // namespace kaomon::client
