// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/diagnostics_upload.h"

#include <algorithm>
#include <charconv>

#include "base/log.h"
#include "client/blob_services.h"
#include "crypto/bytes_io.h"
#include "crypto/sealed_blob.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

constexpr std::size_t kMostWaiting = 3;
constexpr const char* kDeclined = "diagnostics.declined"; // id of a request that the server is to be told of
constexpr std::size_t kMostParts = 64;

// Ids of parts sort behind one another.
std::string partId(const std::string& bundle, std::size_t part) {
    std::string number = std::to_string(part);
    return bundle + ':' + std::string(4 - std::min<std::size_t>(4, number.size()), '0') + number;
}

std::string ticketName(uid_t uid) {
    return "diagnostics.ticket." + std::to_string(uid);
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

std::optional<wire::DiagnosticsRequest> askedDiagnostics(const localstore::LocalStore& cache) {
    const auto requests = cache.list(kDiagnosticsRequest);
    if (!requests || requests->empty()) {
        return std::nullopt;
    }
    const auto& bytes = requests->front().bytes;
    const auto request = wire::decode<wire::DiagnosticsRequest>(std::string(bytes.begin(), bytes.end()));
    return request ? std::optional(*request) : std::nullopt;
}

void DiagnosticsUpload::setApi(client::ApiClient* api) {
    m_api = api;
    ++m_turn;
    m_isSending = false;
}

// Who asked, a line end, and the announcement.
std::optional<DiagnosticsUpload::Waiting> DiagnosticsUpload::unpacked(const Bytes& bytes) {
    const std::string text(bytes.begin(), bytes.end());
    const auto end = text.find('\n');
    if (end == std::string::npos) {
        return std::nullopt;
    }
    Waiting waiting;
    const auto [last, error] = std::from_chars(text.data(), text.data() + end, waiting.uid);
    auto bundle = wire::decode<wire::NewDiagnostics>(text.substr(end + 1));
    if (error != std::errc() || last != text.data() + end || !bundle) {
        return std::nullopt;
    }
    waiting.bundle = std::move(*bundle);
    return waiting;
}

Status DiagnosticsUpload::keep(const BundleOrder& order, std::span<const std::uint8_t> bundle) {
    const auto& manifest = m_state.policies().manifest();
    if (!manifest || m_state.device() == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "there is no key to seal to");
    }
    const std::size_t parts = (bundle.size() + crypto::kPlainPart - 1) / crypto::kPlainPart;
    if (bundle.empty() || parts > kMostParts) {
        return fail(ErrorCode::PayloadTooLarge, "a bundle of no or too many bytes");
    }
    const crypto::BlobPlace place{m_state.device()->tenant.text(), order.id.text(), "diagnostics"};
    const auto key = crypto::makeBlobKey(manifest->diagnosticsEvidencePublic, place);
    if (!key) {
        return propagate(key.error());
    }
    if (const auto room = makeRoom(); !room) {
        return room;
    }
    wire::NewDiagnostics announced{.id = order.id,
                                   .user = order.user,
                                   .takenAt = order.takenAt,
                                   .size = 0,
                                   .partHashes = {},
                                   .keyId = crypto::blobKeyId(manifest->diagnosticsEvidencePublic),
                                   .sealedKey = key->sealed,
                                   .note = order.note.substr(0, kLongestNote),
                                   .request = {}};
    if (const auto request = askedDiagnostics(m_state.cache())) { // whoever sends now answers it
        announced.request = request->id;
    }
    for (std::size_t part = 0; part < parts; ++part) {
        const auto piece = bundle.subspan(part * crypto::kPlainPart);
        const Bytes sealed = crypto::sealBlobPart(key->key, place, static_cast<int>(part), part + 1 == parts,
                                                  piece.first(std::min(piece.size(), crypto::kPlainPart)));
        announced.size += static_cast<long long>(sealed.size());
        announced.partHashes.push_back(crypto::hash(sealed));
        if (const auto put =
                m_state.cache().put(kPendingBundlePart, partId(order.id.text(), part), 0, sealed);
            !put) {
            return put;
        }
    }
    forgetRequest();
    const std::string head = std::to_string(order.uid) + '\n' + wire::encode(announced);
    return m_state.cache().put(kPendingBundle, order.id.text(), 0, Bytes(head.begin(), head.end()));
}

// Ids begin with their time, so that the list is in the order of the bundles.
Status DiagnosticsUpload::makeRoom() {
    const auto waiting = m_state.cache().list(kPendingBundle);
    if (!waiting) {
        return propagate(waiting.error());
    }
    for (std::size_t i = 0; i + kMostWaiting <= waiting->size(); ++i) {
        log::warning("agent.bundle_dropped", {{"bundle", (*waiting)[i].id}, {"code", "quota_exceeded"}});
        if (const auto removed = drop((*waiting)[i].id, kMostParts); !removed) {
            return removed;
        }
    }
    return {};
}

Status DiagnosticsUpload::drop(const std::string& object, std::size_t parts) {
    for (std::size_t part = 0; part < parts; ++part) {
        if (const auto removed = m_state.cache().remove(kPendingBundlePart, partId(object, part)); !removed) {
            return removed;
        }
    }
    return m_state.cache().remove(kPendingBundle, object);
}

void DiagnosticsUpload::forgetRequest() {
    const auto requests = m_state.cache().list(kDiagnosticsRequest);
    for (const auto& request : requests ? *requests : std::vector<localstore::StoredObject>()) {
        if (const auto removed = m_state.cache().remove(kDiagnosticsRequest, request.id); !removed) {
            log::error("agent.diagnostics_request", {{"code", wireName(removed.error().code)}});
        }
    }
}

