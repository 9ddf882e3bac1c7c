// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QProcess>
#include <QTemporaryDir>

#include "support/http/test_client.h"
#include "support/server/server_process.h"

namespace kaomon::test {

// Debian's nginx with packaging/linux/nginx/kaomon.conf in front of several nodes on this machine; only
// addresses, ports and paths are replaced. It comes from kProxyAddress, which the nodes trust.
class NginxProxy {
public:
    explicit NginxProxy(const Backend& backend);
    ~NginxProxy();
    NginxProxy(const NginxProxy&) = delete;
    NginxProxy& operator=(const NginxProxy&) = delete;

    // False when it does not answer, or when the configuration is refused; it then says why.
    [[nodiscard]] bool start(const std::vector<unsigned short>& nodes);
    [[nodiscard]] unsigned short port() const { return m_port; }
    // The first lines of the requests that it saw, one a line.
    [[nodiscard]] QByteArray accessLog() const;
    [[nodiscard]] QByteArray errorLog() const;

private:
    [[nodiscard]] QByteArray configuration(const std::vector<unsigned short>& nodes) const;

    const Backend& m_backend;
    QTemporaryDir m_folder;
    QProcess m_process;
    unsigned short m_port = 0;
};

} // namespace kaomon::test
