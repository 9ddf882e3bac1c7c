// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/accounts.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const SecondFactorState&);
template Result<SecondFactorState> decode(std::string_view, UnknownFields);
template std::string schema<SecondFactorState>();
template std::string encode(const SecondFactorSetup&);
template Result<SecondFactorSetup> decode(std::string_view, UnknownFields);
template std::string schema<SecondFactorSetup>();
template std::string encode(const SecondFactorConfirm&);
template Result<SecondFactorConfirm> decode(std::string_view, UnknownFields);
template std::string schema<SecondFactorConfirm>();
template std::string encode(const RecoveryCodes&);
template Result<RecoveryCodes> decode(std::string_view, UnknownFields);
template std::string schema<RecoveryCodes>();
template std::string encode(const AccountRules&);
template Result<AccountRules> decode(std::string_view, UnknownFields);
template std::string schema<AccountRules>();
template std::string encode(const SessionList&);
template Result<SessionList> decode(std::string_view, UnknownFields);
template std::string schema<SessionList>();
template std::string encode(const RoleChange&);
template Result<RoleChange> decode(std::string_view, UnknownFields);
template std::string schema<RoleChange>();
template std::string encode(const BulkReissue&);
template Result<BulkReissue> decode(std::string_view, UnknownFields);
template std::string schema<BulkReissue>();
template std::string encode(const UnlockRequest&);
template Result<UnlockRequest> decode(std::string_view, UnknownFields);
template std::string schema<UnlockRequest>();
template std::string encode(const BulkUnlock&);
template Result<BulkUnlock> decode(std::string_view, UnknownFields);
template std::string schema<BulkUnlock>();
template std::string encode(const AccountSecurity&);
template Result<AccountSecurity> decode(std::string_view, UnknownFields);
template std::string schema<AccountSecurity>();
template std::string encode(const FaceConfirmation&);
template Result<FaceConfirmation> decode(std::string_view, UnknownFields);
template std::string schema<FaceConfirmation>();
template std::string encode(const EmergencyKeySeal&);
template Result<EmergencyKeySeal> decode(std::string_view, UnknownFields);
template std::string schema<EmergencyKeySeal>();
template std::string encode(const EmergencyIssue&);
template Result<EmergencyIssue> decode(std::string_view, UnknownFields);
template std::string schema<EmergencyIssue>();
template std::string encode(const EmergencyGrant&);
template Result<EmergencyGrant> decode(std::string_view, UnknownFields);
template std::string schema<EmergencyGrant>();
template std::string encode(const AccountAct&);
template Result<AccountAct> decode(std::string_view, UnknownFields);
template std::string schema<AccountAct>();
template std::string encode(const AccountActPage&);
template Result<AccountActPage> decode(std::string_view, UnknownFields);
template std::string schema<AccountActPage>();

} // namespace kaomon::wire
