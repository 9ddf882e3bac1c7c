// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/deletion_certificate.h"

#include <array>
#include <charconv>

#include "base/base64.h"
#include "crypto/signed_text.h"

namespace kaomon::jobs {
namespace {

constexpr std::string_view kTitle = "KAOMON CERTIFICATE OF DELETION 1";
constexpr std::string_view kPurpose = "deletion-certificate";
constexpr std::array<std::string_view, 8> kFields{"tenant_hash", "kind",        "ledger_entry", "ledger_hash",
                                                  "begun_at",    "finished_at", "erased",       "remaining"};
constexpr std::size_t kLongestCounts = 480; // a value of a signed text has 500 bytes

bool readNumber(const std::string& text, long long& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::string DeletionCertificate::sign(const crypto::SigningKey& server) const {
    const crypto::SignedText text(std::string(kTitle), {{"tenant_hash", tenantHash},
                                                        {"kind", kind},
                                                        {"ledger_entry", std::to_string(ledgerSeq)},
                                                        {"ledger_hash", ledgerHash},
                                                        {"begun_at", toRfc3339(begunAt)},
                                                        {"finished_at", toRfc3339(finishedAt)},
                                                        {"erased", erased},
                                                        {"remaining", std::to_string(remaining)}});
    return text.sign(kPurpose, server);
}

Result<DeletionCertificate> DeletionCertificate::verify(std::string_view text,
                                                        std::span<const std::uint8_t> serverPublic) {
    const auto parsed = crypto::SignedText::parse(text);
    if (!parsed) {
        return propagate(parsed.error());
    }
    if (const Status verified = parsed->verify(kPurpose, serverPublic); !verified) {
        return propagate(verified.error());
    }
    const auto begun = fromRfc3339(parsed->value("begun_at"));
    const auto finished = fromRfc3339(parsed->value("finished_at"));
    DeletionCertificate certificate{.tenantHash = parsed->value("tenant_hash"),
                                    .kind = parsed->value("kind"),
                                    .ledgerSeq = 0,
                                    .ledgerHash = parsed->value("ledger_hash"),
                                    .begunAt = begun.value_or(TimePoint()),
                                    .finishedAt = finished.value_or(TimePoint()),
                                    .erased = parsed->value("erased"),
                                    .remaining = 0};
    const bool isRead = parsed->title() == kTitle && parsed->hasFields(kFields) && begun && finished &&
                        readNumber(parsed->value("ledger_entry"), certificate.ledgerSeq) &&
                        readNumber(parsed->value("remaining"), certificate.remaining);
    if (!isRead) {
        return fail(ErrorCode::ValidationFailed, "not a certificate that this program knows");
    }
    return certificate;
}

std::string deletionTenantHash(const std::string& tenant) {
    return toBase64Url(crypto::hash("tenant " + tenant));
}

std::string countsText(const storage::Counts& counts) {
    std::string text;
    long long others = 0;
    for (const auto& [name, count] : counts) {
        const std::string part = (text.empty() ? "" : ", ") + name + "=" + std::to_string(count);
        if (count > 0 && text.size() + part.size() < kLongestCounts - 30) {
            text += part;
        } else {
            others += count;
        }
    }
    if (others > 0) {
        text += ", others=" + std::to_string(others);
    }
    return text.empty() ? "nothing" : text;
}

} // namespace kaomon::jobs
