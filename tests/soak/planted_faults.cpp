// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each function below stands in for one of the server's (ld --wrap). The symbols are those of GCC and Clang
// on Linux; when a signature changes, the program does not link until the name here follows.
#include "planted_faults.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <thread>

#include "features/idempotent.h"
#include "features/proven_write.h"
#include "storage/query.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/session_repository.h"

namespace kaomon::soak {
namespace {

using http::Awaitable;

constexpr std::chrono::milliseconds kOpenFor{20};

// Hands everything on, but answers writes before they are committed.
class EarlyDatabase final : public storage::Database {
public:
    explicit EarlyDatabase(std::unique_ptr<storage::Database> real)
        : m_real(std::move(real)) {}

    void submit(storage::Access access, TenantId tenant, Job job, Done done) override {
        if (access == storage::Access::Read) {
            m_real->submit(access, std::move(tenant), std::move(job), std::move(done));
            return;
        }
        const auto isAnswered = std::make_shared<std::atomic<bool>>(false);
        const auto early = [job = std::move(job), done, isAnswered](storage::UnitOfWork& unit) -> Status {
            Status status = job(unit);
            if (status && !isAnswered->exchange(true)) {
                done(Status());
                std::this_thread::sleep_for(kOpenFor); // a crash now loses what was answered
            }
            return status;
        };
        m_real->submit(access, std::move(tenant), early, [done, isAnswered](Status status) {
            if (!isAnswered->exchange(true)) {
                done(std::move(status));
            }
        });
    }
    void stop() override { m_real->stop(); }
    [[nodiscard]] storage::Dialect dialect() const override { return m_real->dialect(); }
    [[nodiscard]] const storage::CallerGeneration& callers() const override { return m_real->callers(); }

private:
    std::unique_ptr<storage::Database> m_real;
};

} // namespace

bool isPlanted(std::string_view fault) {
    static const char* const planted = std::getenv("KAOMON_TEST_PLANT");
    return planted != nullptr && fault == planted;
}

std::unique_ptr<storage::Database> plantInto(std::unique_ptr<storage::Database> database) {
    if (isPlanted("early_answer")) {
        return std::make_unique<EarlyDatabase>(std::move(database));
    }
    return database;
}

// "any_if_match": no revision is stale.
Status
realCheckIfMatch(const http::RequestContext&,
                 long long) asm("__real__ZN6kaomon8features12checkIfMatchERKNS_4http14RequestContextEx");
Status checkIfMatch(const http::RequestContext&,
                    long long) asm("__wrap__ZN6kaomon8features12checkIfMatchERKNS_4http14RequestContextEx");
Status checkIfMatch(const http::RequestContext& context, long long rev) {
    return isPlanted("any_if_match") ? Status() : realCheckIfMatch(context, rev);
}

// "any_counter": proofs of writes are not used up, nonces are not remembered.
Status realTakeCounter(void*, const std::string&, std::uint64_t, TimePoint) asm(
    "__real__ZN6kaomon7storage15ProofRepository11takeCounterERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEEmNSt6chrono10time_pointINSA_3_V212system_clockENSA_8durationIlSt5ratioILl1ELl1000000"
    "EEEEEE");
Status takeCounter(void*, const std::string&, std::uint64_t, TimePoint) asm(
    "__wrap__ZN6kaomon7storage15ProofRepository11takeCounterERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEEmNSt6chrono10time_pointINSA_3_V212system_clockENSA_8durationIlSt5ratioILl1ELl1000000"
    "EEEEEE");
Status takeCounter(void* self, const std::string& key, std::uint64_t counter, TimePoint now) {
    return isPlanted("any_counter") ? Status() : realTakeCounter(self, key, counter, now);
}
bool realTakeNonce(void*, const std::string&, const std::string&) asm(
    "__real__ZN6kaomon4auth11NonceMemory4takeERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEES9_");
bool takeNonce(void*, const std::string&, const std::string&) asm(
    "__wrap__ZN6kaomon4auth11NonceMemory4takeERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEES9_");
bool takeNonce(void* self, const std::string& key, const std::string& nonce) {
    return isPlanted("any_counter") || realTakeNonce(self, key, nonce);
}

// "skipped_change": every fifth change is missing from the feed.
long long realRecordChange(
    storage::UnitOfWork&, const std::string&, const std::string&, storage::ChangeOp, const std::string&,
    TimePoint) asm("__real__ZN6kaomon7storage12recordChangeERNS0_10UnitOfWorkERKNSt7__cxx1112basic_"
                   "stringIcSt11char_"
                   "traitsIcESaIcEEESA_NS0_8ChangeOpESA_NSt6chrono10time_pointINSC_3_V212system_clockENSC_"
                   "8durationIlSt5ratioILl1ELl1000000EEEEEE");
long long recordChange(
    storage::UnitOfWork&, const std::string&, const std::string&, storage::ChangeOp, const std::string&,
    TimePoint) asm("__wrap__ZN6kaomon7storage12recordChangeERNS0_10UnitOfWorkERKNSt7__cxx1112basic_"
                   "stringIcSt11char_"
                   "traitsIcESaIcEEESA_NS0_8ChangeOpESA_NSt6chrono10time_pointINSC_3_V212system_clockENSC_"
                   "8durationIlSt5ratioILl1ELl1000000EEEEEE");
long long recordChange(storage::UnitOfWork& unit, const std::string& kind, const std::string& object,
                       storage::ChangeOp op, const std::string& scope, TimePoint now) {
    const long long rev = realRecordChange(unit, kind, object, op, scope, now);
    if (isPlanted("skipped_change") && kind == "user" && rev % 5 == 0) {
        storage::Query(unit, "DELETE FROM change_log WHERE tenant_id = :tenant AND rev = :rev")
            .bind("tenant", unit.tenant())
            .bind("rev", rev)
            .run();
    }
    return rev;
}

// "no_idempotency": a repeated request is carried out again.
using Work = std::function<Result<http::Response>(storage::UnitOfWork&)>;
Awaitable<Result<http::Response>>
realIdempotentWrite(features::ServiceContext&, http::RequestContext&, Work) asm(
    "__real__ZN6kaomon8features15idempotentWriteERNS0_14ServiceContextERNS_4http14RequestContextESt8"
    "functionIFN2tl8expectedINS3_8ResponseENS_5ErrorEEERNS_7storage10UnitOfWorkEEE");
Awaitable<Result<http::Response>> idempotentWrite(features::ServiceContext&, http::RequestContext&, Work) asm(
    "__wrap__ZN6kaomon8features15idempotentWriteERNS0_14ServiceContextERNS_4http14RequestContextESt8"
    "functionIFN2tl8expectedINS3_8ResponseENS_5ErrorEEERNS_7storage10UnitOfWorkEEE");
Awaitable<Result<http::Response>> idempotentWrite(features::ServiceContext& services,
                                                  http::RequestContext& context, Work work) {
    if (isPlanted("no_idempotency")) {
        return features::provenWrite(services, context, std::move(work));
    }
    return realIdempotentWrite(services, context, std::move(work));
}

// "endless_session": no session ends.
bool realIsAlive(const storage::SessionTimes&, TimePoint) asm(
    "__real__ZN6kaomon4auth7isAliveERKNS_7storage12SessionTimesENSt6chrono10time_pointINS5_3_V212system_"
    "clockENS5_8durationIlSt5ratioILl1ELl1000000EEEEEE");
bool isAlive(const storage::SessionTimes&, TimePoint) asm(
    "__wrap__ZN6kaomon4auth7isAliveERKNS_7storage12SessionTimesENSt6chrono10time_pointINS5_3_V212system_"
    "clockENS5_8durationIlSt5ratioILl1ELl1000000EEEEEE");
bool isAlive(const storage::SessionTimes& times, TimePoint now) {
    return isPlanted("endless_session") || realIsAlive(times, now);
}

// "endless_tries": wrong passwords never make anybody wait.
bool realBeginTry(void*, const std::string&, const std::string&) asm(
    "__real__ZN6kaomon7storage15LoginRepository8beginTryERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEES9_");
bool beginTry(void*, const std::string&, const std::string&) asm(
    "__wrap__ZN6kaomon7storage15LoginRepository8beginTryERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEES9_");
bool beginTry(void* self, const std::string& login, const std::string& source) {
    return isPlanted("endless_tries") || realBeginTry(self, login, source);
}

// "clear_tokens": the database holds tokens and not their hashes.
std::string realTokenHash(std::string_view) asm(
    "__real__ZN6kaomon4auth9tokenHashB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string tokenHash(std::string_view) asm(
    "__wrap__ZN6kaomon4auth9tokenHashB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string tokenHash(std::string_view token) {
    return isPlanted("clear_tokens") ? std::string(token) : realTokenHash(token);
}

// "broken_target": a target that cannot be read is the server's fault.
Status realSplitTarget(const std::string&, http::Request&) asm(
    "__real__ZN6kaomon4http11splitTargetERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEERNS0_"
    "7RequestE");
Status splitTarget(const std::string&, http::Request&) asm(
    "__wrap__ZN6kaomon4http11splitTargetERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEERNS0_"
    "7RequestE");
Status splitTarget(const std::string& target, http::Request& request) {
    const Status read = realSplitTarget(target, request);
    return !read && isPlanted("broken_target") ? fail(ErrorCode::Internal, "planted") : read;
}

// "broken_page": a limit that is no number is the server's fault.
Result<int> realPageLimit(const http::RequestContext&) asm(
    "__real__ZN6kaomon8features9pageLimitERKNS_4http14RequestContextE");
Result<int> pageLimit(const http::RequestContext&) asm(
    "__wrap__ZN6kaomon8features9pageLimitERKNS_4http14RequestContextE");
Result<int> pageLimit(const http::RequestContext& context) {
    const Result<int> limit = realPageLimit(context);
    return !limit && isPlanted("broken_page") ? fail(ErrorCode::Internal, "planted") : limit;
}

// "live_formula": cells are written as they are.
std::string realGuard(std::string_view) asm(
    "__real__ZN6kaomon8exchange5guardB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string guard(std::string_view) asm(
    "__wrap__ZN6kaomon8exchange5guardB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string guard(std::string_view text) {
    return isPlanted("live_formula") ? std::string(text) : realGuard(text);
}

// "weak_chain": hashes that do not cover the record.
Bytes realChainNext(std::span<const std::uint8_t>, std::span<const std::uint8_t>) asm(
    "__real__ZN6kaomon6crypto9chainNextESt4spanIKhLm18446744073709551615EES3_");
Bytes chainNext(std::span<const std::uint8_t>, std::span<const std::uint8_t>) asm(
    "__wrap__ZN6kaomon6crypto9chainNextESt4spanIKhLm18446744073709551615EES3_");
Bytes chainNext(std::span<const std::uint8_t> previous, std::span<const std::uint8_t> record) {
    return realChainNext(previous, isPlanted("weak_chain") ? std::span<const std::uint8_t>() : record);
}

// "lost_entry": every third act is not written down.
bool realFinish(void*, const http::Response*) asm(
    "__real__ZN6kaomon5audit11ActRecorder6finishEPKNS_4http8ResponseE");
bool finish(void*,
            const http::Response*) asm("__wrap__ZN6kaomon5audit11ActRecorder6finishEPKNS_4http8ResponseE");
bool finish(void* self, const http::Response* response) {
    static std::atomic<int> acts = 0;
    return isPlanted("lost_entry") && ++acts % 3 == 0 ? true : realFinish(self, response);
}

} // namespace kaomon::soak
