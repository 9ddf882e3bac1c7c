// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/next_identity.h"

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "runtime/data_folder.h"

namespace kaomon::runtime {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPinBytes = 32; // of SHA-256

bool isConfigured(const Config& config) {
    return !config.tlsCertificate.empty() || !config.tlsKey.empty();
}

fs::path nextFile(const Config& config, const char* ending) {
    return config.dataDir / (std::string("tls-next.") + ending);
}

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

// kaomonctl is run as root too, the server is not.
Status giveToOwner(const Config& config, const fs::path& path) {
    struct stat folder {};
    if (::geteuid() != 0) {
        return {};
    }
    if (::stat(config.dataDir.c_str(), &folder) != 0 ||
        ::chown(path.c_str(), folder.st_uid, folder.st_gid) != 0) {
        return fail(ErrorCode::TlsFailed, "a file cannot be given to the owner of the data folder");
    }
    return {};
}

Result<http::PublicIdentity> readPin(const fs::path& path) {
    std::ifstream file(path);
    std::string pin;
    file >> pin;
    const auto digest = fromBase64Url(pin);
    if (!digest || digest->size() != kPinBytes) {
        return fail(ErrorCode::TlsFailed, "not a pin: " + path.string());
    }
    return http::PublicIdentity{pin, std::nullopt};
}

Status checkNoneIsPrepared(const Config& config) {
    const auto prepared = nextIdentity(config);
    if (!prepared) {
        return propagate(prepared.error());
    }
    return *prepared ? fail(ErrorCode::Conflict,
                            "a next key is prepared already; promote it, or drop it: kaomonctl tls drop")
                     : Status();
}

// A second name for a file, in place of what had that name before.
Status keepAs(const fs::path& file, const fs::path& name) {
    std::error_code error;
    fs::remove(name, error);
    fs::create_hard_link(file, name, error);
    return error ? fail(ErrorCode::TlsFailed, "cannot be kept: " + file.string()) : Status();
}

Status putInPlace(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    return error ? fail(ErrorCode::TlsFailed, "cannot be put in place: " + to.string()) : Status();
}

// The key first: when that is where it stopped, the pair in front does not fit and the certificate that waits
// fits the key, so that another try finishes it.
Status promoteOwn(const Config& config) {
    const fs::path key = config.dataDir / "tls.key";
    const fs::path certificate = config.dataDir / "tls.crt";
    const fs::path nextKey = nextFile(config, "key");
    const fs::path nextCertificate = nextFile(config, "crt");
    const bool isHalfDone = !isThere(nextKey);
    const auto next = http::TlsIdentity::load(nextCertificate, isHalfDone ? key : nextKey);
    if (!next) {
        return propagate(next.error());
    }
    if (!isHalfDone) {
        Status done = keepAs(key, config.dataDir / "tls-previous.key");
        done = done ? keepAs(certificate, config.dataDir / "tls-previous.crt") : done;
        done = done ? putInPlace(nextKey, key) : done;
        if (!done) {
            return done;
        }
    }
    return putInPlace(nextCertificate, certificate);
}

Status promoteConfigured(const Config& config, const http::PublicIdentity& next) {
    const auto current = openTlsIdentity(config);
    if (!current) {
        return propagate(current.error());
    }
    if (current->pin != next.pin) {
        return fail(ErrorCode::Conflict,
                    "tls-certificate and tls-key are still of another key: put the new certificate and " +
                        (isThere(nextFile(config, "key")) ? nextFile(config, "key").string()
                                                          : std::string("its key")) +
                        " in their place, then promote again");
    }
    for (const char* ending : {"key", "crt"}) { // they go below, and must not be the ones in use
        std::error_code ignored;
        const fs::path waiting = nextFile(config, ending);
        if (fs::equivalent(config.tlsKey, waiting, ignored) ||
            fs::equivalent(config.tlsCertificate, waiting, ignored)) {
            return fail(ErrorCode::Conflict,
                        "the configuration names " + waiting.string() +
                            " itself: give it a name of its own first, then promote again");
        }
    }
    return dropNextIdentity(config);
}

} // namespace

