// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"

namespace kaomon::wire {

struct TemplateKey {
    std::string faceKeyId;
    Bytes wrapped;
};

// crypto::SealedTemplate on the wire. The server can open none of it.
struct FaceTemplate {
    TemplateId id;
    UserId user;
    long long version = 1;
    long long epoch = 1;
    std::string modelId;
    std::string label;
    Bytes ciphertext;
    std::vector<TemplateKey> keys;
    DeviceId device;
    Bytes signature;
    ConsentId consent;
    TimePoint createdAt;
    long long rev = 0;                      // set by the server
    std::optional<int> quality = {};        // 0 to 100, as the enrolling PC judged it
    std::optional<std::string> review = {}; // set by the server: device_revoked, until somebody accepts it
    // Said by the PC, which seals it so: counts nowhere without `approval`.
    std::optional<bool> needsApproval = {};
    std::optional<Bytes> approval = {}; // encoded crypto::SignedRecord of a crypto::FaceApproval
};

// An administrator's signature over one template that waits for it.
struct FaceApproval {
    Bytes record; // encoded crypto::SignedRecord of a crypto::FaceApproval
};

// Of a template that waits; the person is shown the reason.
struct FaceRefusal {
    std::string reason;
};

struct FaceTemplateList {
    std::vector<FaceTemplate> items;
};

struct Consent {
    ConsentId id;
    UserId user;
    std::string textVersion;
    std::string language;
    TimePoint givenAt;
};

} // namespace kaomon::wire
