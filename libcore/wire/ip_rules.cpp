// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/ip_rules.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const IpRule&);
template Result<IpRule> decode(std::string_view, UnknownFields);
template std::string schema<IpRule>();
template std::string encode(const IpRuleSet&);
template Result<IpRuleSet> decode(std::string_view, UnknownFields);
template std::string schema<IpRuleSet>();
template std::string encode(const IpRuleList&);
template Result<IpRuleList> decode(std::string_view, UnknownFields);
template std::string schema<IpRuleList>();
template std::string encode(const IpRuleUpdate&);
template Result<IpRuleUpdate> decode(std::string_view, UnknownFields);
template std::string schema<IpRuleUpdate>();

} // namespace kaomon::wire
