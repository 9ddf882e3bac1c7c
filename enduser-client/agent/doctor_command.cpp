// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/doctor_command.h"

#include <chrono>
#include <iostream>

#include "agent/doctor_facts.h"
#include "localipc/blocking_client.h"
#include "vision/face_engine.h"
#include "vision/self_test.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

constexpr auto kPictureTime = 8s;
// The first pictures of a camera are dark until it has found its exposure.
constexpr int kSettlingFrames = 10;

std::optional<localipc::Message> askStatus(const std::string& socketPath) {
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    auto client = localipc::BlockingClient::connect(socketPath, deadline);
    if (!client) {
        return std::nullopt;
    }
    localipc::Message request{"status", 0, {}};
    const auto id = client->send(request, deadline);
    if (!id) {
        return std::nullopt;
    }
    auto reply = client->receiveFor(*id, deadline);
    return reply && reply->type == "status" ? std::optional(std::move(*reply)) : std::nullopt;
}

std::optional<ErrorCode> modelFault(const std::string& folder) {
    const auto pack = vision::ModelPack::open(folder);
    if (!pack) {
        return pack.error().code;
    }
    const auto engine = vision::FaceEngine::create(*pack);
    if (!engine) {
        return engine.error().code;
    }
    const auto tested = vision::selfTest(**engine, *pack);
    return tested ? std::nullopt : std::optional(tested.error().code);
}

double brightnessOf(const vision::Frame& frame) {
    std::uint64_t sum = 0;
    for (int y = 0; y < frame.height; ++y) {
        const std::uint8_t* row = frame.row(y);
        for (int x = 0; x < frame.width * 3; x += 3) {
            // Rec. 601 weights in 1/256, blue first.
            sum += (29U * row[x] + 150U * row[x + 1] + 77U * row[x + 2]) >> 8U;
        }
    }
    return static_cast<double>(sum) / (static_cast<double>(frame.width) * frame.height);
}

void lookThroughCamera(capture::FrameSource& source, DoctorFacts& facts) {
    if (const auto started = source.start(); !started) {
        facts.pictureFault = started.error().code;
        return;
    }
    const auto deadline = std::chrono::steady_clock::now() + kPictureTime;
    std::uint64_t last = source.frames().generation();
    for (int seen = 0; seen < kSettlingFrames && std::chrono::steady_clock::now() < deadline;) {
        const auto frame = source.frames().waitNewer(last, 500ms);
        if (frame && frame->frame.isValid()) {
            last = frame->generation;
            facts.brightness = brightnessOf(frame->frame);
            ++seen;
        } else if (!frame && frame.error().code != ErrorCode::Timeout) {
            facts.pictureFault = frame.error().code;
            break;
        }
    }
    if (!facts.brightness && !facts.pictureFault) {
        facts.pictureFault = ErrorCode::Timeout;
    }
    source.stop();
}

} // namespace

int runDoctor(const DoctorOptions& options) {
    DoctorFacts facts;
    facts.osRelease = systemRelease(options.osRelease);
    facts.status = askStatus(options.socketPath);
    facts.modelFault = modelFault(options.modelsFolder);
    facts.camera = capture::CameraProbe().state();
    const auto camera = options.makeCamera();
    lookThroughCamera(*camera, facts);
    addLogonFacts(facts, options.pamFolder, options.passwordHelper);
    bool isAnyBad = false;
    for (const Finding& finding : examine(facts)) {
        isAnyBad = isAnyBad || finding.health == Health::Bad;
        const DoctorText text = describe(finding, options.language);
        if (options.isForScripts) {
            std::cout << nameOf(finding.health) << '\t' << finding.code << '\t' << finding.value << '\n';
            continue;
        }
        const char* mark = finding.health == Health::Good  ? "[ OK ]"
                           : finding.health == Health::Bad ? "[ NG ]"
                                                           : "[ !! ]";
        std::cout << mark << ' ' << text.subject << ": " << text.sentence << '\n';
        if (!text.nextStep.empty()) {
            std::cout << "       -> " << text.nextStep << '\n';
        }
    }
    return isAnyBad ? 1 : 0;
}

} // namespace kaomon::agent
