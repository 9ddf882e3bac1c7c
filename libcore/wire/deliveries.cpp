// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/deliveries.h"

#include "wire/alerts_impl.h"
#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, name, url, sends, wanted, isEnabled, createdBy, createdAt, rev))
BOOST_DESCRIBE_STRUCT(WebhookList, (), (items))
BOOST_DESCRIBE_STRUCT(NewWebhook, (), (id, name, url, sends, wanted, secret))
BOOST_DESCRIBE_STRUCT(WebhookPatch, (), (name, url, sends, wanted, isEnabled, secret))
BOOST_DESCRIBE_STRUCT(DeliveryState, (),
                      (target, state, eventPosition, alertPosition, waiting, delivered, attempts, nextAt,
                       lastAt, lastError))
BOOST_DESCRIBE_STRUCT(DeliveryStateList, (), (items))
BOOST_DESCRIBE_STRUCT(DeadLetter, (), (target, kind, first, last, at, error))
BOOST_DESCRIBE_STRUCT(DeadLetterList, (), (items))
BOOST_DESCRIBE_STRUCT(DeliveryResume, (), (from))
BOOST_DESCRIBE_STRUCT(WebhookBody, (), (tenant, webhook, kind, first, last, events, alerts))

template std::string encode(const Webhook&);
template Result<Webhook> decode(std::string_view, UnknownFields);
template std::string schema<Webhook>();
template std::string encode(const WebhookList&);
template Result<WebhookList> decode(std::string_view, UnknownFields);
template std::string schema<WebhookList>();
template std::string encode(const NewWebhook&);
template Result<NewWebhook> decode(std::string_view, UnknownFields);
template std::string schema<NewWebhook>();
template std::string encode(const WebhookPatch&);
template Result<WebhookPatch> decode(std::string_view, UnknownFields);
template std::string schema<WebhookPatch>();
template std::string encode(const DeliveryState&);
template Result<DeliveryState> decode(std::string_view, UnknownFields);
template std::string schema<DeliveryState>();
template std::string encode(const DeliveryStateList&);
template Result<DeliveryStateList> decode(std::string_view, UnknownFields);
template std::string schema<DeliveryStateList>();
template std::string encode(const DeadLetterList&);
template Result<DeadLetterList> decode(std::string_view, UnknownFields);
template std::string schema<DeadLetterList>();
template std::string encode(const DeliveryResume&);
template Result<DeliveryResume> decode(std::string_view, UnknownFields);
template std::string schema<DeliveryResume>();
template std::string encode(const WebhookBody&);
template Result<WebhookBody> decode(std::string_view, UnknownFields);
template std::string schema<WebhookBody>();

} // namespace kaomon::wire
