// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tls_identity.h"

#include <array>
#include <ctime>
#include <fstream>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "base/base64.h"

namespace kaomon::http {
namespace {

constexpr long kTenYears = 10L * 365 * 24 * 3600;
constexpr int kSerialBits = 159;

template<class T, void (*Free)(T*)>
struct Deleter {
    void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509, X509_free>>;
using Request = std::unique_ptr<X509_REQ, Deleter<X509_REQ, X509_REQ_free>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BIGNUM, BN_free>>;
struct BioDeleter {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

tl::unexpected<Error> failed(const char* what) {
    return fail(ErrorCode::TlsFailed, what);
}

std::string textOf(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

Bio reading(const std::string& text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Result<std::string> pinOf(const X509_PUBKEY* publicKey) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(publicKey, &der);
    if (size <= 0) {
        return failed("there is no usable public key");
    }
    Bytes digest(SHA256_DIGEST_LENGTH);
    SHA256(der, static_cast<std::size_t>(size), digest.data());
    OPENSSL_free(der);
    return toBase64Url(digest);
}

TimePoint endOf(X509* certificate) {
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) {
        return {};
    }
    return fromEpochMicros(static_cast<std::int64_t>(timegm(&end)) * 1'000'000);
}

Result<TlsIdentity> fromPem(std::string certificatePem, std::string keyPem) {
    const Bio certificateBio = reading(certificatePem);
    const Bio keyBio = reading(keyPem);
    const Certificate certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    const Key key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1) {
        return failed("certificate and key cannot be read or do not belong together");
    }
    auto pin = pinOf(X509_get_X509_PUBKEY(certificate.get()));
    if (!pin) {
        return propagate(pin.error());
    }
    return TlsIdentity{std::move(certificatePem), std::move(keyPem), std::move(*pin),
                       endOf(certificate.get())};
}

Result<std::string> readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) {
        return failed("a TLS file cannot be read");
    }
    return text.str();
}

// Created anew with these permissions; an existing file is an error.
Status writeFile(const std::filesystem::path& path, const std::string& text, mode_t mode) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    const bool isWritten = file >= 0 &&
                           write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                           fsync(file) == 0;
    if (file >= 0) {
        close(file);
    }
    if (!isWritten) {
        return failed("a TLS file cannot be written");
    }
    return {};
}

bool addExtension(X509* certificate, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    const bool isAdded = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return isAdded;
}

void setName(X509_NAME* name, const std::string& hostName) {
    const auto* common = reinterpret_cast<const unsigned char*>(hostName.c_str());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, common, -1, -1, 0);
}

Certificate selfSign(EVP_PKEY* key, const std::string& hostName) {
    Certificate certificate(X509_new());
    const Number serial(BN_new());
    BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get()));
    X509_set_version(certificate.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kTenYears);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    setName(name, hostName);
    X509_set_issuer_name(certificate.get(), name);
    const std::string alternatives = "DNS:localhost,IP:127.0.0.1,DNS:" + hostName;
    const bool isComplete = addExtension(certificate.get(), NID_subject_alt_name, alternatives) &&
                            addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                            X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    return isComplete ? std::move(certificate) : nullptr;
}

Request signRequest(EVP_PKEY* key, const std::string& hostName) {
    Request request(X509_REQ_new());
    X509_REQ_set_pubkey(request.get(), key);
    setName(X509_REQ_get_subject_name(request.get()), hostName);
    STACK_OF(X509_EXTENSION)* extensions = sk_X509_EXTENSION_new_null();
    const std::string alternatives = "DNS:" + hostName;
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternatives.c_str());
    const bool isComplete = names != nullptr && sk_X509_EXTENSION_push(extensions, names) > 0 &&
                            X509_REQ_add_extensions(request.get(), extensions) == 1 &&
                            X509_REQ_sign(request.get(), key, EVP_sha256()) > 0;
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    return isComplete ? std::move(request) : nullptr;
}

Status writeKey(const std::filesystem::path& path, EVP_PKEY* key) {
    const Bio text(BIO_new(BIO_s_secmem()));
    if (PEM_write_bio_PKCS8PrivateKey(text.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return failed("a key cannot be made");
    }
    return writeFile(path, textOf(text.get()), 0400);
}

} // namespace

Result<TlsIdentity> TlsIdentity::load(const std::filesystem::path& certificate,
                                      const std::filesystem::path& key) {
    auto certificateText = readFile(certificate);
    auto keyText = readFile(key);
    if (!certificateText || !keyText) {
        return failed("a TLS file cannot be read");
    }
    return fromPem(std::move(*certificateText), std::move(*keyText));
}

Result<TlsIdentity> TlsIdentity::loadOrCreate(const std::filesystem::path& folder,
                                              const std::string& hostName) {
    const auto certificate = folder / "tls.crt";
    const auto key = folder / "tls.key";
    if (!std::filesystem::exists(certificate) && !std::filesystem::exists(key)) {
        if (auto created = create(certificate, key, hostName); !created) {
            return propagate(created.error());
        }
    }
    return load(certificate, key);
}

Status TlsIdentity::create(const std::filesystem::path& certificate, const std::filesystem::path& key,
                           const std::string& hostName) {
    const Key pair(EVP_EC_gen("P-256"));
    const Certificate made = pair ? selfSign(pair.get(), hostName) : nullptr;
    const Bio text(BIO_new(BIO_s_mem()));
    if (!made || PEM_write_bio_X509(text.get(), made.get()) != 1) {
        return failed("a certificate cannot be made");
    }
    if (auto written = writeKey(key, pair.get()); !written) {
        return written;
    }
    return writeFile(certificate, textOf(text.get()), 0644);
}

Status TlsIdentity::createRequest(const std::filesystem::path& request, const std::filesystem::path& key,
                                  const std::string& hostName) {
    const Key pair(EVP_EC_gen("P-256"));
    const Request made = pair ? signRequest(pair.get(), hostName) : nullptr;
    const Bio text(BIO_new(BIO_s_mem()));
    if (!made || PEM_write_bio_X509_REQ(text.get(), made.get()) != 1) {
        return failed("a request for a certificate cannot be made");
    }
    if (auto written = writeKey(key, pair.get()); !written) {
        return written;
    }
    return writeFile(request, textOf(text.get()), 0644);
}

Result<PublicIdentity> PublicIdentity::load(const std::filesystem::path& file) {
    const auto text = readFile(file);
    if (!text) {
        return propagate(text.error());
    }
    const Certificate certificate(PEM_read_bio_X509(reading(*text).get(), nullptr, nullptr, nullptr));
    const Request request(
        certificate ? nullptr : PEM_read_bio_X509_REQ(reading(*text).get(), nullptr, nullptr, nullptr));
    if (!certificate && !request) {
        return failed("neither a certificate nor a request for one");
    }
    auto pin = pinOf(certificate ? X509_get_X509_PUBKEY(certificate.get())
                                 : X509_REQ_get_X509_PUBKEY(request.get()));
    if (!pin) {
        return propagate(pin.error());
    }
    return PublicIdentity{std::move(*pin),
                          certificate ? std::optional(endOf(certificate.get())) : std::nullopt};
}

} // namespace kaomon::http
