// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/releases.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(ReleaseFile, (), (name, platform, size, sha256, manifest))
BOOST_DESCRIBE_STRUCT(Release, (),
                      (version, state, releasedAt, notesJa, notesEn, systems, isLatest, supportEndsAt,
                       isSupported, withdrawReason, files))
BOOST_DESCRIBE_STRUCT(ReleaseList, (), (items, keys))
BOOST_DESCRIBE_STRUCT(FleetVersion, (), (version, devices, isLatest, isSupported, supportEndsAt))
BOOST_DESCRIBE_STRUCT(FleetStatistics, (), (items, devices, unsupported))

template std::string encode(const ReleaseList&);
template Result<ReleaseList> decode(std::string_view, UnknownFields);
template std::string schema<ReleaseList>();
template std::string encode(const FleetStatistics&);
template Result<FleetStatistics> decode(std::string_view, UnknownFields);
template std::string schema<FleetStatistics>();

} // namespace kaomon::wire
