// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/release_commands.h"

#include <sys/stat.h>

#include "admin/key_file.h"
#include "base/base64.h"
#include "duties/file_hash.h"
#include "duties/release_manifest.h"

namespace kaomon::admin {
namespace {

namespace fs = std::filesystem;

fs::path manifestOf(const fs::path& file) {
    return file.string() + ".manifest";
}

// Under another name first, so that nobody ever sees half of it.
Status copyInto(const fs::path& from, const fs::path& to) {
    const fs::path part = to.string() + ".part";
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (!error) {
        fs::copy_file(from, part, fs::copy_options::overwrite_existing, error);
    }
    if (!error) {
        fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read, error);
    }
    if (!error) {
        fs::rename(part, to, error);
    }
    return error ? Status(fail(ErrorCode::StorageFailed, "cannot copy " + from.string())) : Status();
}

// The text of a manifest that fits its file.
Result<std::string> checkFile(const fs::path& file, const std::vector<Bytes>& keys) {
    auto text = readSmallFile(manifestOf(file));
    if (!text) {
        return text;
    }
    const auto manifest = duties::ReleaseManifest::verify(*text, keys);
    const auto hashed = duties::hashFile(file);
    if (!manifest || !hashed) {
        return propagate(!manifest ? manifest.error() : hashed.error());
    }
    if (hashed->size != manifest->size || hashed->sha256 != manifest->sha256 ||
        manifest->name != file.filename().string()) {
        return fail(ErrorCode::SignatureInvalid, "the manifest is not of this file: " + file.string());
    }
    return text;
}

} // namespace

Status makeReleaseKey(Surroundings& surroundings, const fs::path& keyFile) {
    const auto key = crypto::SigningKey::generate();
    if (Status written = writeKeyFile(keyFile, kReleaseKeyTitle, key); !written) {
        return written;
    }
    surroundings.out << "release_key: " << toBase64Url(key.publicKey())
                     << "\nkey_name: " << crypto::keyName(key.publicKey()) << '\n';
    return {};
}

Status signRelease(Surroundings& surroundings, const ReleaseSigning& signing) {
    const auto key = readKeyFile(signing.keyFile, kReleaseKeyTitle);
    if (!key) {
        return propagate(key.error());
    }
    if (const auto version = domain::parseVersion(signing.version); !version) {
        return propagate(version.error());
    }
    if (!crypto::isSignedTextValue(signing.platform)) {
        return fail(ErrorCode::ValidationFailed, "a platform is one short line", "/platform");
    }
    for (const fs::path& file : signing.files) {
        const auto hashed = duties::hashFile(file);
        if (!hashed || !duties::isReleaseFileName(file.filename().string())) {
            return hashed
                       ? Status(fail(ErrorCode::ValidationFailed, "not a good file name: " + file.string()))
                       : Status(propagate(hashed.error()));
        }
        const duties::ReleaseManifest manifest{signing.version, file.filename().string(), signing.platform,
                                               hashed->size, hashed->sha256};
        if (Status written =
                writeNewFile(manifestOf(file), manifest.sign(*key), S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
            !written) {
            return written;
        }
        surroundings.out << hashed->sha256 << "  " << file.string() << '\n';
    }
    return {};
}

Result<std::vector<std::string>> checkedManifests(const runtime::Config& config,
                                                  const std::vector<fs::path>& files) {
    const auto keys = runtime::releaseKeys(config.duties);
    if (!keys) {
        return propagate(keys.error());
    }
    if (keys->empty()) {
        return fail(ErrorCode::ValidationFailed, "there is no --release-key to check the files with");
    }
    std::vector<std::string> manifests;
    for (const fs::path& file : files) {
        auto manifest = checkFile(file, *keys);
        if (!manifest) {
            return propagate(manifest.error());
        }
        manifests.push_back(std::move(*manifest));
    }
    return manifests;
}

Status storeRelease(const duties::Act& act, const duties::OperatorSettings& settings,
                    const runtime::Config& config, const duties::ReleaseDraft& draft,
                    const std::vector<fs::path>& files) {
    const auto keys = runtime::releaseKeys(config.duties);
    if (!keys) {
        return propagate(keys.error());
    }
    if (Status added = duties::ReleaseBook(act, settings).add(draft, *keys); !added) {
        return added;
    }
    const fs::path folder = runtime::releaseFolder(config.duties, config.dataDir);
    for (const fs::path& file : files) {
        const fs::path target = duties::releaseFilePath(folder, draft.version, file.filename().string());
        if (Status copied = copyInto(file, target); !copied) {
            return copied;
        }
    }
    return {};
}

} // namespace kaomon::admin
