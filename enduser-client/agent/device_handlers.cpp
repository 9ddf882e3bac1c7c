// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/device_handlers.h"

#include "agent/diagnostics_upload.h"
#include "agent/hidden_providers.h"
#include "agent/os_accounts.h"
#include "domain/shown_name.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

} // namespace

void DeviceHandlers::addTo(Router& router) {
    router.add("status", [this](const Caller& c, const localipc::Message&) { status(c); });
    router.add("enrolDevice", [this](const Caller& c, const localipc::Message& m) { enrol(c, m); });
}

void DeviceHandlers::status(const Caller& caller) {
    caller.reply(describe(caller.uid));
}

localipc::Message DeviceHandlers::describe(uid_t uid) const {
    localipc::Message message{"status", 0, {}};
    message.set("version", KAOMON_VERSION);
    message.set("state", m_parts.state.deviceState());
    message.setFlag("removal_locked", m_parts.state.isRemovalLocked());
    message.set("protection", m_parts.state.cache().protectionName());
    addDevice(message);
    addSupport(message);
    addCamera(message);
    addPerson(message, uid);
    addSeat(message, uid);
    if (m_parts.notices != nullptr) {
        message.setInteger("notices_unread", m_parts.notices->unread(uid));
    }
    if (m_parts.osPassword != nullptr) {
        m_parts.osPassword->addStatus(message, uid);
    }
    return message;
}

void DeviceHandlers::addDevice(localipc::Message& message) const {
    const DeviceIdentity* device = m_parts.state.device();
    if (device == nullptr) {
        return;
    }
    const PolicyStore& policies = m_parts.state.policies();
    message.set("device_id", device->id.text());
    message.set("tenant", device->tenant.text());
    message.set("tenant_name", device->tenantName);
    message.set("server", device->server);
    message.setFlag("online", m_parts.syncer.isOnline());
    message.setInteger("policy_version", policies.policyVersion());
    message.setFlag("is_demo", policies.isDemo());
    message.setInteger("liveness_logon", policies.policy().livenessLogon);
    const domain::PasswordRule& password = policies.policy().password;
    message.setInteger("pw_min", password.minimumLength);
    message.setInteger("pw_max", password.maximumLength);
    message.setInteger("pw_classes", password.minimumClasses);
    message.setInteger("clock_offset_s", m_parts.syncer.clockLead().count());
    const ConfirmationState& confirmation = m_parts.syncer.confirmation();
    message.set("confirmation", std::string(toWire(confirmation.word)));
    message.setInteger("confirmation_days", confirmation.age.count());
    if (const auto last = m_parts.state.lastSync()) {
        message.set("last_sync", toRfc3339(*last));
    }
    if (const auto until = m_parts.state.offlineUntil()) {
        message.set("offline_until", toRfc3339(*until));
    }
    if (const auto& error = m_parts.syncer.lastError()) {
        message.set("sync_error", wireName(error->code));
    }
    if (const auto request = askedDiagnostics(m_parts.state.cache())) {
        message.set("diagnostics_reason", request->reason);
    }
    constexpr std::size_t kCounted = 1000;
    if (const auto waiting = m_parts.state.cache().pending(kCounted)) {
        message.setInteger("outbox", static_cast<std::int64_t>(waiting->size()));
    }
}

void DeviceHandlers::addCamera(localipc::Message& message) const {
    message.set("camera", m_parts.camera.lastCamera().description);
    message.set("camera_id", m_parts.camera.lastCamera().id);
    if (const auto& error = m_parts.camera.lastError()) {
        message.set("camera_error", wireName(error->code));
    }
    if (const vision::ModelPack* models = m_parts.camera.models()) {
        message.set("model_id", models->modelId());
    }
    if (const auto hidden = hiddenProviders(m_parts.state, m_parts.camera)) {
        message.setFlag("hides_providers", true);
        message.set("hidden_providers", *hidden);
    }
}

void DeviceHandlers::addSupport(localipc::Message& message) const {
    const auto endsAt = m_parts.versions != nullptr ? m_parts.versions->endsAt() : std::nullopt;
    if (endsAt) {
        message.set("support_ends_at", toRfc3339(*endsAt));
        message.setFlag("unsupported", m_parts.clock.now() >= *endsAt);
    }
}

