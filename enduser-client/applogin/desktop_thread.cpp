// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/desktop_thread.h"

#include "base/log.h"

namespace kaomon::applogin {

DesktopThread::DesktopThread(MakeDesktop makeDesktop)
    : m_worker(new Worker) {
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, make = std::move(makeDesktop)] {
        auto desktop = make();
        if (desktop) {
            worker->desktop = std::move(*desktop);
        } else {
            log::warning("applogin.no_desktop", {{"detail", desktop.error().detail}});
        }
    });
}

DesktopThread::~DesktopThread() {
    m_thread.quit();
    m_thread.wait();
}

} // namespace kaomon::applogin
