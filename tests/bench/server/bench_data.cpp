// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_data.h"

#include "crypto/password.h"
#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::bench {
namespace {

using storage::Query;
using storage::UnitOfWork;

constexpr std::size_t kManifestSize = 768; // about 1 KiB of JSON, as a tenant with a few administrators has
constexpr long long kVersion = 1;
constexpr std::size_t kSaltSize = 16;

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

void addUser(UnitOfWork& work, const std::string& login, const std::string& verifier) {
    const UserId id = UserId::generate();
    const long long rev =
        storage::recordChange(work, "user", id.text(), storage::ChangeOp::Upsert, "", TimePoint());
    Query(work,
          "INSERT INTO user_account (tenant_id, id, login, login_key, display_name, kana, mail, note, role, "
          "account_state, password_salt, password_iterations, password_memory, password_verifier, "
          "password_kind, created_at, rev) VALUES (:tenant, :id, :login, :login, :display, '', :mail, '', "
          "'member', 'active', :salt, 3, 65536, :verifier, 'chosen', 0, :rev)")
        .bind("tenant", work.tenant())
        .bind("id", id)
        .bind("login", login)
        .bind("display", "Person " + login)
        .bind("mail", login + "@example.org")
        .bind("salt", crypto::randomBytes(kSaltSize))
        .bind("verifier", verifier)
        .bind("rev", rev)
        .run();
}

void addUsers(UnitOfWork& work, const BenchData& data, int count, const std::string& verifier) {
    addUser(work, data.login, verifier);
    for (int i = 1; i < count; ++i) {
        addUser(work, "user" + std::to_string(i), verifier);
    }
}

} // namespace

Result<BenchData> fillDatabase(const std::string& databaseUrl, const BenchSize& size,
                               const crypto::SecretKey& pepper) {
    auto database = storage::Database::open({.url = databaseUrl});
    if (!database) {
        return propagate(database.error());
    }
    BenchData data;
    data.auth = crypto::randomBytes(crypto::SecretKey::kSize);
    const auto verifier = crypto::makeVerifier(pepper, data.auth);
    if (!verifier) {
        return propagate(verifier.error());
    }
    for (int i = 0; i < size.devices; ++i) {
        data.devices.push_back({DeviceId::generate(), crypto::SigningKey::generate()});
        const bool isNew = size.isSpread || i == 0;
        data.tenants.push_back(isNew ? TenantId::generate() : data.tenants.front());
        const auto fill = [&](UnitOfWork& work) -> Status {
            if (isNew) {
                addTenant(work, data.tenants.back());
                addUsers(work, data, size.users, *verifier);
            }
            addDevice(work, data.tenants.back(), data.devices.back());
            return {};
        };
        if (Status filled = (*database)->runBlocking(storage::Access::Write, data.tenants.back(), fill);
            !filled) {
            return propagate(filled.error());
        }
    }
    return data;
}

} // namespace kaomon::bench
