// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/applogin: the names of the enumerations in a template's JSON, for reading and writing.

#include "applogin/app_template.h"
#include "applogin/json_reader_impl.h"

namespace kaomon::applogin::detail {

inline const Names<PatternMode>& patternModes() {
    static const Names<PatternMode> names{{"literal", PatternMode::Literal},
                                          {"wildcard", PatternMode::Wildcard},
                                          {"regex", PatternMode::Regex}};
    return names;
}

inline const Names<ControlRole>& controlRoles() {
    static const Names<ControlRole> names{
        {"text", ControlRole::Text},          {"password", ControlRole::Password},
        {"button", ControlRole::Button},      {"label", ControlRole::Label},
        {"check_box", ControlRole::CheckBox}, {"combo_box", ControlRole::ComboBox},
        {"terminal", ControlRole::Terminal},  {"other", ControlRole::Other}};
    return names;
}

inline const Names<SignalKind>& signalKinds() {
    static const Names<SignalKind> names{
        {"executable", SignalKind::Executable},    {"arguments", SignalKind::Arguments},
        {"window_class", SignalKind::WindowClass}, {"title", SignalKind::Title},
        {"toolkit", SignalKind::Toolkit},          {"address", SignalKind::Address},
        {"control", SignalKind::Control}};
    return names;
}

inline const Names<FieldContent>& fieldContents() {
    static const Names<FieldContent> names{{"user_name", FieldContent::UserName},
                                           {"password", FieldContent::Password},
                                           {"one_time_code", FieldContent::OneTimeCode}};
    return names;
}

inline const Names<SubmitKind>& submitKinds() {
    static const Names<SubmitKind> names{
        {"nothing", SubmitKind::Nothing}, {"button", SubmitKind::Button}, {"return", SubmitKind::Return}};
    return names;
}

inline const Names<KeyPiece>& keyPieces() {
    static const Names<KeyPiece> names{{"user_name", KeyPiece::UserName},
                                       {"password", KeyPiece::Password},
                                       {"one_time_code", KeyPiece::OneTimeCode},
                                       {"tab", KeyPiece::Tab},
                                       {"return", KeyPiece::Return}};
    return names;
}

inline const Names<ReauthMode>& reauthModes() {
    static const Names<ReauthMode> names{{"always", ReauthMode::Always},
                                         {"after_minutes", ReauthMode::AfterMinutes},
                                         {"while_present", ReauthMode::WhilePresent}};
    return names;
}

inline constexpr std::size_t kLargestTemplate = 32 * 1024;

[[nodiscard]] Result<boost::json::value> parseJson(std::string_view text, std::size_t largest);
[[nodiscard]] Result<AppTemplate> readTemplate(const boost::json::value& value);
[[nodiscard]] boost::json::object jsonOf(const AppTemplate& appTemplate);
// The lowest number of a format that can say all of it.
[[nodiscard]] int formatOf(const AppTemplate& appTemplate);

template<class Enum>
std::string_view nameOf(const Names<Enum>& names, Enum value) {
    return std::ranges::find(names, value, &std::pair<std::string_view, Enum>::second)->first;
}

} // namespace kaomon::applogin::detail
