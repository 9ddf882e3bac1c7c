// SPDX-License-Identifier: GPL-3.0-or-later
//
// The agent's local socket: frames in pieces. The first byte says how large.
#include <span>

#include "fuzz/fuzz_target.h"
#include "localipc/message.h"

using namespace kaomon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::size_t piece = data[0] == 0 ? size : data[0];
    std::span<const std::uint8_t> rest(data + 1, size - 1);
    localipc::FrameDecoder decoder;
    while (!rest.empty()) {
        decoder.feed(rest.first(std::min(piece, rest.size())));
        rest = rest.subspan(std::min(piece, rest.size()));
        auto message = decoder.next();
        while (message && *message) {
            const auto frame = localipc::encodeFrame(**message);
            fuzz::require(frame.has_value(), "what was read can be written");
            localipc::FrameDecoder second;
            second.feed(*frame);
            const auto again = second.next();
            fuzz::require(again && *again && (*again)->type == (*message)->type &&
                              (*again)->id == (*message)->id && (*again)->fields == (*message)->fields,
                          "and is the same");
            message = decoder.next();
        }
        if (!message) {
            fuzz::require(!decoder.next(), "a broken stream stays broken");
            return 0;
        }
    }
    return 0;
}
