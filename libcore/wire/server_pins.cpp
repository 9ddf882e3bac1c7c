// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/server_pins.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

// Which members travel; no other file of this folder knows this message.
BOOST_DESCRIBE_STRUCT(ServerPins, (), (current, currentUntil, next, nextUntil))

template std::string encode(const ServerPins&);
template Result<ServerPins> decode(std::string_view, UnknownFields);
template std::string schema<ServerPins>();

} // namespace kaomon::wire
