// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/enrolment_bundle.h"

#include <algorithm>

#include <QUrl>
#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/enrolment_code.h"

namespace kaomon::client {
namespace {

namespace json = boost::json;

constexpr std::size_t kPinSize = 32;
constexpr std::size_t kMaximumPins = 8;
constexpr std::size_t kMaximumText = 200;
constexpr std::size_t kFingerprintCharacters = 39;

Result<std::string> textMember(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    if (value == nullptr || !value->is_string() || value->get_string().empty() ||
        value->get_string().size() > kMaximumText) {
        return fail(ErrorCode::ValidationFailed, "missing or not a text", '/' + std::string(name));
    }
    return std::string(value->get_string());
}

bool isServerAddress(const std::string& text) {
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
           url.userInfo().isEmpty() && (url.path().isEmpty() || url.path() == QLatin1String("/")) &&
           !url.hasQuery() && !url.hasFragment();
}

bool isFingerprint(const std::string& text) {
    if (text.size() != kFingerprintCharacters) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (i % 5 == 4 ? c != '-' : !isHex) {
            return false;
        }
    }
    return true;
}

Result<std::vector<std::string>> pinsMember(const json::object& object) {
    const json::value* value = object.if_contains("tls_pins");
    const json::array* array = value == nullptr ? nullptr : value->if_array();
    if (array == nullptr || array->empty() || array->size() > kMaximumPins) {
        return fail(ErrorCode::ValidationFailed, "expected one to eight pins", "/tls_pins");
    }
    std::vector<std::string> pins;
    for (const json::value& item : *array) {
        const auto bytes = item.is_string() ? fromBase64Url(std::string_view(item.get_string()))
                                            : Result<Bytes>(fail(ErrorCode::ValidationFailed));
        if (!bytes || bytes->size() != kPinSize) {
            return fail(ErrorCode::ValidationFailed, "not a SHA-256 in base64url",
                        "/tls_pins/" + std::to_string(pins.size()));
        }
        pins.emplace_back(item.get_string());
    }
    return pins;
}

Result<EnrolmentBundle> bundleOf(const json::object& object) {
    EnrolmentBundle bundle;
    for (const auto& [name, target] :
         {std::pair("server", &bundle.server), std::pair("tenant_name", &bundle.tenantName),
          std::pair("root_fingerprint", &bundle.rootFingerprint)}) {
        auto text = textMember(object, name);
        if (!text) {
            return propagate(text.error());
        }
        *target = std::move(*text);
    }
    if (!isServerAddress(bundle.server)) {
        return fail(ErrorCode::ValidationFailed, "not an https address", "/server");
    }
    if (!isFingerprint(bundle.rootFingerprint)) {
        return fail(ErrorCode::ValidationFailed, "not a fingerprint", "/root_fingerprint");
    }
    const auto tenantText = textMember(object, "tenant");
    auto tenant = tenantText ? TenantId::parse(*tenantText) : Result<TenantId>(propagate(tenantText.error()));
    if (!tenant) {
        return fail(ErrorCode::ValidationFailed, "not a UUID", "/tenant");
    }
    bundle.tenant = std::move(*tenant);
    return bundle;
}

} // namespace

SecretString EnrolmentBundle::encode() const {
    json::array pins;
    for (const std::string& pin : tlsPins) {
        pins.push_back(json::string(pin));
    }
    const json::object object{{"server", server},          {"tenant", tenant.text()},
                              {"tenant_name", tenantName}, {"code", code.reveal()},
                              {"tls_pins", pins},          {"root_fingerprint", rootFingerprint}};
    return SecretString(json::serialize(object));
}

Result<EnrolmentBundle> EnrolmentBundle::parse(std::string_view text) {
    boost::system::error_code error;
    const json::value value = json::parse(text, error);
    if (error || !value.is_object()) {
        return fail(ErrorCode::MalformedRequest, "not an enrolment file");
    }
    auto bundle = bundleOf(value.get_object());
    if (!bundle) {
        return bundle;
    }
    auto pins = pinsMember(value.get_object());
    if (!pins) {
        return propagate(pins.error());
    }
    bundle->tlsPins = std::move(*pins);
    const auto typed = textMember(value.get_object(), "code");
    if (!typed) {
        return propagate(typed.error());
    }
    const auto code = crypto::EnrolmentCode::parse(*typed);
    if (!code) {
        return fail(code.error().code, code.error().detail, "/code");
    }
    bundle->code = code->text().clone();
    return bundle;
}

} // namespace kaomon::client
