// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/session_handlers.h"

#include <algorithm>

#include "agent/enrolment_message.h"
#include "base/base64.h"

namespace kaomon::agent {

namespace {

using localipc::Message;

Result<Bytes> bytesField(const Message& message, std::string_view key) {
    auto bytes = fromBase64Url(message.text(key));
    if (!bytes || bytes->empty()) {
        return fail(ErrorCode::ValidationFailed, "a field is missing or malformed", '/' + std::string(key));
    }
    return bytes;
}

Result<crypto::SecretKey> keyField(const Message& message, std::string_view key) {
    auto bytes = bytesField(message, key);
    if (!bytes) {
        return propagate(bytes.error());
    }
    auto out = crypto::SecretKey::fromBytes(*bytes);
    wipe(bytes->data(), bytes->size());
    return out;
}

} // namespace

void SessionHandlers::addTo(Router& router) {
    router.add("prelogin", [this](const Caller& c, const Message& m) { prelogin(c, m); });
    router.add("signIn", [this](const Caller& c, const Message& m) { signIn(c, m); });
    router.add("changePassword", [this](const Caller& c, const Message& m) { changePassword(c, m); });
    router.add("giveConsent", [this](const Caller& c, const Message& m) { giveConsent(c, m); });
    router.add("enrolStart", [this](const Caller& c, const Message& m) { enrolStart(c, m); });
    router.add("enrolCancel", [this](const Caller& c, const Message&) { enrolCancel(c); });
    router.add("myData", [this](const Caller& c, const Message&) { myData(c); });
    router.add("withdrawConsent", [this](const Caller& c, const Message&) { withdrawConsent(c); });
    router.add("preview", [this](const Caller& c, const Message& m) { preview(c, m); });
    router.add("signOut", [this](const Caller& c, const Message&) {
        m_parts.sessions.signOut(c.uid);
        c.reply("signedOut");
    });
}

void SessionHandlers::prelogin(const Caller& caller, const Message& message) {
    m_parts.sessions.prelogin(message.text("login"), [caller](const Result<wire::PreloginReply>& reply) {
        if (!reply) {
            caller.fail(reply.error());
            return;
        }
        Message out{"prelogin", 0, {}};
        out.set("salt", toBase64Url(reply->salt));
        out.setInteger("iterations", reply->iterations);
        out.setInteger("memory_kib", reply->memoryKib);
        caller.reply(std::move(out));
    });
}

void SessionHandlers::signIn(const Caller& caller, const Message& message) {
    auto auth = bytesField(message, "auth");
    auto wrap = keyField(message, "wrap");
    if (!auth || !wrap) {
        caller.fail(auth ? wrap.error() : auth.error());
        return;
    }
    m_parts.sessions.signIn(caller.uid, message.text("login"), std::move(*auth), std::move(*wrap),
                            [caller](const Result<SignedIn>& person) {
                                if (!person) {
                                    caller.fail(person.error());
                                    return;
                                }
                                Message out{"signedIn", 0, {}};
                                out.set("user", person->user.text());
                                out.set("login", person->login);
                                out.set("display_name", person->displayName);
                                out.setFlag("must_change_password", person->mustChangePassword);
                                out.setFlag("consent_needed", person->isConsentNeeded);
                                out.set("consent_text_version", person->consentWanted);
                                out.setInteger("templates", person->templates);
                                out.setInteger("templates_waiting", person->waiting);
                                caller.reply(std::move(out));
                            });
}

void SessionHandlers::changePassword(const Caller& caller, const Message& message) {
    auto currentAuth = bytesField(message, "current_auth");
    auto currentWrap = keyField(message, "current_wrap");
    auto auth = bytesField(message, "auth");
    auto wrap = keyField(message, "wrap");
    auto salt = bytesField(message, "salt");
    const auto iterations = message.integer("iterations");
    const auto memory = message.integer("memory_kib");
    if (!currentAuth || !currentWrap || !auth || !wrap || !salt || !iterations || !memory) {
        caller.fail(Error(ErrorCode::ValidationFailed, "a field of the password change is missing"));
        return;
    }
    UserSessions::NewPassword input;
    input.currentAuth = std::move(*currentAuth);
    input.currentWrap = std::move(*currentWrap);
    input.next.salt = std::move(*salt);
    input.next.iterations = static_cast<int>(*iterations);
    input.next.memoryKib = static_cast<int>(*memory);
    input.next.auth = std::move(*auth);
    input.nextWrap = std::move(*wrap);
    m_parts.sessions.changePassword(caller.uid, std::move(input), [caller](const Status& status) {
        status ? caller.reply("passwordChanged") : caller.fail(status.error());
    });
}

void SessionHandlers::giveConsent(const Caller& caller, const Message& message) {
    const auto person = m_parts.sessions.session(caller.uid);
    if (!person) {
        caller.fail(person.error());
        return;
    }
    if (message.text("text_version") != person->consentWanted) {
        caller.fail(Error(ErrorCode::ValidationFailed, "consent to another text", "/text_version"));
        return;
    }
    m_parts.sessions.giveConsent(caller.uid, message.text("text_version"), message.text("language"),
                                 [caller](const Status& status) {
                                     status ? caller.reply("consentGiven") : caller.fail(status.error());
                                 });
}

void SessionHandlers::myData(const Caller& caller) {
    const auto person = m_parts.sessions.session(caller.uid);
    if (!person) {
        caller.fail(person.error());
        return;
    }
    m_parts.sessions.faces(caller.uid, [caller, who = *person](const Result<wire::FaceTemplateList>& faces) {
        if (!faces) {
            caller.fail(faces.error());
            return;
        }
        Message out{"myData", 0, {}};
        out.set("user", who.user.text());
        out.set("login", who.login);
        out.set("display_name", who.displayName);
        out.set("consent_version", who.consentVersion);
        out.setInteger("faces", static_cast<std::int64_t>(faces->items.size()));
        // As many as a message holds; a person has no more than twelve.
        constexpr std::size_t kShown = 12;
        for (std::size_t i = 0; i < std::min(faces->items.size(), kShown); ++i) {
            const wire::FaceTemplate& face = faces->items[i];
            const std::string prefix = "face" + std::to_string(i) + '.';
            out.set(prefix + "id", face.id.text());
            out.set(prefix + "label", face.label);
            out.set(prefix + "created_at", toRfc3339(face.createdAt));
            out.set(prefix + "model_id", face.modelId);
        }
        caller.reply(std::move(out));
    });
}

void SessionHandlers::withdrawConsent(const Caller& caller) {
    m_parts.sessions.withdrawConsent(caller.uid, [caller](const Result<int>& erased) {
        if (!erased) {
            caller.fail(erased.error());
            return;
        }
        Message out{"consentWithdrawn", 0, {}};
        out.setInteger("faces", *erased);
        caller.reply(std::move(out));
    });
}

void SessionHandlers::enrolStart(const Caller& caller, const Message& message) {
    const auto variant = variantFromWire(message.text("variant"));
    if (!variant) {
        caller.fail(Error(ErrorCode::ValidationFailed, "no such variant", "/variant"));
        return;
    }
    const auto started = m_parts.enrolment.start(
        caller.uid, {message.text("label"), *variant},
        {.progress =
             [this, caller](const EnrolmentProgress& progress) {
                 caller.reply(enrolmentMessage(progress, m_parts.enrolment.lightsUpInTheDark()));
             },
         .looked = [this](const Look& look) { m_parts.preview.deliver(look); },
         .wantsJpeg = [this] { return m_parts.preview.wanted(); },
         .done =
             [this, caller](const Result<EnrolledFace>& face) {
                 m_enrolling = nullptr;
                 m_parts.preview.end();
                 if (!face) {
                     caller.fail(face.error());
                     return;
                 }
                 Message out{"enrolDone", 0, {}};
                 out.set("template_id", face->id.text());
                 out.setInteger("frames", face->frames);
                 out.setFlag("pending", !face->isUploaded);
                 out.setFlag("waits", face->needsApproval);
                 caller.reply(std::move(out));
             }});
    if (!started) {
        caller.fail(started.error());
        return;
    }
    m_enrolling = caller.connection.data();
    m_parts.preview.begin(caller.uid);
}

void SessionHandlers::enrolCancel(const Caller& caller) {
    if (m_parts.runner.isRunning() && m_enrolling == caller.connection.data()) {
        m_parts.runner.cancel();
    }
    caller.reply("enrolCancelled");
}

void SessionHandlers::preview(const Caller& caller, const Message& message) {
    if (message.flag("on")) {
        m_parts.preview.subscribe(caller);
    } else {
        m_parts.preview.unsubscribe(caller.connection.data());
    }
}

void SessionHandlers::onDisconnected(const Connection* connection) {
    m_parts.preview.unsubscribe(connection);
    if (m_parts.runner.isRunning() && m_enrolling == connection) {
        m_parts.runner.cancel();
    }
}

} // namespace kaomon::agent
