// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/group_proposals.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

// Which members travel; no other file of this folder knows these messages.
BOOST_DESCRIBE_STRUCT(GroupProposal, (), (user, login, displayName, version, groups, wanted))
BOOST_DESCRIBE_STRUCT(GroupProposalPage, (), (items, next, total))
BOOST_DESCRIBE_STRUCT(GroupProposalRefusal, (), (users))

template std::string encode(const GroupProposalPage&);
template Result<GroupProposalPage> decode(std::string_view, UnknownFields);
template std::string schema<GroupProposalPage>();
template std::string encode(const GroupProposalRefusal&);
template Result<GroupProposalRefusal> decode(std::string_view, UnknownFields);
template std::string schema<GroupProposalRefusal>();

} // namespace kaomon::wire
