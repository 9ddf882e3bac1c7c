// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/devices/enrolment.h"

#include <chrono>
#include <cstring>

#include "audit/act_recorder.h"
#include "auth/address_check.h"
#include "auth/manifest_root.h"
#include "base/base64.h"
#include "crypto/bytes_io.h"
#include "crypto/trust.h"
#include "features/enrolment_codes/mac_key.h"
#include "features/reply.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/enrolment_code_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/locator_repository.h"

namespace kaomon::features {
namespace {

using storage::DeviceRepository;
using storage::EnrolmentCodeRepository;
using storage::EnrolmentCodeRow;
using storage::KeyRepository;
using storage::LocatorRepository;
using storage::UnitOfWork;

constexpr std::size_t kChallengeSize = 32;
constexpr std::size_t kChallengeHead = 16; // time and randomness; the rest is a MAC
constexpr std::chrono::minutes kChallengeLife{5};
constexpr std::chrono::minutes kCertificateAge{10};
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostSeals = 32;
constexpr std::size_t kLargestSeal = 1024;

Bytes challengeTail(const auth::ServerKey& key, const std::string& codeId,
                    std::span<const std::uint8_t> head) {
    auto mac = fromBase64Url(key.mac("enrol-challenge", codeId + "|" + toBase64Url(head)));
    Bytes tail = mac ? std::move(*mac) : Bytes();
    tail.resize(kChallengeSize - kChallengeHead);
    return tail;
}

http::Awaitable<Result<TenantId>> tenantOfCode(ServiceContext& services, const std::string& codeId) {
    co_return co_await services.database.read(TenantId(), [&](UnitOfWork& unit) -> Result<TenantId> {
        auto tenant = LocatorRepository(unit).find("enrolment_code", codeId);
        if (!tenant) {
            return fail(ErrorCode::EnrolmentCodeInvalid, "unknown code");
        }
        return std::move(*tenant);
    });
}

Result<EnrolmentCodeRow> openCode(UnitOfWork& unit, const std::string& codeId, TimePoint now) {
    auto row = EnrolmentCodeRepository(unit).find(codeId);
    if (!row) {
        return fail(ErrorCode::EnrolmentCodeInvalid, "unknown code");
    }
    const std::string state = row->stateAt(now);
    if (state == "used") {
        return fail(ErrorCode::EnrolmentCodeUsed, "used up");
    }
    if (state == "expired") {
        return fail(ErrorCode::EnrolmentCodeExpired, "expired");
    }
    if (state != "open") {
        return fail(ErrorCode::EnrolmentCodeInvalid, state);
    }
    return std::move(*row);
}

// How an attempt ended; wrong MACs are counted, so they must not roll the transaction back.
struct Outcome {
    Status status;
    wire::EnrolReply reply;
    bool isNew = false; // and not the answer to a request that was sent again
};

bool isRightMac(const auth::ServerKey& key, const TenantId& tenant, const EnrolmentCodeRow& row,
                const wire::EnrolRequest& request) {
    const auto macKey = openMacKey(key, tenant, row.code.codeId, row.macKeySealed);
    if (!macKey) {
        return false;
    }
    crypto::BytesWriter writer;
    writer.bytes(request.challenge)
        .text(request.deviceId.text())
        .bytes(request.signPublic)
        .bytes(request.boxPublic);
    return crypto::equalConstantTime(crypto::mac(*macKey, writer.result()), request.mac);
}

Status checkCertificate(const wire::EnrolRequest& request, const EnrolmentCodeRow& row,
                        const TenantId& tenant, const Bytes& manifestRecord, TimePoint now) {
    const auto manifest = auth::openOwnManifest(manifestRecord, tenant.text());
    const auto record = crypto::SignedRecord::decode(request.certificate);
    if (!manifest || !record) {
        return propagate(!manifest ? manifest.error() : record.error());
    }
    const auto certificate = crypto::DeviceCertificate::verify(*record, *manifest);
    if (!certificate) {
        return propagate(certificate.error());
    }
    const bool isSame =
        certificate->tenant == tenant.text() && certificate->deviceId == request.deviceId.text() &&
        certificate->deviceGroup == row.code.group.text() && certificate->signPublic == request.signPublic &&
        certificate->boxPublic == request.boxPublic && certificate->delegateRecord == row.delegateRecord;
    if (!isSame) {
        return fail(ErrorCode::SignatureInvalid, "certificate of another device", "/certificate");
    }
    if (std::chrono::abs(certificate->issuedAt - now) > kCertificateAge) {
        return fail(ErrorCode::ClockSkew, "certificate not made now");
    }
    return {};
}

// A PC that joined with a code from before a rotation brings a retired key: the seal is left out and the PC
// is among those that the group's next batch seals the current key to.
Result<std::vector<wire::KeySeal>> usableSeals(UnitOfWork& unit, const std::vector<wire::KeySeal>& seals,
                                               const DeviceId& device, const GroupId& group, TimePoint now) {
    if (seals.size() > kMostSeals) {
        return fail(ErrorCode::ValidationFailed, "at most 32 face keys", "/face_key_seals");
    }
    storage::DeviceGroupRepository groups(unit, now);
    std::vector<wire::KeySeal> usable;
    for (const auto& seal : seals) {
        const auto state = groups.stateOfKey(seal.keyId, group);
        if (seal.kind != "fk" || seal.receiver != device.text() || seal.sealed.empty() ||
            seal.sealed.size() > kLargestSeal || !state) {
            return fail(ErrorCode::ValidationFailed, "not a face key of this device", "/face_key_seals");
        }
        if (*state != "retired") {
            usable.push_back(seal);
        }
    }
    return usable;
}

// A code without approval brings no delegate: the PC cannot certify itself and has no keys to seal.
Status checkPending(const wire::EnrolRequest& request) {
    if (!request.certificate.empty() || !request.faceKeySeals.empty()) {
        return fail(ErrorCode::ValidationFailed, "this code's PCs wait for approval", "/certificate");
    }
    return {};
}

void storeDevice(UnitOfWork& unit, const wire::EnrolRequest& request, const EnrolmentCodeRow& row,
                 const std::vector<wire::KeySeal>& seals, TimePoint now) {
    DeviceRepository(unit).add({.id = request.deviceId,
                                .name = request.name,
                                .os = request.os,
                                .clientVersion = request.clientVersion,
                                .state = row.code.autoApprove ? "active" : "pending",
                                .group = row.code.group,
                                .signPublic = request.signPublic,
                                .boxPublic = request.boxPublic,
                                .certificate = request.certificate,
                                .enrolledAt = now,
                                .lastSeenAt = now},
                               now);
    LocatorRepository(unit).add("device", request.deviceId.text(), unit.tenant());
    KeyRepository keys(unit);
    for (const auto& seal : seals) {
        keys.putSeal(seal, now);
    }
}

// Postcondition: the PC is stored and the code has one use less, or the status says why not.
Status admit(ServiceContext& services, UnitOfWork& unit, const wire::EnrolRequest& request,
             const EnrolmentCodeRow& row, TimePoint now) {
    const auto manifest = KeyRepository(unit).manifest();
    if (!manifest) {
        return fail(ErrorCode::EnrolmentCodeInvalid, "no manifest");
    }
    if (!isFreshChallenge(services.serverKey, row.code.codeId, request.challenge, now)) {
        return fail(ErrorCode::EnrolmentCodeExpired, "challenge too old");
    }
    if (const Status valid = row.code.autoApprove
                                 ? checkCertificate(request, row, unit.tenant(), manifest->record, now)
                                 : checkPending(request);
        !valid) {
        return valid;
    }
    const auto seals = usableSeals(unit, request.faceKeySeals, request.deviceId, row.code.group, now);
    if (!seals) {
        return propagate(seals.error());
    }
    if (LocatorRepository(unit).find("device", request.deviceId.text())) {
        return fail(ErrorCode::Conflict, "device id in use", "/device_id");
    }
    if (!EnrolmentCodeRepository(unit).takeUse(row.code.codeId)) {
        return fail(ErrorCode::EnrolmentCodeUsed, "used up");
    }
    storeDevice(unit, request, row, *seals, now);
    return {};
}

// The answer may have been lost: the same PC with the same keys and a right MAC is told again that it is in.
bool isSameAgain(UnitOfWork& unit, const wire::EnrolRequest& request) {
    const auto device = DeviceRepository(unit).find(request.deviceId);
    return device && device->signPublic == request.signPublic && device->boxPublic == request.boxPublic &&
           (device->state == "active" || device->state == "pending");
}

std::string storedState(UnitOfWork& unit, const DeviceId& id) {
    const auto device = DeviceRepository(unit).find(id);
    return device ? device->state : std::string();
}

Result<Outcome> attempt(ServiceContext& services, UnitOfWork& unit, const wire::EnrolRequest& request,
                        TimePoint now) {
    Outcome outcome{.status = {}, .reply = {request.deviceId, {}, now}};
    EnrolmentCodeRepository codes(unit);
    const auto any = codes.find(request.codeId);
    if (any && isSameAgain(unit, request) && isRightMac(services.serverKey, unit.tenant(), *any, request)) {
        outcome.reply.state = storedState(unit, request.deviceId);
        return outcome;
    }
    const auto row = openCode(unit, request.codeId, now);
    if (!row) {
        return propagate(row.error());
    }
    if (!isRightMac(services.serverKey, unit.tenant(), *row, request)) {
        codes.countFailure(request.codeId);
        outcome.status = fail(ErrorCode::EnrolmentCodeInvalid, "wrong MAC");
        return outcome;
    }
    if (const Status admitted = admit(services, unit, request, *row, now); !admitted) {
        return propagate(admitted.error());
    }
    outcome.reply.state = storedState(unit, request.deviceId);
    outcome.isNew = true;
    return outcome;
}

Status checkRequest(const wire::EnrolRequest& request) {
    if (request.name.empty() || request.name.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "a name of 1 to 200 bytes is required", "/name");
    }
    if (request.os.size() > kLongestName || request.clientVersion.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "too long", "/os");
    }
    return {};
}

} // namespace

