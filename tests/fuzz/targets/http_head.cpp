// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of a request: Beast's parser, then our own walls behind it.
#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "fuzz/fuzz_target.h"
#include "http/framing.h"
#include "http/message.h"

using namespace kaomon;

namespace {

// How often a field stands in the head, read line by line without the parser.
int countLines(std::string_view head, std::string_view lowerName) {
    int count = 0;
    while (!head.empty()) {
        const auto line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(head.size(), line.size() + 2));
        const bool isField =
            line.size() > lowerName.size() && line[lowerName.size()] == ':' &&
            std::equal(lowerName.begin(), lowerName.end(), line.begin(),
                       [](char expected, char c) { return expected == (c >= 'A' && c <= 'Z' ? c + 32 : c); });
        count += isField ? 1 : 0;
    }
    return count;
}

void checkTarget(const std::string& target) {
    http::Request request;
    if (!http::splitTarget(target, request)) {
        return;
    }
    fuzz::require(request.path.starts_with('/'), "a path is absolute");
    fuzz::require(request.path.find("//") == std::string::npos &&
                      request.path.find("/.") == std::string::npos,
                  "a path climbs nowhere");
    fuzz::require(
        std::ranges::none_of(request.path, [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
        "a path has no control characters");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace http = boost::beast::http;
    http::request_parser<http::empty_body> parser;
    parser.header_limit(8 * 1024);
    boost::beast::error_code error;
    const std::size_t used = parser.put(boost::asio::buffer(data, size), error);
    checkTarget(std::string(fuzz::textOf(data, size)));
    if (error || !parser.is_header_done()) {
        return 0;
    }
    const auto& message = parser.get();
    kaomon::http::Head head;
    head.version = static_cast<int>(message.version());
    for (const auto& field : message) {
        head.fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    checkTarget(std::string(message.target()));
    const auto fields = kaomon::http::checkFraming(head);
    const auto text = fuzz::textOf(data, used);
    if (fields) {
        fuzz::require(countLines(text, "content-length") <= 1, "one Content-Length");
        fuzz::require(countLines(text, "host") <= 1, "one Host");
        fuzz::require(countLines(text, "transfer-encoding") == 0, "no Transfer-Encoding");
        const auto length = fields->find("content-length");
        fuzz::require(length == fields->end() ||
                          length->second.find_first_not_of("0123456789") == std::string::npos,
                      "a Content-Length of digits");
    }
    return 0;
}
