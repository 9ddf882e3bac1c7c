// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/backup_manifest.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <ostream>
#include <streambuf>

#include <boost/json.hpp>
#include <openssl/evp.h>
#include <sys/stat.h>

#include "base/base64.h"
#include "crypto/secret_key.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/sqlite_backup.h"
#include "storage/tenant_archive.h"

namespace kaomon::admin {
namespace {

namespace json = boost::json;

constexpr std::int64_t kFormat = 1;

// Adds up the hashes of the lines of a tenant's archive but the first and the last, which speak of the
// archive itself. A sum, because a database that was restored may list its tables in another order.
class LineSum final : public std::streambuf {
public:
    [[nodiscard]] Bytes sum() const { return m_sum; }

protected:
    int_type overflow(int_type c) override {
        if (c != traits_type::eof()) {
            const char one = static_cast<char>(c);
            xsputn(&one, 1);
        }
        return c;
    }
    std::streamsize xsputn(const char* text, std::streamsize size) override {
        for (const char c : std::string_view(text, static_cast<std::size_t>(size))) {
            if (c == '\n') {
                endLine();
            } else {
                m_line += c;
            }
        }
        return size;
    }
    pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override {
        return pos_type(0);
    }
    pos_type seekpos(pos_type, std::ios_base::openmode) override { // the job begins again
        m_line.clear();
        m_before.clear();
        m_lines = 0;
        m_sum.assign(kHashSize, 0);
        return pos_type(0);
    }

private:
    static constexpr std::size_t kHashSize = 32;

    // A line counts when another one follows.
    void endLine() {
        if (++m_lines > 2) {
            const Bytes hash = crypto::hash(std::string_view(m_before));
            unsigned carry = 0;
            for (std::size_t i = 0; i < kHashSize; ++i) {
                carry += static_cast<unsigned>(m_sum[i]) + hash[i];
                m_sum[i] = static_cast<std::uint8_t>(carry & 0xFFU);
                carry >>= 8U;
            }
        }
        m_before = std::exchange(m_line, std::string());
    }

    std::string m_line;
    std::string m_before;
    long long m_lines = 0;
    Bytes m_sum = Bytes(kHashSize, 0);
};

std::string hex(const std::string& bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

tl::unexpected<Error> corrupt(const std::string& why) {
    return fail(ErrorCode::StorageCorrupt, "the backup: " + why);
}

json::object tenantsOf(const BackupManifest& manifest) {
    json::object tenants;
    for (const auto& [id, digest] : manifest.tenants) {
        tenants[id] = json::object{{"rows", digest.rows}, {"hash", digest.hash}};
    }
    return tenants;
}

BackupManifest manifestOf(const json::value& value) {
    const auto textAt = [&](const char* key) { return std::string(value.at(key).as_string()); };
    BackupManifest manifest;
    manifest.madeAt = fromRfc3339(textAt("made_at")).value_or(TimePoint());
    manifest.version = textAt("version");
    manifest.database = textAt("database");
    manifest.file = textAt("file");
    manifest.bytes = value.at("bytes").to_number<std::int64_t>();
    manifest.hash = textAt("hash");
    for (const auto& [id, digest] : value.at("tenants").as_object()) {
        manifest.tenants[std::string(id)] = {digest.at("rows").to_number<std::int64_t>(),
                                             std::string(digest.at("hash").as_string())};
    }
    return manifest;
}

} // namespace

Result<std::string> hashOfFile(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!in || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) {
        return fail(ErrorCode::StorageFailed, "cannot read " + file.string());
    }
    std::string piece(1U << 20U, '\0');
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(in.gcount()));
    }
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size);
    digest.resize(size);
    return hex(digest);
}

Result<std::map<std::string, TenantDigest>> digestTenants(storage::Database& database) {
    const auto tenants =
        database.runBlocking(storage::Access::Read, TenantId(),
                             [](storage::UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
                                 return storage::TenantRepository(unit, TimePoint()).list();
                             });
    if (!tenants) {
        return propagate(tenants.error());
    }
    std::map<std::string, TenantDigest> digests;
    for (const auto& tenant : *tenants) {
        LineSum lines;
        std::ostream out(&lines);
        const auto figures = storage::exportTenant(database, tenant.id, TimePoint(), out);
        if (!figures) {
            return propagate(figures.error());
        }
        digests[tenant.id.text()] = {figures->rows, toBase64Url(lines.sum())};
    }
    return digests;
}

Result<BackupManifest> BackupManifest::read(const std::filesystem::path& folder) {
    std::ifstream in(folder / kFile);
    if (!in) {
        return fail(ErrorCode::NotFound, "there is no backup in " + folder.string());
    }
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    try {
        const auto value = json::parse(text);
        if (value.at("kaomon_backup").to_number<std::int64_t>() != kFormat) {
            return corrupt("its manifest is of another version");
        }
        return manifestOf(value);
    } catch (const std::exception&) {
        return corrupt("its manifest cannot be read");
    }
}

Status BackupManifest::write(const std::filesystem::path& folder) const {
    const json::object value{{"kaomon_backup", kFormat},
                             {"made_at", toRfc3339(madeAt)},
                             {"version", version},
                             {"database", database},
                             {"file", file},
                             {"bytes", bytes},
                             {"hash", hash},
                             {"tenants", tenantsOf(*this)}};
    const mode_t before = ::umask(0077);
    std::ofstream out(folder / kFile, std::ios::trunc);
    ::umask(before);
    out << json::serialize(value) << '\n';
    out.close();
    if (!out) {
        return fail(ErrorCode::StorageFailed, "the manifest cannot be written");
    }
    return storage::flushToDisk(folder / kFile);
}

Status BackupManifest::checkFile(const std::filesystem::path& folder) const {
    std::error_code error;
    const auto size = std::filesystem::file_size(folder / file, error);
    if (error || static_cast<long long>(size) != bytes) {
        return corrupt("its file is missing or cut");
    }
    const auto found = hashOfFile(folder / file);
    if (!found) {
        return propagate(found.error());
    }
    return *found == hash ? Status() : Status(corrupt("its file was changed"));
}

Status BackupManifest::checkTenants(const std::map<std::string, TenantDigest>& found) const {
    if (found.size() != tenants.size()) {
        return corrupt(std::to_string(found.size()) + " tenants instead of " +
                       std::to_string(tenants.size()));
    }
    for (const auto& [id, digest] : tenants) {
        const auto other = found.find(id);
        const bool isSame =
            other != found.end() && (digest.hash.empty() ? other->second.rows > 0 : other->second == digest);
        if (!isSame) {
            return corrupt("the rows of tenant " + id + " differ");
        }
    }
    return {};
}

} // namespace kaomon::admin
