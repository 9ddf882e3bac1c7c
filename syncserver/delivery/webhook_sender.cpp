// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/webhook_sender.h"

#include <array>
#include <mutex>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "domain/reachable_address.h"

namespace kaomon::delivery {
namespace {

constexpr long kConnectMs = 5'000;
constexpr long kWholeMs = 10'000;
constexpr std::size_t kLargestAnswer = 64 * 1024;

struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListFree>;

void addHeader(HeaderList& list, const std::string& text) {
    if (auto* longer = curl_slist_append(list.get(), text.c_str())) {
        (void)list.release();
        list.reset(longer);
    }
}

std::string addressText(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address.sa_family == AF_INET) {
        bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    } else if (address.sa_family == AF_INET6) {
        bytes = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    }
    const char* shown =
        bytes == nullptr ? nullptr : inet_ntop(address.sa_family, bytes, text.data(), text.size());
    return shown == nullptr ? std::string() : std::string(shown);
}

// What the callbacks of one try see.
struct Try {
    const std::vector<domain::IpRange>& allowed;
    bool isBlocked = false; // one of the name's addresses
    bool isTried = false;   // another one of them
    std::size_t received = 0;
};

curl_socket_t openSocket(void* context, curlsocktype, curl_sockaddr* target) {
    auto& attempt = *static_cast<Try*>(context);
    const auto address = domain::IpAddress::parse(addressText(target->addr));
    if (!address || !domain::mayConnectTo(*address, attempt.allowed)) {
        attempt.isBlocked = true;
        return CURL_SOCKET_BAD;
    }
    attempt.isTried = true;
    return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

// The answer's body says nothing that matters; a long one ends the try.
std::size_t discard(char*, std::size_t size, std::size_t count, void* context) {
    auto& attempt = *static_cast<Try*>(context);
    attempt.received += size * count;
    return attempt.received > kLargestAnswer ? 0 : size * count;
}

Outcome outcomeOf(CURLcode code, long status, const Try& attempt) {
    using Kind = Outcome::Kind;
    if (attempt.isBlocked && !attempt.isTried) {
        return {Kind::Gone, "address not allowed"};
    }
    if (status >= 200 && status < 300) {
        return {Kind::Delivered, {}}; // also when the rest of the answer was too long
    }
    if (status == 0) {
        return {Kind::Retry, code == CURLE_OPERATION_TIMEDOUT ? "timeout" : curl_easy_strerror(code)};
    }
    const std::string error = "http " + std::to_string(status);
    if (status == 410) {
        return {Kind::Gone, error};
    }
    // only these speak of the batch; everything else may be put right over there
    const bool isAboutBatch = status == 400 || status == 413 || status == 422;
    return {isAboutBatch ? Kind::Refused : Kind::Retry, error};
}

} // namespace

struct WebhookSender::Impl {
    struct EasyFree {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };

    std::vector<domain::IpRange> allowed;
    std::string authorities;
    std::unique_ptr<CURL, EasyFree> handle;
};

WebhookSender::WebhookSender(const DeliveryOptions& options)
    : m_impl(std::make_unique<Impl>()) {
    static std::once_flag once; // libcurl asks for it, once in a process
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    m_impl->allowed = options.allowedTargets;
    m_impl->authorities = options.authorities.string();
    m_impl->handle.reset(curl_easy_init());
}

WebhookSender::~WebhookSender() = default;

Outcome WebhookSender::post(const std::string& url, const Headers& headers, const std::string& body) {
    CURL* curl = m_impl->handle.get();
    if (curl == nullptr) {
        return {Outcome::Kind::Retry, "no HTTP client"};
    }
    curl_easy_reset(curl);
    Try attempt{m_impl->allowed};
    HeaderList list;
    addHeader(list, "Content-Type: application/json");
    addHeader(list, "Expect:");
    for (const auto& [name, value] : headers) {
        addHeader(list, name + ": " + value);
    }
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kWholeMs);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "kaomon-syncserver");
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list.get());
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &attempt);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &attempt);
    // a kept connection would not be asked about again
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    if (!m_impl->authorities.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, m_impl->authorities.c_str());
    }
    const CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return outcomeOf(code, status, attempt);
}

} // namespace kaomon::delivery
