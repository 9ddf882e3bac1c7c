// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/pin_report.h"

namespace kaomon::client {

std::unique_ptr<Transport::Exchange> PinReport::start(HttpRequest request, Done done) {
    if (!m_text.empty() && request.target.starts_with("/v1/changes")) {
        request.headers.emplace_back("Kaomon-Pins", m_text);
    }
    return m_next->start(std::move(request), std::move(done));
}

void PinReport::setPins(const std::vector<std::string>& pins) {
    m_text.clear();
    for (const std::string& pin : pins) {
        m_text += (m_text.empty() ? "" : ",") + pin;
    }
}

} // namespace kaomon::client
