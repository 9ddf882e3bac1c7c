// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/enrolment_codes/enrolment_codes_routes.h"

#include <charconv>
#include <chrono>

#include "auth/manifest_root.h"
#include "crypto/trust.h"
#include "features/bind.h"
#include "features/enrolment_codes/mac_key.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/enrolment_code_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/revision.h"
#include "wire/document_pages.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::EnrolmentCodeRepository;
using storage::EnrolmentCodeRow;
using storage::UnitOfWork;

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMacKeySize = 32;
constexpr int kMostUses = 10'000;
constexpr std::size_t kLargestBlob = 16 * 1024;
constexpr long long kMostOpenCodes = 500; // of a tenant
constexpr std::string_view kCursor = "enrolment-codes-cursor";

wire::EnrolmentCode shown(EnrolmentCodeRow row, TimePoint now) {
    row.code.state = row.stateAt(now);
    return std::move(row.code);
}

// Behind which code a page begins: when it was made (microseconds), a space, its id.
using After = std::optional<std::pair<TimePoint, std::string>>;

Result<After> placeOf(const ServiceContext& services, const std::string& cursor) {
    if (cursor.empty()) {
        return After();
    }
    const auto text = openText(services.serverKey, kCursor, cursor);
    long long at = 0;
    const char* end = text ? text->data() + text->size() : nullptr;
    const auto read = text ? std::from_chars(text->data(), end, at) : std::from_chars_result{};
    if (!text || read.ec != std::errc() || read.ptr == end || *read.ptr != ' ') {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    return After(std::pair(TimePoint(std::chrono::microseconds(at)), std::string(read.ptr + 1, end)));
}

AsyncReply listCodes(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto after = placeOf(services, context.query("cursor"));
    if (!limit || !after) {
        co_return propagate(!limit ? limit.error() : after.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::EnrolmentCodePage page;
        for (auto& row : EnrolmentCodeRepository(unit).list(*after, *limit + 1)) {
            if (static_cast<int>(page.items.size()) == *limit) {
                const auto& last = page.items.back();
                page.next = sealText(services.serverKey, kCursor,
                                     std::to_string(toEpochMicros(last.createdAt)) + ' ' + last.codeId);
                break;
            }
            page.items.push_back(shown(std::move(row), now));
        }
        return jsonReply(200, page);
    });
}

bool isAutoApproved(const wire::NewEnrolmentCode& code) {
    return code.autoApprove.value_or(true);
}

Status checkNewCode(const wire::NewEnrolmentCode& code) {
    if (code.codeId.size() < 16 || code.codeId.size() > kLongestText) {
        return fail(ErrorCode::ValidationFailed, "not an id of a code", "/code_id");
    }
    if (code.macKey.size() != kMacKeySize) {
        return fail(ErrorCode::ValidationFailed, "must have 32 bytes", "/mac_key");
    }
    if (code.label.size() > kLongestText) {
        return fail(ErrorCode::ValidationFailed, "too long", "/label");
    }
    if (code.blob.empty() || code.blob.size() > kLargestBlob) {
        return fail(ErrorCode::ValidationFailed, "from 1 byte to 16 KiB", "/blob");
    }
    if (!isAutoApproved(code) && !code.delegateRecord.empty()) {
        return fail(ErrorCode::ValidationFailed, "PCs that wait for approval have no delegate",
                    "/delegate_record");
    }
    if (code.useCount < 1 || code.useCount > kMostUses) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 10000", "/use_count");
    }
    return {};
}

// The server cannot sign delegates, but refuses those that no PC would believe.
Status checkDelegate(UnitOfWork& unit, const wire::NewEnrolmentCode& code, TimePoint now) {
    const auto manifest = storage::KeyRepository(unit).manifest();
    if (!manifest) {
        return fail(ErrorCode::SignatureInvalid, "no manifest");
    }
    const auto trusted = auth::openOwnManifest(manifest->record, unit.tenant().text());
    const auto record = crypto::SignedRecord::decode(code.delegateRecord);
    if (!trusted || !record) {
        return propagate(!trusted ? trusted.error() : record.error());
    }
    const auto delegate = crypto::DelegateCertificate::verify(*record, *trusted, now);
    if (!delegate) {
        return propagate(delegate.error());
    }
    const bool isSame = delegate->codeId == code.codeId && delegate->deviceGroup == code.group.text() &&
                        delegate->tenant == unit.tenant().text() && delegate->notAfter >= code.notAfter &&
                        delegate->useCount >= static_cast<std::uint64_t>(code.useCount);
    if (!isSame) {
        return fail(ErrorCode::ValidationFailed, "differs from its certificate", "/delegate_record");
    }
    return {};
}

