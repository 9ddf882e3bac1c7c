// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/document_pages.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(PolicyDocumentPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(EnrolmentCodePage, (), (items, next))

template std::string encode(const PolicyDocumentPage&);
template Result<PolicyDocumentPage> decode(std::string_view, UnknownFields);
template std::string schema<PolicyDocumentPage>();
template std::string encode(const EnrolmentCodePage&);
template Result<EnrolmentCodePage> decode(std::string_view, UnknownFields);
template std::string schema<EnrolmentCodePage>();

} // namespace kaomon::wire
