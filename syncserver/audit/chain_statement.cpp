// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain_statement.h"

#include <algorithm>

#include "crypto/bytes_io.h"

namespace kaomon::audit {
namespace {

constexpr const char* kPurpose = "operation-log";

Bytes messageOf(const wire::OperationCheckpoint& statement) {
    crypto::BytesWriter writer;
    writer.text(statement.kind)
        .text(statement.tenant)
        .number(static_cast<std::uint64_t>(statement.seq))
        .bytes(statement.head)
        .time(statement.at);
    return writer.take();
}

} // namespace

wire::OperationCheckpoint makeStatement(const crypto::SigningKey& logKey,
                                        wire::OperationCheckpoint unsigned_) {
    unsigned_.key = logKey.publicKey();
    unsigned_.signature = logKey.sign(kPurpose, messageOf(unsigned_));
    return unsigned_;
}

Status checkStatement(const wire::OperationCheckpoint& statement, std::span<const std::uint8_t> logPublic) {
    if (!std::ranges::equal(statement.key, logPublic)) {
        return fail(ErrorCode::SignatureInvalid, "signed with another log key");
    }
    return crypto::verify(logPublic, kPurpose, messageOf(statement), statement.signature);
}

} // namespace kaomon::audit
