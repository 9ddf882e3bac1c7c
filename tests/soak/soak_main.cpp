// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs one fault or abuse case against a server of its own, on the database named by KAOMON_TEST_BACKEND.
// Exit code 0: the case holds; with --plant: the planted fault was noticed.
#include <cstdio>
#include <map>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "soak_context.h"
#include "support/server/test_economy.h"

int main(int argc, char** argv) {
    using namespace kaomon::soak;
    const std::map<std::string, Case> cases{
        {"F1", killedWhileWriting}, {"F2", copiedWhileFrozen}, {"F3", replicasFollow},
        {"F4", noLostUpdate},       {"F5", databaseRestarts},  {"F6", nodesAreKilled},
        {"F7", lostAnswers},        {"F8", diskIsFull},        {"F9", clockJumps},
        {"F10", serverAway},        {"F14", rollingRestart},   {"A1", fuzzedRequests},
        {"A2", documentedAnswers},  {"A3", smuggling},         {"A4", slowClients},
        {"A5", idleConnections},    {"A6", handshakeFlood},    {"A7", signInSpray},
        {"A9", replayedRequests},   {"A12", redScript},        {"A14", injectedTexts},
        {"A15", hostileArchives},   {"A16log", tamperedLog},   {"A17", canaries},
        {"A19", steadyLoad},        {"M1", mailHeaders},       {"M2", mailOnTwoNodes},
        {"M3", maintenanceEdges},   {"import", largeImport},   {"E1", eventsOnce},
        {"E2", openingsAreLogged},  {"OTP", groundPasswords},  {"A7logins", loginsAreNotToldApart},
        {"A10rows", changedRows}};
    Options options;
    CLI::App app("Fault and abuse cases of the sync server");
    app.add_option("name", options.name, "the case")->required();
    app.add_flag("--full", options.isFull, "the whole size instead of the scaled-down one");
    app.add_option("--plant", options.plant, "a fault in the server that must be noticed");
    app.add_option("--json", options.jsonFile, "also write the result here");
    CLI11_PARSE(app, argc, argv);
    const auto found = cases.find(options.name);
    if (found == cases.end()) {
        std::fprintf(stderr, "no case %s\n", options.name.c_str());
        return 2;
    }
    if (options.isFull) {
        kaomon::test::saveNothing();
    }
    QCoreApplication qt(argc, argv);
    SoakContext soak(options);
    if (soak.start()) {
        found->second(soak);
    }
    soak.report();
    if (!soak.isReady()) {
        return 2; // never taken for a fault that was noticed
    }
    return soak.violations().empty() == options.plant.empty() ? 0 : 1;
}
