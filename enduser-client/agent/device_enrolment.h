// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "agent/device_identity.h"
#include "client/api_client.h"
#include "client/enrolment_bundle.h"
#include "client/network_transport.h"
#include "crypto/enrolment_code.h"
#include "crypto/trust.h"
#include "wire/devices.h"

namespace kaomon::agent {

// A PC that has joined: who it is, and what it must store to open faces before the first sync.
struct EnrolledDevice {
    DeviceIdentity identity;
    std::string state;
    Bytes manifest; // encoded crypto::SignedRecord
    long long manifestVersion = 0;
    std::vector<wire::KeySeal> faceKeySeals;
};

// Joins a tenant with a bundle (docs/protocol.md section 7). Nothing is stored here; the owner does that when
// `done` brings a device. One enrolment at a time, main thread. Errors: MalformedRequest, ValidationFailed
// and EnrolmentCodeInvalid of the bundle, CertificatePinMismatch, SignatureInvalid (another root than the
// bundle names), DecryptionFailed, EnrolmentCodeExpired, EnrolmentCodeUsed, ServerUnreachable and the like.
class DeviceEnrolment final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<EnrolledDevice>)>;

    explicit DeviceEnrolment(const Clock& clock);
    ~DeviceEnrolment() override;

    // ErrorCode::AgentBusy while another one runs; other errors of the bundle at once too.
    [[nodiscard]] Status begin(const std::string& bundle, std::string deviceName, Done done);

private:
    void onChallenge(const Result<wire::EnrolChallenge>& challenge);
    [[nodiscard]] Result<wire::EnrolRequest> prepare(const wire::EnrolChallenge& challenge);
    [[nodiscard]] wire::EnrolRequest request(const Bytes& challenge,
                                             const crypto::EnrolmentSecrets& secrets) const;
    [[nodiscard]] Result<std::string> certifiedGroup(const crypto::EnrolmentSecrets& secrets,
                                                     const crypto::TenantManifest& manifest) const;
    [[nodiscard]] Result<crypto::TenantManifest> checkManifest(const Bytes& record) const;
    [[nodiscard]] Result<std::vector<wire::KeySeal>>
    sealFaceKeys(const crypto::EnrolmentSecrets& secrets) const;
    void onEnrolled(const Result<wire::EnrolReply>& reply);
    void finish(Result<EnrolledDevice> result);

    const Clock& m_clock;
    std::optional<client::EnrolmentBundle> m_bundle;
    std::optional<crypto::EnrolmentCode> m_code;
    std::string m_name;
    EnrolledDevice m_device;
    std::unique_ptr<client::ApiClient> m_api;
    Done m_done;
};

} // namespace kaomon::agent
