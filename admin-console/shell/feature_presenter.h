// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <type_traits>

#include <QObject>

#include "base/error.h"
#include "models/list_state.h"
#include "shell/console_session.h"
#include "shell/proven_call.h"

namespace kaomon::shell {

// What every presenter of the console is made of: something that is loaded (one of the four states) and
// commands that run one at a time, each of which ends with commandDone() or commandFailed(). A stale answer
// is dropped; when the server wants a fresh proof of the password, the person is asked and the command goes
// on. GUI thread; the session outlives it.
class FeaturePresenter : public QObject {
    Q_OBJECT
public:
    explicit FeaturePresenter(ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] bool mayManage() const { return m_session.isOpen() && m_session.mayManage(); }
    [[nodiscard]] bool isOwner() const;
    [[nodiscard]] ConsoleSession& session() const { return m_session; }

    virtual void reload() = 0;
    // Everything of the last session goes. Overridden ones call this.
    virtual void clear();

signals:
    void changed();
    void commandDone();
    void commandFailed(kaomon::ErrorCode code);

protected:
    [[nodiscard]] client::ApiClient& api() const { return m_session.api(); }
    void setState(models::ListState state);
    void failLoading(ErrorCode code);
    void endLoading(models::ListState state);
    // A new load begins: answers of earlier ones are dropped. False when nobody is signed in.
    [[nodiscard]] bool beginLoading(bool isShownAlready);

    // A part of the load that has begun last: `take` gets the value; a failure ends the load.
    template<class Answer, class Take>
    void part(Answer answer, Take take) {
        using Value = std::remove_cvref_t<decltype(answer.result())>;
        answer.then(this,
                    [this, generation = m_generation, take = std::move(take)](const Value& reply) mutable {
                        if (generation != m_generation) {
                            return;
                        }
                        reply ? take(*reply) : failLoading(reply.error().code);
                    });
    }
    // As part(), for what this administrator's role may not read or what is not there: `take` gets a
    // std::optional.
    template<class Answer, class Take>
    void optionalPart(Answer answer, Take take) {
        using Value = std::remove_cvref_t<decltype(answer.result())>;
        using Told = std::optional<typename Value::value_type>;
        part(answer.then([](const Value& reply) -> Result<Told> {
            if (reply) {
                return Told(*reply);
            }
            const bool isLeftOut =
                reply.error().code == ErrorCode::Forbidden || reply.error().code == ErrorCode::NotFound;
            return isLeftOut ? Result<Told>(Told()) : Result<Told>(propagate(reply.error()));
        }),
             std::move(take));
    }
    // The only or the last part: `take` also says what is then shown.
    template<class Answer, class Take>
    void load(Answer answer, Take take) {
        part(std::move(answer),
             [this, take = std::move(take)](const auto& value) mutable { endLoading(take(value)); });
    }
    // `call` returns a QFuture<Result<...>>; `take` gets the value (nothing for a Status) when it went well.
    template<class Call, class Take>
    void command(Call call, Take take) {
        if (m_isBusy || !m_session.isOpen()) {
            return;
        }
        using Value = std::remove_cvref_t<decltype(call().result())>;
        beginCommand();
        proven(m_session, std::move(call))
            .then(this, [this, take = std::move(take), generation = m_commands](const Value& reply) mutable {
                if (generation != m_commands) {
                    return;
                }
                m_isBusy = false;
                if (!reply) {
                    refuse(reply.error());
                    return;
                }
                if constexpr (std::is_invocable_v<Take>) {
                    take();
                } else {
                    take(*reply);
                }
                emit commandDone();
                emit changed();
            });
    }
    void beginCommand();
    // Ends a command that was begun by hand.
    void endCommand(const Status& status);
    // The first half is over; command() does the second one.
    void endCommandQuietly() { m_isBusy = false; }

private:
    void refuse(const Error& error);

    ConsoleSession& m_session;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_error;
    bool m_isBusy = false;
    int m_generation = 0;
    int m_commands = 0;
};

} // namespace kaomon::shell
