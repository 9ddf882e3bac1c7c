// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "wire/policies.h"

namespace kaomon::wire {

// One row of the registry (domain::SettingDefinition) for tools that do not link it.
struct SettingDescription {
    std::string name;
    std::string type; // bool, int, double, enum, text, list
    std::string defaultValue;
    double minimum = 0; // of numbers, of the length of a text in bytes, of the items of a list
    double maximum = 0;
    std::vector<std::string> choices; // of enumerations and lists
    std::string unit;
    std::vector<std::string> scopes; // tenant, group, user, device_group
    std::string section;
    std::string since;
    std::string helpId;
    bool lockable = false;
    bool obeyed = false; // a program of this version acts on it
};

struct SettingsTable {
    std::vector<std::string> sections; // in the order of the console's pages
    std::vector<SettingDescription> items;
};

// A document that said something else, which does not count.
struct OverruledSetting {
    std::string scope;
    std::string value;
};

struct ExplainedSetting {
    std::string name;
    std::string value;
    std::string source;                                   // a scope, or "default"
    std::optional<std::string> setBy = std::nullopt;      // user id of the signer
    std::optional<std::string> setByLogin = std::nullopt; // while the signer has an account
    std::optional<TimePoint> setAt = std::nullopt;        // when it was signed
    std::optional<long long> version = std::nullopt;      // of the source's document
    bool locked = false;
    std::vector<OverruledSetting> overruled;
};

// What applies to one person on one PC, or to anybody where one of them is not named.
struct SettingsExplanation {
    std::vector<std::string> scopes; // the documents that were looked at, in order
    std::vector<ExplainedSetting> items;
};

// A version of a settings document that was once in force.
struct SettingsVersion {
    std::string scope;
    long long version = 1;
    std::string signer; // user id
    TimePoint issuedAt; // by the signer's clock
    TimePoint storedAt; // by the server's clock
    std::string reason; // empty when none was given
    std::vector<SettingValue> settings;
    Bytes record; // encoded crypto::SignedRecord, as it was signed
};

struct SettingsVersionPage {
    std::vector<SettingsVersion> items; // newest first
    std::optional<std::string> next = std::nullopt;
};

// A setting that two versions say differently; absent: not said.
struct SettingChange {
    std::string name;
    std::optional<std::string> oldValue = std::nullopt;
    std::optional<std::string> newValue = std::nullopt;
    bool oldLocked = false;
    bool newLocked = false;
};

struct SettingsDifference {
    std::string scope;
    long long fromVersion = 0; // 0: before the first
    long long toVersion = 0;
    std::vector<SettingChange> changes;
};

// A document that an administrator thinks of signing.
struct SettingsProposal {
    std::string scope;
    std::vector<SettingValue> settings;
};

// What the proposal would do. A person or a PC counts when a value that applies to it would be another one.
struct SettingsPreview {
    std::string scope;
    long long version = 0;              // in force now; 0 = none
    std::vector<SettingChange> changes; // of the document
    long long users = 0;
    long long devices = 0;
    long long allUsers = 0;
    long long allDevices = 0;
};

} // namespace kaomon::wire
