// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <iostream>

#include "calibrate_command.h"
#include "more_commands.h"
#include "stages_command.h"
#include "verify_command.h"

namespace {

using namespace kaomon::bench;

std::string modelsFolder;
std::string packName = "registry";

// As a developer has them, else as the packages install them.
std::string models() {
    if (!modelsFolder.empty()) {
        return modelsFolder;
    }
    const std::string own = "out/models/" + packName;
    std::error_code problem;
    return std::filesystem::exists(own, problem) ? own : KAOMON_PACKS_FOLDER "/" + packName;
}

void addJson(CLI::App* command, std::string& json) {
    command->add_option("--json", json, "where the figures go");
}

using Run = std::function<kaomon::Status()>;

CLI::App* addVerify(CLI::App& app, VerifyOptions& options) {
    CLI::App* command = app.add_subcommand("verify", "accuracy on labelled pairs of pictures");
    command->add_option("--pictures", options.pictures, "folder with <person>/<picture>")->required();
    command->add_option("--pairs", options.pairs, "lines: picture TAB picture TAB 1|0");
    command->add_option("--json", options.json, "where the figures go")->required();
    command->add_option("--frame", options.frame,
                        "put each picture in a frame of this size, as a camera would");
    command->add_flag("--all-pairs", options.allPairs, "also every picture with every other, and templates");
    command->add_option("--plots", options.plots,
                        "folder for det.png and roc.png, of all pairs where those are asked for");
    return command;
}

CLI::App* addStages(CLI::App& app, StagesOptions& options) {
    CLI::App* command = app.add_subcommand("speed", "milliseconds per stage")->alias("stages");
    command->add_option("--pictures", options.pictures, "folder with pictures")->required();
    command->add_option("--frame", options.frame, "size of the frames")->capture_default_str();
    command->add_option("--threads", options.threads, "measure 1 to this many threads")
        ->capture_default_str();
    command->add_option("--count", options.count, "how many frames")->capture_default_str();
    addJson(command, options.json);
    return command;
}

CLI::App* addLiveness(CLI::App& app, LivenessOptions& options) {
    CLI::App* command = app.add_subcommand("liveness", "attacks that pass and living people who are refused");
    command->add_option("--list", options.list, "lines: picture or video TAB live|spoof [TAB kind]")
        ->required();
    addJson(command, options.json);
    return command;
}

CLI::App* addSimulate(CLI::App& app, SimulateOptions& options) {
    CLI::App* command =
        app.add_subcommand("simulate", "films like attacks, made of photographs, for liveness --list");
    command->add_option("--pictures", options.pictures, "folder with <person>/<picture>")->required();
    command->add_option("--out", options.out, "folder for the films and list.tsv")->required();
    command->add_option("--count", options.count, "how many people at most")->capture_default_str();
    return command;
}

CLI::App* addDetect(CLI::App& app, const char* name, const char* about, DetectOptions& options) {
    CLI::App* command = app.add_subcommand(name, about);
    command->add_option("--pictures", options.pictures, "folder with pictures of one face each")->required();
    command->add_option("--count", options.count, "how many pictures")->capture_default_str();
    addJson(command, options.json);
    return command;
}

CLI::App* addPresence(CLI::App& app, PresenceOptions& options) {
    CLI::App* command = app.add_subcommand("presence", "what watching an open session costs and notices");
    command->add_option("--pictures", options.pictures, "folder with <person>/<picture>")->required();
    command->add_option("--people", options.people, "how many people at most")->capture_default_str();
    addJson(command, options.json);
    return command;
}

CLI::App* addCalibrate(CLI::App& app, CalibrateOptions& options) {
    CLI::App* command =
        app.add_subcommand("calibrate", "what the pack's thresholds do to your own people; changes nothing");
    command->add_option("--pictures", options.pictures, "folder with <person>/<picture>")->required();
    command->add_option("--out", options.out, "where the suggestion goes (JSON)")->required();
    return command;
}

CLI::App* addIdentify(CLI::App& app, IdentifyOptions& options) {
    CLI::App* command = app.add_subcommand(
        "identify", "time of one search among many templates; with pictures, how often it is wrong");
    command->add_option("--templates", options.templates, "how many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--probes", options.probes, "searches")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    command->add_option("--pictures", options.pictures, "folder with <person>/<picture>");
    command->add_option("--sizes", options.sizes, "how many people, such as 10,50,150")
        ->delimiter(',')
        ->capture_default_str();
    command->add_option("--draws", options.draws, "drawings of people for each size")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    addJson(command, options.json);
    return command;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Measures the face engine: accuracy, liveness, detection, search and speed");
    app.set_version_flag("--version", KAOMON_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--models", modelsFolder, "folder of the model pack");
    app.add_option("--pack", packName, "name of the pack below out/models or " KAOMON_PACKS_FOLDER)
        ->capture_default_str();
    VerifyOptions verify;
    StagesOptions stages;
    LivenessOptions liveness;
    SimulateOptions simulate;
    DetectOptions detect;
    DetectOptions blink;
    IdentifyOptions identify;
    PresenceOptions presence;
    CalibrateOptions calibrate;
    CLI::App* detectCommand =
        addDetect(app, "detect", "faces found when small, dark, tilted or masked, and false alarms", detect);
    detectCommand->add_option("--without-faces", detect.empty, "folder with pictures of no face at all");
    const std::vector<std::pair<CLI::App*, Run>> commands{
        {addVerify(app, verify),
         [&] {
             verify.models = models();
             return runVerify(verify);
         }},
        {addStages(app, stages),
         [&] {
             stages.models = models();
             return runStages(stages);
         }},
        {addLiveness(app, liveness),
         [&] {
             liveness.models = models();
             return runLiveness(liveness);
         }},
        {addSimulate(app, simulate),
         [&] {
             simulate.models = models();
             return runSimulate(simulate);
         }},
        {detectCommand,
         [&] {
             detect.models = models();
             return runDetect(detect);
         }},
        {addDetect(app, "blink", "what the checks for blinks and turns make of moved photographs", blink),
         [&] {
             blink.models = models();
             return runBlink(blink);
         }},
        {addPresence(app, presence),
         [&] {
             presence.models = models();
             return runPresence(presence);
         }},
        {addCalibrate(app, calibrate),
         [&] {
             calibrate.models = models();
             return runCalibrate(calibrate);
         }},
        {addIdentify(app, identify),
         [&] {
             identify.models = models();
             return runIdentify(identify);
         }},
        {app.add_subcommand("selftest", "the figures of the self-test"),
         [] { return runSelfTest(models()); }},
    };
    CLI11_PARSE(app, argc, argv);
    for (const auto& [command, run] : commands) {
        if (!command->parsed()) {
            continue;
        }
        if (const kaomon::Status done = run(); !done) {
            std::cerr << "kaomon-face-bench: " << kaomon::wireName(done.error().code) << ": "
                      << done.error().detail << '\n';
            return 1;
        }
    }
    return 0;
}