Bytes makeChallenge(const auth::ServerKey& key, const std::string& codeId, TimePoint now) {
    Bytes challenge = crypto::randomBytes(kChallengeHead);
    const auto micros = static_cast<std::uint64_t>(toEpochMicros(now));
    for (std::size_t i = 0; i < sizeof micros; ++i) {
        challenge[i] = static_cast<std::uint8_t>(micros >> (8 * (7 - i)));
    }
    const Bytes tail = challengeTail(key, codeId, challenge);
    challenge.insert(challenge.end(), tail.begin(), tail.end());
    return challenge;
}

bool isFreshChallenge(const auth::ServerKey& key, const std::string& codeId, const Bytes& challenge,
                      TimePoint now) {
    if (challenge.size() != kChallengeSize) {
        return false;
    }
    const auto head = std::span(challenge).first(kChallengeHead);
    if (!crypto::equalConstantTime(challengeTail(key, codeId, head),
                                   std::span(challenge).subspan(kChallengeHead))) {
        return false;
    }
    std::uint64_t micros = 0;
    for (std::size_t i = 0; i < sizeof micros; ++i) {
        micros = micros << 8 | head[i];
    }
    const TimePoint made = fromEpochMicros(static_cast<long long>(micros));
    return made <= now && now - made <= kChallengeLife;
}

