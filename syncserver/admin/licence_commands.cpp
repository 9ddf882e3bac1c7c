// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/licence_commands.h"

#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auth/certificate_key.h"
#include "base/base64.h"
#include "crypto/licence_file.h"
#include "crypto/signed_text.h"
#include "domain/company.h"
#include "jobs/deletion_certificate.h"
#include "runtime/data_folder.h"
#include "storage/database.h"
#include "storage/repositories/ledger_repository.h"

namespace kaomon::admin {
namespace {

constexpr std::string_view kKeyTitle = "KAOMON OPERATOR KEY 1";
constexpr std::size_t kLargestFile = 64 * 1024;

Result<std::string> readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kLargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty() || text.size() > kLargestFile) {
        return fail(ErrorCode::StorageFailed, "cannot read " + path.string());
    }
    return text;
}

// With O_EXCL: a file that is there is never overwritten.
Status writeNew(const std::filesystem::path& path, const std::string& text, mode_t mode) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0) {
        return fail(errno == EEXIST ? ErrorCode::Conflict : ErrorCode::StorageFailed,
                    "cannot make the file " + path.string());
    }
    const bool isWritten = ::fchmod(file, mode) == 0 &&
                           ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                           ::fsync(file) == 0;
    ::close(file);
    return isWritten ? Status() : fail(ErrorCode::StorageFailed, "cannot write " + path.string());
}

Result<crypto::SigningKey> readOperatorKey(const std::filesystem::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
        return fail(ErrorCode::StorageFailed, "cannot read the key file", "/key-file");
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::Forbidden, "the key file is open to others; set its mode to 0600",
                    "/key-file");
    }
    auto text = readFile(path);
    if (!text) {
        return propagate(text.error());
    }
    std::istringstream lines(*text);
    std::string title;
    std::string seed;
    std::getline(lines, title);
    std::getline(lines, seed);
    auto bytes = fromBase64Url(seed);
    auto key = title == kKeyTitle && bytes ? crypto::SigningKey::fromSeed(*bytes)
                                           : Result<crypto::SigningKey>(fail(ErrorCode::StorageCorrupt));
    wipe(text->data(), text->size());
    wipe(seed.data(), seed.size());
    if (!key) {
        return fail(ErrorCode::StorageCorrupt, "not an operator's key file", "/key-file");
    }
    return key;
}

Result<domain::LicenceTerm> termOf(const LicenceIssueCommand& command, TimePoint now) {
    const auto kind = domain::licenceKindFromWire(command.kind);
    const auto start = domain::parseDay(command.start);
    const auto end = domain::parseDay(command.end);
    if (!kind) {
        return fail(ErrorCode::ValidationFailed, "--kind must be paid or trial", "/kind");
    }
    if (!start || !end) {
        return fail(ErrorCode::ValidationFailed, "--start and --end are days as YYYY-MM-DD",
                    start ? "/end" : "/start");
    }
    return domain::LicenceTerm{*kind, command.seats, *start, *end, now};
}

void print(std::ostream& out, const crypto::LicenceFile& licence) {
    out << "serial: " << licence.serial << "\nkind: " << domain::toWire(licence.term.kind)
        << "\ntenant: " << licence.tenant << "\ncompany: " << licence.company
        << "\ncompany_number: " << licence.companyNumber << "\nseats: " << licence.term.seats
        << "\nstart: " << domain::dayText(licence.term.start)
        << "\nend: " << domain::dayText(licence.term.end)
        << "\nissued_at: " << toRfc3339(licence.term.issuedAt) << '\n';
}

// Of the key with which this server signs certificates.
Result<Bytes> ownPublicKey(const Surroundings& surroundings) {
    const auto server = runtime::openServerKey(surroundings.config);
    if (!server) {
        return propagate(server.error());
    }
    const auto key = auth::certificateKey(*server);
    return key ? Result<Bytes>(key->publicKey()) : propagate(key.error());
}

} // namespace

