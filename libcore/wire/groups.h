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

// A group of people. Who is in it is said by signed documents (GroupMembersBody), not here.
struct UserGroup {
    GroupId id;
    std::string name;
    std::string note;
    long long members = 0;
    TimePoint createdAt;
    long long rev = 0;
};

struct UserGroupList {
    std::vector<UserGroup> items;
};

struct NewGroup {
    GroupId id; // made by the console
    std::string name;
    std::string note;
};

struct GroupPatch {
    std::optional<std::string> name = {};
    std::optional<std::string> note = {};
};

// A group of PCs with one face key. Each PC is in exactly one.
struct DeviceGroup {
    GroupId id;
    std::string name;
    std::string note;
    bool shared = false;             // PCs that several people use: 1:N among `userGroups`
    std::vector<GroupId> userGroups; // whose faces the PCs are given; none = everybody of the tenant
    long long devices = 0;
    std::optional<std::string> faceKeyId = {}; // the current one
    std::optional<TimePoint> rotationDue = {}; // since when the face key should be replaced
    std::string rotationReason;                // device_revoked, code_revoked, requested; empty when not due
    std::optional<std::string> nextKeyId = {}; // while a rotation runs
    TimePoint createdAt;
    long long rev = 0;
};

struct DeviceGroupList {
    std::vector<DeviceGroup> items;
};

struct NewDeviceGroup {
    GroupId id;
    std::string name;
    std::string note;
    bool shared = false;
    std::vector<GroupId> userGroups;
};

struct DeviceGroupPatch {
    std::optional<std::string> name = {};
    std::optional<std::string> note = {};
    std::optional<bool> shared = {};
    std::optional<std::vector<GroupId>> userGroups = {};
};

// How far the replacement of a group's face key is. Counts are of what the target key still lacks.
struct KeyRotation {
    GroupId group;
    std::string state;                     // idle, due, running
    std::string reason;                    // as DeviceGroup::rotationReason
    std::optional<std::string> keyId = {}; // the target: the next key of a running rotation, else the current
    std::vector<std::string> oldKeyIds;    // replaced when nothing is left
    long long templatesLeft = 0;
    long long devicesLeft = 0;
    long long adminsLeft = 0;
    long long total = 0; // what was left at the start
    std::optional<TimePoint> startedAt = {};
    std::optional<std::string> startedBy = {}; // user id
};

struct StartRotation {
    std::string keyId;          // named for the group by the stored manifest
    std::vector<KeySeal> seals; // of the new key for administrators, so that another can go on
};

// A template whose key lacks a wrap under the target key, with what is needed to make one.
struct WrapTask {
    TemplateId id;
    UserId user;
    long long version = 1;
    long long epoch = 1;
    std::string modelId;
    std::string faceKeyId; // an old key of the group
    Bytes wrapped;
};

struct SealTask {
    std::string receiver; // device or user id
    std::string kind;     // device or admin
    Bytes certificate;    // of a device; an administrator's key is in the manifest
};

struct RotationWork {
    KeyRotation rotation;
    std::vector<WrapTask> templates;
    std::vector<SealTask> receivers;
};

struct NewWrap {
    TemplateId id;
    UserId user;
    Bytes wrapped;
};

// At most 500 wraps and 500 seals, all for the target key. Repeating a batch changes nothing.
struct RotationBatch {
    std::string keyId;
    std::vector<NewWrap> wraps;
    std::vector<KeySeal> seals;
};

} // namespace kaomon::wire
