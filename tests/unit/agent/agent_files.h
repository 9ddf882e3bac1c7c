// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent_fixture.h"

// The files of a PC, for tests that damage them or put them back.
namespace kaomon::agent::test {

inline std::string databaseIn(const std::string& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".db" || extension == ".sqlite") {
            return entry.path();
        }
    }
    return {};
}

inline std::string cacheFile(const QTemporaryDir& folder) {
    return databaseIn(folder.filePath(QStringLiteral("cache")).toStdString());
}

// A PC of that tenant in a folder of its own, closed again.
inline DeviceId makePc(const QTemporaryDir& folder, const Clock& clock, const Tenant& tenant) {
    const auto state = *AgentState::open(folder.path().toStdString(), clock);
    auto device = tenant.makeDevice();
    const DeviceId id = device.id;
    if (!state->adopt(std::move(device)) || !store(*state, {tenant.manifest()})) {
        qFatal("the PC could not be set up");
    }
    return id;
}

} // namespace kaomon::agent::test
