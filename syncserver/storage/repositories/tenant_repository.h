// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/query.h"

namespace kaomon::storage {

struct TenantRow {
    TenantId id;
    std::string name;
    std::string state;
    bool isDemo = false;
    long long epoch = 1;
    TimePoint createdAt;
};

struct TrustRow {
    long long version = 0;
    Bytes record;
    long long rev = 0;
};

enum class LocatorKind { Device, EnrolmentCode, BootstrapCode };

// The directory of tenants (global), and per tenant its signed manifest and bootstrap codes.
class TenantRepository {
public:
    explicit TenantRepository(UnitOfWork& work) : m_work(work) {}

    void create(const TenantRow& tenant);
    [[nodiscard]] std::vector<TenantRow> list();
    [[nodiscard]] std::optional<TenantRow> find(const TenantId& tenant);
    void setState(const TenantId& tenant, const std::string& state);

    // Which tenant a public name belongs to: no tenant has to be known before.
    [[nodiscard]] std::optional<TenantId> locate(LocatorKind kind, const std::string& key);
    // False when the name is taken.
    [[nodiscard]] bool addLocator(const TenantId& tenant, LocatorKind kind, const std::string& key);

    void addBootstrapCode(const TenantId& tenant, const std::string& codeHash, TimePoint expiresAt);
    [[nodiscard]] bool isBootstrapCodeOpen(const TenantId& tenant, const std::string& codeHash, TimePoint now);
    // False when it was used or has expired meanwhile.
    [[nodiscard]] bool useBootstrapCode(const TenantId& tenant, const std::string& codeHash, TimePoint now);

    [[nodiscard]] std::optional<TrustRow> trust(const TenantId& tenant);
    void putTrust(const TenantId& tenant, const TrustRow& row);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
