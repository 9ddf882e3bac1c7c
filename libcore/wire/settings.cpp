// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/settings.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const SettingsTable&);
template Result<SettingsTable> decode(std::string_view, UnknownFields);
template std::string schema<SettingsTable>();
template std::string encode(const SettingsExplanation&);
template Result<SettingsExplanation> decode(std::string_view, UnknownFields);
template std::string schema<SettingsExplanation>();
template std::string encode(const SettingsVersion&);
template Result<SettingsVersion> decode(std::string_view, UnknownFields);
template std::string schema<SettingsVersion>();
template std::string encode(const SettingsVersionPage&);
template Result<SettingsVersionPage> decode(std::string_view, UnknownFields);
template std::string schema<SettingsVersionPage>();
template std::string encode(const SettingsDifference&);
template Result<SettingsDifference> decode(std::string_view, UnknownFields);
template std::string schema<SettingsDifference>();
template std::string encode(const SettingsProposal&);
template Result<SettingsProposal> decode(std::string_view, UnknownFields);
template std::string schema<SettingsProposal>();
template std::string encode(const SettingsPreview&);
template Result<SettingsPreview> decode(std::string_view, UnknownFields);
template std::string schema<SettingsPreview>();

} // namespace kaomon::wire
