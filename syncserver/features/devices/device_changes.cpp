// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/devices/device_changes.h"

#include <chrono>

#include "auth/manifest_root.h"
#include "crypto/trust.h"
#include "domain/device_state.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::features {
namespace {

using domain::DeviceState;
using storage::DeviceGroupRepository;
using storage::DeviceRepository;
using storage::UnitOfWork;

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLargestSeal = 1024;
constexpr std::chrono::minutes kCertificateAge{10};

Status changeState(wire::Device& device, const std::string& wanted) {
    const auto state = domain::deviceStateFromWire(wanted);
    if (!state || *state == DeviceState::Pending) {
        return fail(ErrorCode::ValidationFailed, "active, suspended or revoked", "/state");
    }
    if (device.state == "revoked" && wanted != "revoked") {
        return fail(ErrorCode::Conflict, "a revoked device never returns");
    }
    if (device.state == "pending" && wanted != "revoked") {
        return fail(ErrorCode::Conflict, "a waiting device is approved or revoked");
    }
    device.state = wanted;
    return {};
}

Status applyPatch(wire::Device& device, const wire::DevicePatch& patch, TimePoint now) {
    if (patch.name) {
        if (patch.name->empty() || patch.name->size() > kLongestName) {
            return fail(ErrorCode::ValidationFailed, "a name of 1 to 200 bytes is required", "/name");
        }
        device.name = *patch.name;
    }
    if (patch.state) {
        if (Status changed = changeState(device, *patch.state); !changed) {
            return changed;
        }
        device.stateReason = patch.reason.value_or(std::string());
    }
    if (device.stateReason.size() > kLongestReason) {
        return fail(ErrorCode::ValidationFailed, "at most 500 bytes", "/reason");
    }
    if (patch.wipe.value_or(false)) {
        if (device.state != "revoked") {
            return fail(ErrorCode::ValidationFailed, "only a revoked device is wiped", "/wipe");
        }
        device.wipeRequestedAt = device.wipeRequestedAt ? device.wipeRequestedAt : std::optional(now);
    }
    return {};
}

// A revoked PC may still hold the group's face key and could have made any of its templates up.
void afterRevocation(UnitOfWork& unit, const wire::Device& device, const std::string& stateBefore,
                     TimePoint now) {
    DeviceRepository(unit).dropKeys(device.id);
    storage::FaceRepository(unit).markForReview(device.id, "device_revoked", now);
    if (stateBefore != "pending") {
        DeviceGroupRepository(unit, now).markDue(device.group, "device_revoked");
    }
}

Reply changeDevice(UnitOfWork& unit, const http::RequestContext& context, const DeviceId& id,
                   const wire::DevicePatch& patch, TimePoint now) {
    DeviceRepository devices(unit);
    auto device = devices.find(id);
    if (!device) {
        return fail(ErrorCode::NotFound, "no such device");
    }
    if (const Status fresh = checkIfMatch(context, device->rev); !fresh) {
        return propagate(fresh.error());
    }
    const std::string before = device->state;
    if (const Status applied = applyPatch(*device, patch, now); !applied) {
        return propagate(applied.error());
    }
    devices.update(*device, now);
    if (device->state != "active") {
        devices.endSessions(id);
    }
    if (device->state == "revoked" && before != "revoked") {
        afterRevocation(unit, *device, before, now);
    }
    device = devices.find(id);
    return deviceReply(*device);
}

// The certificate must be this PC's, for the group it is to be in, and made just now.
Status checkCertificate(UnitOfWork& unit, const wire::Device& device, const wire::DeviceApproval& approval,
                        TimePoint now) {
    const auto stored = storage::KeyRepository(unit).manifest();
    const auto record = crypto::SignedRecord::decode(approval.certificate);
    if (!stored || !record) {
        return fail(ErrorCode::SignatureInvalid, "not a certificate", "/certificate");
    }
    const auto manifest = auth::openOwnManifest(stored->record, unit.tenant().text());
    if (!manifest) {
        return propagate(manifest.error());
    }
    const auto certificate = crypto::DeviceCertificate::verify(*record, *manifest);
    if (!certificate) {
        return propagate(certificate.error());
    }
    const bool isSame =
        certificate->deviceId == device.id.text() && certificate->deviceGroup == approval.group.text() &&
        certificate->signPublic == device.signPublic && certificate->boxPublic == device.boxPublic;
    if (!isSame) {
        return fail(ErrorCode::SignatureInvalid, "certificate of another device", "/certificate");
    }
    if (std::chrono::abs(certificate->issuedAt - now) > kCertificateAge) {
        return fail(ErrorCode::ClockSkew, "certificate not made now");
    }
    return {};
}

Status storeSeals(UnitOfWork& unit, const wire::Device& device, const wire::DeviceApproval& approval,
                  TimePoint now) {
    DeviceGroupRepository groups(unit, now);
    storage::KeyRepository keys(unit);
    for (const wire::KeySeal& seal : approval.faceKeySeals) {
        const auto state = groups.stateOfKey(seal.keyId, approval.group);
        if (seal.kind != "fk" || seal.receiver != device.id.text() || seal.sealed.empty() ||
            seal.sealed.size() > kLargestSeal || !state || *state == "retired") {
            return fail(ErrorCode::ValidationFailed, "not a live face key of the group for this device",
                        "/face_key_seals");
        }
        keys.putSeal(seal, now);
    }
    return {};
}

Status checkApproval(UnitOfWork& unit, const http::RequestContext& context, const wire::Device& device,
                     const wire::DeviceApproval& approval, TimePoint now) {
    if (const Status fresh = checkIfMatch(context, device.rev); !fresh) {
        return fresh;
    }
    if (device.state == "revoked") {
        return fail(ErrorCode::Conflict, "a revoked device never returns");
    }
    if (!DeviceGroupRepository(unit, now).find(approval.group)) {
        return fail(ErrorCode::ValidationFailed, "no such group of PCs", "/group");
    }
    return checkCertificate(unit, device, approval, now);
}

Reply approve(UnitOfWork& unit, const http::RequestContext& context, const DeviceId& id,
              const wire::DeviceApproval& approval, TimePoint now) {
    DeviceRepository devices(unit);
    auto device = devices.find(id);
    if (!device) {
        return fail(ErrorCode::NotFound, "no such device");
    }
    if (const Status valid = checkApproval(unit, context, *device, approval, now); !valid) {
        return propagate(valid.error());
    }
    const bool seesOthers = !DeviceGroupRepository(unit, now).haveSameScope(device->group, approval.group);
    if (device->group != approval.group) {
        devices.dropFaceKeys(id, now);
    }
    device->group = approval.group;
    device->certificate = approval.certificate;
    device->state = device->state == "pending" ? "active" : device->state;
    devices.update(*device, now);
    if (const Status stored = storeSeals(unit, *device, approval, now); !stored) {
        return propagate(stored.error());
    }
    if (seesOthers) {
        storage::resendEverybody(unit, now);
    }
    device = devices.find(id);
    return deviceReply(*device);
}

} // namespace

http::Response deviceReply(const wire::Device& device) {
    return jsonReply(200, device).with("ETag", etagOf(device.rev));
}

AsyncReply patchDevice(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    const auto patch = bodyOf<wire::DevicePatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        return changeDevice(unit, context, *id, *patch, now);
    });
}

AsyncReply approveDevice(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    const auto body = bodyOf<wire::DeviceApproval>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        return approve(unit, context, *id, *body, now);
    });
}

AsyncReply confirmWipe(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const DeviceId& id = context.principal.device;
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        DeviceRepository devices(unit);
        auto device = devices.find(id);
        if (!device) {
            return fail(ErrorCode::NotFound, "no such device");
        }
        if (!device->wipeRequestedAt) {
            return fail(ErrorCode::Conflict, "nobody asked this device to erase itself");
        }
        if (!device->wipedAt) {
            device->wipedAt = now;
            devices.update(*device, now);
            device = devices.find(id);
        }
        return deviceReply(*device);
    });
}

} // namespace kaomon::features
