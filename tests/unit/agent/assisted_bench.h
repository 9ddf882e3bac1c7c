// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent_fixture.h"

#include "agent/assist_handlers.h"
#include "agent/local_server.h"
#include "agentlink/agent_link.h"
#include "crypto/face_voucher.h"

namespace kaomon::agent::test {

// The agent's part of an assisted enrolment with an administrator of the manifest, whose console is at the
// other end of a real socket.
struct Counter {
    explicit Counter(Desk& deskIn)
        : desk(deskIn)
        , admin(desk.tenant.addAdmin(adminId, domain::Role::UserAdmin))
        , enrolments(desk.camera, runningClock)
        , assisted(*desk.state, enrolments, desk.events, desk.clock)
        , photos(*desk.state, desk.events, desk.clock, [this] { return desk.camera.models(); })
        , handlers({assisted, enrolments, preview, photos})
        , server(LocalServer::listen(folder.filePath(QStringLiteral("agent.sock")).toStdString()).value())
        , link(folder.filePath(QStringLiteral("agent.sock")).toStdString()) {
        if (!store(*desk.state, {desk.tenant.manifest(2)})) {
            qFatal("no manifest");
        }
        handlers.addTo(router);
        QObject::connect(server.get(), &LocalServer::requested, server.get(),
                         [this](const Caller& caller, const localipc::Message& message) {
                             router.route(caller, message);
                         });
        QObject::connect(server.get(), &LocalServer::disconnected, server.get(),
                         [this](const Connection* gone) { handlers.onDisconnected(gone); });
        link.start();
    }

    [[nodiscard]] crypto::EnrolmentTicket ticketFor(const UserId& user, bool hasSecrets = false) const {
        crypto::EnrolmentTicket ticket;
        ticket.tenant = desk.tenant.tenant.text();
        ticket.user = user.text();
        ticket.device = desk.state->device()->id.text();
        ticket.faceTemplate = TemplateId::generate().text();
        ticket.consent = ConsentId::generate().text();
        ticket.hasSecrets = hasSecrets;
        return ticket;
    }
    [[nodiscard]] crypto::SignedRecord signedTicket(const crypto::EnrolmentTicket& ticket,
                                                    const std::string& by,
                                                    const crypto::SigningKey& key) const {
        const crypto::SignedPolicy document{ticket.tenant,  std::string(crypto::EnrolmentTicket::kKind),
                                            ticket.scope(), 1,
                                            ticket.body(),  desk.clock.now()};
        return document.sign(by, key);
    }
    // Runs the event loop until the agent has answered.
    [[nodiscard]] agentlink::Answer take(const crypto::SignedRecord& ticket) {
        localipc::Message message{"assistEnrolStart", 0, {}};
        message.set("ticket", toBase64Url(ticket.encode()));
        message.set("label", "counter");
        auto future = link.request(std::move(message), {}, 120s);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
            qFatal("the agent never answered");
        }
        return future.result();
    }
    [[nodiscard]] agentlink::Answer ask(localipc::Message message) {
        auto future = link.request(std::move(message), {}, 120s);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
            qFatal("the agent never answered");
        }
        return future.result();
    }
    // What is made of these photographs.
    [[nodiscard]] agentlink::Answer make(crypto::EnrolmentTicket ticket,
                                         const std::vector<std::string>& pictures, bool isFirst = true) {
        ticket.source = crypto::FaceSource::Photo;
        localipc::Message begin{"assistPhotoBegin", 0, {}};
        begin.set("ticket", toBase64Url(signedTicket(ticket, adminId, admin.signing).encode()));
        begin.setFlag("first", isFirst);
        if (auto begun = ask(std::move(begin)); !begun) {
            return begun;
        }
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            for (std::size_t at = 0; at < pictures[i].size(); at += kPiece) {
                localipc::Message piece{"assistPhotoAdd", 0, {}};
                piece.setInteger("picture", static_cast<std::int64_t>(i));
                piece.set("bytes", std::string_view(pictures[i]).substr(at, kPiece));
                if (auto added = ask(std::move(piece)); !added) {
                    return added;
                }
            }
        }
        return ask({"assistPhotoMake", 0, {}});
    }
    static constexpr std::size_t kPiece = 10000; // several of a picture

    [[nodiscard]] agentlink::Answer take(const crypto::EnrolmentTicket& ticket) {
        return take(signedTicket(ticket, adminId, admin.signing));
    }

    // The face as the server gives it out when `adminId` has vouched for it.
    [[nodiscard]] wire::FaceTemplate vouched(const localipc::Message& done) const {
        auto face = wire::decode<wire::FaceTemplate>(done.text("face")).value();
        const auto sealed = fromWire(face, desk.tenant.tenant.text());
        crypto::FaceVoucher voucher;
        voucher.witness = crypto::SignedRecord::decode(*fromBase64Url(done.text("witness"))).value();
        const crypto::SignedPolicy document{sealed.tenant,
                                            std::string(crypto::FaceVoucher::kKind),
                                            "user:" + sealed.user,
                                            1,
                                            crypto::FaceVoucher::body(sealed, voucher.witness),
                                            desk.clock.now()};
        voucher.vouched = document.sign(adminId, admin.signing);
        face.approval = voucher.encode();
        return face;
    }
    [[nodiscard]] Status give(const wire::FaceTemplate& face) const {
        return store(*desk.state, {Tenant::change("template", face.id.text(), wire::encode(face))});
    }

    Desk& desk;
    const std::string adminId = UserId::generate().text();
    crypto::Identity admin;
    QTemporaryDir folder;
    SystemClock runningClock; // pictures are taken with pauses in between
    EnrolmentRunner enrolments;
    AssistedEnrolment assisted;
    PhotoEnrolment photos;
    PreviewStream preview;
    AssistHandlers handlers;
    Router router;
    std::unique_ptr<LocalServer> server;
    agentlink::AgentLink link;
};

inline std::vector<wire::Event> eventsOf(const Desk& desk, const std::string& code) {
    auto all = desk.outbox();
    std::erase_if(all, [&](const wire::Event& event) { return event.code != code; });
    return all;
}

inline std::string textOf(const agentlink::Answer& answer) {
    return answer ? answer->type + ' ' + answer->text("standing")
                  : std::string(wireName(answer.error().code));
}

} // namespace kaomon::agent::test
