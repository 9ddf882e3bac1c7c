// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/events.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const EventDetail&);
template Result<EventDetail> decode(std::string_view, UnknownFields);
template std::string schema<EventDetail>();
template std::string encode(const Event&);
template Result<Event> decode(std::string_view, UnknownFields);
template std::string schema<Event>();
template std::string encode(const EventBatch&);
template Result<EventBatch> decode(std::string_view, UnknownFields);
template std::string schema<EventBatch>();
template std::string encode(const BatchReply&);
template Result<BatchReply> decode(std::string_view, UnknownFields);
template std::string schema<BatchReply>();
template std::string encode(const StoredEvent&);
template Result<StoredEvent> decode(std::string_view, UnknownFields);
template std::string schema<StoredEvent>();
template std::string encode(const EventPage&);
template Result<EventPage> decode(std::string_view, UnknownFields);
template std::string schema<EventPage>();

} // namespace kaomon::wire
