// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent_application.h"

#include "agent/assist_handlers.h"
#include "agent/device_handlers.h"
#include "agent/diagnostics_handlers.h"
#include "agent/hand_over.h"
#include "agent/logon_handlers.h"
#include "agent/notice_desk.h"
#include "agent/picture_keeper.h"
#include "agent/presence_handlers.h"
#include "agent/session_handlers.h"
#include "agent/sleep_guard.h"
#include "agent/vault_handlers.h"
#include "agent/version_watch.h"
#include "base/log.h"
#include "client/services.h"
#include "crypto/secret_key.h"

namespace kaomon::agent {

struct AgentApplication::Parts {
    Parts(AgentOptions given, const Clock& clockIn, std::unique_ptr<AgentState> stateIn)
        : options(std::move(given))
        , clock(clockIn)
        , state(std::move(stateIn))
        , events(*state, clock)
        , camera(options.makeCamera, options.modelsFolder, options.warmTime)
        , cameras(*state, camera, options.listCameras)
        , attempts(camera, clock)
        , enrolments(camera, clock)
        , tickets(clock)
        , pictures(*state)
        , keptPictures(*state, camera, events, clock)
        , sleep(SleepGuard::ofThisPc())
        , emergency(*state, events, clock)
        , secrets(*state, events)
        , pins(*state, clock)
        , seats(*state)
        , osPassword({*state, secrets, events, clock, options.passwordHelper})
        , logon({*state, attempts, events, tickets, clock, options.superuserFile, &pictures, &emergency,
                 PowerFacts(), [this] { return sleep->isAsleep(); }, &pins,
                 [this](const std::string& account, const UserId& user) {
                     user.isEmpty() ? seats.vacate(account) : seats.take(account, user);
                 }})
        , sessions(*state, events, clock)
        , notices(*state, sessions, clock)
        , faces(*state, enrolments, sessions, events, clock)
        , assisted(*state, enrolments, events, clock)
        , photoFaces(*state, events, clock, [this] { return camera.models(); })
        , syncer(*state, events, clock, options.syncInterval)
        , deviceEnrolment(clock)
        , logonHandlers(
              {logon, attempts, tickets, sessions, preview, secrets, emergency, *state, pins, events})
        , sessionHandlers({sessions, faces, enrolments, preview})
        , assistHandlers({assisted, enrolments, preview, photoFaces})
        , versions(*state)
        , deviceHandlers({*state, camera, syncer, sessions, deviceEnrolment, events, clock,
                          [this] { reconnect(); }, &pins, &notices, &osPassword, &seats, &presence,
                          &versions})
        , upload(*state, events, clock)
        , diagnosticsHandlers({*state, deviceHandlers, upload, clock,
                               options.logFolder.empty() ? options.stateFolder + "/log" : options.logFolder})
        , sessionControl(SessionControl::ofThisPc())
        , presence({*state, camera, events, clock, PowerFacts(), sessionControl.get(), &seats})
        , presenceHandlers(presence)
        , vaults({*state, logon, attempts, sessions, syncer, events, clock,
                  [this] { return link ? &link->api() : nullptr; },
                  [this](uid_t uid) { return presence.isWith(uid); }, seats})
        , handOver({seats, sessions, vaults, presence, events})
        , vaultHandlers(vaults, clock) {}

    // A link for the identity of now; the old one goes after those who use it have let go.
    void reconnect() {
        watch.reset();
        syncer.setLink(nullptr);
        sessions.setLink(nullptr);
        pictures.setApi(nullptr);
        keptPictures.setApi(nullptr);
        vaults.closeAll();
        upload.setApi(nullptr);
        link.reset();
        const DeviceIdentity* device = state->device();
        if (device == nullptr) {
            return;
        }
        const auto& manifest = state->policies().manifest();
        link = std::make_unique<ServerLink>(
            *device, manifest && !manifest->tlsPins.empty() ? manifest->tlsPins : device->pins, clock);
        link->setPatience(state->policies().policy().serverPatience);
        sessions.setLink(link.get());
        syncer.setLink(link.get());
        pictures.setApi(&link->api());
        keptPictures.setApi(&link->api());
        upload.setApi(&link->api());
        watch = link->watchChanges();
        QObject::connect(watch.get(), &client::ChangeWatch::changed, &syncer, &Syncer::syncNow);
        watch->start();
    }

