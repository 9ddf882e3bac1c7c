// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QString>
#include <QTemporaryDir>

#include "agent/agent_application.h"
#include "agent_calls.h"
#include "agent_person.h"
#include "base/clock.h"
#include "founded_tenant.h"
#include "support/camera/picture_source.h"

namespace kaomon::e2e {

// A PC with the whole agent, which runs on this thread, and photographs before its camera; its folder goes
// with it. A step that fails leaves its reason in `fault` and says false. `clock` outlives it.
class TestPc {
public:
    explicit TestPc(const Clock& clock);
    ~TestPc();

    // Of the next start; set up for this folder, photographs, and a round every 2 s.
    agent::AgentOptions options;
    std::string fault;

    // Starts the agent, or starts it anew where it runs.
    [[nodiscard]] bool start();
    void stop() { m_agent.reset(); }
    // With a code of its own.
    [[nodiscard]] bool join(FoundedTenant& tenant, const std::string& name = "desk");
    // A new user whose account here is `account`, with a password of his own at the end.
    [[nodiscard]] bool addPerson(FoundedTenant& tenant, const std::string& login, const std::string& account,
                                 UserId& id, std::unique_ptr<AgentPerson>& person);
    // Signed in: his photographs become his face, and then others of him stand before the camera.
    [[nodiscard]] bool enrol(AgentPerson& person, const char* photographs);
    // Waits for a whole round with the server that began after this call.
    [[nodiscard]] bool sync();
    // The photographs of one of the people before the camera: the six of an enrolment, or the others.
    [[nodiscard]] bool show(const char* photographs, bool isForEnrolment = false);

    [[nodiscard]] localipc::Message ask(localipc::Message request,
                                        const std::string& progress = "authProgress") const {
        return e2e::ask(socket(), std::move(request), progress);
    }
    [[nodiscard]] const std::string& device() const { return m_device; }
    [[nodiscard]] std::string socket() const { return file("agent.sock").toStdString(); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] agent::AgentApplication& agent() { return *m_agent; }
    [[nodiscard]] testing::PictureSource& camera() { return *m_camera; }

private:
    [[nodiscard]] bool failed(const std::string& reason);

    const Clock& m_clock;
    QTemporaryDir m_folder;
    std::string m_device;
    testing::PictureSource* m_camera = nullptr;
    std::unique_ptr<agent::AgentApplication> m_agent;
};

// A reply's type, and the reason where it is a refusal.
[[nodiscard]] std::string kindOf(const localipc::Message& message);

} // namespace kaomon::e2e
