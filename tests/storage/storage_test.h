// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "storage/database.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::storage {

inline const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

// The server's storage through its public interfaces, on the database named by KAOMON_TEST_BACKEND. What
// concerns sign-ins, counters and rates stands in a file of its own.
class StorageTest : public QObject {
    Q_OBJECT

public:
    explicit StorageTest(const std::string& url)
        : m_url(url) {}

private slots:
    void initTestCase();
    void opensAgain();
    void refusesUnknownUrl();
    void refusesAnError();
    void keepsText_data();
    void keepsText();
    void keepsNumbers_data();
    void keepsNumbers();
    void keepsNothing();
    void constraintIsConflict();
    void revisionsAreDense();
    void revisionsFollowCommits();
    void changesHaveScopes();
    void changeReplacesOlderOne();
    void usersAreSearched_data();
    void usersAreSearched();
    void usersOfOneTenantOnly();
    void deletedUserKeepsLogin();
    void sealsAreReplaced();
    void policiesAreReplaced();
    void eventsOnce();
    void waitsFollowTheRule();
    void waitsFollowTheSettings();
    void triesAtTheSameTimeAreCounted();
    void lastTriesAreKept();
    void recoveryCodeTakenOnce();
    void locators();
    void countersAreTakenOnce_data();
    void countersAreTakenOnce();
    void quietKeysAreForgotten();
    void ratesByWindow();
    void changesOfCallersAreCounted();
    void stopRefuses();

private:
    template<class F>
    auto write(F work) {
        return m_database->runBlocking(Access::Write, m_tenant, std::move(work));
    }
    template<class F>
    auto read(F work) {
        return m_database->runBlocking(Access::Read, m_tenant, std::move(work));
    }
    [[nodiscard]] Status addTenant(const TenantId& tenant) {
        return m_database->runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Status {
            TenantRepository(unit, kNow).add({tenant, "Test", "active", false, kNow}, 1);
            return {};
        });
    }
    [[nodiscard]] Result<UserId> addUser(const std::string& login, const std::string& name) {
        return write([&](UnitOfWork& unit) -> Result<UserId> {
            wire::NewUser user;
            user.id = UserId::generate();
            user.login = login;
            user.displayName = name;
            user.mail = login + "@example.org";
            user.role = "member";
            UserRepository(unit, kNow).add(user, login, std::nullopt);
            return user.id;
        });
    }

    std::string m_url;
    std::unique_ptr<Database> m_database;
    TenantId m_tenant = TenantId::generate();
    TenantId m_other = TenantId::generate();
};

} // namespace kaomon::storage
