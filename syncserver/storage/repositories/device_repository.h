// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/query.h"
#include "wire/devices.h"

namespace kaomon::storage {

struct EnrolmentCodeRow {
    wire::EnrolmentCode code; // `state` as of the time asked
    std::string macKeySealed;
    Bytes blob;
    Bytes delegateRecord;
    int failures = 0;
    bool isRevoked = false;
};

// PCs of a tenant and the codes with which they join.
class DeviceRepository {
public:
    explicit DeviceRepository(UnitOfWork& work) : m_work(work) {}

    [[nodiscard]] std::optional<wire::Device> find(const TenantId& tenant, const DeviceId& device);
    // In order of id, after `after`.
    [[nodiscard]] std::vector<wire::Device> list(const TenantId& tenant, const std::string& after, int limit);
    [[nodiscard]] long long count(const TenantId& tenant);
    void insert(const TenantId& tenant, const wire::Device& device);
    void update(const TenantId& tenant, const wire::Device& device); // name, state, rev
    void touch(const TenantId& tenant, const DeviceId& device, TimePoint now);

    void insertCode(const TenantId& tenant, const EnrolmentCodeRow& row);
    [[nodiscard]] std::optional<EnrolmentCodeRow> findCode(const TenantId& tenant, const std::string& codeId,
                                                           TimePoint now);
    [[nodiscard]] std::vector<wire::EnrolmentCode> listCodes(const TenantId& tenant, TimePoint now);
    [[nodiscard]] bool revokeCode(const TenantId& tenant, const std::string& codeId);
    // One use; false when none is left, or it was revoked, blocked or has expired meanwhile.
    [[nodiscard]] bool useCode(const TenantId& tenant, const std::string& codeId, TimePoint now);
    void countCodeFailure(const TenantId& tenant, const std::string& codeId);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
