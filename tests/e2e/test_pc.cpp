// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_pc.h"

#include <QSignalSpy>

namespace kaomon::e2e {

using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr int kPatience = 60000;

} // namespace

std::string kindOf(const Message& message) {
    return message.type + message.text("code") + message.text("detail");
}

TestPc::TestPc(const Clock& clock)
    : m_clock(clock) {
    options.stateFolder = file("state").toStdString();
    options.socketPath = socket();
    options.modelsFolder = qEnvironmentVariable("KAOMON_MODELS_DIR").toStdString();
    if (options.modelsFolder.empty()) {
        options.modelsFolder = qEnvironmentVariable("KAOMON_SOURCE_DIR", QStringLiteral(".")).toStdString() +
                               "/out/models/registry";
    }
    options.superuserFile = file("superusers").toStdString();
    options.makeCamera = [this] {
        auto source = std::make_unique<testing::PictureSource>();
        m_camera = source.get();
        return source;
    };
    options.syncInterval = 2s;
}

TestPc::~TestPc() = default;

bool TestPc::failed(const std::string& reason) {
    fault = reason;
    return false;
}

bool TestPc::start() {
    m_agent.reset(); // one at a time at its store
    auto agent = agent::AgentApplication::create(options, m_clock);
    if (!agent) {
        return failed(agent.error().detail);
    }
    m_agent = std::move(*agent);
    return true;
}

bool TestPc::join(FoundedTenant& tenant, const std::string& name) {
    Code code;
    if (!tenant.addCode(1, 24h, code)) {
        return failed(tenant.fault);
    }
    const auto joined = ask({"enrolDevice", 0, {{"bundle", code.bundle}, {"name", name}}});
    m_device = joined.text("device_id");
    return joined.type == "enrolledDevice" || failed(kindOf(joined));
}

bool TestPc::addPerson(FoundedTenant& tenant, const std::string& login, const std::string& account,
                       UserId& id, std::unique_ptr<AgentPerson>& person) {
    Joiner joiner;
    if (!tenant.addUser(login, joiner) || !tenant.link(joiner.id, m_device, account)) {
        return failed(tenant.fault);
    }
    id = joiner.id;
    person = std::make_unique<AgentPerson>(socket(), login, joiner.oneTimePassword.clone());
    if (!sync()) {
        return false;
    }
    fault = person->signIn();
    if (fault.empty()) {
        fault = person->choosePassword("Password-of-" + login + "-2");
    }
    return fault.empty();
}

bool TestPc::enrol(AgentPerson& person, const char* photographs) {
    if (!show(photographs, true)) {
        return false;
    }
    fault = person.enrolFace();
    return fault.empty() && sync() && show(photographs);
}

// A round that runs already may have begun before this call; the second has not, and begins at once.
bool TestPc::sync() {
    for (int round = 0; round < 2; ++round) {
        const QSignalSpy synced(m_agent.get(), &agent::AgentApplication::synced);
        m_agent->syncNow();
        if (!QTest::qWaitFor([&] { return synced.count() > 0; }, kPatience)) {
            return failed("no round with the server");
        }
    }
    return true;
}

bool TestPc::show(const char* photographs, bool isForEnrolment) {
    const auto shown = m_camera->show(photographsOf(photographs, isForEnrolment));
    return shown.has_value() || failed(shown.error().detail);
}

} // namespace kaomon::e2e
