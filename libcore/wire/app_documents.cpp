// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/app_documents.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(AppTemplateBody, (), (id, templateJson, percent, deviceGroups, isWithdrawn))
BOOST_DESCRIBE_STRUCT(BlindEntry, (), (id, title, appTemplate, sealed, changedAt))
BOOST_DESCRIBE_STRUCT(BlindEntriesBody, (), (user, items))

template std::string encode(const AppTemplateBody&);
template Result<AppTemplateBody> decode(std::string_view, UnknownFields);
template std::string schema<AppTemplateBody>();
template std::string encode(const BlindEntriesBody&);
template Result<BlindEntriesBody> decode(std::string_view, UnknownFields);
template std::string schema<BlindEntriesBody>();

} // namespace kaomon::wire
