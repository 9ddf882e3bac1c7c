// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/session.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const PreloginRequest&);
template Result<PreloginRequest> decode(std::string_view, UnknownFields);
template std::string schema<PreloginRequest>();
template std::string encode(const PreloginReply&);
template Result<PreloginReply> decode(std::string_view, UnknownFields);
template std::string schema<PreloginReply>();
template std::string encode(const SignInRequest&);
template Result<SignInRequest> decode(std::string_view, UnknownFields);
template std::string schema<SignInRequest>();
template std::string encode(const SessionUser&);
template Result<SessionUser> decode(std::string_view, UnknownFields);
template std::string schema<SessionUser>();
template std::string encode(const SessionReply&);
template Result<SessionReply> decode(std::string_view, UnknownFields);
template std::string schema<SessionReply>();
template std::string encode(const RefreshRequest&);
template Result<RefreshRequest> decode(std::string_view, UnknownFields);
template std::string schema<RefreshRequest>();
template std::string encode(const ReauthRequest&);
template Result<ReauthRequest> decode(std::string_view, UnknownFields);
template std::string schema<ReauthRequest>();
template std::string encode(const ReauthReply&);
template Result<ReauthReply> decode(std::string_view, UnknownFields);
template std::string schema<ReauthReply>();
template std::string encode(const PasswordChange&);
template Result<PasswordChange> decode(std::string_view, UnknownFields);
template std::string schema<PasswordChange>();

} // namespace kaomon::wire
