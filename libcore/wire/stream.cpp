// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/stream.h"

#include <boost/describe.hpp>

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(StreamHint, (), (rev, withinMs, ended))

template std::string encode(const StreamHint&);
template Result<StreamHint> decode(std::string_view, UnknownFields);
template std::string schema<StreamHint>();

} // namespace kaomon::wire
