// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/pin_set.h"

#include <algorithm>

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>

#include "base/base64.h"
#include "base/secret.h"

namespace kaomon::client {

std::string spkiPin(const QSslCertificate& certificate) {
    const QByteArray key = certificate.publicKey().toDer();
    if (key.isEmpty()) {
        return {};
    }
    const QByteArray digest = QCryptographicHash::hash(key, QCryptographicHash::Sha256);
    return toBase64Url(Bytes(digest.begin(), digest.end()));
}

bool PinSet::accepts(const std::string& pin) const {
    if (pin.empty()) {
        return false;
    }
    return std::ranges::find(pins, pin) != pins.end() || (pins.empty() && learnsFirst);
}

} // namespace kaomon::client
