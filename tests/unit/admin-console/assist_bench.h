// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "../enduser-client/fake_agent.h"
#include "base/base64.h"
#include "crypto/face_approval.h"
#include "crypto/face_voucher.h"
#include "session_fixture.h"
#include "wire/assisted_faces.h"
#include "wire/codec.h"

namespace kaomon::testing {

// What an administrator needs to take a face without a camera: an agent that plays a PC of the organisation,
// with a key of its own, and a server that knows of the person what the test says.
class AssistBench {
public:
    explicit AssistBench(SessionFixture& fixture, wire::User userIn)
        : user(std::move(userIn))
        , m_fixture(fixture) {
        agent.status = {
            {"state", "active"}, {"device_id", device.text()}, {"tenant", fixture.server->tenant.text()}};
        facts.user = user.id;
        facts.login = user.login;
        facts.displayName = user.displayName;
        facts.accountState = "provisional";
        auto& handlers = fixture.server->handlers;
        const std::string base = "/v1/users/" + user.id.text();
        handlers["GET " + base + "/enrolment-facts"] = [this](const FakeServer::Request&) {
            return FakeServer::json(200, wire::encode(facts));
        };
        handlers["POST " + base + "/consents"] = [this](const FakeServer::Request& request) {
            const auto told = wire::decode<wire::WitnessedConsent>(request.body);
            return told ? FakeServer::json(201,
                                           wire::encode(wire::Consent{told->id, user.id, told->textVersion,
                                                                      told->language, m_fixture.clock.now()}))
                        : FakeServer::problem(422, "validation_failed");
        };
        handlers["POST " + base + "/assisted-templates"] = [this](const FakeServer::Request& request) {
            stored = wire::decode<wire::AssistedFace>(request.body).value_or(wire::AssistedFace());
            auto face = stored->face;
            if (standing != crypto::FaceStanding::Other) {
                face.approval = stored->voucher;
            }
            return FakeServer::json(201, wire::encode(face));
        };
    }

    // For a ZIP file of photographs: this person has agreed, `silent` has not, and nobody else is known.
    void servePhotographs() {
        facts.consent = ConsentId::generate();
        m_fixture.server->handlers["POST /v1/enrolment-facts"] = [this](const FakeServer::Request& request) {
            wire::EnrolmentFacts silent = facts;
            silent.user = UserId::generate();
            silent.login = "silent";
            silent.displayName = "佐藤 花子";
            silent.consent.reset();
            wire::EnrolmentFactsList list{{facts}};
            if (request.body.find("silent") != std::string::npos) {
                list.items.push_back(silent);
            }
            return FakeServer::json(200, wire::encode(list));
        };
        agent.answer("assistPhotoAdd", {"assistPhotoAdded", {}});
        agent.on("assistPhotoBegin", [this](const localipc::Message& order) {
            m_order = order;
            return std::vector<test::FakeAgent::Reply>{{"assistPhotoBegun", {}}};
        });
        agent.on("assistPhotoMake", [this](const localipc::Message&) {
            auto reply = taken(m_order);
            reply.type = "assistPhotoDone";
            reply.fields["refused1"] = "face_blurred";
            return std::vector<test::FakeAgent::Reply>{reply};
        });
    }

    // The agent's answer to an order: a face of nobody, sealed and witnessed.
    [[nodiscard]] test::FakeAgent::Reply taken(const localipc::Message& order) const {
        const auto ticket = readTicket(order);
        crypto::SealedTemplate header;
        header.tenant = m_fixture.server->tenant.text();
        header.user = ticket.user;
        header.id = ticket.faceTemplate;
        header.modelId = "registry-1";
        header.deviceId = device.text();
        header.needsApproval = true;
        std::vector<crypto::FaceKey> keys;
        keys.push_back({UserId::generate().text(), "group", crypto::SecretKey::generate()});
        const auto sealed =
            crypto::SealedTemplate::seal(std::move(header), crypto::randomBytes(512), keys, m_key);
        const crypto::FaceWitness witness{sealed.tenant,
                                          sealed.user,
                                          sealed.id,
                                          crypto::approvalDigest(sealed.signature),
                                          crypto::FaceSource::Camera,
                                          standing,
                                          ticket.administrator,
                                          m_fixture.clock.now()};
        wire::FaceTemplate face;
        face.id = TemplateId::parse(sealed.id).value();
        face.user = user.id;
        face.modelId = sealed.modelId;
        face.ciphertext = sealed.ciphertext;
        face.keys = {{sealed.keys.front().faceKeyId, sealed.keys.front().wrapped}};
        face.device = device;
        face.signature = sealed.signature;
        face.consent = ConsentId::parse(ticket.consent).value();
        face.createdAt = m_fixture.clock.now();
        face.quality = 78;
        face.needsApproval = true;
        return {"assistEnrolDone",
                {{"face", wire::encode(face)},
                 {"witness", toBase64Url(witness.sign(device.text(), m_key).encode())},
                 {"standing", std::string(crypto::toWire(standing))},
                 {"frames", "6"}}};
    }
    // Checked as an agent would.
    [[nodiscard]] crypto::EnrolmentTicket readTicket(const localipc::Message& order) const {
        const auto record = crypto::SignedRecord::decode(*fromBase64Url(order.text("ticket")));
        return crypto::EnrolmentTicket::verify(*record, m_fixture.session.keyring()->manifest(),
                                               m_fixture.clock.now())
            .value();
    }
    [[nodiscard]] Bytes devicePublic() const { return m_key.publicKey(); }

    test::FakeAgent agent;
    wire::User user;
    const DeviceId device = DeviceId::generate();
    wire::EnrolmentFacts facts;
    crypto::FaceStanding standing = crypto::FaceStanding::First;
    std::optional<wire::AssistedFace> stored;

private:
    SessionFixture& m_fixture;
    localipc::Message m_order; // the last one for photographs
    crypto::SigningKey m_key = crypto::SigningKey::generate();
};

} // namespace kaomon::testing
