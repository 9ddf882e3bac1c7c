// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/service_status.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(Maintenance, (),
                      (id, phase, reason, startsAt, endsAt, finishedAt, cancelledAt, textJa, textEn,
                       lateReason, announcedAt, mailSentAt))
BOOST_DESCRIBE_STRUCT(IncidentStatus, (),
                      (id, state, reason, textJa, textEn, reportJa, reportEn, detectedAt, confirmedAt,
                       announcedAt, resolvedAt, reportedAt, mailDueAt, secondsLeft, isAfterTheFact, isOverdue,
                       mailSentAt))
BOOST_DESCRIBE_STRUCT(ServiceStatus, (), (isReadOnly, readOnlyUntil, maintenance, incidents, time))
BOOST_DESCRIBE_STRUCT(MailDelivery, (),
                      (kind, dueAt, user, address, state, attempts, uncertain, nextAt, settledAt, replyCode,
                       replyText))
BOOST_DESCRIBE_STRUCT(MailPage, (), (isConfigured, items, next))

template std::string encode(const ServiceStatus&);
template Result<ServiceStatus> decode(std::string_view, UnknownFields);
template std::string schema<ServiceStatus>();
template std::string encode(const MailPage&);
template Result<MailPage> decode(std::string_view, UnknownFields);
template std::string schema<MailPage>();

} // namespace kaomon::wire