    void onSynced() {
        if (link) {
            link->setPatience(state->policies().policy().serverPatience);
            if (link->support()) {
                versions.hear(*link->support());
            }
        }
        presence.refreshSoon();
        if (watch) {
            watch->setKnownRev(syncer.knownRev());
        }
        sendEmergencyKey();
    }

    // Until the server has it, no administrator can answer an emergency request of this PC.
    void sendEmergencyKey() {
        if (state->deviceState() != "active") {
            return;
        }
        const auto seal = emergency.unsentKey();
        if (!seal || !*seal || !link) {
            if (!seal) {
                log::error("agent.emergency_key", {{"code", wireName(seal.error().code)}});
            }
            return;
        }
        client::AccountService(link->api()).putEmergencyKey(**seal).then(&syncer, [this](const Status& sent) {
            const Status marked = sent ? emergency.markSent() : sent;
            if (!marked) {
                log::warning("agent.emergency_key", {{"code", wireName(marked.error().code)}});
            }
        });
    }

    // Nobody goes on with a face or a session of a tenant that this PC was thrown out of.
    void forget() {
        attempts.cancel();
        enrolments.cancel();
        vaults.closeAll();
        sessions.setLink(nullptr);
        if (options.eraseLog) {
            options.eraseLog();
        }
        if (state->device() == nullptr) {
            reconnect();
        } else {
            sessions.setLink(link.get());
        }
    }

