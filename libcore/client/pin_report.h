// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/transport.h"

namespace kaomon::client {

// Passes everything on to another transport and tells the server, with each question for changes, which of
// its keys this PC accepts: the header Kaomon-Pins. So that nobody changes the key while PCs do not know the
// next one. Used on one thread; outlives its exchanges.
class PinReport final : public Transport {
public:
    PinReport(std::shared_ptr<Transport> next, const std::vector<std::string>& pins)
        : m_next(std::move(next)) {
        setPins(pins);
    }

    [[nodiscard]] std::unique_ptr<Exchange> start(HttpRequest request, Done done) override;

    void setPins(const std::vector<std::string>& pins);

private:
    std::shared_ptr<Transport> m_next;
    std::string m_text;
};

} // namespace kaomon::client
