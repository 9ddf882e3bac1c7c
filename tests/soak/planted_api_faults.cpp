// SPDX-License-Identifier: GPL-3.0-or-later
//
// More functions that stand in for those of the server; see planted_faults.cpp.
#include "planted_faults.h"

#include <atomic>
#include <span>
#include <string>

#include "base/secret.h"
#include "crypto/bytes_io.h"
#include "crypto/trust.h"
#include "http/route.h"
#include "storage/unit_of_work.h"
#include "support/planted.h"

namespace kaomon::soak {

using test::isPlanted;

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

// "any_history": a token counts wherever its number does.
std::string
realMarkOfRevision(storage::UnitOfWork&,
                   long long) asm("__real__ZN6kaomon7storage14markOfRevisionB5cxx11ERNS0_10UnitOfWorkEx");
std::string
markOfRevision(storage::UnitOfWork&,
               long long) asm("__wrap__ZN6kaomon7storage14markOfRevisionB5cxx11ERNS0_10UnitOfWorkEx");
std::string markOfRevision(storage::UnitOfWork& unit, long long rev) {
    return isPlanted("any_history") ? std::string() : realMarkOfRevision(unit, rev);
}

// "cheap_records": passwords may be stretched as little as one likes.
Status realParametersCheck(const void*) asm("__real__ZNK6kaomon6crypto18PasswordParameters5checkEv");
Status parametersCheck(const void*) asm("__wrap__ZNK6kaomon6crypto18PasswordParameters5checkEv");
Status parametersCheck(const void* self) {
    return isPlanted("cheap_records") ? Status() : realParametersCheck(self);
}

// "quick_unknown": where there is no account nothing is computed. The first verifier that a server makes
// stands in for those of logins that do not exist.
std::string g_standIn;
Result<std::string> realMakeVerifier(const void*, std::span<const std::uint8_t>) asm(
    "__real__ZN6kaomon6crypto12makeVerifierB5cxx11ERKNS0_9SecretKeyESt4spanIKhLm18446744073709551615EE");
Result<std::string> makeVerifier(const void*, std::span<const std::uint8_t>) asm(
    "__wrap__ZN6kaomon6crypto12makeVerifierB5cxx11ERKNS0_9SecretKeyESt4spanIKhLm18446744073709551615EE");
Result<std::string> makeVerifier(const void* pepper, std::span<const std::uint8_t> auth) {
    auto verifier = realMakeVerifier(pepper, auth);
    static const bool isFirst = [&] {
        g_standIn = verifier.value_or("");
        return true;
    }();
    (void)isFirst;
    return verifier;
}
bool realCheckVerifier(const void*, std::span<const std::uint8_t>, const std::string&) asm(
    "__real__ZN6kaomon6crypto13checkVerifierERKNS0_9SecretKeyESt4spanIKhLm18446744073709551615EERKNSt7__"
    "cxx1112basic_stringIcSt11char_traitsIcESaIcEEE");
bool checkVerifier(const void*, std::span<const std::uint8_t>, const std::string&) asm(
    "__wrap__ZN6kaomon6crypto13checkVerifierERKNS0_9SecretKeyESt4spanIKhLm18446744073709551615EERKNSt7__"
    "cxx1112basic_stringIcSt11char_traitsIcESaIcEEE");
bool checkVerifier(const void* pepper, std::span<const std::uint8_t> auth, const std::string& verifier) {
    const bool isSkipped = isPlanted("quick_unknown") && verifier == g_standIn;
    return !isSkipped && realCheckVerifier(pepper, auth, verifier);
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

// "silent_refusal": what is refused is not written down.
void realRefuse(void*, ErrorCode) asm("__real__ZN6kaomon5audit11ActRecorder6refuseENS_9ErrorCodeE");
void refuse(void*, ErrorCode) asm("__wrap__ZN6kaomon5audit11ActRecorder6refuseENS_9ErrorCodeE");
void refuse(void* self, ErrorCode code) {
    if (!isPlanted("silent_refusal")) {
        realRefuse(self, code);
    }
}

// "any_delegate": whoever signed it, a delegate may certify PCs.
Result<crypto::DelegateCertificate>
realVerifyDelegate(const crypto::SignedRecord&, const crypto::TenantManifest&, TimePoint) asm(
    "__real__ZN6kaomon6crypto19DelegateCertificate6verifyERKNS0_12SignedRecordERKNS0_14TenantMa"
    "nifestENSt6chrono10time_pointINS8_3_V212system_clockENS8_8durationIlSt5ratioILl1ELl1000000EEEEEE");
Result<crypto::DelegateCertificate>
verifyDelegate(const crypto::SignedRecord&, const crypto::TenantManifest&, TimePoint) asm(
    "__wrap__ZN6kaomon6crypto19DelegateCertificate6verifyERKNS0_12SignedRecordERKNS0_14TenantMa"
    "nifestENSt6chrono10time_pointINS8_3_V212system_clockENS8_8durationIlSt5ratioILl1ELl1000000EEEEEE");
Result<crypto::DelegateCertificate> verifyDelegate(const crypto::SignedRecord& record,
                                                   const crypto::TenantManifest& manifest, TimePoint now) {
    if (!isPlanted("any_delegate")) {
        return realVerifyDelegate(record, manifest, now);
    }
    crypto::BytesReader reader(record.payload);
    crypto::DelegateCertificate certificate;
    certificate.tenant = reader.text();
    certificate.codeId = reader.text();
    certificate.delegatePublic = reader.bytes();
    certificate.deviceGroup = reader.text();
    certificate.useCount = reader.number();
    certificate.notAfter = reader.time();
    return certificate;
}

} // namespace kaomon::soak
