// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "http/route.h"
#include "storage/operation_objects.h"
#include "storage/unit_of_work.h"

namespace kaomon::audit {

// Who is written down as the one who acted.
struct Actor {
    std::string kind; // user, device, provider, nobody
    std::string id;
    std::string name;
    std::string role;
    std::string device;
    std::string session;
};

[[nodiscard]] Actor actorOf(storage::UnitOfWork& unit, const http::Principal& principal);

// The object of an act.
struct Target {
    std::string kind;
    std::string id;
    std::string name;
};

// Writes what a request did into the tenant's operation log, inside the transaction of its effect: made
// before it, so that it sees the object as it was, and finished after it. What it writes comes from the
// route (action), the request (who, from where, reason), the object's row before and after (the changes),
// and what the handler noted in the unit's PendingActs. Lives inside one job. Throws StorageFault.
class ActRecorder {
public:
    ActRecorder(storage::UnitOfWork& unit, const http::RequestContext& context, TimePoint now);

    // `response`: null when the handler's own answer is not made here. Whether an entry was written.
    bool finish(const http::Response* response);
    // Of an act that was refused; nothing but the entry is written in this transaction.
    void refuse(ErrorCode code);

private:
    [[nodiscard]] wire::Operation start() const;
    [[nodiscard]] wire::Operation ownEntry(const http::Response* response);

    storage::UnitOfWork& m_unit;
    const http::RequestContext& m_context;
    TimePoint m_now;
    const storage::LoggedObject* m_object = nullptr;
    Target m_target;
    bool m_namesOwnObject = false; // the path ends in the object, not in a list to which one is added
    std::optional<storage::ObjectState> m_before;
};

// An entry that a handler writes by itself, of a caller whom the gate does not know: founding, enrolment,
// sign-in. `refusal`: none for a success.
void recordAct(storage::UnitOfWork& unit, const http::RequestContext& context, const Actor& actor,
               const Target& target, std::optional<ErrorCode> refusal, TimePoint now);

// Whether a refusal of this caller is worth an entry: an administrator's, for more than a slip of the form.
[[nodiscard]] bool isNotableRefusal(const http::Principal& principal, ErrorCode code);

// Runs `work(UnitOfWork&)` and, when it succeeds, records the request. `isWritten` says whether an entry was
// made.
template<class F>
[[nodiscard]] std::invoke_result_t<F&, storage::UnitOfWork&>
recorded(storage::UnitOfWork& unit, const http::RequestContext& context, TimePoint now, F& work,
         bool& isWritten) {
    using Value = std::invoke_result_t<F&, storage::UnitOfWork&>;
    isWritten = false;
    if (context.isRecorded || !http::isRecorded(context.route)) {
        return work(unit);
    }
    ActRecorder recorder(unit, context, now);
    Value result = work(unit);
    if (result) {
        if constexpr (std::is_same_v<Value, Result<http::Response>>) {
            isWritten = recorder.finish(&*result);
        } else {
            isWritten = recorder.finish(nullptr);
        }
    }
    return result;
}

} // namespace kaomon::audit
