// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/events/push_receiver.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <QTest>

#include "http/tls_identity.h"

namespace kaomon::test {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using Stream = asio::ssl::stream<tcp::socket>;

constexpr int kWaitMs = 60'000;

std::string lower(std::string text) {
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

} // namespace

struct PushReceiver::Impl {
    explicit Impl(Kind what)
        : kind(what) {}

    void loop() {
        while (!isEnding) {
            boost::system::error_code error;
            tcp::socket socket(context);
            acceptor.accept(socket, error);
            if (error || isEnding) {
                return;
            }
            Stream stream(std::move(socket), tls);
            stream.handshake(asio::ssl::stream_base::server, error);
            if (!error) {
                kind == Kind::Https ? serveHttp(stream) : serveSyslog(stream);
            }
        }
    }

    void serveHttp(Stream& stream) {
        boost::system::error_code error;
        boost::beast::flat_buffer buffer;
        beast_http::request<beast_http::string_body> request;
        beast_http::read(stream, buffer, request, error);
        if (error) {
            return;
        }
        Posted post{std::string(request.target()), {}, request.body()};
        for (const auto& field : request) {
            post.headers[lower(std::string(field.name_string()))] = std::string(field.value());
        }
        const int code = status;
        {
            const std::lock_guard lock(mutex);
            posts.push_back(std::move(post));
        }
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return !isHeld; });
        }
        beast_http::response<beast_http::string_body> response(static_cast<beast_http::status>(code), 11);
        response.keep_alive(false);
        response.prepare_payload();
        beast_http::write(stream, response, error);
        stream.shutdown(error);
    }

    void serveSyslog(Stream& stream) {
        boost::system::error_code error;
        std::array<char, 4096> piece{};
        while (!error) {
            const std::size_t size = stream.read_some(asio::buffer(piece), error);
            const std::lock_guard lock(mutex);
            text.append(piece.data(), size);
        }
        stream.shutdown(error);
    }

    Kind kind;
    asio::io_context context;
    asio::ssl::context tls{asio::ssl::context::tls_server};
    tcp::acceptor acceptor{context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::atomic<int> status = 204;
    std::atomic<bool> isEnding = false;
    mutable std::mutex mutex;
    std::condition_variable wake;
    bool isHeld = false;
    std::vector<Posted> posts;
    std::string text;
    std::thread thread;
};

PushReceiver::PushReceiver(Kind kind, const std::filesystem::path& folder)
    : m_impl(std::make_unique<Impl>(kind)) {
    const auto identity = http::TlsIdentity::loadOrCreate(folder, "localhost");
    if (!identity) {
        qFatal("no certificate: %s", identity.error().detail.c_str());
    }
    m_impl->tls.use_certificate_chain_file(authority(folder).string());
    m_impl->tls.use_private_key_file((folder / "tls.key").string(), asio::ssl::context::pem);
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->loop(); });
}

PushReceiver::~PushReceiver() {
    release();
    m_impl->isEnding = true;
    boost::system::error_code ignored;
    tcp::socket last(m_impl->context); // wakes accept()
    last.connect(m_impl->acceptor.local_endpoint(), ignored);
    m_impl->thread.join();
}

unsigned short PushReceiver::port() const {
    return m_impl->acceptor.local_endpoint().port();
}

std::filesystem::path PushReceiver::authority(const std::filesystem::path& folder) {
    return folder / "tls.crt";
}

void PushReceiver::answerWith(int status) {
    m_impl->status = status;
}

void PushReceiver::hold() {
    const std::lock_guard lock(m_impl->mutex);
    m_impl->isHeld = true;
}

void PushReceiver::release() {
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->isHeld = false;
    }
    m_impl->wake.notify_all();
}

std::vector<Posted> PushReceiver::posted() const {
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->posts;
}

std::string PushReceiver::received() const {
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->text;
}

bool waitFor(const std::function<bool()>& isSo) {
    return QTest::qWaitFor(isSo, kWaitMs);
}

} // namespace kaomon::test
