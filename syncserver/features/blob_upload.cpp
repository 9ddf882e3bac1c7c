// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/blob_upload.h"

#include <algorithm>
#include <charconv>

#include "crypto/secret_key.h"
#include "features/proven_write.h"
#include "features/reply.h"

namespace kaomon::features {
namespace {

using storage::BlobRepository;
using storage::BlobRow;
using storage::UnitOfWork;

constexpr std::size_t kHash = 32;
constexpr std::size_t kLongestKeyId = 64;
constexpr std::size_t kLargestSealedKey = 512;
constexpr std::size_t kShortestReason = 3;
constexpr std::size_t kLongestReason = 500;
constexpr long long kMostUnfinished = 5; // of one PC and kind
constexpr std::chrono::hours kReadFor{1};

bool isSame(const BlobRow& a, const BlobRow& b) {
    return a.kind == b.kind && a.device == b.device && a.size == b.size && a.partHashes == b.partHashes &&
           a.sealedKey == b.sealedKey;
}

Status checkPart(const BlobRow& blob, int part, const std::string& bytes) {
    if (static_cast<long long>(bytes.size()) != blob.partSize(part)) {
        return fail(ErrorCode::ValidationFailed,
                    "this part has " + std::to_string(blob.partSize(part)) + " bytes", "/");
    }
    if (crypto::hash(std::string_view(bytes)) != blob.partHashes[static_cast<std::size_t>(part)]) {
        return fail(ErrorCode::ValidationFailed, "not the announced hash", "/");
    }
    return {};
}

Result<BlobRow> whole(UnitOfWork& unit, storage::BlobKind kind, const BlobId& id, TimePoint now) {
    auto blob = BlobRepository(unit).find(id);
    if (!blob || blob->kind != kind || blob->expiresAt <= now) {
        return fail(ErrorCode::NotFound, "no such blob");
    }
    if (blob->state == "uploading") {
        return fail(ErrorCode::Conflict, "it is still being uploaded");
    }
    return std::move(*blob);
}

Result<BlobRow> storePart(UnitOfWork& unit, storage::BlobKind kind, const BlobId& id, const DeviceId& device,
                          int part, const std::string& bytes, TimePoint now) {
    BlobRepository blobs(unit);
    auto blob = blobs.take(id);
    if (!blob || blob->kind != kind || blob->device != device || part >= blob->parts()) {
        return fail(ErrorCode::NotFound, "no such part");
    }
    if (const Status valid = checkPart(*blob, part, bytes); !valid) {
        return propagate(valid.error());
    }
    if (part < blob->received) {
        return std::move(*blob); // came before, and with the same hash
    }
    if (part > blob->received) {
        return fail(ErrorCode::Conflict, "part " + std::to_string(blob->received) + " is due");
    }
    blobs.addPart(id, part, bytes);
    ++blob->received;
    blob->changedAt = now;
    if (blob->received == blob->parts()) {
        blob->state = "complete";
    }
    ++blob->rev;
    blobs.save(*blob);
    return std::move(*blob);
}

} // namespace

Status checkBlob(const BlobRow& blob, long long largest) {
    if (blob.size < 1 || blob.size > largest) {
        return fail(ErrorCode::ValidationFailed, "1 byte to " + std::to_string(largest), "/size");
    }
    const auto parts = (blob.size + static_cast<long long>(storage::kBlobPart) - 1) /
                       static_cast<long long>(storage::kBlobPart);
    const bool areHashes =
        std::ranges::all_of(blob.partHashes, [](const Bytes& hash) { return hash.size() == kHash; });
    if (static_cast<long long>(blob.partHashes.size()) != parts || !areHashes) {
        return fail(ErrorCode::ValidationFailed, "one BLAKE2b-256 for each MiB", "/part_hashes");
    }
    if (blob.keyId.empty() || blob.keyId.size() > kLongestKeyId) {
        return fail(ErrorCode::ValidationFailed, "1 to 64 bytes", "/key_id");
    }
    if (blob.sealedKey.empty() || blob.sealedKey.size() > kLargestSealedKey) {
        return fail(ErrorCode::ValidationFailed, "1 to 512 bytes", "/sealed_key");
    }
    return {};
}

Result<int> partOf(const http::RequestContext& context) {
    const std::string& text = context.parameter("part");
    int part = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc() || end != text.data() + text.size() || part < 0) {
        return fail(ErrorCode::NotFound, "no such part");
    }
    return part;
}

