// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/changes.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const Change&);
template Result<Change> decode(std::string_view, UnknownFields);
template std::string schema<Change>();
template std::string encode(const ChangePage&);
template Result<ChangePage> decode(std::string_view, UnknownFields);
template std::string schema<ChangePage>();
template std::string encode(const SyncedUser&);
template Result<SyncedUser> decode(std::string_view, UnknownFields);
template std::string schema<SyncedUser>();
template std::string encode(const SyncedDeviceKey&);
template Result<SyncedDeviceKey> decode(std::string_view, UnknownFields);
template std::string schema<SyncedDeviceKey>();

} // namespace kaomon::wire
