// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/preview_stream.h"

#include <algorithm>
#include <cmath>

namespace kaomon::agent {

void PreviewStream::subscribe(const Caller& caller) {
    m_subscribers.insert_or_assign(caller.connection.data(), caller);
    update();
}

void PreviewStream::unsubscribe(const Connection* connection) {
    m_subscribers.erase(connection);
    update();
}

void PreviewStream::begin(uid_t uid) {
    m_uid = uid;
    update();
}

void PreviewStream::end() {
    m_uid.reset();
    update();
}

void PreviewStream::update() {
    m_isWanted = m_uid && std::ranges::any_of(m_subscribers, [this](const auto& entry) {
                     return entry.second.uid == *m_uid;
                 });
}

void PreviewStream::deliver(const Look& look) {
    if (look.jpeg.isEmpty() || !m_uid) {
        return;
    }
    for (const auto& [connection, caller] : m_subscribers) {
        if (caller.uid != *m_uid || !caller.connection || caller.connection->isCongested()) {
            continue;
        }
        localipc::Message message{"previewFrame", caller.requestId, {}};
        const Bytes& jpeg = look.jpeg.reveal();
        message.set("jpeg", {reinterpret_cast<const char*>(jpeg.data()), jpeg.size()});
        message.setInteger("width", look.frameWidth);
        message.setInteger("height", look.frameHeight);
        message.setFlag("good", look.analysis.isUsable());
        if (const vision::Face* face = look.analysis.mainFace()) {
            message.setInteger("x", std::lround(face->box.x));
            message.setInteger("y", std::lround(face->box.y));
            message.setInteger("w", std::lround(face->box.width));
            message.setInteger("h", std::lround(face->box.height));
        }
        caller.reply(std::move(message));
    }
}

} // namespace kaomon::agent