// What the code lets PCs do is signed by its delegate, or it lets them only ask.
Status checkAuthority(UnitOfWork& unit, const wire::NewEnrolmentCode& code, TimePoint now) {
    if (!storage::DeviceGroupRepository(unit, now).find(code.group)) {
        return fail(ErrorCode::ValidationFailed, "no such group of PCs", "/group");
    }
    if (isAutoApproved(code)) {
        return checkDelegate(unit, code, now);
    }
    return code.notAfter <= now ? Status(fail(ErrorCode::EnrolmentCodeExpired, "already over")) : Status();
}

AsyncReply createCode(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewEnrolmentCode>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (const Status valid = checkNewCode(*body); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        if (const Status valid = checkAuthority(unit, *body, now); !valid) {
            return propagate(valid.error());
        }
        storage::LocatorRepository locators(unit);
        if (locators.find("enrolment_code", body->codeId)) {
            return fail(ErrorCode::Conflict, "code in use", "/code_id");
        }
        if (EnrolmentCodeRepository(unit).countOpen(now) >= kMostOpenCodes) {
            return fail(ErrorCode::QuotaExceeded, "500 open codes: revoke one first");
        }
        EnrolmentCodeRow row;
        row.code = {.codeId = body->codeId,
                    .label = body->label,
                    .group = body->group,
                    .useCount = body->useCount,
                    .used = 0,
                    .state = {},
                    .notAfter = body->notAfter,
                    .createdAt = now,
                    .createdBy = context.principal.user.text(),
                    .autoApprove = isAutoApproved(*body)};
        row.macKeySealed = sealMacKey(services.serverKey, unit.tenant(), body->codeId, body->macKey);
        row.blob = body->blob;
        row.delegateRecord = body->delegateRecord;
        locators.add("enrolment_code", body->codeId, unit.tenant());
        EnrolmentCodeRepository(unit).add(row);
        return jsonReply(201, shown(std::move(row), now));
    });
}

AsyncReply revokeCode(ServiceContext& services, http::RequestContext& context) {
    const std::string& id = context.parameter("code");
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        EnrolmentCodeRepository codes(unit);
        storage::lockTenant(unit);
        const auto row = codes.find(id);
        if (!row) {
            return fail(ErrorCode::NotFound, "no such code");
        }
        // whoever holds the code can read the face key in its blob
        if (!row->isRevoked && row->code.autoApprove) {
            storage::DeviceGroupRepository(unit, now).markDue(row->code.group, "code_revoked");
        }
        codes.revoke(id);
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> enrolmentCodesRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/enrolment-codes",
         .operation = "listEnrolmentCodes",
         .summary = "Codes with which PCs join, newest first",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::EnrolmentCodePage>("EnrolmentCodePage"),
         .problems = {ValidationFailed},
         .query = {{"limit", "Entries of a page, at most 500"}, {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listCodes)},
        {.method = "POST",
         .path = "/v1/enrolment-codes",
         .operation = "createEnrolmentCode",
         .summary = "Leaves the sealed start values for new PCs",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::NewEnrolmentCode>("NewEnrolmentCode"),
         .response = schemaNamed<wire::EnrolmentCode>("EnrolmentCode"),
         .status = 201,
         .problems = {ValidationFailed, SignatureInvalid, EnrolmentCodeExpired, Conflict, QuotaExceeded},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, createCode)},
        {.method = "DELETE",
         .path = "/v1/enrolment-codes/{code}",
         .operation = "revokeEnrolmentCode",
         .summary = "Revokes a code; the face key of its group becomes due for replacement",
         .access = http::usersIn({Owner, UserAdmin}),
         .status = 204,
         .problems = {NotFound},
         .handler = bindTo(services, revokeCode)},
    };
}

} // namespace kaomon::features
