// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/services.h"

namespace kaomon::client {
namespace {

constexpr std::string_view kUserGroups = "/v1/user-groups";
constexpr std::string_view kDeviceGroups = "/v1/device-groups";

std::string pathOf(std::string_view base, const GroupId& group, std::string_view rest = {}) {
    return std::string(base) + "/" + group.text() + std::string(rest);
}

CallOptions ifMatch(long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return options;
}

} // namespace

QFuture<Result<wire::UserGroupList>> UserGroupService::list() {
    return m_api.get<wire::UserGroupList>(std::string(kUserGroups));
}

QFuture<Result<wire::UserGroup>> UserGroupService::create(const wire::NewGroup& group) {
    return m_api.post<wire::UserGroup>(std::string(kUserGroups), group);
}

QFuture<Result<wire::UserGroup>> UserGroupService::patch(const GroupId& group, const wire::GroupPatch& patch,
                                                         long long revision) {
    return m_api.patch<wire::UserGroup>(pathOf(kUserGroups, group), patch, ifMatch(revision));
}

QFuture<Status> UserGroupService::remove(const GroupId& group, long long revision) {
    return m_api.del(pathOf(kUserGroups, group), ifMatch(revision));
}

QFuture<Result<wire::DeviceGroupList>> DeviceGroupService::list() {
    return m_api.get<wire::DeviceGroupList>(std::string(kDeviceGroups));
}

QFuture<Result<wire::DeviceGroup>> DeviceGroupService::create(const wire::NewDeviceGroup& group) {
    return m_api.post<wire::DeviceGroup>(std::string(kDeviceGroups), group);
}

QFuture<Result<wire::DeviceGroup>>
DeviceGroupService::patch(const GroupId& group, const wire::DeviceGroupPatch& patch, long long revision) {
    return m_api.patch<wire::DeviceGroup>(pathOf(kDeviceGroups, group), patch, ifMatch(revision));
}

QFuture<Status> DeviceGroupService::remove(const GroupId& group, long long revision) {
    return m_api.del(pathOf(kDeviceGroups, group), ifMatch(revision));
}

QFuture<Result<wire::KeyRotation>> DeviceGroupService::rotation(const GroupId& group) {
    return m_api.get<wire::KeyRotation>(pathOf(kDeviceGroups, group, "/rotation"));
}

QFuture<Result<wire::KeyRotation>> DeviceGroupService::requestRotation(const GroupId& group) {
    return m_api.postEmpty<wire::KeyRotation>(pathOf(kDeviceGroups, group, ":rotate"));
}

QFuture<Result<wire::KeyRotation>> DeviceGroupService::startRotation(const GroupId& group,
                                                                     const wire::StartRotation& start) {
    return m_api.post<wire::KeyRotation>(pathOf(kDeviceGroups, group, "/rotation"), start);
}

QFuture<Result<wire::RotationWork>> DeviceGroupService::rotationWork(const GroupId& group, int limit) {
    return m_api.get<wire::RotationWork>(
        withQuery(pathOf(kDeviceGroups, group, "/rotation/work"), {{"limit", std::to_string(limit)}}));
}

QFuture<Result<wire::KeyRotation>> DeviceGroupService::addBatch(const GroupId& group,
                                                                const wire::RotationBatch& batch) {
    return m_api.post<wire::KeyRotation>(pathOf(kDeviceGroups, group, "/rotation/batch"), batch);
}

} // namespace kaomon::client
