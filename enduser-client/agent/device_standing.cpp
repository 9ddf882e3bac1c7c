// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/device_standing.h"

#include "base/log.h"
#include "client/services.h"
#include "domain/device_state.h"
#include "wire/codec.h"

namespace kaomon::agent {

using domain::DeviceState;

bool DeviceStanding::isAboutThisPc(ErrorCode code) {
    return code == ErrorCode::DevicePending || code == ErrorCode::DeviceSuspended ||
           code == ErrorCode::DeviceRevoked;
}

bool DeviceStanding::isActive() const {
    return m_state.deviceState() == domain::toWire(DeviceState::Active);
}

// An answer that comes after this PC was enrolled anew is about another one.
bool DeviceStanding::isOwn(const Result<wire::Device>& reply) const {
    return reply && m_state.device() != nullptr && reply->id == m_state.device()->id;
}

void DeviceStanding::ask(client::ApiClient& api, Done done) {
    client::DeviceService(api).self().then(
        this,
        [this, &api, done = std::move(done)](const Result<wire::Device>& self) { onSelf(api, self, done); });
}

void DeviceStanding::onSelf(client::ApiClient& api, const Result<wire::Device>& self, const Done& done) {
    if (!self) {
        done(propagate(self.error()));
        return;
    }
    const auto state = domain::deviceStateFromWire(self->state);
    if (!state || !isOwn(self)) {
        done(fail(ErrorCode::ValidationFailed, "the server's record is not one of this PC"));
        return;
    }
    if (*state == DeviceState::Revoked) {
        onRevoked(api, *self, done);
        return;
    }
    if (const auto kept = m_state.setDeviceState(self->state); !kept) {
        done(kept);
    } else if (*state == DeviceState::Pending) {
        done(fail(ErrorCode::DevicePending));
    } else if (*state == DeviceState::Suspended) {
        done(fail(ErrorCode::DeviceSuspended));
    } else {
        done({});
    }
}

// Whatever ends this PC in between, it comes here again after its start and goes on.
void DeviceStanding::onRevoked(client::ApiClient& api, const wire::Device& self, const Done& done) {
    const bool isNews = m_state.deviceState() != self.state;
    if (isNews || !m_hasErased) {
        if (const auto erased = m_state.revoke(); !erased) {
            done(erased);
            return;
        }
        m_hasErased = true;
    }
    if (isNews) {
        log::warning("agent.revoked");
        emit expelled();
    }
    if (!self.wipeRequestedAt) {
        done(fail(ErrorCode::DeviceRevoked));
        return;
    }
    if (self.wipedAt) {
        erase(done);
        return;
    }
    // What this PC held is gone; only the keys that sign this very message are left.
    client::DeviceService(api).confirmWipe().then(this, [this, done](const Result<wire::Device>& confirmed) {
        if (isOwn(confirmed)) {
            erase(done);
        } else {
            done(confirmed ? fail(ErrorCode::Cancelled) : Status(propagate(confirmed.error())));
        }
    });
}

void DeviceStanding::erase(const Done& done) {
    const auto wiped = m_state.wipe();
    emit expelled();
    done(wiped ? Status(fail(ErrorCode::DeviceRevoked)) : wiped);
}

Status DeviceStanding::adoptSynced() {
    const auto stored = m_state.cache().get("device", m_state.device()->id.text());
    if (!stored) {
        return {}; // the server says nothing of it: what is known stays
    }
    const auto own = wire::decode<wire::Device>(std::string(stored->bytes.begin(), stored->bytes.end()));
    if (!own || !domain::deviceStateFromWire(own->state)) {
        return {};
    }
    if (const auto moved = adoptGroup(*own); !moved) {
        return moved;
    }
    return m_state.setDeviceState(own->state);
}

// Which group this PC is in is what an administrator certified, not what the server says.
Status DeviceStanding::adoptGroup(const wire::Device& own) {
    const auto& manifest = m_state.policies().manifest();
    const auto record = crypto::SignedRecord::decode(own.certificate);
    if (!manifest || !record) {
        return {};
    }
    const auto certificate = crypto::DeviceCertificate::verify(*record, *manifest);
    const DeviceIdentity& device = *m_state.device();
    if (!certificate || certificate->deviceId != device.id.text() ||
        certificate->signPublic != device.signing.publicKey()) {
        log::error("agent.certificate_refused", {{"code", wireName(certificate ? ErrorCode::SignatureInvalid
                                                                               : certificate.error().code)}});
        return {};
    }
    return m_state.setGroup(certificate->deviceGroup);
}

} // namespace kaomon::agent
