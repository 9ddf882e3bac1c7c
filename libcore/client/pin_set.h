// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

class QSslCertificate;

namespace kaomon::client {

// SHA-256 of the certificate's SubjectPublicKeyInfo as base64url: what `tls_pins` carry.
[[nodiscard]] std::string spkiPin(const QSslCertificate& certificate);

// Which server keys are trusted. Certificates are not checked against any authority: the key must be one of
// these, and nothing else counts. A value.
struct PinSet {
    std::vector<std::string> pins;
    // First run only, when no pin is known yet: the first key seen is taken and held to from then on. The
    // caller compares NetworkTransport::peerPin() with what the server says of itself and shows it.
    bool learnsFirst = false;

    [[nodiscard]] bool accepts(const std::string& pin) const;
};

} // namespace kaomon::client
