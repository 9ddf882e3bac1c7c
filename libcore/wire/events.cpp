// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/events.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(EventTail, (), (items, after, more))
BOOST_DESCRIBE_STRUCT(EventGap, (), (from, to))
BOOST_DESCRIBE_STRUCT(EventMark, (), (device, deviceName, highWater, highest, missing, lost, gaps))
BOOST_DESCRIBE_STRUCT(EventMarkPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(EventCount, (), (from, code, result, count))
BOOST_DESCRIBE_STRUCT(EventCounts, (), (items))
BOOST_DESCRIBE_STRUCT(EventExportHeader, (), (record, tenant, madeAt, madeBy, login, filter, after, upto))

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
template std::string encode(const EventTail&);
template Result<EventTail> decode(std::string_view, UnknownFields);
template std::string schema<EventTail>();
template std::string encode(const EventMark&);
template Result<EventMark> decode(std::string_view, UnknownFields);
template std::string schema<EventMark>();
template std::string encode(const EventMarkPage&);
template Result<EventMarkPage> decode(std::string_view, UnknownFields);
template std::string schema<EventMarkPage>();
template std::string encode(const EventCounts&);
template Result<EventCounts> decode(std::string_view, UnknownFields);
template std::string schema<EventCounts>();
template std::string encode(const EventExportHeader&);
template Result<EventExportHeader> decode(std::string_view, UnknownFields);
template std::string schema<EventExportHeader>();

} // namespace kaomon::wire
