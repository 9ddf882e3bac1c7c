// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>

#include <iostream>

#include "stages_command.h"
#include "verify_command.h"

int main(int argc, char** argv) {
    CLI::App app("Measures the face engine: accuracy on labelled pictures and time per stage");
    app.require_subcommand(1);
    const std::string models = "out/models/registry";

    kaomon::bench::VerifyOptions verify;
    verify.models = models;
    CLI::App* verifyCommand = app.add_subcommand("verify", "accuracy on labelled pairs of pictures");
    verifyCommand->add_option("--pictures", verify.pictures, "folder with <person>/<picture>")->required();
    verifyCommand->add_option("--pairs", verify.pairs, "lines: picture TAB picture TAB 1|0");
    verifyCommand->add_option("--json", verify.json, "where the figures go")->required();
    verifyCommand->add_option("--models", verify.models, "folder of the model pack")->capture_default_str();
    verifyCommand->add_option("--frame", verify.frame,
                              "put each picture in a frame of this size, as a camera would");
    verifyCommand->add_flag("--all-pairs", verify.allPairs,
                            "also every picture with every other, and templates");

    kaomon::bench::StagesOptions stages;
    stages.models = models;
    CLI::App* stagesCommand = app.add_subcommand("stages", "milliseconds per stage");
    stagesCommand->add_option("--pictures", stages.pictures, "folder with pictures")->required();
    stagesCommand->add_option("--frame", stages.frame, "size of the frames")->capture_default_str();
    stagesCommand->add_option("--threads", stages.threads, "measure 1 to this many threads")
        ->capture_default_str();
    stagesCommand->add_option("--count", stages.count, "how many frames")->capture_default_str();
    stagesCommand->add_option("--models", stages.models, "folder of the model pack")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    const kaomon::Status done =
        verifyCommand->parsed() ? kaomon::bench::runVerify(verify) : kaomon::bench::runStages(stages);
    if (!done) {
        std::cerr << "kaomon-face-bench: " << kaomon::wireName(done.error().code) << ": "
                  << done.error().detail << '\n';
        return 1;
    }
    return 0;
}
