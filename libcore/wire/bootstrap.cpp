// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/bootstrap.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const BootstrapBegin&);
template Result<BootstrapBegin> decode(std::string_view, UnknownFields);
template std::string schema<BootstrapBegin>();
template std::string encode(const BootstrapInfo&);
template Result<BootstrapInfo> decode(std::string_view, UnknownFields);
template std::string schema<BootstrapInfo>();
template std::string encode(const BootstrapRequest&);
template Result<BootstrapRequest> decode(std::string_view, UnknownFields);
template std::string schema<BootstrapRequest>();

} // namespace kaomon::wire
