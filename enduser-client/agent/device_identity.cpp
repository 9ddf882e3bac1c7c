// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/device_identity.h"

#include "crypto/bytes_io.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kStateName = "device";
constexpr std::size_t kMaxPins = 16;

} // namespace

Status DeviceIdentity::save(localstore::LocalStore& store) const {
    crypto::BytesWriter writer;
    writer.text(tenant.text()).text(tenantName).text(server).text(id.text()).text(group).bytes(rootPublic);
    writer.number(pins.size());
    for (const std::string& pin : pins) {
        writer.text(pin);
    }
    writer.bytes(signing.seed().reveal()).bytes(box.secret().reveal());
    return store.setState(kStateName, writer.result());
}

Result<DeviceIdentity> DeviceIdentity::load(const localstore::LocalStore& store) {
    const auto stored = store.state(kStateName);
    if (!stored) {
        return propagate(stored.error());
    }
    crypto::BytesReader reader(stored->reveal());
    DeviceIdentity device;
    const auto tenant = TenantId::parse(reader.text());
    device.tenantName = reader.text();
    device.server = reader.text();
    const auto id = DeviceId::parse(reader.text());
    device.group = reader.text();
    device.rootPublic = reader.bytes();
    const std::size_t pinCount = reader.count(kMaxPins);
    for (std::size_t i = 0; i < pinCount; ++i) {
        device.pins.push_back(reader.text());
    }
    const SecretBytes seed(reader.bytes());
    const SecretBytes secret(reader.bytes());
    auto signing = crypto::SigningKey::fromSeed(seed.reveal());
    auto box = crypto::BoxKey::fromSecret(secret.reveal());
    if (!reader.finish() || !tenant || !id || !signing || !box) {
        return fail(ErrorCode::StorageCorrupt, "the identity of this PC cannot be read");
    }
    device.tenant = *tenant;
    device.id = *id;
    device.signing = std::move(*signing);
    device.box = std::move(*box);
    return device;
}

} // namespace kaomon::agent
