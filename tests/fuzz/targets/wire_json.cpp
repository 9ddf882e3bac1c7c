// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bodies: whatever is accepted is written and read again without a difference. The first byte picks the
// message.
#include <array>

#include "fuzz/fuzz_target.h"
#include "wire/bootstrap.h"
#include "wire/changes.h"
#include "wire/codec.h"
#include "wire/devices.h"
#include "wire/events.h"
#include "wire/ip_rules.h"
#include "wire/keys.h"
#include "wire/policies.h"
#include "wire/problem.h"
#include "wire/session.h"
#include "wire/templates.h"
#include "wire/users.h"

using namespace kaomon;

namespace {

template<class T>
void tryAs(std::string_view text) {
    const auto strict = wire::decode<T>(text, wire::UnknownFields::Reject);
    const auto lenient = wire::decode<T>(text, wire::UnknownFields::Ignore);
    fuzz::require(lenient || !strict, "what is accepted strictly is accepted leniently");
    if (!lenient) {
        const auto code = lenient.error().code;
        fuzz::require(code == ErrorCode::MalformedRequest || code == ErrorCode::ValidationFailed,
                      "a refusal has its code");
        return;
    }
    const std::string once = wire::encode(*lenient);
    const auto again = wire::decode<T>(once, wire::UnknownFields::Reject);
    fuzz::require(again.has_value(), "what is written can be read");
    fuzz::require(wire::encode(*again) == once, "and is the same");
}

constexpr auto kMessages = std::to_array<void (*)(std::string_view)>(
    {tryAs<wire::BootstrapRequest>, tryAs<wire::SignInRequest>,    tryAs<wire::PasswordChange>,
     tryAs<wire::NewUser>,          tryAs<wire::UserPatch>,        tryAs<wire::UserKeys>,
     tryAs<wire::EnrolRequest>,     tryAs<wire::NewEnrolmentCode>, tryAs<wire::DevicePatch>,
     tryAs<wire::KeySealList>,      tryAs<wire::PolicyDocument>,   tryAs<wire::SettingsBody>,
     tryAs<wire::AccountLinksBody>, tryAs<wire::FaceTemplate>,     tryAs<wire::Consent>,
     tryAs<wire::EventBatch>,       tryAs<wire::ChangePage>,       tryAs<wire::IpRuleUpdate>,
     tryAs<wire::Problem>,          tryAs<wire::SessionReply>});

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 0) {
        kMessages[data[0] % kMessages.size()](fuzz::textOf(data + 1, size - 1));
    }
    return 0;
}
