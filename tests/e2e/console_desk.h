// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "administrators/administrators_presenter.h"
#include "await.h"
#include "client/network_transport.h"
#include "client/secret_store.h"
#include "client/tenant_founder.h"
#include "shell/feature_presenter.h"
#include "shell/sign_in_flow.h"
#include "test_server.h"
#include "users/users_presenter.h"

namespace kaomon::e2e {

inline constexpr const char* kOwnerPassword = "Correct-Horse-1-Battery";
inline constexpr int kPatience = 60000; // Argon2id on a busy machine

// One console: its settings, its session key, its session.
struct Desk {
    QTemporaryDir folder;
    SystemClock clock;
    client::MemorySecretStore store;
    shell::ConsoleSettings settings{folder.path()};
    shell::ConsoleSession session{clock, settings};
    std::string newPassword; // given where the sign-in asks for one
    int newPasswords = 0;
    wire::SessionReply reply; // of the last sign-in

    [[nodiscard]] std::optional<ErrorCode> signIn(const shell::KnownTenant& tenant, const std::string& login,
                                                  const std::string& password) {
        shell::SignInFlow flow(clock, store);
        const QSignalSpy done(&flow, &shell::SignInFlow::succeeded);
        const QSignalSpy failed(&flow, &shell::SignInFlow::failed);
        QObject::connect(&flow, &shell::SignInFlow::newPasswordWanted, &flow, [&] {
            ++newPasswords;
            flow.giveNewPassword(SecretString(std::string(newPassword)));
        });
        flow.start(std::make_shared<shell::ServerConnection>(QUrl(tenant.server),
                                                             client::PinSet{tenant.tlsPins, false},
                                                             shell::networkTransports(), clock),
                   tenant, login, SecretString(std::string(password)));
        if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }, kPatience)) {
            return ErrorCode::Timeout;
        }
        if (failed.count() > 0) {
            return failed.first().first().value<ErrorCode>();
        }
        auto connection = flow.takeConnection();
        auto signedIn = flow.takeSignedIn();
        reply = signedIn.reply;
        session.open(flow.takeTenant(), std::move(connection), std::move(signedIn));
        return std::nullopt;
    }
};

// The presenter's next command ends; its refusal, if it was refused.
template<class Act>
std::optional<ErrorCode> refusalOf(shell::FeaturePresenter& presenter, Act act) {
    const QSignalSpy done(&presenter, &shell::FeaturePresenter::commandDone);
    const QSignalSpy failed(&presenter, &shell::FeaturePresenter::commandFailed);
    act();
    if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0 && !presenter.isBusy(); },
                         kPatience)) {
        return ErrorCode::Timeout;
    }
    return failed.isEmpty() ? std::nullopt : std::optional(failed.first().first().value<ErrorCode>());
}

// Makes a user on `desk`; the one-time password, or nothing.
inline std::optional<shell::IssuedPassword> addUser(Desk& desk, const char* login, const char* role) {
    users::UsersPresenter presenter(desk.session);
    const QSignalSpy issued(&presenter, &users::UsersPresenter::passwordIssued);
    presenter.createUser({QString::fromLatin1(login), QString::fromLatin1(login), {}, {}, role});
    return QTest::qWaitFor([&] { return issued.count() == 1; }, kPatience)
               ? std::optional(issued.first().first().value<shell::IssuedPassword>())
               : std::nullopt;
}

// A tenant of the server with "owner" and kOwnerPassword; nothing when that fails.
inline std::optional<shell::KnownTenant> foundTenant(TestServer& server, const Clock& clock) {
    const auto created = server.createDemoTenant();
    shell::KnownTenant tenant;
    tenant.server = QString::fromStdString(server.url());
    tenant.tlsPins = {created.at("pin")};
    client::ApiClient api(std::make_shared<client::NetworkTransport>(QUrl(tenant.server),
                                                                     client::PinSet{tenant.tlsPins, false}),
                          clock);
    const auto info = await(client::BootstrapService(api).begin(created.at("bootstrap_code")));
    if (!info) {
        return std::nullopt;
    }
    tenant.tenant = info->tenant;
    client::FoundingInput input;
    input.info = *info;
    input.code = SecretString(std::string(created.at("bootstrap_code")));
    input.login = "owner";
    input.displayName = "Owner";
    input.mail = "owner@example.com";
    input.password = SecretString(kOwnerPassword);
    const auto founded = client::foundTenant(input, clock);
    if (!founded || !await(client::BootstrapService(api).complete(founded->request))) {
        return std::nullopt;
    }
    tenant.rootFingerprint = founded->sheet.rootFingerprint;
    return tenant;
}

// An administrator with his own password and the keys of his role, handed over by the owner, signed in at
// `desk`.
inline bool bringIn(Desk& owner, Desk& desk, const shell::KnownTenant& tenant, const char* login,
                    const char* role, const char* password) {
    const auto issued = addUser(owner, login, role);
    desk.newPassword = password;
    if (!issued || desk.signIn(tenant, login, issued->text.toStdString())) {
        return false;
    }
    administrators::AdministratorsPresenter presenter(owner.session);
    const auto user = await(client::UserService(owner.session.api()).get(issued->user));
    presenter.reload(); // the manifest
    const bool isThere =
        user && QTest::qWaitFor([&] { return presenter.state() == models::ListState::Content; }, kPatience);
    if (!isThere || refusalOf(presenter, [&] { presenter.findIdentity(*user); }) ||
        refusalOf(presenter, [&] { presenter.handOver(*user, QStringLiteral("new colleague")); })) {
        return false;
    }
    desk.session.signOut();
    return !desk.signIn(tenant, login, password);
}

} // namespace kaomon::e2e
