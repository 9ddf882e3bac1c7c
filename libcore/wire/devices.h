// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "wire/keys.h"

namespace kaomon::wire {

struct Device {
    DeviceId id;
    std::string name;
    std::string os;
    std::string clientVersion;
    std::string state; // domain::DeviceState
    GroupId group;
    Bytes signPublic;
    Bytes boxPublic;
    Bytes certificate; // encoded crypto::SignedRecord of the DeviceCertificate
    TimePoint enrolledAt;
    std::optional<TimePoint> lastSeenAt;
    long long rev = 0;
    std::string stateReason = {}; // why it was suspended or revoked
    std::optional<TimePoint> wipeRequestedAt = {};
    std::optional<TimePoint> wipedAt = {}; // the PC said that it has erased itself
};

struct DevicePage {
    std::vector<Device> items;
    std::optional<std::string> next;
    long long total = 0;
};

struct DevicePatch {
    std::optional<std::string> name;
    std::optional<std::string> state;       // active, suspended or revoked
    std::optional<std::string> reason = {}; // required with suspended and revoked
    std::optional<bool> wipe = {};          // with revoked: the PC erases itself when it calls
};

// Takes a waiting PC into its group, or moves one to another group: a certificate made by an administrator
// with a delegate of his own, and that group's face keys sealed to the PC.
struct DeviceApproval {
    GroupId group;
    Bytes certificate; // encoded crypto::SignedRecord of the DeviceCertificate
    std::vector<KeySeal> faceKeySeals;
};

struct EnrolBegin {
    std::string codeId;
};

struct EnrolChallenge {
    Bytes challenge; // 32 bytes, good for five minutes
    TenantId tenant;
    std::string tenantName;
    Bytes blob;     // crypto::openEnrolmentSecrets
    Bytes manifest; // encoded crypto::SignedRecord
};

struct EnrolRequest {
    std::string codeId;
    Bytes challenge;
    Bytes mac; // crypto::mac(macKey, BytesWriter(challenge, device id, sign public, box public))
    DeviceId deviceId;
    std::string name;
    std::string os;
    std::string clientVersion;
    Bytes signPublic;
    Bytes boxPublic;
    Bytes certificate;
    std::vector<KeySeal> faceKeySeals; // each face key sealed to this device
};

struct EnrolReply {
    DeviceId deviceId;
    std::string state;
    TimePoint serverTime;
};

struct NewEnrolmentCode {
    std::string codeId;
    Bytes macKey;
    Bytes blob;
    Bytes delegateRecord; // encoded crypto::SignedRecord of the DelegateCertificate
    std::string label;
    GroupId group;
    int useCount = 1;
    TimePoint notAfter;
    std::optional<bool> autoApprove = {}; // false: no delegate and no keys in the blob; PCs wait for approval
};

struct EnrolmentCode {
    std::string codeId;
    std::string label;
    GroupId group;
    int useCount = 1;
    int used = 0;
    std::string state; // open, used, expired, revoked, blocked
    TimePoint notAfter;
    TimePoint createdAt;
    std::string createdBy;
    bool autoApprove = true;
};

struct EnrolmentCodeList {
    std::vector<EnrolmentCode> items;
};

} // namespace kaomon::wire
