// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <cstring>
#include <memory>

#include <security/pam_appl.h>

#include <QtTest>

#include "unit/pam/fake_agent.h"

// pam_kaomon.so in the real libpam, with a service file of its own, and the person before it.
namespace kaomon::testing {

using Line = FakeAgent::Line;
using localipc::Message;
using namespace Qt::StringLiterals;

// As the module's manual says: a refusal that counts ends the stack, everything else goes on.
inline const QByteArray kControl = "[success=done perm_denied=die default=ignore]";

// What the module showed to the person.
struct Shown {
    QStringList progress;
    QStringList errors;
    QStringList prompts;
    QByteArrayList typed; // what the person answers to the next prompts
};

inline int converse(int count, const pam_message** messages, pam_response** responses, void* data) {
    auto* shown = static_cast<Shown*>(data);
    *responses =
        static_cast<pam_response*>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
    for (int i = 0; i < count; ++i) {
        const QString text = QString::fromUtf8(messages[i]->msg);
        const int style = messages[i]->msg_style;
        if (style == PAM_PROMPT_ECHO_ON || style == PAM_PROMPT_ECHO_OFF) {
            shown->prompts << text;
            const QByteArray typed = shown->typed.isEmpty() ? QByteArray() : shown->typed.takeFirst();
            (*responses)[i].resp = ::strdup(typed.constData());
            continue;
        }
        (style == PAM_TEXT_INFO ? shown->progress : shown->errors) << text;
    }
    return PAM_SUCCESS;
}

inline void accept(Line& line, const Message& request) {
    if (request.type == "authenticate") {
        line.reply(request, "authProgress", {{"state", "looking"}});
        line.reply(request, "authResult", {{"outcome", "accepted"}, {"elapsed_ms", "120"}});
    }
}

inline void acceptWithSecret(Line& line, const Message& request) {
    if (request.type == "authenticate") {
        line.reply(request, "authResult", {{"outcome", "accepted"}, {"ticket", "t-1"}});
    } else if (request.type == "takeOsSecret" && request.text("ticket") == "t-1") {
        line.reply(request, "osSecret", {{"secret", "Pa55wörd"}});
    }
}

inline FakeAgent::Behaviour answer(std::map<std::string, std::string> fields) {
    return [fields = std::move(fields)](Line& line, const Message& request) {
        line.reply(request, "authResult", fields);
    };
}

inline void silent(Line&, const Message&) {}

inline void die(Line& line, const Message& request) {
    line.reply(request, "authProgress", {{"state", "looking"}});
    line.drop();
}

inline void chatter(Line& line, const Message& request) {
    for (int i = 0; i < 3; ++i) {
        line.reply(request, "authProgress", {{"state", "looking"}});
    }
}

class PamCase : public QObject {
    Q_OBJECT
protected:
    void prepare();
    void end();
    // Writes the service file; `lines` follow the module's own, which ends with `options`.
    void writeService(const QByteArray& control, const QByteArray& options, const QByteArray& lines = {});
    pam_handle_t* start(const char* user);
    int authenticate(int flags = 0);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_socket;
    Shown m_shown;
    pam_handle_t* m_handle = nullptr;
};

inline void PamCase::prepare() {
    for (const char* name : {"SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "LC_MESSAGES", "LANG"}) {
        qunsetenv(name);
    }
    qputenv("LC_ALL", "C.UTF-8");
    m_folder = std::make_unique<QTemporaryDir>();
    m_socket = m_folder->filePath(u"agent.sock"_s).toStdString();
    m_shown = {};
    writeService("required", "timeout=5");
}

inline void PamCase::end() {
    if (m_handle != nullptr) {
        pam_end(m_handle, PAM_SUCCESS);
        m_handle = nullptr;
    }
}

inline void PamCase::writeService(const QByteArray& control, const QByteArray& options,
                                  const QByteArray& lines) {
    QFile file(m_folder->filePath(u"kaomon-test"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    const QByteArray module = QByteArray(KAOMON_PAM_MODULE) + " socket=" + m_socket.c_str() + " " + options;
    file.write("auth " + control + " " + module + "\n" + lines);
    file.write("account required " + module + "\naccount required pam_permit.so\n");
}

inline pam_handle_t* PamCase::start(const char* user) {
    const pam_conv conversation{converse, &m_shown};
    const QByteArray folder = m_folder->path().toUtf8();
    if (m_handle == nullptr &&
        pam_start_confdir("kaomon-test", user, &conversation, folder.constData(), &m_handle) != PAM_SUCCESS) {
        m_handle = nullptr;
    }
    return m_handle;
}

inline int PamCase::authenticate(int flags) {
    return start("hanako") != nullptr ? pam_authenticate(m_handle, flags) : PAM_ABORT;
}

} // namespace kaomon::testing

Q_DECLARE_METATYPE(kaomon::testing::FakeAgent::Behaviour)