Status beginBlob(UnitOfWork& unit, const BlobRow& blob, long long quota) {
    BlobRepository blobs(unit);
    if (const auto known = blobs.find(blob.id)) {
        return isSame(*known, blob) ? Status() : fail(ErrorCode::Conflict, "id in use", "/id");
    }
    if (blobs.unfinished(blob.kind, blob.device) >= kMostUnfinished) {
        return fail(ErrorCode::Conflict, "five uploads of this PC are unfinished");
    }
    if (!blobs.add(blob, quota)) {
        return fail(ErrorCode::QuotaExceeded, "the tenant's space for this is used up");
    }
    return {};
}

AsyncReply takeBlobPart(ServiceContext& services, http::RequestContext& context, storage::BlobKind kind,
                        const char* name, ShowBlob show) {
    const auto id = pathId<BlobId>(context, name);
    const auto part = partOf(context);
    if (!id || !part) {
        co_return propagate(!id ? id.error() : part.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto blob =
            storePart(unit, kind, *id, context.principal.device, *part, context.request.body, now);
        return blob ? Reply(show(*blob)) : propagate(blob.error());
    });
}

Status checkBlobReason(const std::string& reason) {
    const bool hasControl =
        std::ranges::any_of(reason, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (reason.size() < kShortestReason || reason.size() > kLongestReason || hasControl) {
        return fail(ErrorCode::ValidationFailed, "3 to 500 bytes", "/reason");
    }
    return {};
}

wire::BlobAccessEntry accessEntry(const http::RequestContext& context, const BlobRow& blob,
                                  std::string action, std::string reason, TimePoint now) {
    return {.id = BlobAccessId::generate(),
            .blob = blob.id,
            .kind = storage::nameOf(blob.kind),
            .action = std::move(action),
            .user = context.principal.user,
            .login = {},
            .reason = std::move(reason),
            .address = context.request.peer,
            .at = now};
}

AsyncReply openBlob(ServiceContext& services, http::RequestContext& context, storage::BlobKind kind,
                    const char* name) {
    const auto id = pathId<BlobId>(context, name);
    const auto body = bodyOf<wire::BlobOpen>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (const Status valid = checkBlobReason(body->reason); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        auto blob = whole(unit, kind, *id, now);
        if (!blob) {
            return propagate(blob.error());
        }
        const auto entry = accessEntry(context, *blob, "opened", body->reason, now);
        BlobRepository(unit).note(entry, now + kReadFor);
        return jsonReply(200, wire::BlobAccess{.access = entry.id,
                                               .id = *id,
                                               .until = now + kReadFor,
                                               .device = blob->device,
                                               .size = blob->size,
                                               .parts = blob->parts(),
                                               .partHashes = blob->partHashes,
                                               .keyId = blob->keyId,
                                               .sealedKey = blob->sealedKey});
    });
}

AsyncReply readBlobPart(ServiceContext& services, http::RequestContext& context, storage::BlobKind kind,
                        const char* name) {
    const auto id = pathId<BlobId>(context, name);
    const auto part = partOf(context);
    const auto access = BlobAccessId::parse(context.query("access"));
    if (!id || !part) {
        co_return propagate(!id ? id.error() : part.error());
    }
    const TimePoint now = services.clock.now();
    const auto bytes = co_await services.database.read(
        context.principal.tenant, [&](UnitOfWork& unit) -> Result<std::string> {
            const auto blob = whole(unit, kind, *id, now);
            if (!blob) {
                return propagate(blob.error());
            }
            BlobRepository blobs(unit);
            if (!access || !blobs.mayRead(*access, *id, context.principal.user, now)) {
                return fail(ErrorCode::Forbidden, "open it first, and say why");
            }
            if (*part >= blob->parts()) {
                return fail(ErrorCode::NotFound, "no such part");
            }
            return blobs.part(*id, *part);
        });
    if (!bytes) {
        co_return propagate(bytes.error());
    }
    http::Response response;
    response.contentType = "application/octet-stream";
    response.body = *bytes;
    co_return response;
}

http::Schema bytesSchema() {
    return {"SealedPart", R"({"type":"string","format":"binary"})", "application/octet-stream"};
}

} // namespace kaomon::features
