// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include <QObject>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "agent/face_camera.h"
#include "client/api_client.h"

namespace kaomon::agent {

// Pictures of enrolments, where the policy keeps them (`enroll_keep_pictures`, off by default). After each
// good round with the server: sends those that were taken here; has those erased that the policy keeps no
// more; and where this PC has another model pack than the one that made a face, makes that face anew of its
// pictures. What is made stays on this PC, beside the enrolled template, which remains what was signed and
// approved: every PC makes its own, so that no PC has to be believed and no consent, approval or seat is
// asked for again. One thing at a time; gives up until the next round at the first that the server cannot
// answer now. Main thread.
class PictureKeeper final : public QObject {
    Q_OBJECT
public:
    PictureKeeper(AgentState& state, FaceCamera& camera, EventLog& events, const Clock& clock);

    // Null: no server at the moment. `api` outlives this object or the next call.
    void setApi(client::ApiClient* api);
    // Nothing while it is at work already.
    void work();

signals:
    // Nothing is left to do, or the rest has to wait.
    void rested();

private:
    // False when there was nothing to do.
    [[nodiscard]] bool sendNext();
    [[nodiscard]] bool eraseNext();
    [[nodiscard]] bool makeNext();
    void next();
    void rest();
    void onPictures(const PicturePlace& place, const Bytes& sealed);
    void onMade(const PicturePlace& place, const Result<vision::Template>& made);
    [[nodiscard]] Status keep(const PicturePlace& place, const vision::Template& made);
    [[nodiscard]] const TemplateStore::Enrolled* enrolled(const PicturePlace& place) const;
    void giveUp(const std::string& id, const Error& reason);
    void drop(const std::string& id);

    AgentState& m_state;
    FaceCamera& m_camera;
    EventLog& m_events;
    const Clock& m_clock;
    client::ApiClient* m_api = nullptr;
    std::set<std::string> m_givenUp; // of nothing can be made here, by template id; until the next start
    std::uint64_t m_turn = 0;        // an answer of an earlier link is passed over
    bool m_isAtWork = false;
};

} // namespace kaomon::agent
