// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include "test_pc.h"
#include "x_session.h"

namespace kaomon::e2e {

// kaomon-client, the program that is shipped, in English at the agent of `pc`, with its log in the folder of
// `pc`; in the session that this process is in. What it says can be read from client.process.
inline bool startClient(Program& client, const TestPc& pc, const QStringList& arguments) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_STATE_HOME"), pc.file("client"));
    client.process.setProcessEnvironment(environment);
    client.process.setProcessChannelMode(QProcess::MergedChannels);
    return client.start(qPrintable(qEnvironmentVariable("KAOMON_CLIENT", QStringLiteral("kaomon-client"))),
                        arguments + QStringList{QStringLiteral("--language"), QStringLiteral("en"),
                                                QStringLiteral("--socket"),
                                                QString::fromStdString(pc.socket())});
}

} // namespace kaomon::e2e
