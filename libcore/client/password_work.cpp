// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/password_work.h"

#include "client/worker_impl.h"
#include "domain/password_form.h"

namespace kaomon::client {
Result<crypto::PasswordParameters> parametersOf(const wire::PreloginReply& reply) {
    if (reply.iterations < 0 || reply.memoryKib < 0) {
        return fail(ErrorCode::WeakParameters, "negative password parameters");
    }
    crypto::PasswordParameters parameters{reply.salt, static_cast<std::uint32_t>(reply.iterations),
                                          static_cast<std::uint32_t>(reply.memoryKib)};
    if (const auto checked = parameters.check(); !checked) {
        return propagate(checked.error());
    }
    return parameters;
}

Result<crypto::PasswordKeys> splitTypedPassword(const SecretString& typed,
                                                const crypto::PasswordParameters& parameters) {
    if (const auto ready = crypto::initialise(); !ready) {
        return propagate(ready.error());
    }
    const auto password = domain::canonicalPassword(typed);
    if (!password) {
        return propagate(password.error());
    }
    return crypto::splitPassword(*password, parameters);
}

QFuture<Result<crypto::PasswordKeys>> splitTypedPasswordAsync(SecretString typed,
                                                              crypto::PasswordParameters parameters) {
    return runOnWorker([typed = std::move(typed), parameters = std::move(parameters)] {
        return splitTypedPassword(typed, parameters);
    });
}

wire::PasswordRecord passwordRecord(const crypto::PasswordParameters& parameters,
                                    const crypto::PasswordKeys& keys) {
    const auto auth = keys.auth.reveal();
    return {parameters.salt, static_cast<int>(parameters.iterations), static_cast<int>(parameters.memoryKiB),
            Bytes(auth.begin(), auth.end())};
}

Result<NewPassword> prepareNewPassword(const SecretString& typed) {
    if (const auto ready = crypto::initialise(); !ready) {
        return propagate(ready.error());
    }
    const auto parameters = crypto::PasswordParameters::generate();
    auto keys = splitTypedPassword(typed, parameters);
    if (!keys) {
        return propagate(keys.error());
    }
    return NewPassword{passwordRecord(parameters, *keys), std::move(*keys)};
}

QFuture<Result<NewPassword>> prepareNewPasswordAsync(SecretString typed) {
    return runOnWorker([typed = std::move(typed)] { return prepareNewPassword(typed); });
}

Result<OneTimePassword> makeOneTimePassword() {
    if (const auto ready = crypto::initialise(); !ready) {
        return propagate(ready.error());
    }
    SecretString text = crypto::makeOneTimePassword();
    const auto prepared = prepareNewPassword(text);
    if (!prepared) {
        return propagate(prepared.error());
    }
    return OneTimePassword{std::move(text), prepared->record};
}

QFuture<Result<OneTimePassword>> makeOneTimePasswordAsync() {
    return runOnWorker([] { return makeOneTimePassword(); });
}

} // namespace kaomon::client
