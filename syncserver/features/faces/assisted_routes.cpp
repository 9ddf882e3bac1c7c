// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/assisted_routes.h"

#include <algorithm>

#include "crypto/face_voucher.h"
#include "domain/login_key.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/faces/new_face.h"
#include "features/faces/waiting_mail.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "storage/repositories/assisted_face_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/revision.h"
#include "wire/assisted_faces.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::AssistedFaceRepository;
using storage::FaceRepository;
using storage::UnitOfWork;

constexpr std::size_t kLargestVoucher = 8192;
constexpr std::size_t kMostLogins = 500;
constexpr std::size_t kLongestText = 200;

// Whether the caller may take this person's face: there, not himself, an administrator's only by an owner.
Result<storage::AccountRow> enrollable(UnitOfWork& unit, const http::Principal& caller, const UserId& user,
                                       TimePoint now) {
    storage::AccountRepository accounts(unit, now);
    return helpable(accounts, caller, user);
}

wire::EnrolmentFacts withRights(UnitOfWork& unit, const http::Principal& caller, wire::EnrolmentFacts facts,
                                TimePoint now) {
    facts.mayEnrol = enrollable(unit, caller, facts.user, now).has_value();
    return facts;
}

AsyncReply enrolmentFacts(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    if (!user) {
        co_return propagate(user.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        auto facts = AssistedFaceRepository(unit, now).factsOf(*user);
        if (!facts) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        return jsonReply(200, withRights(unit, context.principal, std::move(*facts), now));
    });
}

AsyncReply enrolmentFactsByLogin(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::EnrolmentFactsQuery>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->logins.empty() || body->logins.size() > kMostLogins) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 500 logins", "/logins");
    }
    const auto isTooLong = [](const std::string& login) { return login.size() > kLongestText; };
    if (const auto wrong = std::ranges::find_if(body->logins, isTooLong); wrong != body->logins.end()) {
        co_return fail(ErrorCode::ValidationFailed, "at most 200 bytes",
                       "/logins/" + std::to_string(wrong - body->logins.begin()));
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        AssistedFaceRepository repository(unit, now);
        wire::EnrolmentFactsList list;
        for (const std::string& login : body->logins) {
            const auto key = domain::loginKey(login);
            if (auto facts = key ? repository.factsOfLogin(*key) : std::nullopt) {
                list.items.push_back(withRights(unit, context.principal, std::move(*facts), now));
            }
        }
        return jsonReply(200, list);
    });
}

AsyncReply witnessConsent(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::WitnessedConsent>(context);
    if (!user || !body) {
        co_return propagate(!user ? user.error() : body.error());
    }
    if (body->id.isEmpty() || body->textVersion.empty() || body->textVersion.size() > kLongestText ||
        body->language.size() > kLongestText) {
        co_return fail(ErrorCode::ValidationFailed, "id and version of the text are required",
                       "/text_version");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto account = enrollable(unit, context.principal, *user, now);
        if (!account) {
            return propagate(account.error());
        }
        if (FaceRepository(unit).isConsentKnown(*user, body->id)) {
            return fail(ErrorCode::Conflict, "consent is already on file", "/id");
        }
        const wire::Consent consent{body->id, *user, body->textVersion, body->language, now};
        AssistedFaceRepository(unit, now).addConsent(consent, context.principal.user);
        unit.acts().changed("consent", "", body->textVersion);
        return jsonReply(201, consent);
    });
}

// One administrator is enough where the person has nothing to protect, or where his PC says that the face
// fits one of his that counts; so there must be one.
Status checkStanding(const crypto::VouchedFace& vouched, const wire::EnrolmentFacts& facts) {
    using crypto::FaceStanding;
    const bool isWrong = (vouched.standing == FaceStanding::First && facts.hasSecrets) ||
                         (vouched.standing == FaceStanding::Own && facts.faces == 0);
    if (isWrong) {
        return fail(ErrorCode::ApprovalRequired, "the person has something to protect");
    }
    return {};
}

// What PC and administrator have signed, against the manifest of today.
Result<crypto::VouchedFace> checkVoucher(UnitOfWork& unit, const http::Principal& caller,
                                         const wire::AssistedFace& assisted, const wire::Device& device) {
    const auto manifest = storedManifest(unit);
    const auto voucher = crypto::FaceVoucher::decode(assisted.voucher);
    if (!manifest || !voucher || voucher->second || voucher->vouched.signer != caller.user.text()) {
        return manifest ? fail(ErrorCode::SignatureInvalid, "not vouched for by the caller", "/voucher")
                        : propagate(manifest.error());
    }
    auto checked = crypto::checkFaceVoucher(*voucher, headerOf(assisted.face, unit.tenant()), *manifest,
                                            device.signPublic);
    if (!checked) {
        return fail(ErrorCode::SignatureInvalid, checked.error().detail, "/voucher");
    }
    return checked;
}

