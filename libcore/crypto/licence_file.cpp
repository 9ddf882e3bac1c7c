// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/licence_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/id.h"
#include "crypto/signed_text.h"
#include "domain/company.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kTitle = "KAOMON LICENCE 1";
constexpr std::string_view kPurpose = "licence";
constexpr std::string_view kNone = "-"; // signed texts have no empty values
constexpr std::array<std::string_view, 9> kFields{"serial", "kind",  "tenant", "company",  "company_number",
                                                  "seats",  "start", "end",    "issued_at"};
constexpr std::size_t kLongestSerial = 64;
constexpr std::size_t kLongestCompany = 200;

bool isSerial(std::string_view serial) {
    return !serial.empty() && serial.size() <= kLongestSerial && std::ranges::all_of(serial, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

std::string orNone(const std::string& text) {
    return text.empty() ? std::string(kNone) : text;
}

std::string fromNone(const std::string& text) {
    return text == kNone ? std::string() : text;
}

Error wrong(const char* what, const char* field) {
    return Error(ErrorCode::ValidationFailed, what, field);
}

Result<LicenceFile> fromText(const SignedText& text) {
    if (text.title() != kTitle || !text.hasFields(kFields)) {
        return propagate(wrong("not a licence of a version that this program knows", "/licence"));
    }
    LicenceFile file{.serial = text.value("serial"),
                     .tenant = fromNone(text.value("tenant")),
                     .company = fromNone(text.value("company")),
                     .companyNumber = fromNone(text.value("company_number")),
                     .term = {}};
    const auto kind = domain::licenceKindFromWire(text.value("kind"));
    const auto start = domain::parseDay(text.value("start"));
    const auto end = domain::parseDay(text.value("end"));
    const auto issued = fromRfc3339(text.value("issued_at"));
    const std::string& seats = text.value("seats");
    const auto parsed = std::from_chars(seats.data(), seats.data() + seats.size(), file.term.seats);
    if (!kind || !start || !end || !issued || parsed.ec != std::errc() ||
        parsed.ptr != seats.data() + seats.size()) {
        return propagate(wrong("a field of the licence cannot be read", "/licence"));
    }
    file.term = {*kind, file.term.seats, *start, *end, *issued};
    if (const Status valid = file.check(); !valid) {
        return propagate(valid.error());
    }
    return file;
}

} // namespace

Status LicenceFile::check() const {
    if (!isSerial(serial)) {
        return propagate(wrong("1 to 64 letters, digits, dots, dashes", "/serial"));
    }
    if (tenant.empty() && company.empty() && companyNumber.empty()) {
        return propagate(wrong("a licence is for a tenant, a company, or both", "/tenant"));
    }
    if (!tenant.empty() && !isUuid(tenant)) {
        return propagate(wrong("not the id of a tenant", "/tenant"));
    }
    if (!company.empty() &&
        (company.size() > kLongestCompany || !isSignedTextValue(company) || company == kNone)) {
        return propagate(wrong("not a name of up to 200 bytes", "/company"));
    }
    if (!companyNumber.empty() && domain::corporateNumber(companyNumber) != companyNumber) {
        return propagate(wrong("not a corporate number of 13 digits", "/company_number"));
    }
    if (term.seats < 1 || term.seats > domain::kMostSeats) {
        return propagate(wrong("from 1 to 10000000 seats", "/seats"));
    }
    if (!term.start.ok() || !term.end.ok() || term.end < term.start) {
        return propagate(wrong("the last day comes before the first one", "/end"));
    }
    return {};
}

std::string LicenceFile::sign(const SigningKey& operatorKey) const {
    const SignedText text(std::string(kTitle), {{"serial", serial},
                                                {"kind", std::string(domain::toWire(term.kind))},
                                                {"tenant", orNone(tenant)},
                                                {"company", orNone(company)},
                                                {"company_number", orNone(companyNumber)},
                                                {"seats", std::to_string(term.seats)},
                                                {"start", domain::dayText(term.start)},
                                                {"end", domain::dayText(term.end)},
                                                {"issued_at", toRfc3339(term.issuedAt)}});
    return text.sign(kPurpose, operatorKey);
}

Result<LicenceFile> LicenceFile::verify(std::string_view text, std::span<const Bytes> operatorKeys) {
    const auto parsed = SignedText::parse(text);
    if (!parsed) {
        return propagate(parsed.error());
    }
    const bool isSigned = std::ranges::any_of(operatorKeys, [&](const Bytes& key) {
        return parsed->keyName() == crypto::keyName(key) && parsed->verify(kPurpose, key);
    });
    if (!isSigned) {
        return fail(ErrorCode::SignatureInvalid, "not signed by this server's operator", "/licence");
    }
    return fromText(*parsed);
}

Result<LicenceFile> LicenceFile::read(std::string_view text) {
    const auto parsed = SignedText::parse(text);
    return parsed ? fromText(*parsed) : propagate(parsed.error());
}

Status checkLicenceHolder(const LicenceFile& licence, const std::string& tenant,
                          const std::string& companyKey) {
    if (!licence.tenant.empty() && licence.tenant != tenant) {
        return fail(ErrorCode::ValidationFailed, "this licence is for another tenant", "/licence");
    }
    if (!licence.tenant.empty()) {
        return {};
    }
    const auto holder = domain::companyKey(licence.companyNumber, licence.company);
    if (!holder || *holder != companyKey) {
        return fail(ErrorCode::ValidationFailed, "this licence is for another company", "/licence");
    }
    return {};
}

} // namespace kaomon::crypto
