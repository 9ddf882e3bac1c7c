// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/devices.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const Device&);
template Result<Device> decode(std::string_view, UnknownFields);
template std::string schema<Device>();
template std::string encode(const DevicePage&);
template Result<DevicePage> decode(std::string_view, UnknownFields);
template std::string schema<DevicePage>();
template std::string encode(const DevicePatch&);
template Result<DevicePatch> decode(std::string_view, UnknownFields);
template std::string schema<DevicePatch>();
template std::string encode(const EnrolBegin&);
template Result<EnrolBegin> decode(std::string_view, UnknownFields);
template std::string schema<EnrolBegin>();
template std::string encode(const EnrolChallenge&);
template Result<EnrolChallenge> decode(std::string_view, UnknownFields);
template std::string schema<EnrolChallenge>();
template std::string encode(const EnrolRequest&);
template Result<EnrolRequest> decode(std::string_view, UnknownFields);
template std::string schema<EnrolRequest>();
template std::string encode(const EnrolReply&);
template Result<EnrolReply> decode(std::string_view, UnknownFields);
template std::string schema<EnrolReply>();
template std::string encode(const NewEnrolmentCode&);
template Result<NewEnrolmentCode> decode(std::string_view, UnknownFields);
template std::string schema<NewEnrolmentCode>();
template std::string encode(const EnrolmentCode&);
template Result<EnrolmentCode> decode(std::string_view, UnknownFields);
template std::string schema<EnrolmentCode>();
template std::string encode(const EnrolmentCodeList&);
template Result<EnrolmentCodeList> decode(std::string_view, UnknownFields);
template std::string schema<EnrolmentCodeList>();
template std::string encode(const DeviceApproval&);
template Result<DeviceApproval> decode(std::string_view, UnknownFields);
template std::string schema<DeviceApproval>();

} // namespace kaomon::wire
