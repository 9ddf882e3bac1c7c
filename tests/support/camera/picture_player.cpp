// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/camera/picture_player.h"

#include <utility>

#include "base/clock.h"
#include "vision/picture.h"

namespace kaomon::testing {
namespace {

constexpr int kFramesUntilDone = 12;

std::vector<std::string> splitTabs(std::string_view line) {
    std::vector<std::string> fields;
    while (!line.empty()) {
        const std::size_t tab = line.find('\t');
        fields.emplace_back(line.substr(0, tab));
        line = tab == std::string_view::npos ? std::string_view{} : line.substr(tab + 1);
    }
    return fields;
}

std::string jsonString(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out + '"';
}

std::string timeField() {
    return "{\"time\":\"" + toRfc3339(SystemClock().now()) + "\",";
}

} // namespace

bool PicturePlayer::command(std::string_view line) {
    const std::vector<std::string> fields = splitTabs(line);
    if (fields.size() < 2) {
        return true;
    }
    Scene scene;
    scene.commandId = fields[0];
    if (fields[1] == "quit") {
        return false;
    }
    if (fields[1] == "show" && fields.size() >= 4) {
        scene.person = fields[2];
        scene.files.assign(fields.begin() + 3, fields.end());
        for (const std::string& file : scene.files) {
            const Result<vision::Frame> photograph = vision::loadPicture(file);
            if (!photograph) {
                logCommand("refused", scene.commandId, "cannot read " + file);
                return true;
            }
            scene.photographs.emplace_back(*photograph);
        }
    } else if (fields[1] != "blank") {
        logCommand("refused", scene.commandId, "unknown command");
        return true;
    }
    install(std::move(scene));
    return true;
}

void PicturePlayer::install(Scene scene) {
    const std::lock_guard lock(m_mutex);
    m_scene = std::move(scene);
    m_moment = {};
    m_shown = -1;
    m_framesOfScene = 0;
}

vision::Frame PicturePlayer::next(std::chrono::milliseconds elapsed) {
    const std::lock_guard lock(m_mutex);
    m_moment += elapsed;
    vision::Frame frame;
    if (m_scene.photographs.empty()) {
        frame = m_background.compose(m_moment);
        if (m_shown < 0) {
            logPicture({}, {});
            m_shown = 0;
        }
    } else {
        const auto index =
            static_cast<long>(static_cast<std::size_t>(m_moment / m_hold) % m_scene.photographs.size());
        if (index != m_shown) {
            logPicture(m_scene.person, m_scene.files[static_cast<std::size_t>(index)]);
            m_shown = index;
        }
        frame = m_scene.photographs[static_cast<std::size_t>(index)].compose(m_moment);
    }
    if (++m_framesOfScene == kFramesUntilDone) {
        logCommand("done", m_scene.commandId, {});
    }
    return frame;
}

void PicturePlayer::logPicture(const std::string& person, const std::string& file) {
    const std::string line = timeField() + "\"event\":\"picture\",\"person\":" + jsonString(person) +
                             ",\"file\":" + jsonString(file) + "}\n";
    std::fputs(line.c_str(), m_log);
    std::fflush(m_log);
}

void PicturePlayer::logCommand(std::string_view event, const std::string& id, const std::string& detail) {
    const std::string line = timeField() + "\"event\":" + jsonString(event) + ",\"id\":" + jsonString(id) +
                             ",\"detail\":" + jsonString(detail) + "}\n";
    std::fputs(line.c_str(), m_log);
    std::fflush(m_log);
}

} // namespace kaomon::testing