AsyncReply beginEnrolment(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::EnrolBegin>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const auto tenant = co_await tenantOfCode(services, body->codeId);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const Status near =
        co_await services.addresses.admit(*tenant, domain::AddressScope::Enrolment, context.request.address);
    if (!near) {
        co_return propagate(near.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(*tenant, [&](UnitOfWork& unit) -> Reply {
        auto row = openCode(unit, body->codeId, now);
        if (!row) {
            return propagate(row.error());
        }
        auto manifest = KeyRepository(unit).manifest();
        if (!manifest) {
            return fail(ErrorCode::EnrolmentCodeInvalid, "no manifest");
        }
        return jsonReply(
            200, wire::EnrolChallenge{.challenge = makeChallenge(services.serverKey, body->codeId, now),
                                      .tenant = *tenant,
                                      .tenantName = EnrolmentCodeRepository(unit).tenantName(),
                                      .blob = std::move(row->blob),
                                      .manifest = std::move(manifest->record)});
    });
}

AsyncReply enrolDevice(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::EnrolRequest>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (const Status valid = checkRequest(*body); !valid) {
        co_return propagate(valid.error());
    }
    const auto tenant = co_await tenantOfCode(services, body->codeId);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const Status near =
        co_await services.addresses.admit(*tenant, domain::AddressScope::Enrolment, context.request.address);
    if (!near) {
        co_return propagate(near.error());
    }
    const TimePoint now = services.clock.now();
    const auto outcome = co_await services.database.write(*tenant, [&](UnitOfWork& unit) -> Result<Outcome> {
        auto made = attempt(services, unit, *body, now);
        if (made && made->isNew) {
            const std::string id = body->deviceId.text();
            audit::recordAct(unit, context, {"device", id, body->name, "", id, ""},
                             {"device", id, body->name}, std::nullopt, now);
        }
        return made;
    });
    if (!outcome) {
        co_return propagate(outcome.error());
    }
    if (!outcome->status) {
        co_return propagate(outcome->status.error());
    }
    co_return jsonReply(201, outcome->reply);
}

} // namespace kaomon::features
