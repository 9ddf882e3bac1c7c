// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/two_person_acts.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const NewTwoPersonAct&);
template Result<NewTwoPersonAct> decode(std::string_view, UnknownFields);
template std::string schema<NewTwoPersonAct>();
template std::string encode(const ActApproval&);
template Result<ActApproval> decode(std::string_view, UnknownFields);
template std::string schema<ActApproval>();
template std::string encode(const ActRefusal&);
template Result<ActRefusal> decode(std::string_view, UnknownFields);
template std::string schema<ActRefusal>();
template std::string encode(const VaultRecovery&);
template Result<VaultRecovery> decode(std::string_view, UnknownFields);
template std::string schema<VaultRecovery>();
template std::string encode(const TwoPersonAct&);
template Result<TwoPersonAct> decode(std::string_view, UnknownFields);
template std::string schema<TwoPersonAct>();
template std::string encode(const TwoPersonActPage&);
template Result<TwoPersonActPage> decode(std::string_view, UnknownFields);
template std::string schema<TwoPersonActPage>();

} // namespace kaomon::wire
