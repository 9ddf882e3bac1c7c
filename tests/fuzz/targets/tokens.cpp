// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short texts of callers: proof headers, tokens, codes, ids, times.
#include "auth/token.h"
#include "base/base64.h"
#include "base/clock.h"
#include "crypto/enrolment_code.h"
#include "crypto/password.h"
#include "crypto/request_proof.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::textOf(data, size);
    if (const auto proof = crypto::RequestProof::parse(text)) {
        const auto again = crypto::RequestProof::parse(proof->header());
        fuzz::require(again && again->header() == proof->header(), "a proof reads back");
    }
    if (const auto bytes = fromBase64Url(text)) {
        fuzz::require(toBase64Url(*bytes) == text, "base64url has one form");
    }
    if (const auto time = fromRfc3339(text)) {
        const auto again = fromRfc3339(toRfc3339(*time));
        fuzz::require(again && *again == *time, "a time reads back");
    }
    if (const auto id = UserId::parse(text)) {
        fuzz::require(id->text() == text, "an id has one form");
    }
    if (const auto tenant = auth::tenantOfToken(text)) {
        fuzz::require(text.find(tenant->text()) != std::string_view::npos, "a token names its tenant");
    }
    (void)crypto::EnrolmentCode::parse(text);
    (void)crypto::normaliseCode(text);
    return 0;
}
