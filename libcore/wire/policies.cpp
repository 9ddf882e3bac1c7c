// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/policies.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const PolicyDocument&);
template Result<PolicyDocument> decode(std::string_view, UnknownFields);
template std::string schema<PolicyDocument>();
template std::string encode(const PolicyDocumentList&);
template Result<PolicyDocumentList> decode(std::string_view, UnknownFields);
template std::string schema<PolicyDocumentList>();
template std::string encode(const SettingValue&);
template Result<SettingValue> decode(std::string_view, UnknownFields);
template std::string schema<SettingValue>();
template std::string encode(const SettingsBody&);
template Result<SettingsBody> decode(std::string_view, UnknownFields);
template std::string schema<SettingsBody>();
template std::string encode(const AccountLink&);
template Result<AccountLink> decode(std::string_view, UnknownFields);
template std::string schema<AccountLink>();
template std::string encode(const AccountLinksBody&);
template Result<AccountLinksBody> decode(std::string_view, UnknownFields);
template std::string schema<AccountLinksBody>();
template std::string encode(const GroupMembersBody&);
template Result<GroupMembersBody> decode(std::string_view, UnknownFields);
template std::string schema<GroupMembersBody>();

std::map<std::string, domain::GivenValue, std::less<>> valuesOf(const SettingsBody& body) {
    std::map<std::string, domain::GivenValue, std::less<>> values;
    for (const SettingValue& setting : body.settings) {
        values.emplace(setting.name, domain::GivenValue{setting.value, setting.locked.value_or(false)});
    }
    return values;
}

} // namespace kaomon::wire
