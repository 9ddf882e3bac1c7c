// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/support.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(SupportContact, (), (name, phone, mail, url, note))
BOOST_DESCRIBE_STRUCT(SupportHoliday, (), (day, name))
BOOST_DESCRIBE_STRUCT(SupportInfo, (),
                      (isAvailable, reason, contact, through, hours, timeZone, isOpenNow, opensAt,
                       closedDays))

template std::string encode(const SupportInfo&);
template Result<SupportInfo> decode(std::string_view, UnknownFields);
template std::string schema<SupportInfo>();

} // namespace kaomon::wire
