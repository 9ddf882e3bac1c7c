// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/query.h"
#include "wire/keys.h"
#include "wire/users.h"

namespace kaomon::storage {

// What sign-in needs to know of an account.
struct CredentialRow {
    UserId user;
    std::string login;
    std::string displayName;
    std::string role;
    std::string accountState;
    std::optional<Bytes> salt;
    int iterations = 3;
    int memoryKib = 65536;
    std::optional<std::string> verifier;
    bool isOneTime = false;
    std::optional<TimePoint> passwordExpiresAt;
    std::optional<TimePoint> validFrom;
    std::optional<TimePoint> validTo;
    std::optional<wire::IdentityRecord> identity;
};

struct PasswordRow {
    Bytes salt;
    int iterations = 3;
    int memoryKib = 65536;
    std::string verifier;
    bool isOneTime = false;
    std::optional<TimePoint> expiresAt;
};

struct UserListQuery {
    std::string text;  // part of login or name; empty = all
    std::string after; // login key of the last row seen; empty = from the start
    int limit = 100;
};

// Accounts of a tenant. A login is unique by its key (domain::loginKey), given by the caller.
class UserRepository {
public:
    explicit UserRepository(UnitOfWork& work) : m_work(work) {}

    [[nodiscard]] std::optional<wire::User> find(const TenantId& tenant, const UserId& user);
    [[nodiscard]] std::vector<std::pair<std::string, wire::User>> list(const TenantId& tenant,
                                                                       const UserListQuery& query);
    [[nodiscard]] long long count(const TenantId& tenant, const std::string& text);
    [[nodiscard]] bool hasLogin(const TenantId& tenant, const std::string& loginKey);
    [[nodiscard]] bool exists(const TenantId& tenant, const UserId& user);

    // Inserts with the fields of `user`; no password yet.
    void insert(const TenantId& tenant, const wire::User& user, const std::string& loginKey);
    void update(const TenantId& tenant, const wire::User& user);
    void remove(const TenantId& tenant, const UserId& user);
    void setRevision(const TenantId& tenant, const UserId& user, long long rev);

    [[nodiscard]] std::optional<CredentialRow> credentials(const TenantId& tenant, const std::string& loginKey);
    [[nodiscard]] std::optional<CredentialRow> credentialsOf(const TenantId& tenant, const UserId& user);
    void setPassword(const TenantId& tenant, const UserId& user, const PasswordRow& password);
    void setIdentity(const TenantId& tenant, const UserId& user, const wire::IdentityRecord& identity);
    void touchSignIn(const TenantId& tenant, const UserId& user, TimePoint now);

    [[nodiscard]] std::vector<wire::VaultKeyWrap> vaultKeys(const TenantId& tenant, const UserId& user);
    void putVaultKey(const TenantId& tenant, const UserId& user, const wire::VaultKeyWrap& wrap, long long rev);
    void removePasswordWrap(const TenantId& tenant, const UserId& user);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
