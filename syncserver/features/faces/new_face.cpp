// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/new_face.h"

#include <algorithm>

#include "features/two_person_acts/agreement.h"
#include "licensing/guards.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using storage::FaceRepository;
using storage::UnitOfWork;

constexpr std::size_t kLargestTemplate = 256 * 1024;
constexpr std::size_t kMostTemplates = 32; // of one person; the policy's limit is the agent's
constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostKeys = 64; // groups of PCs
constexpr std::size_t kLargestWrap = 1024;

// After a reissue a new face needs an agreement of two administrators from after it, which it uses up.
Status takeNewFace(UnitOfWork& unit, const UserId& user, TimePoint now) {
    const auto account = storage::AccountRepository(unit, now).find(user);
    if (!account || !account->vaultFrozenAt) {
        return {};
    }
    const auto act = storage::TwoPersonActRepository(unit, now).findApproved("face_after_reissue", user, {});
    if (!act || act->requestedAt <= account->reissuedAt.value_or(*account->vaultFrozenAt) ||
        !takeFaceAgreement(unit, user, now)) {
        return fail(ErrorCode::FaceFrozen, "a reissue, and no agreement to a new face");
    }
    return {};
}

// Wraps under retired face keys are dropped; one that the PC's own group can open must be left. A PC that has
// missed a rotation syncs and sends the template again.
Status keepLiveKeys(UnitOfWork& unit, wire::FaceTemplate& face, const GroupId& group, TimePoint now) {
    storage::DeviceGroupRepository groups(unit, now);
    std::erase_if(face.keys, [&](const wire::TemplateKey& key) {
        const auto state = groups.stateOfKey(key.faceKeyId);
        return !state || *state == "retired";
    });
    const bool isOpenable = std::ranges::any_of(face.keys, [&](const wire::TemplateKey& key) {
        return groups.stateOfKey(key.faceKeyId, group).has_value();
    });
    if (!isOpenable) {
        return fail(ErrorCode::Conflict, "no live face key of the PC's group", "/keys");
    }
    return {};
}

} // namespace

Status checkForm(const wire::FaceTemplate& face, const UserId& user) {
    if (face.user != user) {
        return fail(ErrorCode::ValidationFailed, "another user", "/user");
    }
    if (face.ciphertext.size() > kLargestTemplate) {
        return fail(ErrorCode::PayloadTooLarge, "template too large");
    }
    if (face.ciphertext.empty() || face.signature.empty() || face.keys.empty() || face.modelId.empty()) {
        return fail(ErrorCode::ValidationFailed, "ciphertext, keys, signature and model are required",
                    "/ciphertext");
    }
    if (face.label.size() > kLongestText || face.modelId.size() > kLongestText) {
        return fail(ErrorCode::ValidationFailed, "too long", "/label");
    }
    if (face.keys.size() > kMostKeys || (face.quality && (*face.quality < 0 || *face.quality > 100))) {
        return fail(ErrorCode::ValidationFailed, "too many keys, or a quality beyond 0 to 100", "/keys");
    }
    const bool hasBadKey = std::ranges::any_of(face.keys, [](const wire::TemplateKey& key) {
        return !isUuid(key.faceKeyId) || key.wrapped.empty() || key.wrapped.size() > kLargestWrap;
    });
    if (hasBadKey || face.signature.size() > kLargestWrap) {
        return fail(ErrorCode::ValidationFailed, "not a wrapped key", "/keys");
    }
    return {};
}

crypto::SealedTemplate headerOf(const wire::FaceTemplate& face, const TenantId& tenant) {
    crypto::SealedTemplate header;
    header.tenant = tenant.text();
    header.user = face.user.text();
    header.id = face.id.text();
    header.deviceId = face.device.text();
    header.signature = face.signature;
    return header;
}

Status addNewFace(UnitOfWork& unit, wire::FaceTemplate& face, const GroupId& group, TimePoint now) {
    FaceRepository faces(unit);
    if (!faces.hasConsent(face.user, face.consent)) {
        return fail(ErrorCode::ConsentRequired, "no consent on file");
    }
    if (faces.find(face.id)) {
        return fail(ErrorCode::Conflict, "id in use", "/id");
    }
    if (faces.templatesOf(face.user).size() >= kMostTemplates) {
        return fail(ErrorCode::Conflict, "too many faces");
    }
    if (const Status allowed = takeNewFace(unit, face.user, now); !allowed) {
        return allowed;
    }
    face.createdAt = now; // the PC's word would not do: what was there before a reissue hangs on it
    if (const Status usable = keepLiveKeys(unit, face, group, now); !usable) {
        return usable;
    }
    face.review.reset();
    if (const Status seat = licensing::checkSeat(unit, face.user); !seat) {
        return seat;
    }
    face.rev = faces.add(face, now);
    storage::UserRepository users(unit, now);
    if (const auto person = users.find(face.user); person && person->reEnrolRequestedAt) {
        users.clearReEnrolment(face.user);
    }
    users.clearFaceRefusal(face.user);
    return {};
}

} // namespace kaomon::features