Result<std::optional<http::PublicIdentity>> nextIdentity(const Config& config) {
    using Found = std::optional<http::PublicIdentity>;
    for (const char* ending : {"crt", "csr"}) {
        if (isThere(nextFile(config, ending))) {
            auto found = http::PublicIdentity::load(nextFile(config, ending));
            return found ? Result<Found>(std::move(*found)) : propagate(found.error());
        }
    }
    if (isThere(nextFile(config, "pin"))) {
        auto found = readPin(nextFile(config, "pin"));
        return found ? Result<Found>(std::move(*found)) : propagate(found.error());
    }
    return Found();
}

Result<http::ServerPins> serverPins(const Config& config, const http::TlsIdentity& current) {
    auto next = nextIdentity(config);
    if (!next) {
        return propagate(next.error());
    }
    http::ServerPins pins{.current = current.pin, .currentUntil = current.notAfter};
    if (*next && (*next)->pin != current.pin) {
        pins.next = (*next)->pin;
        pins.nextUntil = (*next)->notAfter;
    }
    return pins;
}

Result<http::PublicIdentity> makeNextIdentity(const Config& config) {
    if (const Status free = checkNoneIsPrepared(config); !free) {
        return propagate(free.error());
    }
    const fs::path key = nextFile(config, "key");
    const fs::path other = nextFile(config, isConfigured(config) ? "csr" : "crt");
    std::error_code ignored;
    fs::remove(key, ignored); // of one that was cut off: without certificate and request it is of no use
    Status made = isConfigured(config) ? http::TlsIdentity::createRequest(other, key, config.hostName)
                                       : http::TlsIdentity::create(other, key, config.hostName);
    made = made ? giveToOwner(config, key) : made;
    made = made ? giveToOwner(config, other) : made;
    if (!made) {
        return propagate(made.error());
    }
    return http::PublicIdentity::load(other);
}

Result<http::PublicIdentity> noteNextIdentity(const Config& config, const std::string& pin) {
    if (const Status free = checkNoneIsPrepared(config); !free) {
        return propagate(free.error());
    }
    const auto digest = fromBase64Url(pin);
    http::PublicIdentity noted{pin, std::nullopt};
    if (!digest || digest->size() != kPinBytes) {
        auto read = http::PublicIdentity::load(pin);
        if (!read) {
            return fail(
                ErrorCode::ValidationFailed,
                "neither a pin (SHA-256 of the public key in base64url) nor a file with a certificate",
                "/pin");
        }
        noted = std::move(*read);
    }
    const fs::path file = nextFile(config, "pin");
    std::ofstream(file, std::ios::trunc) << noted.pin << '\n';
    if (const Status given = giveToOwner(config, file); !given) {
        return propagate(given.error());
    }
    return readPin(file) ? Result<http::PublicIdentity>(std::move(noted))
                         : fail(ErrorCode::TlsFailed, "cannot be written: " + file.string());
}

std::optional<fs::path> nextRequest(const Config& config) {
    const fs::path file = nextFile(config, "csr");
    return isThere(file) ? std::optional(file) : std::nullopt;
}

Status promoteNextIdentity(const Config& config) {
    const auto next = nextIdentity(config);
    if (!next) {
        return propagate(next.error());
    }
    if (!*next) {
        return fail(ErrorCode::NotFound, "no next key is prepared: kaomonctl tls next");
    }
    if (isConfigured(config)) {
        return promoteConfigured(config, **next);
    }
    if (isThere(nextFile(config, "crt"))) {
        return promoteOwn(config);
    }
    return fail(ErrorCode::Conflict,
                "the next key is elsewhere: name its files as tls-certificate and tls-key "
                "in the configuration and restart the server");
}

Status dropNextIdentity(const Config& config) {
    for (const char* ending : {"crt", "csr", "pin", "key"}) {
        std::error_code error;
        fs::remove(nextFile(config, ending), error);
        if (error) {
            return fail(ErrorCode::StorageFailed, "cannot be removed: " + nextFile(config, ending).string());
        }
    }
    return {};
}

} // namespace kaomon::runtime
