// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QObject>

#include "contract/api/api_suite.h"
#include "wire/groups.h"

namespace kaomon::test {

// What the tests of PCs share: a PC with an enrolled person and the owner's calls. They run in the other
// tenant, so that its manifests disturb nobody.
class DeviceSuite : public QObject {
protected:
    // False when something was refused; the kit's last reply says what.
    [[nodiscard]] bool setUp(const std::string& login);
    [[nodiscard]] Reply send(const std::string& method, const std::string& target,
                             const std::string& body = {}, const std::string& etag = {}) {
        Call call{method, target, body};
        if (!etag.empty()) {
            call.headers["If-Match"] = etag;
        }
        return m_client.send(call, &m_kit.console);
    }
    [[nodiscard]] wire::Device get(const Pc& pc) {
        return bodyOf<wire::Device>(send("GET", "/v1/devices/" + pc.id.text())).value_or(wire::Device());
    }
    [[nodiscard]] Reply patch(const Pc& pc, const std::string& body) {
        const std::string path = "/v1/devices/" + pc.id.text();
        return send("PATCH", path, body, send("GET", path).etag());
    }
    [[nodiscard]] wire::DeviceGroup group(const GroupId& id) {
        return bodyOf<wire::DeviceGroup>(send("GET", "/v1/device-groups/" + id.text()))
            .value_or(wire::DeviceGroup());
    }
    [[nodiscard]] Reply approve(const Pc& pc, const wire::DeviceApproval& approval) {
        const std::string path = "/v1/devices/" + pc.id.text();
        return send("POST", path + ":approve", wire::encode(approval), send("GET", path).etag());
    }
    [[nodiscard]] std::optional<Pc> addWaitingPc();
    // Takes a PC into a group: a certificate by a delegate of the owner, and the group's face key.
    [[nodiscard]] wire::DeviceApproval approval(const Pc& pc) const;
    // What the PC is told from the beginning: "kind/id" of everything that it may keep.
    [[nodiscard]] std::set<std::string> held(const Pc& pc);
    [[nodiscard]] Reply putManifest(const std::vector<crypto::ManifestFaceKey>& faceKeys);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.other;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    Caller m_memberCaller = Caller::console();
    ConsentId m_consent = ConsentId::generate();
    wire::FaceTemplate m_face;
};

} // namespace kaomon::test