Reply storeAssisted(UnitOfWork& unit, const http::Principal& caller, wire::AssistedFace& assisted,
                    TimePoint now) {
    wire::FaceTemplate& face = assisted.face;
    const auto account = enrollable(unit, caller, face.user, now);
    if (!account) {
        return propagate(account.error());
    }
    const auto device = storage::DeviceRepository(unit).find(face.device);
    if (!device || device->state != "active") {
        return fail(ErrorCode::ValidationFailed, "no active PC of this tenant", "/face/device");
    }
    const auto vouched = checkVoucher(unit, caller, assisted, *device);
    if (!vouched) {
        return propagate(vouched.error());
    }
    AssistedFaceRepository repository(unit, now);
    const auto facts = repository.factsOf(face.user);
    if (const Status allowed = facts ? checkStanding(*vouched, *facts) : Status(); !allowed) {
        return propagate(allowed.error());
    }
    if (const Status added = addNewFace(unit, face, device->group, now); !added) {
        return propagate(added.error());
    }
    wire::FaceOrigin origin;
    origin.face = face.id;
    origin.source = crypto::toWire(vouched->source);
    origin.standing = crypto::toWire(vouched->standing);
    origin.administrator = caller.user;
    repository.keepVoucher(face.user, origin, assisted.voucher);
    FaceRepository faces(unit);
    if (vouched->isComplete()) {
        faces.approve(face, assisted.voucher, caller.user, now);
        if (vouched->source == crypto::FaceSource::Camera) {
            repository.replacePhotos(face.user);
        }
    } else {
        queueWaitingMail(unit, now);
    }
    unit.acts().changed("face_source", "", origin.source);
    unit.acts().changed("face_standing", "", origin.standing);
    unit.acts().changed("face_template", "", face.id.text());
    return jsonReply(201, *faces.find(face.id));
}

AsyncReply addAssistedTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    auto body = bodyOf<wire::AssistedFace>(context);
    if (!user || !body) {
        co_return propagate(!user ? user.error() : body.error());
    }
    if (const Status valid = checkForm(body->face, *user); !valid) {
        co_return propagate(valid.error());
    }
    if (!body->face.needsApproval.value_or(false)) {
        co_return fail(ErrorCode::ValidationFailed, "sealed as one that needs no administrator",
                       "/face/needs_approval");
    }
    if (body->voucher.empty() || body->voucher.size() > kLargestVoucher) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 8192 bytes", "/voucher");
    }
    body->face.approval.reset();
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        return storeAssisted(unit, context.principal, *body, now);
    });
}

AsyncReply listFaceOrigins(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    if (!user) {
        co_return propagate(user.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!storage::AccountRepository(unit, now).find(*user)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        return jsonReply(200, wire::FaceOriginList{AssistedFaceRepository(unit, now).originsOf(*user)});
    });
}

std::vector<http::Route> readRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/users/{user}/enrolment-facts",
         .operation = "getEnrolmentFacts",
         .summary = "What an administrator has to know before he takes a person's face",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::EnrolmentFacts>("EnrolmentFacts"),
         .problems = {NotFound},
         .handler = bindTo(services, enrolmentFacts)},
        {.method = "POST",
         .path = "/v1/enrolment-facts",
         .operation = "findEnrolmentFacts",
         .summary = "The same of up to 500 people by their logins; who is not there is left out",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::EnrolmentFactsQuery>("EnrolmentFactsQuery"),
         .response = schemaNamed<wire::EnrolmentFactsList>("EnrolmentFactsList"),
         .problems = {ValidationFailed},
         .recorded = http::Recorded::Never, // changes nothing
         .handler = bindTo(services, enrolmentFactsByLogin)},
        {.method = "GET",
         .path = "/v1/users/{user}/assisted-templates",
         .operation = "listFaceOrigins",
         .summary = "Which faces of a person an administrator took, and how",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::FaceOriginList>("FaceOriginList"),
         .problems = {NotFound},
         .handler = bindTo(services, listFaceOrigins)},
    };
}

} // namespace

std::vector<http::Route> assistedFaceRoutes(ServiceContext& services) {
    using enum ErrorCode;
    auto routes = readRoutes(services);
    routes.push_back({.method = "POST",
                      .path = "/v1/users/{user}/consents",
                      .operation = "witnessConsent",
                      .summary = "A consent that the person gave beside the caller",
                      .access = http::usersIn({Owner, UserAdmin}),
                      .request = schemaNamed<wire::WitnessedConsent>("WitnessedConsent"),
                      .response = schemaNamed<wire::Consent>("Consent"),
                      .status = 201,
                      .problems = {NotFound, Forbidden, ValidationFailed, Conflict},
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, witnessConsent)});
    routes.push_back({.method = "POST",
                      .path = "/v1/users/{user}/assisted-templates",
                      .operation = "addAssistedTemplate",
                      .summary = "Adds a face that the caller has taken for its person",
                      .access = http::usersIn({Owner, UserAdmin}),
                      .request = schemaNamed<wire::AssistedFace>("AssistedFace"),
                      .response = schemaNamed<wire::FaceTemplate>("FaceTemplate"),
                      .status = 201,
                      .problems = {NotFound, Forbidden, ValidationFailed, SignatureInvalid, ConsentRequired,
                                   ApprovalRequired, FaceFrozen, Conflict, SeatsExceeded, PayloadTooLarge},
                      .bodyLimit = kTemplateBody,
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, addAssistedTemplate)});
    return routes;
}

} // namespace kaomon::features
