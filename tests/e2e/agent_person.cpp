// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_person.h"

#include <algorithm>
#include <cstdlib>

#include "agent_calls.h"
#include "base/base64.h"
#include "client/password_work.h"

namespace kaomon::e2e {

namespace {

using localipc::Message;

std::string faultOf(const Message& reply, const std::string& expected) {
    return reply.type == expected ? std::string()
                                  : reply.type + ' ' + reply.text("code") + ' ' + reply.text("detail");
}

} // namespace

std::string AgentPerson::signIn() {
    const auto prelogin = ask(m_socket, {"prelogin", 0, {{"login", m_login}}});
    const auto salt = fromBase64Url(prelogin.text("salt"));
    if (prelogin.type != "prelogin" || !salt) {
        return faultOf(prelogin, "prelogin with a salt");
    }
    m_parameters.salt = *salt;
    m_parameters.iterations = static_cast<std::uint32_t>(prelogin.integer("iterations").value_or(0));
    m_parameters.memoryKiB = static_cast<std::uint32_t>(prelogin.integer("memory_kib").value_or(0));
    const auto keys = client::splitTypedPassword(m_password, m_parameters);
    if (!keys) {
        return keys.error().detail;
    }
    const auto reply = ask(m_socket, {"signIn",
                                      0,
                                      {{"login", m_login},
                                       {"auth", toBase64Url(keys->auth.reveal())},
                                       {"wrap", toBase64Url(keys->wrap.reveal())}}});
    m_consentText = reply.text("consent_text_version");
    return faultOf(reply, "signedIn");
}

std::string AgentPerson::choosePassword(const std::string& text) {
    const SecretString chosen(text);
    const auto old = client::splitTypedPassword(m_password, m_parameters);
    auto next = client::prepareNewPassword(chosen);
    if (!old || !next) {
        return "the passwords cannot be split";
    }
    Message change{"changePassword", 0, {}};
    change.set("current_auth", toBase64Url(old->auth.reveal()));
    change.set("current_wrap", toBase64Url(old->wrap.reveal()));
    change.set("auth", toBase64Url(next->record.auth));
    change.set("wrap", toBase64Url(next->keys.wrap.reveal()));
    change.set("salt", toBase64Url(next->record.salt));
    change.setInteger("iterations", next->record.iterations);
    change.setInteger("memory_kib", next->record.memoryKib);
    const auto fault = faultOf(ask(m_socket, change), "passwordChanged");
    if (fault.empty()) {
        m_password = chosen.clone();
    }
    return fault;
}

std::string AgentPerson::enrolFace() {
    const Message consent{"giveConsent", 0, {{"text_version", m_consentText}, {"language", "ja"}}};
    const auto fault = faultOf(ask(m_socket, consent), "consentGiven");
    return fault.empty() ? faultOf(ask(m_socket, {"enrolStart", 0, {}}, "enrolProgress"), "enrolDone")
                         : fault;
}

std::vector<std::filesystem::path> photographsOf(const std::string& person, bool isForEnrolment) {
    const char* given = std::getenv("KAOMON_PICTURES_DIR");
    const std::filesystem::path folder =
        given != nullptr && *given != '\0' ? given : "/usr/share/doc/libdlib19.1/examples/johns";
    std::vector<std::filesystem::path> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder / person)) {
        all.push_back(entry.path());
    }
    std::ranges::sort(all);
    return isForEnrolment ? std::vector(all.begin(), all.begin() + 6)
                          : std::vector(all.begin() + 6, all.end());
}

} // namespace kaomon::e2e
