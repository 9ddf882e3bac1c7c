// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/users.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const User&);
template Result<User> decode(std::string_view, UnknownFields);
template std::string schema<User>();
template std::string encode(const NewUser&);
template Result<NewUser> decode(std::string_view, UnknownFields);
template std::string schema<NewUser>();
template std::string encode(const UserPatch&);
template Result<UserPatch> decode(std::string_view, UnknownFields);
template std::string schema<UserPatch>();
template std::string encode(const UserPage&);
template Result<UserPage> decode(std::string_view, UnknownFields);
template std::string schema<UserPage>();
template std::string encode(const PasswordReset&);
template Result<PasswordReset> decode(std::string_view, UnknownFields);
template std::string schema<PasswordReset>();
template std::string encode(const ReEnrolRequest&);
template Result<ReEnrolRequest> decode(std::string_view, UnknownFields);
template std::string schema<ReEnrolRequest>();
template std::string encode(const BulkRequest&);
template Result<BulkRequest> decode(std::string_view, UnknownFields);
template std::string schema<BulkRequest>();
template std::string encode(const BulkReply&);
template Result<BulkReply> decode(std::string_view, UnknownFields);
template std::string schema<BulkReply>();
template std::string encode(const SavedFilter&);
template Result<SavedFilter> decode(std::string_view, UnknownFields);
template std::string schema<SavedFilter>();
template std::string encode(const SavedFilterList&);
template Result<SavedFilterList> decode(std::string_view, UnknownFields);
template std::string schema<SavedFilterList>();

} // namespace kaomon::wire
