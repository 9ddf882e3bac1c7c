// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/syslog_sender.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>

namespace kaomon::delivery {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;
using Stream = ssl::stream<beast::tcp_stream>;

constexpr std::chrono::seconds kStep{10};
constexpr std::chrono::seconds kEnd{2};

auto into(boost::system::error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

Outcome retry(const char* step, const boost::system::error_code& error) {
    return {Outcome::Kind::Retry,
            std::string(step) + ": " + (error == beast::error::timeout ? "timeout" : error.message())};
}

boost::system::error_code prepare(ssl::context& tls, const std::filesystem::path& authorities) {
    boost::system::error_code error;
    tls.set_verify_mode(ssl::verify_peer, error);
    if (!error && authorities.empty()) {
        tls.set_default_verify_paths(error);
    } else if (!error) {
        tls.load_verify_file(authorities.string(), error);
    }
    if (!error) {
        tls.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1, error);
    }
    return error;
}

asio::awaitable<Outcome> sendOver(Stream& stream, const SyslogTarget& target, const std::string& frames) {
    boost::system::error_code error;
    auto& lowest = beast::get_lowest_layer(stream);
    asio::ip::tcp::resolver resolver(stream.get_executor());
    const auto found = co_await resolver.async_resolve(target.host, std::to_string(target.port), into(error));
    if (error) {
        co_return retry("resolve", error);
    }
    lowest.expires_after(kStep);
    co_await lowest.async_connect(found, into(error));
    if (error) {
        co_return retry("connect", error);
    }
    lowest.expires_after(kStep);
    co_await stream.async_handshake(ssl::stream_base::client, into(error));
    if (error) {
        co_return retry("tls", error);
    }
    lowest.expires_after(kStep);
    co_await asio::async_write(stream, asio::buffer(frames), into(error));
    if (error) {
        co_return retry("write", error);
    }
    // a server that ends without its own farewell has still taken the bytes; one that resets has not
    lowest.expires_after(kEnd);
    co_await stream.async_shutdown(into(error));
    if (error == asio::error::connection_reset || error == asio::error::broken_pipe) {
        co_return retry("end", error);
    }
    co_return Outcome{};
}

} // namespace

Outcome SyslogSender::send(const SyslogTarget& target, const std::string& frames) const {
    asio::io_context context;
    ssl::context tls(ssl::context::tls_client);
    if (const auto error = prepare(tls, m_authorities)) {
        return retry("authorities", error);
    }
    Stream stream(context, tls);
    stream.set_verify_callback(ssl::host_name_verification(target.host));
    if (!domain::IpAddress::parse(target.host)) { // an address is no name
        std::string name = target.host;
        SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 name.data());
    }
    Outcome outcome{Outcome::Kind::Retry, "not tried"};
    asio::co_spawn(context, sendOver(stream, target, frames),
                   [&](const std::exception_ptr& failed, Outcome result) {
                       outcome = failed ? Outcome{Outcome::Kind::Retry, "internal"} : std::move(result);
                   });
    context.run();
    return outcome;
}

} // namespace kaomon::delivery
