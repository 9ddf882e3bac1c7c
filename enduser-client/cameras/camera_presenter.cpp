// SPDX-License-Identifier: GPL-3.0-or-later
#include "cameras/camera_presenter.h"

#include <algorithm>

namespace kaomon::cameras {

using agentlink::Answer;
using localipc::Message;

namespace {

constexpr std::int64_t kMost = 16; // cameras in one answer of the agent

} // namespace

CameraPresenter::CameraPresenter(agentlink::AgentLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link) {}

bool CameraPresenter::isOffered() const {
    const bool isMissing =
        !m_chosen.isEmpty() && std::ranges::none_of(m_cameras, [this](const Camera& camera) {
            return camera.name == m_chosen || camera.id == m_chosen;
        });
    return m_cameras.size() > 1 || isMissing;
}

void CameraPresenter::refresh() {
    m_link.request({.type = "cameras", .id = 0, .fields = {}})
        .then(this, [this, generation = ++m_generation](const Answer& answer) {
            if (answer && generation == m_generation) {
                take(*answer);
            }
        });
}

void CameraPresenter::take(const Message& list) {
    m_cameras.clear();
    const std::int64_t shown = std::clamp<std::int64_t>(list.integer("shown").value_or(0), 0, kMost);
    for (std::int64_t i = 0; i < shown; ++i) {
        const std::string key = "camera" + std::to_string(i);
        m_cameras.push_back({QString::fromStdString(list.text(key + ".id")),
                             QString::fromStdString(list.text(key + ".name")), list.flag(key + ".refused")});
    }
    m_chosen = QString::fromStdString(list.text("chosen"));
    emit changed();
}

void CameraPresenter::choose(const QString& name) {
    if (m_isBusy) {
        return;
    }
    m_isBusy = true;
    m_fault.reset();
    emit changed();
    Message message{"chooseCamera", 0, {}};
    message.set("camera", name.toStdString());
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) {
        m_isBusy = false;
        m_fault = answer ? std::nullopt : std::optional(answer.error().code);
        emit changed();
        refresh();
    });
}

} // namespace kaomon::cameras