    AgentOptions options;
    const Clock& clock;
    std::unique_ptr<AgentState> state;
    std::unique_ptr<ServerLink> link;
    std::unique_ptr<client::ChangeWatch> watch;
    EventLog events;
    FaceCamera camera;
    CameraDesk cameras;
    AttemptRunner attempts;
    EnrolmentRunner enrolments;
    TicketStore tickets;
    IntruderPictures pictures;
    PictureKeeper keptPictures;
    std::unique_ptr<SleepGuard> sleep;
    EmergencyService emergency;
    OsSecretStore secrets;
    PinStore pins;
    SharedSeats seats;
    OsPasswordDesk osPassword;
    LogonService logon;
    UserSessions sessions;
    NoticeDesk notices;
    FaceEnrolment faces;
    AssistedEnrolment assisted;
    PhotoEnrolment photoFaces;
    Syncer syncer;
    DeviceEnrolment deviceEnrolment;
    PreviewStream preview;
    LogonHandlers logonHandlers;
    SessionHandlers sessionHandlers;
    AssistHandlers assistHandlers;
    VersionWatch versions;
    DeviceHandlers deviceHandlers;
    DiagnosticsUpload upload;
    DiagnosticsHandlers diagnosticsHandlers;
    std::unique_ptr<SessionControl> sessionControl;
    PresenceService presence;
    PresenceHandlers presenceHandlers;
    VaultKeeper vaults;
    HandOver handOver;
    VaultHandlers vaultHandlers;
    Router router;
    std::unique_ptr<LocalServer> server;
};

Result<std::unique_ptr<AgentApplication>> AgentApplication::create(AgentOptions options, const Clock& clock) {
    if (const auto ready = crypto::initialise(); !ready) {
        return propagate(ready.error());
    }
    auto state = AgentState::open(options.stateFolder, clock);
    if (!state) {
        return propagate(state.error());
    }
    const std::string socketPath = options.socketPath;
    auto parts = std::make_unique<Parts>(std::move(options), clock, std::move(*state));
    auto server = LocalServer::listen(socketPath);
    if (!server) {
        return propagate(server.error());
    }
    parts->server = std::move(*server);
    return std::unique_ptr<AgentApplication>(new AgentApplication(std::move(parts)));
}

AgentApplication::AgentApplication(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts)) {
    Parts& p = *m_parts;
    p.camera.setTuning([&p] {
        const domain::Policy& policy = p.state->policies().policy();
        return vision::PictureTuning{policy.cameraRotation, policy.cameraHeight};
    });
    p.attempts.setCameraComing([&p] { return p.sleep->isWakingUp(); });
    p.camera.setWishes([&p] { return wishesOf(p.state->policies().policy()); });
    p.logonHandlers.addTo(p.router);
    p.sessionHandlers.addTo(p.router);
    p.assistHandlers.addTo(p.router);
    p.deviceHandlers.addTo(p.router);
    p.presenceHandlers.addTo(p.router);
    p.diagnosticsHandlers.addTo(p.router);
    p.notices.addTo(p.router);
    p.cameras.addTo(p.router);
    p.osPassword.addTo(p.router);
    p.vaultHandlers.addTo(p.router);
    connect(
        p.server.get(), &LocalServer::requested, this,
        [&p](const Caller& caller, const localipc::Message& message) { p.router.route(caller, message); });
    connect(p.server.get(), &LocalServer::disconnected, this, [&p](const Connection* connection) {
        p.logonHandlers.onDisconnected(connection);
        p.sessionHandlers.onDisconnected(connection);
        p.assistHandlers.onDisconnected(connection);
        p.presenceHandlers.onDisconnected(connection);
        p.diagnosticsHandlers.onDisconnected(connection);
        p.vaultHandlers.onDisconnected(connection);
    });
    connect(&p.syncer, &Syncer::synced, this, [&p] { p.onSynced(); });
    connect(&p.syncer, &Syncer::synced, &p.faces, &FaceEnrolment::noteDecisions);
    connect(&p.syncer, &Syncer::synced, this, &AgentApplication::synced);
    connect(&p.syncer, &Syncer::roundEnded, &p.pictures, [&p](bool isGood) {
        if (isGood) {
            p.pictures.send();
            p.keptPictures.work();
            p.upload.send();
        }
    });
    connect(
        &p.syncer, &Syncer::expelled, this, [&p] { p.forget(); }, Qt::QueuedConnection);
    connect(p.sleep.get(), &SleepGuard::fellAsleep, this, [&p] {
        p.attempts.cancel();
        p.vaults.closeAll();
        p.presence.setAsleep(true);
    });
    connect(&p.presence, &PresenceService::locked, &p.vaults, &VaultKeeper::close);
    connect(p.sleep.get(), &SleepGuard::awoke, this, [&p] { p.presence.setAsleep(false); });
    p.events.whenAdded([&p] { p.syncer.eventAdded(); });
    if (p.state->wasReset()) {
        p.events.note("device", "STORE_RESET", "err");
    }
    p.versions.begin(p.events);
    p.osPassword.tellInterrupted();
    p.reconnect();
    log::info("agent.started", {{"version", KAOMON_VERSION},
                                {"state", p.state->deviceState()},
                                {"socket", p.options.socketPath},
                                {"protection", p.state->cache().protectionName()}});
}

AgentApplication::~AgentApplication() {
    m_parts->server.reset(); // nobody is answered from here on
    m_parts->attempts.cancel();
    m_parts->enrolments.cancel();
    m_parts->watch.reset();
    m_parts->syncer.setLink(nullptr);
    m_parts->sessions.setLink(nullptr);
    m_parts->pictures.setApi(nullptr);
    m_parts->keptPictures.setApi(nullptr);
    m_parts->upload.setApi(nullptr);
}

// Sent when the PC is up again: what nobody hears of at the time is known afterwards.
void AgentApplication::noteStop() {
    m_parts->events.note("device", "SERVICE_STOP", "info");
}

void AgentApplication::noteBrokenOff() {
    wire::EventDetail detail;
    detail.reason = wireName(ErrorCode::Internal);
    m_parts->events.note("device", "SERVICE_STOP", "err", std::move(detail));
}

void AgentApplication::syncNow() {
    m_parts->syncer.syncNow();
}

void AgentApplication::closeSessionOf(uint uid) {
    m_parts->vaults.close(uid);
}

} // namespace kaomon::agent
