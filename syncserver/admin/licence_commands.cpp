// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/licence_commands.h"

#include <sys/stat.h>

#include "admin/key_file.h"
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
    if (Status written = writeKeyFile(keyFile, kOperatorKeyTitle, key); !written) {
        return written;
    }
    surroundings.out << "operator_key: " << toBase64Url(key.publicKey())
                     << "\nkey_name: " << crypto::keyName(key.publicKey()) << '\n';
    return {};
}

Status LicenceIssueCommand::run(Surroundings& surroundings) {
    const auto key = readKeyFile(keyFile, kOperatorKeyTitle);
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
        return writeNewFile(out, text, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    }
    surroundings.out << text;
    return {};
}

Status LicenceInspectCommand::run(Surroundings& surroundings) {
    const auto text = readSmallFile(file);
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
    const auto text = readSmallFile(file);
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