// Whose session the screen may name, and whether it has to be found out.
void DeviceHandlers::addSeat(localipc::Message& message, uid_t uid) const {
    const domain::Policy& policy = m_parts.state.policies().policy();
    if (m_parts.seats == nullptr) {
        return;
    }
    const auto account = nameOfUid(uid);
    if (account && m_parts.seats->isUnknownAt(*account)) {
        const bool isSought = m_parts.presence != nullptr && m_parts.presence->isSeeking(uid);
        message.set("seat", isSought ? "sought" : "unknown");
    }
    if (!policy.isSharedPc) {
        return;
    }
    message.setInteger("shared_banner_s", policy.sharedBanner.count());
    const auto person = account ? m_parts.seats->personAt(*account) : Result<UserId>(UserId());
    if (const wire::SyncedUser* user = person ? m_parts.state.policies().user(*person) : nullptr) {
        message.set("seat_name", domain::shownName(user->displayName, user->login, policy.nameForm));
    }
}

void DeviceHandlers::addPerson(localipc::Message& message, uid_t uid) const {
    const auto person = m_parts.sessions.session(uid);
    message.setFlag("signed_in", person.has_value());
    if (person) {
        message.set("login", person->login);
        message.set("display_name", person->displayName);
        message.setInteger("templates", person->templates);
        if (const vision::ModelPack* models = m_parts.camera.models()) {
            const auto old = m_parts.state.templates().countOfOtherModels(person->user, models->modelId());
            message.setInteger("templates_of_other_models", static_cast<std::int64_t>(old));
        }
        message.setInteger("templates_waiting", person->waiting);
        if (person->passwordExpiresAt) {
            message.set("password_expires_at", toRfc3339(*person->passwordExpiresAt));
        }
        if (const auto* user = m_parts.state.policies().user(person->user)) {
            message.set("face_refused", user->faceRefusedReason.value_or(std::string()));
        }
        const domain::Policy policy = m_parts.state.policies().policyFor(person->user);
        message.setFlag("faces_old", m_parts.state.areFacesOld(person->user));
        message.setInteger("pin_min", policy.pinLength);
        message.setFlag("pin_wanted", policy.wantsPin());
        message.setFlag("pin_set", m_parts.pins != nullptr && m_parts.pins->isSet(person->user));
        message.setFlag("must_change_password", person->mustChangePassword);
        message.set("consent_version", person->consentVersion);
    }
}

void DeviceHandlers::enrol(const Caller& caller, const localipc::Message& message) {
    const std::string state = m_parts.state.deviceState();
    if (state != "not_enrolled" && state != "wiped" && state != "revoked") {
        caller.fail(Error(ErrorCode::Conflict, "this PC belongs to a tenant already"));
        return;
    }
    const auto begun = m_parts.enrolment.begin(
        message.text("bundle"), message.text("name"), [this, caller](Result<EnrolledDevice> device) {
            if (!device) {
                caller.fail(device.error());
                return;
            }
            if (const auto adopted = adopt(std::move(*device)); !adopted) {
                caller.fail(adopted.error());
                return;
            }
            localipc::Message out{"enrolledDevice", 0, {}};
            out.set("device_id", m_parts.state.device()->id.text());
            out.set("tenant", m_parts.state.device()->tenant.text());
            out.set("state", m_parts.state.deviceState());
            caller.reply(std::move(out));
        });
    if (!begun) {
        caller.fail(begun.error());
    }
}

Status DeviceHandlers::adopt(EnrolledDevice device) {
    const std::string tenant = device.identity.tenant.text();
    if (const auto adopted = m_parts.state.adopt(std::move(device.identity)); !adopted) {
        return adopted;
    }
    localstore::LocalStore& cache = m_parts.state.cache();
    const wire::ManifestDocument manifest{device.manifest, device.manifestVersion};
    if (const auto put = cache.put("manifest", tenant, 0, bytesOf(wire::encode(manifest))); !put) {
        return put;
    }
    for (const wire::KeySeal& seal : device.faceKeySeals) {
        if (const auto put = cache.put("seal", seal.kind + '|' + seal.keyId, 0, bytesOf(wire::encode(seal)));
            !put) {
            return put;
        }
    }
    if (const auto reloaded = m_parts.state.reload(); !reloaded) {
        return reloaded;
    }
    if (const auto kept = m_parts.state.setDeviceState(device.state); !kept) {
        return kept;
    }
    m_parts.events.note("device", "REGISTER", "ok", aboutThisPc(m_parts.state));
    if (m_parts.versions != nullptr) {
        m_parts.versions->begin(m_parts.events);
    }
    m_parts.reconnect();
    return {};
}

} // namespace kaomon::agent
