// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_data.h"

#include "storage/database.h"
#include "storage/query.h"

namespace kaomon::bench {
namespace {

using storage::Query;
using storage::UnitOfWork;

constexpr std::size_t kManifestSize = 768; // about 1 KiB of JSON, as a tenant with a few administrators has
constexpr long long kVersion = 1;

void addTenant(UnitOfWork& work, const TenantId& tenant) {
    Query(work, "INSERT INTO tenant (tenant_id, name, state, is_demo, epoch, created_at) "
                "VALUES (:tenant, 'bench', 'active', 0, 1, 0)")
        .bind("tenant", tenant)
        .run();
    Query(work, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:tenant, 1)").bind("tenant", tenant).run();
    Query(work, "INSERT INTO tenant_trust (tenant_id, version, record, rev) "
                "VALUES (:tenant, :version, :record, 1)")
        .bind("tenant", tenant)
        .bind("version", kVersion)
        .bind("record", crypto::randomBytes(kManifestSize))
        .run();
    Query(work, "INSERT INTO change_log (tenant_id, kind, object_id, rev, op, scope, changed_at) "
                "VALUES (:tenant, 'manifest', :object, 1, 0, '', 0)")
        .bind("tenant", tenant)
        .bind("object", tenant)
        .run();
}

void addDevice(UnitOfWork& work, const TenantId& tenant, const BenchDevice& device) {
    Query(work, "INSERT INTO locator (kind, key, tenant_id) VALUES ('device', :key, :tenant)")
        .bind("key", device.id)
        .bind("tenant", tenant)
        .run();
    Query(work,
          "INSERT INTO device (tenant_id, id, name, os, client_version, state, group_id, sign_public, "
          "box_public, certificate, enrolled_at, rev) VALUES (:tenant, :id, 'pc', 'linux', '1', 'active', "
          ":group_id, :sign, :box, :certificate, 0, 1)")
        .bind("tenant", tenant)
        .bind("id", device.id)
        .bind("group_id", GroupId::generate())
        .bind("sign", device.key.publicKey())
        .bind("box", crypto::randomBytes(crypto::SecretKey::kSize))
        .bind("certificate", crypto::randomBytes(kManifestSize))
        .run();
}

} // namespace

Result<std::vector<BenchDevice>> fillDatabase(const std::string& databaseUrl, int devices) {
    auto database = storage::Database::open({.url = databaseUrl});
    if (!database) {
        return propagate(database.error());
    }
    std::vector<BenchDevice> made;
    for (int i = 0; i < devices; ++i) {
        made.push_back({DeviceId::generate(), crypto::SigningKey::generate()});
    }
    const TenantId tenant = TenantId::generate();
    const Status filled =
        (*database)->runBlocking(storage::Access::Write, tenant, [&](UnitOfWork& work) -> Status {
            addTenant(work, tenant);
            for (const auto& device : made) {
                addDevice(work, tenant, device);
            }
            return {};
        });
    if (!filled) {
        return propagate(filled.error());
    }
    return made;
}

} // namespace kaomon::bench
