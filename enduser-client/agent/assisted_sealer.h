// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "agent/refused_face.h"
#include "capture/camera_info.h"
#include "crypto/face_voucher.h"
#include "vision/model_pack.h"

namespace kaomon::agent {

// A face that was taken for somebody else: sealed, and what this PC says of it. It counts nowhere until the
// administrator of the ticket has vouched for it.
struct AssistedFace {
    wire::FaceTemplate face;
    Bytes witness; // encoded crypto::SignedRecord of a crypto::FaceWitness
    crypto::FaceStanding standing = crypto::FaceStanding::Other;
    int frames = 0;
};

// What an administrator has signed, and how this PC is to call the face.
struct AssistedOrder {
    crypto::EnrolmentTicket ticket;
    UserId user;
    TemplateId face;
    ConsentId consent;
    std::string label;
};

// Reads an administrator's ticket, and seals and witnesses what was made on it; the same for the camera and
// for photographs. Nothing is kept and nothing is sent. Main thread.
class AssistedSealer {
public:
    // What was made on the order.
    struct Made {
        const vision::Template& face;
        const vision::ThresholdTable& thresholds;
        int quality = 0;
        capture::CameraInfo camera = {}; // empty: from photographs
    };

    AssistedSealer(AgentState& state, EventLog& events, const Clock& clock)
        : m_state(state)
        , m_events(events)
        , m_clock(clock) {}

    // `ticket` is an encoded crypto::SignedRecord. ErrorCode::DeviceNotEnrolled, KeyUnavailable (no face key,
    // or no manifest yet), those of EnrolmentTicket::verify(), Forbidden (a ticket for another PC or tenant),
    // ValidationFailed (for another source, or too long a label).
    [[nodiscard]] Result<AssistedOrder> read(const Bytes& ticket, const std::string& label,
                                             crypto::FaceSource source) const;
    // Whether the policy lets this person have one more face. ErrorCode::Conflict.
    [[nodiscard]] Status checkRoom(const UserId& user, const vision::ModelPack* models) const;
    // Leaves an event. ErrorCode::DuplicatePerson, DeviceNotEnrolled (thrown out meanwhile), and those of the
    // store.
    [[nodiscard]] Result<AssistedFace> seal(const AssistedOrder& order, const Made& made);

    // Leaves an event where `reason` is that the pictures were not good enough, or the face somebody else's.
    void tellRefused(const AssistedOrder& order, ErrorCode reason, RefusedFace face = {}) const;

    static constexpr std::size_t kLongestLabel = 100; // bytes

private:
    [[nodiscard]] Result<crypto::FaceStanding> standingOf(const AssistedOrder& order, const Made& made) const;
    [[nodiscard]] AssistedFace sealed(const AssistedOrder& order, const Made& made,
                                      crypto::FaceStanding standing) const;
    [[nodiscard]] Status record(const AssistedOrder& order, const AssistedFace& face, const Made& made);

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
};

} // namespace kaomon::agent
