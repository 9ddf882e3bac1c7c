// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/intruder_pictures.h"

#include <algorithm>

#include "base/log.h"
#include "client/blob_services.h"
#include "crypto/sealed_blob.h"
#include "vision/picture.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

constexpr std::size_t kMostWaiting = 20;
constexpr int kBlurredWidth = 24;

Result<Bytes> blurred(std::span<const std::uint8_t> jpeg) {
    const auto frame = vision::decodePicture(jpeg);
    if (!frame) {
        return propagate(frame.error());
    }
    const auto small = vision::encodeJpeg(*frame, {.quality = 75, .maxWidth = kBlurredWidth});
    return small ? Result<Bytes>(Bytes(small->reveal().begin(), small->reveal().end()))
                 : propagate(small.error());
}

// The announcement, a line end (which its JSON cannot hold) and the sealed bytes.
Bytes packed(const wire::NewEvidence& evidence, const Bytes& sealed) {
    const std::string head = wire::encode(evidence) + "\n";
    Bytes bytes(head.begin(), head.end());
    bytes.insert(bytes.end(), sealed.begin(), sealed.end());
    return bytes;
}

struct Waiting {
    wire::NewEvidence evidence;
    std::string sealed;
};

std::optional<Waiting> unpacked(const Bytes& bytes) {
    const std::string text(bytes.begin(), bytes.end());
    const auto end = text.find('\n');
    auto evidence = end == std::string::npos ? Result<wire::NewEvidence>(fail(ErrorCode::StorageCorrupt, ""))
                                             : wire::decode<wire::NewEvidence>(text.substr(0, end));
    return evidence ? std::optional(Waiting{std::move(*evidence), text.substr(end + 1)}) : std::nullopt;
}

// What no later try would change.
bool isFinal(ErrorCode code) {
    switch (code) {
    case ErrorCode::ValidationFailed:
    case ErrorCode::MalformedRequest:
    case ErrorCode::PayloadTooLarge:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
        return true;
    default:
        return false;
    }
}

} // namespace

void IntruderPictures::setApi(client::ApiClient* api) {
    m_api = api;
    ++m_turn;
    m_isSending = false;
}

Status IntruderPictures::keep(const PictureOrder& order, std::span<const std::uint8_t> jpeg,
                              domain::PictureStore how) {
    const auto& manifest = m_state.policies().manifest();
    if (!manifest || m_state.device() == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "there is no key to seal to");
    }
    const auto picture =
        how == domain::PictureStore::Blurred ? blurred(jpeg) : Result<Bytes>(Bytes(jpeg.begin(), jpeg.end()));
    if (!picture) {
        return propagate(picture.error());
    }
    if (picture->empty() || picture->size() > crypto::kPlainPart) {
        return fail(ErrorCode::ValidationFailed, "a picture of no or too many bytes");
    }
    const crypto::BlobPlace place{m_state.device()->tenant.text(), order.id.text(), "image"};
    const auto key = crypto::makeBlobKey(manifest->imageEvidencePublic, place);
    if (!key) {
        return propagate(key.error());
    }
    const Bytes sealed = crypto::sealBlobPart(key->key, place, 0, true, *picture);
    const wire::NewEvidence evidence{.id = order.id,
                                     .event = order.event,
                                     .user = order.user,
                                     .takenAt = order.takenAt,
                                     .size = static_cast<long long>(sealed.size()),
                                     .partHashes = {crypto::hash(sealed)},
                                     .keyId = crypto::blobKeyId(manifest->imageEvidencePublic),
                                     .sealedKey = key->sealed};
    if (const auto room = makeRoom(); !room) {
        return room;
    }
    return m_state.cache().put(kPendingPicture, order.id.text(), 0, packed(evidence, sealed));
}

// Ids begin with their time, so that the list is in the order of the pictures.
Status IntruderPictures::makeRoom() {
    const auto waiting = m_state.cache().list(kPendingPicture);
    if (!waiting) {
        return propagate(waiting.error());
    }
    for (std::size_t i = 0; i + kMostWaiting <= waiting->size(); ++i) {
        log::warning("agent.picture_dropped", {{"picture", (*waiting)[i].id}, {"code", "quota_exceeded"}});
        if (const auto removed = m_state.cache().remove(kPendingPicture, (*waiting)[i].id); !removed) {
            return removed;
        }
    }
    return {};
}

void IntruderPictures::send() {
    if (!m_isSending && m_api != nullptr) {
        begin();
    }
}

void IntruderPictures::begin() {
    const auto waiting = m_state.cache().list(kPendingPicture);
    if (!waiting || waiting->empty()) {
        m_isSending = false;
        emit sent();
        return;
    }
    const std::string object = waiting->front().id;
    auto next = unpacked(waiting->front().bytes);
    if (!next) {
        drop(object);
        begin();
        return;
    }
    m_isSending = true;
    client::EvidenceService(*m_api)
        .create(next->evidence)
        .then(this, [this, turn = m_turn, object,
                     sealed = std::move(next->sealed)](const Result<wire::Evidence>& reply) {
            if (turn == m_turn) {
                onAnswer(object, sealed, reply);
            }
        });
}

// Of the announcement or of the one part: either is repeated without harm.
void IntruderPictures::onAnswer(const std::string& object, const std::string& sealed,
                                const Result<wire::Evidence>& reply) {
    if (!reply && !isFinal(reply.error().code)) {
        m_isSending = false; // with a later round
        emit sent();
        return;
    }
    if (!reply || reply->received >= reply->parts) {
        if (!reply) {
            log::warning("agent.picture_refused", {{"picture", object},
                                                   {"code", wireName(reply.error().code)},
                                                   {"detail", reply.error().detail}});
        }
        drop(object);
        begin();
        return;
    }
    client::EvidenceService(*m_api)
        .putPart(reply->id, reply->received, sealed)
        .then(this, [this, turn = m_turn, object, sealed](const Result<wire::Evidence>& next) {
            if (turn == m_turn) {
                onAnswer(object, sealed, next);
            }
        });
}

void IntruderPictures::drop(const std::string& object) {
    if (const auto removed = m_state.cache().remove(kPendingPicture, object); !removed) {
        log::error("agent.picture_kept", {{"picture", object}, {"code", wireName(removed.error().code)}});
        setApi(nullptr); // else it would be sent again and again
    }
}

} // namespace kaomon::agent
