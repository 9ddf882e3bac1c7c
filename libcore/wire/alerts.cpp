// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/alerts.h"

#include "wire/alerts_impl.h"
#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(AlertRule, (),
                      (id, name, wanted, count, minutes, per, sendsMail, isEnabled, createdBy, createdAt,
                       rev))
BOOST_DESCRIBE_STRUCT(AlertRuleList, (), (items))
BOOST_DESCRIBE_STRUCT(NewAlertRule, (), (id, name, wanted, count, minutes, per, sendsMail))
BOOST_DESCRIBE_STRUCT(AlertRulePatch, (), (name, wanted, count, minutes, per, sendsMail, isEnabled))
BOOST_DESCRIBE_STRUCT(EventAlertPage, (), (items, next))

template std::string encode(const EventSelection&);
template Result<EventSelection> decode(std::string_view, UnknownFields);
template std::string schema<EventSelection>();
template std::string encode(const AlertRule&);
template Result<AlertRule> decode(std::string_view, UnknownFields);
template std::string schema<AlertRule>();
template std::string encode(const AlertRuleList&);
template Result<AlertRuleList> decode(std::string_view, UnknownFields);
template std::string schema<AlertRuleList>();
template std::string encode(const NewAlertRule&);
template Result<NewAlertRule> decode(std::string_view, UnknownFields);
template std::string schema<NewAlertRule>();
template std::string encode(const AlertRulePatch&);
template Result<AlertRulePatch> decode(std::string_view, UnknownFields);
template std::string schema<AlertRulePatch>();
template std::string encode(const EventAlert&);
template Result<EventAlert> decode(std::string_view, UnknownFields);
template std::string schema<EventAlert>();
template std::string encode(const EventAlertPage&);
template Result<EventAlertPage> decode(std::string_view, UnknownFields);
template std::string schema<EventAlertPage>();

} // namespace kaomon::wire
