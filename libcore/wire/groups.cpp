// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/groups.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const UserGroup&);
template Result<UserGroup> decode(std::string_view, UnknownFields);
template std::string schema<UserGroup>();
template std::string encode(const UserGroupList&);
template Result<UserGroupList> decode(std::string_view, UnknownFields);
template std::string schema<UserGroupList>();
template std::string encode(const NewGroup&);
template Result<NewGroup> decode(std::string_view, UnknownFields);
template std::string schema<NewGroup>();
template std::string encode(const GroupPatch&);
template Result<GroupPatch> decode(std::string_view, UnknownFields);
template std::string schema<GroupPatch>();
template std::string encode(const DeviceGroup&);
template Result<DeviceGroup> decode(std::string_view, UnknownFields);
template std::string schema<DeviceGroup>();
template std::string encode(const DeviceGroupList&);
template Result<DeviceGroupList> decode(std::string_view, UnknownFields);
template std::string schema<DeviceGroupList>();
template std::string encode(const NewDeviceGroup&);
template Result<NewDeviceGroup> decode(std::string_view, UnknownFields);
template std::string schema<NewDeviceGroup>();
template std::string encode(const DeviceGroupPatch&);
template Result<DeviceGroupPatch> decode(std::string_view, UnknownFields);
template std::string schema<DeviceGroupPatch>();
template std::string encode(const KeyRotation&);
template Result<KeyRotation> decode(std::string_view, UnknownFields);
template std::string schema<KeyRotation>();
template std::string encode(const StartRotation&);
template Result<StartRotation> decode(std::string_view, UnknownFields);
template std::string schema<StartRotation>();
template std::string encode(const RotationWork&);
template Result<RotationWork> decode(std::string_view, UnknownFields);
template std::string schema<RotationWork>();
template std::string encode(const RotationBatch&);
template Result<RotationBatch> decode(std::string_view, UnknownFields);
template std::string schema<RotationBatch>();

} // namespace kaomon::wire