Status LicenceKeygenCommand::run(Surroundings& surroundings) {
    const auto key = crypto::SigningKey::generate();
    std::string text = std::string(kKeyTitle) + "\n" + toBase64Url(key.seed().reveal()) + "\n";
    const Status written = writeNew(keyFile, text, S_IRUSR | S_IWUSR);
    wipe(text.data(), text.size());
    if (!written) {
        return written;
    }
    surroundings.out << "operator_key: " << toBase64Url(key.publicKey())
                     << "\nkey_name: " << crypto::keyName(key.publicKey()) << '\n';
    return {};
}

Status LicenceIssueCommand::run(Surroundings& surroundings) {
    const auto key = readOperatorKey(keyFile);
    if (!key) {
        return propagate(key.error());
    }
    const auto term = termOf(*this, surroundings.clock.now());
    if (!term) {
        return propagate(term.error());
    }
    std::string number;
    if (!companyNumber.empty()) {
        auto digits = domain::corporateNumber(companyNumber);
        if (!digits) {
            return propagate(digits.error());
        }
        number = std::move(*digits);
    }
    const crypto::LicenceFile licence{
        .serial = serial, .tenant = tenant, .company = company, .companyNumber = number, .term = *term};
    if (Status valid = licence.check(); !valid) {
        return valid;
    }
    const std::string text = licence.sign(*key);
    if (!out.empty()) {
        return writeNew(out, text, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    }
    surroundings.out << text;
    return {};
}

Status LicenceInspectCommand::run(Surroundings& surroundings) {
    const auto text = readFile(file);
    if (!text) {
        return propagate(text.error());
    }
    const auto licence = crypto::LicenceFile::read(*text);
    if (!licence) {
        return propagate(licence.error());
    }
    print(surroundings.out, *licence);
    const auto keys = runtime::operatorKeys(surroundings.config);
    if (!keys) {
        return propagate(keys.error());
    }
    if (keys->empty()) {
        surroundings.out << "signature: unchecked, no --operator-key given\n";
        return {};
    }
    const auto verified = crypto::LicenceFile::verify(*text, *keys);
    surroundings.out << "signature: " << (verified ? "valid" : "INVALID") << '\n';
    return verified ? Status() : propagate(verified.error());
}

Status CertificateVerifyCommand::run(Surroundings& surroundings) {
    const auto text = readFile(file);
    if (!text) {
        return propagate(text.error());
    }
    auto key = fromBase64Url(publicKey);
    if (publicKey.empty()) {
        auto own = ownPublicKey(surroundings);
        if (!own) {
            return propagate(own.error());
        }
        key = std::move(own);
    }
    if (!key) {
        return fail(ErrorCode::ValidationFailed, "--public-key is not base64url", "/public-key");
    }
    const auto certificate = jobs::DeletionCertificate::verify(*text, *key);
    if (!certificate) {
        return propagate(certificate.error());
    }
    surroundings.out << "signature: valid\ntenant_hash: " << certificate->tenantHash
                     << "\nkind: " << certificate->kind << "\nledger_entry: " << certificate->ledgerSeq
                     << "\nbegun_at: " << toRfc3339(certificate->begunAt)
                     << "\nfinished_at: " << toRfc3339(certificate->finishedAt)
                     << "\nerased: " << certificate->erased << "\nremaining: " << certificate->remaining
                     << '\n';
    return {};
}

Status CertificateKeyCommand::run(Surroundings& surroundings) {
    const auto own = ownPublicKey(surroundings);
    if (!own) {
        return propagate(own.error());
    }
    surroundings.out << "certificate_key: " << toBase64Url(*own) << '\n';
    return {};
}

Status CertificateListCommand::run(Surroundings& surroundings) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    const auto rows = (*database)->runBlocking(
        storage::Access::Read, TenantId(),
        [&](storage::UnitOfWork& unit) -> Result<std::vector<storage::CertificateRow>> {
            return storage::LedgerRepository(unit).certificatesOf(tenant);
        });
    if (!rows) {
        return propagate(rows.error());
    }
    for (const auto& row : *rows) {
        surroundings.out << row.text << '\n';
    }
    return {};
}

} // namespace kaomon::admin
