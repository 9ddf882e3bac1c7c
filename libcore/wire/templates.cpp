// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/templates.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(FaceApproval, (), (record))
BOOST_DESCRIBE_STRUCT(FaceRefusal, (), (reason))

template std::string encode(const TemplateKey&);
template Result<TemplateKey> decode(std::string_view, UnknownFields);
template std::string schema<TemplateKey>();
template std::string encode(const FaceTemplate&);
template Result<FaceTemplate> decode(std::string_view, UnknownFields);
template std::string schema<FaceTemplate>();
template std::string encode(const FaceTemplateList&);
template Result<FaceTemplateList> decode(std::string_view, UnknownFields);
template std::string schema<FaceTemplateList>();
template std::string encode(const FaceApproval&);
template Result<FaceApproval> decode(std::string_view, UnknownFields);
template std::string schema<FaceApproval>();
template std::string encode(const FaceRefusal&);
template Result<FaceRefusal> decode(std::string_view, UnknownFields);
template std::string schema<FaceRefusal>();
template std::string encode(const Consent&);
template Result<Consent> decode(std::string_view, UnknownFields);
template std::string schema<Consent>();

} // namespace kaomon::wire
