// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-agent with photographs in place of the camera: each time that the camera is turned on, those whose
// paths stand in the file KAOMON_TEST_PICTURES, one on each line.
#include <cstdlib>
#include <fstream>

#include "agent/agent_command.h"
#include "support/camera/picture_source.h"

namespace {

using namespace kaomon;

class Album final : public capture::FrameSource {
public:
    Status start() override {
        const char* list = std::getenv("KAOMON_TEST_PICTURES");
        std::ifstream file(list != nullptr ? list : "");
        std::vector<std::filesystem::path> pictures;
        for (std::string line; std::getline(file, line);) {
            pictures.emplace_back(line);
        }
        const Status shown = m_source.show(pictures);
        return shown ? m_source.start() : shown;
    }
    void stop() override { m_source.stop(); }
    [[nodiscard]] bool isRunning() const override { return m_source.isRunning(); }
    [[nodiscard]] capture::LatestFrame& frames() override { return m_source.frames(); }

private:
    testing::PictureSource m_source;
};

} // namespace

int main(int argc, char** argv) {
    return agent::runAgentCommand(argc, argv, [] { return std::make_unique<Album>(); });
}
