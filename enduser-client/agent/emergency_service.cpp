// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/emergency_service.h"

#include <algorithm>

#include "agent/os_accounts.h"
#include "base/log.h"
#include "crypto/bytes_io.h"
#include "crypto/secret_key.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kKey = "emergency.key";
constexpr std::string_view kSentFor = "emergency.sent_for"; // the tenant's key it was sealed to
constexpr std::string_view kLogon = "emergency.logon";

std::string untilName(const UserId& user) {
    return "emergency.until." + user.text();
}

} // namespace

Result<EmergencyService::Person> EmergencyService::person(const std::string& account) const {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto user = m_state.policies().linkedUser(accountOf(account, device->id.text()));
    if (!user) {
        return propagate(user.error());
    }
    return Person{*user, {device->tenant.text(), device->id.text(), user->text()}};
}

Result<crypto::EmergencyLogon> EmergencyService::load() const {
    const auto stored = m_state.cache().state(kLogon);
    if (!stored) {
        if (stored.error().code == ErrorCode::NotFound) {
            return crypto::EmergencyLogon();
        }
        return propagate(stored.error());
    }
    return crypto::EmergencyLogon::decode(stored->reveal());
}

Status EmergencyService::save(const crypto::EmergencyLogon& logon) {
    return m_state.cache().setState(kLogon, logon.encode());
}

Result<crypto::SecretKey> EmergencyService::key() const {
    const auto stored = m_state.cache().state(kKey);
    if (!stored) {
        return propagate(stored.error());
    }
    return crypto::SecretKey::fromBytes(stored->reveal());
}

bool EmergencyService::isSent() const {
    const auto sentFor = m_state.cache().state(kSentFor);
    const auto& manifest = m_state.policies().manifest();
    return sentFor && manifest && sentFor->reveal() == manifest->emergencyPublic;
}

Result<EmergencyService::Question> EmergencyService::begin(const std::string& account) {
    const auto who = person(account);
    if (!who) {
        return propagate(who.error());
    }
    if (!isSent()) {
        return fail(ErrorCode::Unavailable, "the administrators cannot answer this PC yet");
    }
    auto logon = load();
    if (!logon) {
        return propagate(logon.error());
    }
    const int hours = static_cast<int>(m_state.policies().policy().emergencyCodeLife.count());
    const auto request = logon->begin(who->user.text(), hours, m_clock.now());
    if (!request) {
        return propagate(request.error());
    }
    if (const auto saved = save(*logon); !saved) {
        return propagate(saved.error());
    }
    return Question{request->text(who->subject), hours, logon->triesLeft()};
}

Result<UserId> EmergencyService::answer(const std::string& account, std::string_view typed) {
    const auto who = person(account);
    if (!who) {
        return propagate(who.error());
    }
    auto logon = load();
    auto secret = key();
    if (!logon || !secret) {
        return propagate(!logon ? logon.error() : secret.error());
    }
    const auto until = logon->check(typed, *secret, who->subject, m_clock.now());
    if (const auto saved = save(*logon); !saved) {
        return propagate(saved.error());
    }
    if (!until) {
        note(*who, account, until.error().code);
        return propagate(until.error());
    }
    crypto::BytesWriter writer;
    writer.time(m_clock.now()); // a clock that is set back behind it ends it
    writer.time(*until);
    if (const auto kept = m_state.cache().setState(untilName(who->user), writer.result()); !kept) {
        return propagate(kept.error());
    }
    note(*who, account, std::nullopt);
    return who->user;
}

bool EmergencyService::isInForce(const UserId& user) const {
    const auto stored = m_state.cache().state(untilName(user));
    if (!stored) {
        return false;
    }
    crypto::BytesReader reader(stored->reveal());
    const TimePoint from = reader.time();
    const TimePoint until = reader.time();
    const TimePoint now = m_clock.now();
    return reader.finish() && now >= from && now < until;
}

Result<std::optional<wire::EmergencyKeySeal>> EmergencyService::unsentKey() {
    const DeviceIdentity* device = m_state.device();
    const auto& manifest = m_state.policies().manifest();
    if (device == nullptr || !manifest || isSent()) {
        return std::optional<wire::EmergencyKeySeal>();
    }
    auto secret = key();
    if (!secret) {
        if (secret.error().code != ErrorCode::NotFound) {
            return propagate(secret.error());
        }
        secret = crypto::SecretKey::generate();
        if (const auto kept = m_state.cache().setState(kKey, secret->reveal()); !kept) {
            return propagate(kept.error());
        }
    }
    auto sealed = crypto::sealEmergencyKey(*secret, manifest->emergencyPublic, device->tenant.text(),
                                           device->id.text());
    if (!sealed) {
        return propagate(sealed.error());
    }
    return std::optional(wire::EmergencyKeySeal{std::move(*sealed)});
}

Status EmergencyService::markSent() {
    const auto& manifest = m_state.policies().manifest();
    return manifest ? m_state.cache().setState(kSentFor, manifest->emergencyPublic)
                    : Status(fail(ErrorCode::NotFound, "no manifest"));
}

void EmergencyService::note(const Person& person, const std::string& account,
                            const std::optional<ErrorCode>& code) {
    wire::Event event;
    event.kind = "auth";
    event.code = "EMERGENCY_CODE";
    event.result = code ? "ng" : "ok";
    event.severity = "warning";
    event.user = person.user;
    event.osAccount = account;
    event.detail.factors = "emergency_code";
    if (code) {
        event.detail.reason = wireName(*code);
    }
    if (const auto added = m_events.add(std::move(event)); !added) {
        log::error("agent.event_lost",
                   {{"code", "EMERGENCY_CODE"}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
