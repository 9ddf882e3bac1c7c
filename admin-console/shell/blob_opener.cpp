// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/blob_opener.h"

#include "crypto/sealed_blob.h"

namespace kaomon::shell {
namespace {

std::span<const std::uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

BlobOpener::BlobOpener(ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    connect(&session, &ConsoleSession::closed, this, &BlobOpener::clear);
}

int BlobOpener::percent() const {
    return m_access.parts > 0 ? static_cast<int>(m_parts.size()) * 100 / m_access.parts : 0;
}

void BlobOpener::start(const wire::BlobAccess& access, const std::string& kind, std::size_t mostBytes,
                       FetchPart fetch) {
    clear();
    m_access = access;
    m_kind = kind;
    m_left = mostBytes;
    m_fetch = std::move(fetch);
    const auto* keyring = m_session.isOpen() ? m_session.keyring() : nullptr;
    const auto secrets =
        keyring != nullptr ? keyring->sealedKeys("ev-" + kind) : std::vector<const crypto::SecretKey*>();
    if (secrets.empty()) {
        fail(ErrorCode::KeyUnavailable);
        return;
    }
    const crypto::BlobPlace place{m_session.tenant().tenant.text(), access.id.text(), kind};
    Result<crypto::SecretKey> key = kaomon::fail(ErrorCode::DecryptionFailed);
    for (const crypto::SecretKey* secret : secrets) { // it may be from before a replacement of the keys
        const auto receiver = crypto::BoxKey::fromSecret(secret->reveal());
        if (receiver && !key) {
            key = crypto::openBlobKey(*receiver, place, access.sealedKey);
        }
    }
    if (!key || access.parts < 1) {
        fail(ErrorCode::DecryptionFailed);
        return;
    }
    m_key = std::move(*key);
    m_isRunning = true;
    emit changed();
    fetchNext();
}

void BlobOpener::clear() {
    ++m_generation;
    m_parts.clear();
    m_key = {};
    m_access = {};
    m_isRunning = false;
    emit changed();
}

void BlobOpener::fetchNext() {
    m_fetch(static_cast<int>(m_parts.size()))
        .then(this, [this, generation = m_generation](const Result<std::string>& sealed) {
            if (generation == m_generation) {
                sealed ? open(*sealed) : fail(sealed.error().code);
            }
        });
}

void BlobOpener::open(const std::string& sealed) {
    if (!m_session.isOpen()) {
        fail(ErrorCode::Cancelled);
        return;
    }
    const int part = static_cast<int>(m_parts.size());
    const crypto::BlobPlace place{m_session.tenant().tenant.text(), m_access.id.text(), m_kind};
    auto plain = crypto::openBlobPart(m_key, place, part, part + 1 == m_access.parts, bytesOf(sealed));
    if (!plain) {
        fail(ErrorCode::DecryptionFailed);
        return;
    }
    if (plain->reveal().size() > m_left) {
        fail(ErrorCode::PayloadTooLarge);
        return;
    }
    m_left -= plain->reveal().size();
    m_parts.push_back(std::move(*plain));
    if (part + 1 < m_access.parts) {
        emit changed();
        fetchNext();
        return;
    }
    m_key = {};
    m_isRunning = false;
    emit changed();
    emit finished();
}

void BlobOpener::fail(ErrorCode code) {
    clear();
    emit failed(code);
}

} // namespace kaomon::shell
