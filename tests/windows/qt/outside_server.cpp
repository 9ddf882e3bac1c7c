// SPDX-License-Identifier: GPL-3.0-or-later
// The server of the end-to-end tests where it runs outside of Wine: with-server has started it and made its
// tenant.
#include "test_server.h"

#include <QUrl>

namespace kaomon::e2e {

TestServer::~TestServer() = default;

bool TestServer::start(const QStringList&) {
    m_port = QUrl(qEnvironmentVariable("KAOMON_TEST_SERVER_URL")).port();
    return m_port > 0;
}

std::map<std::string, std::string> TestServer::createDemoTenant() const {
    return {{"bootstrap_code", qEnvironmentVariable("KAOMON_TEST_CODE").toStdString()},
            {"pin", qEnvironmentVariable("KAOMON_TEST_PIN").toStdString()}};
}

} // namespace kaomon::e2e