void DiagnosticsUpload::decline() {
    if (const auto request = askedDiagnostics(m_state.cache())) {
        const Bytes id(request->id.begin(), request->id.end());
        if (const auto kept = m_state.cache().setState(kDeclined, id); !kept) {
            log::error("agent.diagnostics_request", {{"code", wireName(kept.error().code)}});
        }
        forgetRequest();
        tellDeclined();
    }
}

void DiagnosticsUpload::tellDeclined() {
    const auto declined = m_state.cache().state(kDeclined);
    if (!declined || m_api == nullptr) {
        return;
    }
    const std::string id(declined->reveal().begin(), declined->reveal().end());
    client::DiagnosticsService(*m_api).decline(id).then(this, [this, turn = m_turn](const Status& told) {
        if (turn == m_turn && (told || isFinal(told.error().code))) {
            if (const auto removed = m_state.cache().removeState(kDeclined); !removed) {
                log::error("agent.diagnostics_request", {{"code", wireName(removed.error().code)}});
            }
        }
    });
}

int DiagnosticsUpload::waitingOf(uid_t uid) const {
    const auto waiting = m_state.cache().list(kPendingBundle);
    if (!waiting) {
        return 0;
    }
    return static_cast<int>(std::ranges::count_if(*waiting, [uid](const auto& object) {
        const auto one = unpacked(object.bytes);
        return one && one->uid == uid;
    }));
}

std::optional<DiagnosticsUpload::Ticket> DiagnosticsUpload::lastTicket(uid_t uid) const {
    const auto stored = m_state.cache().state(ticketName(uid));
    if (!stored) {
        return std::nullopt;
    }
    crypto::BytesReader reader(stored->reveal());
    Ticket ticket;
    ticket.number = reader.text();
    ticket.sentAt = reader.time();
    return reader.finish() ? std::optional(ticket) : std::nullopt;
}

void DiagnosticsUpload::send() {
    tellDeclined();
    if (!m_isSending && m_api != nullptr) {
        begin();
    }
}

void DiagnosticsUpload::begin() {
    const auto waiting = m_state.cache().list(kPendingBundle);
    if (!waiting || waiting->empty()) {
        m_isSending = false;
        return;
    }
    const auto next = unpacked(waiting->front().bytes);
    if (!next) {
        m_isSending = false;
        if (drop(waiting->front().id, kMostParts)) {
            begin();
        }
        return;
    }
    m_isSending = true;
    client::DiagnosticsService(*m_api)
        .create(next->bundle)
        .then(this, [this, turn = m_turn, waiting = *next](const Result<wire::Diagnostics>& reply) {
            if (turn == m_turn) {
                onAnswer(waiting, reply);
            }
        });
}

// Of the announcement or of a part: either is repeated without harm.
void DiagnosticsUpload::onAnswer(const Waiting& waiting, const Result<wire::Diagnostics>& reply) {
    const QString id = QString::fromStdString(waiting.bundle.id.text());
    if (!reply && !isFinal(reply.error().code)) {
        m_isSending = false; // with a later round
        emit postponed(id, reply.error().code);
        return;
    }
    if (!reply) {
        log::warning("agent.bundle_refused", {{"bundle", waiting.bundle.id.text()},
                                              {"code", wireName(reply.error().code)},
                                              {"detail", reply.error().detail}});
        const auto dropped = drop(waiting.bundle.id.text(), waiting.bundle.partHashes.size());
        emit refused(id, reply.error().code);
        m_isSending = false;
        if (dropped) {
            begin();
        }
        return;
    }
    emit progressed(id, reply->received, reply->parts);
    reply->received < reply->parts ? sendPart(waiting, *reply) : finish(waiting, *reply);
}

void DiagnosticsUpload::sendPart(const Waiting& waiting, const wire::Diagnostics& state) {
    const auto part = m_state.cache().get(
        kPendingBundlePart, partId(waiting.bundle.id.text(), static_cast<std::size_t>(state.received)));
    if (!part) {
        onAnswer(waiting, fail(ErrorCode::NotFound, "a part of the bundle is gone"));
        return;
    }
    client::DiagnosticsService(*m_api)
        .putPart(state.id, state.received, std::string(part->bytes.begin(), part->bytes.end()))
        .then(this, [this, turn = m_turn, waiting](const Result<wire::Diagnostics>& next) {
            if (turn == m_turn) {
                onAnswer(waiting, next);
            }
        });
}

void DiagnosticsUpload::finish(const Waiting& waiting, const wire::Diagnostics& state) {
    crypto::BytesWriter ticket;
    ticket.text(state.ticket);
    ticket.time(m_clock.now());
    const auto kept = m_state.cache().setState(ticketName(waiting.uid), ticket.result());
    const auto dropped = drop(waiting.bundle.id.text(), waiting.bundle.partHashes.size());
    wire::Event event;
    event.kind = "device";
    event.code = "DIAG_UPLOAD";
    event.result = "ok";
    event.severity = "info";
    event.user = waiting.bundle.user;
    event.detail.ticket = state.ticket;
    const auto noted = m_events.add(std::move(event));
    for (const Status& step : {kept, dropped, noted}) {
        if (!step) {
            log::error("agent.bundle_kept", {{"code", wireName(step.error().code)}});
        }
    }
    m_isSending = false;
    emit arrived(QString::fromStdString(waiting.bundle.id.text()), QString::fromStdString(state.ticket));
    if (dropped) { // else it would be sent again and again
        begin();
    }
}

} // namespace kaomon::agent
