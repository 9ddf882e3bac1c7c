// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/assist_handlers.h"

#include "agent/enrolment_message.h"
#include "base/base64.h"
#include "wire/codec.h"

namespace kaomon::agent {

using localipc::Message;

namespace {

Message doneMessage(const char* type, const AssistedFace& face) {
    Message out{type, 0, {}};
    out.set("face", wire::encode(face.face));
    out.set("witness", toBase64Url(face.witness));
    out.set("standing", crypto::toWire(face.standing));
    out.setInteger("frames", face.frames);
    return out;
}

} // namespace

void AssistHandlers::addTo(Router& router) {
    router.add("assistEnrolStart", [this](const Caller& c, const Message& m) { start(c, m); });
    router.add("assistEnrolCancel", [this](const Caller& c, const Message&) { cancel(c); });
    router.add("assistPhotoBegin", [this](const Caller& c, const Message& m) { beginPhotos(c, m); });
    router.add("assistPhotoAdd", [this](const Caller& c, const Message& m) { addPhoto(c, m); });
    router.add("assistPhotoMake", [this](const Caller& c, const Message&) { makePhotoFace(c); });
}

void AssistHandlers::start(const Caller& caller, const Message& message) {
    auto ticket = fromBase64Url(message.text("ticket"));
    const auto variant = variantFromWire(message.text("variant"));
    if (!ticket || ticket->empty() || !variant) {
        caller.fail(variant ? Error(ErrorCode::ValidationFailed, "no ticket", "/ticket")
                            : Error(ErrorCode::ValidationFailed, "no such variant", "/variant"));
        return;
    }
    const auto started = m_parts.enrolment.start(
        {std::move(*ticket), message.text("label"), *variant},
        {.progress =
             [this, caller](const EnrolmentProgress& progress) {
                 caller.reply(enrolmentMessage(progress, m_parts.enrolment.lightsUpInTheDark()));
             },
         .looked = [this](const Look& look) { m_parts.preview.deliver(look); },
         .wantsJpeg = [this] { return m_parts.preview.wanted(); },
         .done = [this, caller](const Result<AssistedFace>& face) { conclude(caller, face); }});
    if (!started) {
        caller.fail(started.error());
        return;
    }
    m_enrolling = caller.connection.data();
    m_parts.preview.begin(caller.uid);
}

void AssistHandlers::conclude(const Caller& caller, const Result<AssistedFace>& face) {
    m_enrolling = nullptr;
    m_parts.preview.end();
    if (!face) {
        caller.fail(face.error());
        return;
    }
    caller.reply(doneMessage("assistEnrolDone", *face));
}

void AssistHandlers::cancel(const Caller& caller) {
    if (m_parts.runner.isRunning() && m_enrolling == caller.connection.data()) {
        m_parts.runner.cancel();
    }
    caller.reply("assistEnrolCancelled");
}

void AssistHandlers::beginPhotos(const Caller& caller, const Message& message) {
    auto ticket = fromBase64Url(message.text("ticket"));
    if (!ticket || ticket->empty()) {
        caller.fail(Error(ErrorCode::ValidationFailed, "no ticket", "/ticket"));
        return;
    }
    const auto begun = m_parts.photos.begin(
        caller.connection.data(), {std::move(*ticket), message.text("label"), message.flag("first")});
    begun ? caller.reply("assistPhotoBegun") : caller.fail(begun.error());
}

void AssistHandlers::addPhoto(const Caller& caller, const Message& message) {
    const auto number = message.integer("picture");
    if (!number || *number < 0) {
        caller.fail(Error(ErrorCode::ValidationFailed, "which picture?", "/picture"));
        return;
    }
    const auto added = m_parts.photos.add(caller.connection.data(), static_cast<std::size_t>(*number),
                                          message.text("bytes"));
    added ? caller.reply("assistPhotoAdded") : caller.fail(added.error());
}

void AssistHandlers::makePhotoFace(const Caller& caller) {
    const auto started =
        m_parts.photos.make(caller.connection.data(), [caller](const Result<PhotoFace>& made) {
            if (!made) {
                caller.fail(made.error());
                return;
            }
            Message out = doneMessage("assistPhotoDone", made->face);
            for (std::size_t i = 0; i < made->pictures.size(); ++i) {
                if (made->pictures[i]) {
                    out.set("refused" + std::to_string(i), wireName(*made->pictures[i]));
                }
            }
            caller.reply(std::move(out));
        });
    if (!started) {
        caller.fail(started.error());
    }
}

void AssistHandlers::onDisconnected(const Connection* connection) {
    m_parts.photos.drop(connection);
    if (m_parts.runner.isRunning() && m_enrolling == connection) {
        m_parts.runner.cancel();
    }
}

} // namespace kaomon::agent
