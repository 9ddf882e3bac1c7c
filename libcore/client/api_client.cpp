// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api_client.h"

#include "client/api_call.h"

namespace kaomon::client {
namespace {

bool isUnreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (isUnreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kDigits[byte >> 4];
        encoded += kDigits[byte & 0x0F];
    }
    return encoded;
}

} // namespace

std::string withQuery(std::string_view path, const QueryItems& items) {
    std::string target(path);
    char separator = '?';
    for (const auto& [name, value] : items) {
        if (!value.empty()) {
            target += separator;
            target += name;
            target += '=';
            target += percentEncoded(value);
            separator = '&';
        }
    }
    return target;
}

std::string pathSegment(std::string_view text) {
    return percentEncoded(text);
}

ApiClient::ApiClient(std::shared_ptr<Transport> transport, const Clock& clock, ApiClientOptions options,
                     QObject* parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_clock(clock)
    , m_options(options) {}

ApiClient::~ApiClient() {
    for (ApiCall* call : findChildren<ApiCall*>()) {
        call->finish(fail(ErrorCode::Cancelled, "the client was closed"));
    }
}

void ApiClient::setSigner(std::shared_ptr<RequestSigner> signer) {
    m_signer = std::move(signer);
}

void ApiClient::setAccessToken(SecretString token) {
    m_token = std::move(token);
    ++m_tokens;
}

void ApiClient::clearAccessToken() {
    m_token.clear();
}

void ApiClient::resumeCalls(bool isSignedIn) {
    m_isHolding = false;
    emit sessionDecided(isSignedIn);
}

QFuture<Result<RawReply>> ApiClient::send(Request request) {
    auto* call = new ApiCall(*this, std::move(request));
    QFuture<Result<RawReply>> future = call->future();
    call->start();
    return future;
}

void ApiClient::setReachable(bool isReachable) {
    if (m_isReachable != isReachable) {
        m_isReachable = isReachable;
        QMetaObject::invokeMethod(
            this, [this, isReachable] { emit reachableChanged(isReachable); }, Qt::QueuedConnection);
    }
}

} // namespace kaomon::client
