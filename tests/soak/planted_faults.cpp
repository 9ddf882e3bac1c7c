// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each function below stands in for one of the server's (ld --wrap). The symbols are those of GCC and Clang
// on Linux; when a signature changes, the program does not link until the name here follows.
#include "planted_faults.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "crypto/two_person_act.h"
#include "domain/forwarded.h"
#include "features/idempotent.h"
#include "features/proven_write.h"
#include "http/connection_times.h"
#include "http/framing.h"
#include "storage/bulk.h"
#include "storage/query.h"
#include "storage/repositories/change_repository.h"
#include "storage/repositories/login_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/session_repository.h"
#include "support/planted.h"

namespace kaomon::soak {
namespace {

using http::Awaitable;
using test::isPlanted;

constexpr std::chrono::milliseconds kOpenFor{20};
constexpr std::chrono::seconds kBlockedFor{6};
constexpr std::size_t kHoardedForRow = 16 * 1024;

std::atomic<bool> g_isStopping = false; // under "abrupt_stop"

// Hands everything on, but answers writes before they are committed.
class EarlyDatabase final : public storage::Database {
public:
    explicit EarlyDatabase(std::unique_ptr<storage::Database> real)
        : m_real(std::move(real)) {}

    void submit(storage::Access access, TenantId tenant, Job job, Done done) override {
        if (access != storage::Access::Read && g_isStopping) {
            std::_Exit(0);
        }
        if (access == storage::Access::Read || !isPlanted("early_answer")) {
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

std::unique_ptr<storage::Database> plantInto(std::unique_ptr<storage::Database> database) {
    return std::make_unique<EarlyDatabase>(std::move(database));
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
    if (isPlanted("leak")) { // memory that every signed request takes and never gives back
        constexpr std::size_t kLost = 32 * 1024;
        static std::atomic<char*> lost = nullptr;
        char* memory = static_cast<char*>(std::malloc(kLost));
        std::fill_n(memory, kLost, 'x');
        lost = memory;
    }
    return isPlanted("any_counter") || realTakeNonce(self, key, nonce);
}

// "kept_place": a node knows how far a tenant is by its own writes only. As long as there is one node, that
// is the truth.
std::mutex g_placesLock;
std::map<std::string, long long> g_ownRevisions;
std::map<std::string, storage::ChangePlace> g_keptPlaces;

storage::ChangePlace
realPlace(storage::UnitOfWork* const*) asm("__real__ZN6kaomon7storage16ChangeRepository5placeEv");
storage::ChangePlace
place(storage::UnitOfWork* const*) asm("__wrap__ZN6kaomon7storage16ChangeRepository5placeEv");
// A ChangeRepository is the reference to its unit and nothing else.
storage::ChangePlace place(storage::UnitOfWork* const* self) {
    storage::ChangePlace now = realPlace(self);
    if (!isPlanted("kept_place")) {
        return now;
    }
    const std::string tenant = (*self)->tenant().text();
    const std::lock_guard lock(g_placesLock);
    if (!g_keptPlaces.contains(tenant) || now.rev <= g_ownRevisions[tenant]) {
        g_keptPlaces[tenant] = std::move(now);
    }
    return g_keptPlaces[tenant];
}

long long realTakeRevisions(storage::UnitOfWork&,
                            long long) asm("__real__ZN6kaomon7storage13takeRevisionsERNS0_10UnitOfWorkEx");
long long takeRevisions(storage::UnitOfWork&,
                        long long) asm("__wrap__ZN6kaomon7storage13takeRevisionsERNS0_10UnitOfWorkEx");
long long takeRevisions(storage::UnitOfWork& unit, long long count) {
    const long long last = realTakeRevisions(unit, count);
    if (isPlanted("kept_place")) {
        const std::lock_guard lock(g_placesLock);
        long long& own = g_ownRevisions[unit.tenant().text()];
        own = std::max(own, last);
    }
    return last;
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

// "endless_session": no session ends. "local_clock": in summer an hour more than passed is counted.
bool realIsAlive(const storage::SessionTimes&, TimePoint) asm(
    "__real__ZN6kaomon4auth7isAliveERKNS_7storage12SessionTimesENSt6chrono10time_pointINS5_3_V212system_"
    "clockENS5_8durationIlSt5ratioILl1ELl1000000EEEEEE");
bool isAlive(const storage::SessionTimes&, TimePoint) asm(
    "__wrap__ZN6kaomon4auth7isAliveERKNS_7storage12SessionTimesENSt6chrono10time_pointINS5_3_V212system_"
    "clockENS5_8durationIlSt5ratioILl1ELl1000000EEEEEE");
bool isAlive(const storage::SessionTimes& times, TimePoint now) {
    if (isPlanted("local_clock")) {
        const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
        std::tm local{};
        ::localtime_r(&seconds, &local);
        return realIsAlive(times, now + std::chrono::hours(local.tm_isdst > 0 ? 1 : 0));
    }
    return isPlanted("endless_session") || realIsAlive(times, now);
}

// "endless_tries": wrong passwords never make anybody wait.
bool realBeginTry(void*, const std::string&, const std::string&, const storage::TryRule&) asm(
    "__real__ZN6kaomon7storage15LoginRepository8beginTryERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEES9_RKNS0_7TryRuleE");
bool beginTry(void*, const std::string&, const std::string&, const storage::TryRule&) asm(
    "__wrap__ZN6kaomon7storage15LoginRepository8beginTryERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEES9_RKNS0_7TryRuleE");
bool beginTry(void* self, const std::string& login, const std::string& source, const storage::TryRule& rule) {
    return isPlanted("endless_tries") || realBeginTry(self, login, source, rule);
}

// "deaf_streams": nobody is ever found to be let out.
std::set<std::string>
realClosedDevices(void*) asm("__real__ZN6kaomon7storage16StreamRepository13closedDevicesB5cxx11Ev");
std::set<std::string>
closedDevices(void*) asm("__wrap__ZN6kaomon7storage16StreamRepository13closedDevicesB5cxx11Ev");
std::set<std::string> closedDevices(void* self) {
    return isPlanted("deaf_streams") ? std::set<std::string>() : realClosedDevices(self);
}

// "any_framing": whatever the parser lets through is a request.
using Fields = std::map<std::string, std::string>;
Result<Fields>
realCheckFraming(const http::Head&) asm("__real__ZN6kaomon4http12checkFramingB5cxx11ERKNS0_4HeadE");
Result<Fields>
checkFraming(const http::Head&) asm("__wrap__ZN6kaomon4http12checkFramingB5cxx11ERKNS0_4HeadE");
Result<Fields> checkFraming(const http::Head& head) {
    if (!isPlanted("any_framing")) {
        return realCheckFraming(head);
    }
    Fields fields;
    for (const auto& [name, value] : head.fields) {
        std::string key = name;
        std::ranges::transform(key, key.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
        const bool isLength = key != "content-length" || std::isdigit(value.empty() ? 0 : value[0]) != 0;
        if (isLength && key != "upgrade") {
            fields.emplace(key, value);
        }
    }
    return fields;
}

// "endless_times": slow clients may take as long as they like.
http::ConnectionTimes realConnectionTimes() asm("__real__ZN6kaomon4http15connectionTimesEv");
http::ConnectionTimes connectionTimes() asm("__wrap__ZN6kaomon4http15connectionTimesEv");
http::ConnectionTimes connectionTimes() {
    auto times = realConnectionTimes();
    if (isPlanted("endless_times")) {
        const std::chrono::hours hour(1);
        times = {.handshake = hour, .header = hour, .body = hour, .write = hour, .idle = hour};
    }
    return times;
}

// "abrupt_stop": the server does not wait for what is on: it ends within the next write.
bool realStop(void*) asm("__real__ZN6kaomon7runtime17ServerApplication4stopEv");
bool stop(void*) asm("__wrap__ZN6kaomon7runtime17ServerApplication4stopEv");
bool stop(void* self) {
    if (isPlanted("abrupt_stop") && !g_isStopping.exchange(true)) {
        std::this_thread::sleep_for(kBlockedFor); // when nobody writes, it ends as it should
    }
    return realStop(self);
}

// "clear_tokens": the database holds tokens and not their hashes.
std::string realTokenHash(std::string_view) asm(
    "__real__ZN6kaomon4auth9tokenHashB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string tokenHash(std::string_view) asm(
    "__wrap__ZN6kaomon4auth9tokenHashB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string tokenHash(std::string_view token) {
    return isPlanted("clear_tokens") ? std::string(token) : realTokenHash(token);
}

// "any_seq": a number that came before is taken again.
bool realTakeSeq(void*, long long) asm("__real__ZN6kaomon6domain7SeqMark4takeEx");
bool takeSeq(void*, long long) asm("__wrap__ZN6kaomon6domain7SeqMark4takeEx");
bool takeSeq(void* self, long long seq) {
    return realTakeSeq(self, seq) || isPlanted("any_seq");
}

// "any_access": sealed blobs are handed out to whoever has the role.
bool realMayRead(void*, const void*, const void*, const void*, TimePoint) asm(
    "__real__ZN6kaomon7storage14BlobRepository7mayReadERKNS_2IdINS_13BlobAccessTagEEERKNS2_INS_"
    "7BlobTagEEERKNS2_IN"
    "S_7UserTagEEENSt6chrono10time_pointINSF_3_V212system_clockENSF_8durationIlSt5ratioILl1ELl1000000EEEEEE");
bool mayRead(void*, const void*, const void*, const void*, TimePoint) asm(
    "__wrap__ZN6kaomon7storage14BlobRepository7mayReadERKNS_2IdINS_13BlobAccessTagEEERKNS2_INS_"
    "7BlobTagEEERKNS2_IN"
    "S_7UserTagEEENSt6chrono10time_pointINSF_3_V212system_clockENSF_8durationIlSt5ratioILl1ELl1000000EEEEEE");
bool mayRead(void* self, const void* access, const void* blob, const void* user, TimePoint now) {
    return realMayRead(self, access, blob, user, now) || isPlanted("any_access");
}

// "any_tenant": the look-up of a person by id forgets the tenant. Only SQLite comes here: there the API's own
// checks stand alone, as they would on PostgreSQL without row-level security.
void realRunning(void*, void*, const std::string&) asm(
    "__real__ZN6kaomon7storage16SqliteStatements7RunningC1ERS1_RKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEE");
void running(void*, void*, const std::string&) asm(
    "__wrap__ZN6kaomon7storage16SqliteStatements7RunningC1ERS1_RKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEE");
void running(void* self, void* statements, const std::string& sql) {
    constexpr std::string_view kTenant = "FROM user_account u WHERE u.tenant_id = :tenant";
    const auto at =
        isPlanted("any_tenant") && sql.find("u.id = :id") != sql.npos ? sql.find(kTenant) : sql.npos;
    std::string wrong = sql;
    if (at != sql.npos) {
        wrong.replace(at, kTenant.size(), "FROM user_account u WHERE (u.tenant_id = :tenant OR 1 = 1)");
    }
    realRunning(self, statements, wrong);
}

// "trust_everybody": X-Forwarded-For counts, whoever sends it.
Result<domain::IpAddress> realClientAddress(
    const domain::IpAddress&, std::optional<std::string_view>,
    const std::vector<domain::IpRange>&) asm("__real__ZN6kaomon6domain13clientAddressERKNS0_"
                                             "9IpAddressESt8optionalISt17basic_string_viewIcSt11char_"
                                             "traitsIcEEERKSt6vectorINS0_7IpRangeESaISB_EE");
Result<domain::IpAddress> clientAddress(
    const domain::IpAddress&, std::optional<std::string_view>,
    const std::vector<domain::IpRange>&) asm("__wrap__ZN6kaomon6domain13clientAddressERKNS0_"
                                             "9IpAddressESt8optionalISt17basic_string_viewIcSt11char_"
                                             "traitsIcEEERKSt6vectorINS0_7IpRangeESaISB_EE");
Result<domain::IpAddress> clientAddress(const domain::IpAddress& peer,
                                        std::optional<std::string_view> forwardedFor,
                                        const std::vector<domain::IpRange>& trusted) {
    if (isPlanted("trust_everybody") && forwardedFor) {
        if (auto claimed = domain::IpAddress::parse(forwardedFor->substr(0, forwardedFor->find(',')))) {
            return claimed;
        }
    }
    return realClientAddress(peer, forwardedFor, trusted);
}

// "any_agreement": one signature, whosever, is taken for the agreement of two.
Result<crypto::ActStatement> realCheckAgreement(
    const crypto::SignedRecord&, const std::optional<crypto::SignedRecord>&, const crypto::TenantManifest&,
    TimePoint) asm("__real__ZN6kaomon6crypto14checkAgreementERKNS0_12SignedRecordERKSt8optionalIS1_ERKNS0_"
                   "14TenantManifestENSt6chrono10time_pointINSB_3_V212system_clockENSB_8durationIlSt5ratioI"
                   "Ll1ELl1000000EEEEEE");
Result<crypto::ActStatement> checkAgreement(
    const crypto::SignedRecord&, const std::optional<crypto::SignedRecord>&, const crypto::TenantManifest&,
    TimePoint) asm("__wrap__ZN6kaomon6crypto14checkAgreementERKNS0_12SignedRecordERKSt8optionalIS1_ERKNS0_"
                   "14TenantManifestENSt6chrono10time_pointINSB_3_V212system_clockENSB_8durationIlSt5ratioI"
                   "Ll1ELl1000000EEEEEE");
Result<crypto::ActStatement> checkAgreement(const crypto::SignedRecord& request,
                                            const std::optional<crypto::SignedRecord>& approval,
                                            const crypto::TenantManifest& manifest, TimePoint now) {
    return isPlanted("any_agreement") ? crypto::verifyAct(request, manifest)
                                      : realCheckAgreement(request, approval, manifest, now);
}

// "hoarding": rows that are written in bulk stay in memory. "short_batch": of several events at once the last
// is answered and not kept.
void realInsertRows(
    storage::UnitOfWork&, std::string_view, std::string_view, const std::function<void(storage::Query&)>&,
    const std::vector<std::vector<storage::Cell>>&,
    std::
        string_view) asm("__real__ZN6kaomon7storage10insertRowsERNS0_10UnitOfWorkESt17basic_string_viewIcSt11"
                         "char_traitsIcEES6_RKSt8functionIFvRNS0_5QueryEEERKSt6vectorISE_INS0_4CellESaISF_"
                         "EESaISH_EES6_");
void insertRows(
    storage::UnitOfWork&, std::string_view, std::string_view, const std::function<void(storage::Query&)>&,
    const std::vector<std::vector<storage::Cell>>&,
    std::
        string_view) asm("__wrap__ZN6kaomon7storage10insertRowsERNS0_10UnitOfWorkESt17basic_string_viewIcSt11"
                         "char_traitsIcEES6_RKSt8functionIFvRNS0_5QueryEEERKSt6vectorISE_INS0_4CellESaISF_"
                         "EESaISH_EES6_");
void insertRows(storage::UnitOfWork& unit, std::string_view into, std::string_view shared,
                const std::function<void(storage::Query&)>& bindShared,
                const std::vector<std::vector<storage::Cell>>& rows, std::string_view tail) {
    static std::vector<std::string> hoard; // one writer at a time: SQLite's, or a single importer
    if (isPlanted("hoarding")) {
        hoard.insert(hoard.end(), rows.size(), std::string(kHoardedForRow, 'x'));
    }
    if (isPlanted("short_batch") && into.starts_with("INSERT INTO event_log") && rows.size() > 1) {
        realInsertRows(unit, into, shared, bindShared, {rows.begin(), std::prev(rows.end())}, tail);
        return;
    }
    realInsertRows(unit, into, shared, bindShared, rows, tail);
}

// "blocking_accept": who connects keeps a thread of the server busy before anything is read from him.
Awaitable<void> realRun(void*) asm("__real__ZN6kaomon4http10Connection3runEv");
Awaitable<void> run(void*) asm("__wrap__ZN6kaomon4http10Connection3runEv");
Awaitable<void> run(void* self) {
    if (isPlanted("blocking_accept")) {
        std::this_thread::sleep_for(kBlockedFor);
    }
    return realRun(self);
}

} // namespace kaomon::soak
