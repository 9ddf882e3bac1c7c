// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/meta.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const Health&);
template Result<Health> decode(std::string_view, UnknownFields);
template std::string schema<Health>();
template std::string encode(const Meta&);
template Result<Meta> decode(std::string_view, UnknownFields);
template std::string schema<Meta>();

} // namespace kaomon::wire
