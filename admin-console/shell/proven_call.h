// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <type_traits>

#include <QFuture>

#include "shell/console_session.h"

namespace kaomon::shell {

// Runs `call` (a function that returns QFuture<Result<...>>). When the server wants the password proved anew,
// the person is asked for it and the call is made once more: whatever he had typed stays where it is.
// ErrorCode::Cancelled when he declines. The continuation does not run when the session object is gone.
template<class Call>
[[nodiscard]] auto proven(ConsoleSession& session, Call call) {
    using Answer = std::invoke_result_t<Call&>;
    using Value = std::remove_cvref_t<decltype(std::declval<Answer>().result())>;
    return call()
        .then(&session,
              [&session, call](const Value& first) mutable -> Answer {
                  if (first || first.error().code != ErrorCode::ReauthRequired) {
                      return QtFuture::makeReadyFuture(first);
                  }
                  return session.askForProof()
                      .then(&session,
                            [&session, call](const Status& proof) mutable -> Answer {
                                if (!proof || !session.isOpen()) {
                                    return QtFuture::makeReadyFuture(
                                        Value(proof ? fail(ErrorCode::Cancelled) : propagate(proof.error())));
                                }
                                return call();
                            })
                      .unwrap();
              })
        .unwrap();
}

} // namespace kaomon::shell
