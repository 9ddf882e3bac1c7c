// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent_command.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "agent/agent_application.h"
#include "agent/doctor_command.h"
#include "agent/model_fetch.h"
#include "agent/removal_lock.h"
#include "agent/system_host.h"
#include "base/log.h"
#include "capture/camera_source.h"
#include "client/enrolment_bundle.h"
#include "diagnostics/log_keeper.h"
#include "localipc/blocking_client.h"
#include "vision/self_test.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

struct Arguments {
    AgentOptions options;
    std::vector<std::string> cameras;
    std::string cameraHelper;
    std::string bundleFile;
    client::EnrolmentBundle bundle; // given piece by piece
    std::string tenantId;
    std::string code;
    std::string deviceName;
    FrameSourceFactory pictures; // in place of the camera; of tests
    std::string manifests;
    std::string pack;
    std::vector<std::string> from;
    std::string pamFolder = "/etc/pam.d";
    std::string language;
    bool isForScripts = false;
    bool isService = false;
    int warmMs = 5000;
    int syncSeconds = 300;
};

int complain(const Error& error) {
    std::cerr << "kaomon-agent: " << wireName(error.code) << (error.detail.empty() ? "" : ": ")
              << error.detail << '\n';
    return 1;
}

// Lines go to standard error as ever, and are kept for whoever asks for help.
std::shared_ptr<diagnostics::LogKeeper> keepLog(const std::string& folder) {
    auto keeper = diagnostics::LogKeeper::open(folder + "/agent.jsonl");
    if (!keeper) {
        log::warning("agent.log_not_kept", {{"detail", keeper.error().detail}});
        return nullptr;
    }
    log::setSink([kept = *keeper](log::Level level, std::string_view line) {
        const std::string text = std::string(line) + '\n';
        std::fwrite(text.data(), 1, text.size(), stderr);
        kept->add(line);
        tellSystemLog(level, line);
    });
    return *keeper;
}

void useCamera(Arguments& arguments) {
    const capture::CameraOptions camera{arguments.cameraHelper, arguments.cameras};
    arguments.options.makeCamera = arguments.pictures ? arguments.pictures : [camera] {
        return std::make_unique<capture::CameraSource>(camera);
    };
    arguments.options.listCameras = [camera] { return capture::listCameras(camera); };
}

int run(int argc, char** argv, Arguments arguments) {
    hideMemory();
    if (!prepareStateFolder(arguments.options.stateFolder)) {
        return complain(Error(ErrorCode::StorageFailed, "the state folder is not the agent's own"));
    }
    const std::string logFolder = arguments.options.stateFolder + "/log";
    const auto keeper = keepLog(logFolder);
    arguments.options.eraseLog = [keeper, notes = logFolder + "/crashes.jsonl"] {
        std::error_code ignored;
        std::filesystem::remove(notes, ignored);
        if (keeper) {
            keeper->erase();
        }
    };
    QCoreApplication application(argc, argv);
    const auto events = SystemEvents::ofThisProcess();
    QObject::connect(events.get(), &SystemEvents::stopAsked, &application, &QCoreApplication::quit);

    arguments.options.warmTime = std::chrono::milliseconds(arguments.warmMs);
    arguments.options.syncInterval = std::chrono::seconds(arguments.syncSeconds);
    useCamera(arguments);
    const SystemClock clock;
    const auto agent = AgentApplication::create(std::move(arguments.options), clock);
    if (!agent) {
        log::error("agent.start", {{"code", wireName(agent.error().code)}, {"detail", agent.error().detail}});
        return complain(agent.error());
    }
    QObject::connect(events.get(), &SystemEvents::sessionClosed, agent->get(),
                     &AgentApplication::closeSessionOf);
    // Not before: a second agent that found the first one running leaves its mark alone.
    const diagnostics::RunMark mark(logFolder + "/agent.running", logFolder + "/crashes.jsonl",
                                    "kaomon-agent", KAOMON_VERSION);
    if (mark.hasBrokenOff()) {
        log::warning("agent.broke_off_before");
        (*agent)->noteBrokenOff();
    }
    tellServiceRuns();
    const int code = QCoreApplication::exec();
    (*agent)->noteStop();
    log::info("agent.stopped");
    return code;
}

Result<localipc::Message> ask(const std::string& socket, localipc::Message request,
                              std::chrono::seconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    auto client = localipc::BlockingClient::connect(socket, deadline);
    if (!client) {
        return propagate(client.error());
    }
    const auto id = client->send(request, deadline);
    request.wipe();
    if (!id) {
        return propagate(id.error());
    }
    auto reply = client->receiveFor(*id, deadline);
    if (reply && reply->type == "error") {
        return fail(errorCodeFromWire(reply->text("code")).value_or(ErrorCode::Internal),
                    reply->text("detail"));
    }
    return reply;
}

int print(const Result<localipc::Message>& reply) {
    if (!reply) {
        return complain(reply.error());
    }
    for (const auto& [key, value] : reply->fields) {
        std::cout << key << '=' << value << '\n';
    }
    return 0;
}

// The text of the file, or what it would say: installers have the values one by one.
Result<SecretString> bundleText(Arguments& arguments) {
    if (!arguments.bundleFile.empty()) {
        std::ifstream file(arguments.bundleFile, std::ios::binary);
        return file
                   ? Result<SecretString>(SecretString(std::string(std::istreambuf_iterator<char>(file), {})))
                   : fail(ErrorCode::NotFound, "the bundle file cannot be read");
    }
    const auto tenant = TenantId::parse(arguments.tenantId);
    if (!tenant) {
        return fail(ErrorCode::ValidationFailed,
                    "--bundle, or --server with --tenant, --code, --pin and --root");
    }
    arguments.bundle.tenant = *tenant;
    arguments.bundle.tenantName = arguments.tenantId; // the server tells its name
    arguments.bundle.code = SecretString(std::move(arguments.code));
    return arguments.bundle.encode();
}

int enrol(Arguments& arguments) {
    const auto bundle = bundleText(arguments);
    if (!bundle) {
        return complain(bundle.error());
    }
    localipc::Message request{"enrolDevice", 0, {}};
    request.set("bundle", bundle->reveal());
    request.set("name", arguments.deviceName);
    return print(ask(arguments.options.socketPath, std::move(request), 60s));
}

// --language first, then what the environment says, as setlocale() reads it.
DoctorLanguage languageOf(const std::string& asked) {
    std::string name = asked;
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = name.empty() ? std::getenv(variable) : nullptr;
        name = value != nullptr ? value : name;
    }
    return name.starts_with("ja") ? DoctorLanguage::Japanese : DoctorLanguage::English;
}

int examineThisPc(int argc, char** argv, const Arguments& arguments) {
    const QCoreApplication application(argc, argv); // for the camera's helper
    DoctorOptions options;
    options.socketPath = arguments.options.socketPath;
    options.modelsFolder = arguments.options.modelsFolder;
    options.pamFolder = arguments.pamFolder;
    options.passwordHelper = arguments.options.passwordHelper;
    options.language = languageOf(arguments.language);
    options.isForScripts = arguments.isForScripts;
    options.makeCamera = [camera = capture::CameraOptions{arguments.cameraHelper, arguments.cameras}] {
        return std::make_unique<capture::CameraSource>(camera);
    };
    return runDoctor(options);
}

std::string placeOf(const vision::ModelSource& source) {
    if (!source.url.empty()) {
        return source.url;
    }
    if (!source.debian.empty()) {
        return "Debian source " + source.debian;
    }
    return source.npm.empty() ? source.note : "npm " + source.npm;
}

int listModels(const Arguments& arguments, bool isVerify) {
    const std::filesystem::path folder = arguments.options.modelsFolder;
    const auto pack = isVerify ? vision::ModelPack::open(folder) // checks every file
                               : vision::ModelPack::describe(folder / "manifest.json", folder);
    if (!pack) {
        return complain(pack.error());
    }
    std::cout << "pack=" << pack->name() << "\nmodel_id=" << pack->modelId() << '\n';
    for (const vision::ModelFile& file : pack->files()) {
        std::cout << vision::roleName(file.role) << '\t' << file.name << '\t' << file.bytes << '\t'
                  << file.sha256 << '\t' << file.licence << '\t' << placeOf(file.source) << '\t'
                  << file.purpose << (isVerify ? "\tverified" : "") << '\n';
    }
    if (!isVerify) {
        return 0;
    }
    // Whole files may still compute something else on this machine.
    const auto engine = vision::FaceEngine::create(*pack);
    if (!engine) {
        return complain(engine.error());
    }
    const auto tested = vision::selfTest(**engine, *pack);
    if (!tested) {
        return complain(tested.error());
    }
    std::cout << (*tested == vision::SelfTestReach::Whole
                      ? "self_test=passed\n"
                      : "self_test=passed, but the pack names no figures to hold its networks to\n");
    return 0;
}

// For the scripts of packages: 1 when the programs are to stay.
int mayBeRemoved(const Arguments& arguments) {
    if (!isRemovalLocked(arguments.options.socketPath, arguments.options.stateFolder)) {
        return 0;
    }
    std::cerr
        << "kaomon-agent: the administrators of this PC have locked Kaomon against removal (uninstall_lock). "
           "Ask them to revoke this PC in the console, or to switch the setting off for its group.\n";
    return 1;
}

int fetch(int argc, char** argv, const Arguments& arguments) {
    const QCoreApplication application(argc, argv); // for the processes it starts
    const std::filesystem::path manifests = arguments.manifests;
    FetchRequest request;
    request.manifest = manifests / (arguments.pack + ".json");
    request.target = std::filesystem::path(arguments.options.modelsFolder).parent_path() / arguments.pack;
    request.folders.assign(arguments.from.begin(), arguments.from.end());
    request.folders.emplace_back(arguments.options.modelsFolder); // packs share files
    const auto done = fetchModels(request, [](const std::string& line) { std::cout << line << std::endl; });
    if (!done) {
        return complain(done.error());
    }
    std::cout << "the pack " << arguments.pack << " is complete in " << request.target.string()
              << "; start the agent with --models " << request.target.string() << " to use it\n";
    return 0;
}

} // namespace

int runAgentCommand(int argc, char** argv, FrameSourceFactory pictures) {
    const SystemPaths paths = systemPaths();
    Arguments arguments;
    arguments.pictures = std::move(pictures);
    arguments.manifests = paths.manifests;
    arguments.options.modelsFolder = paths.models;
    arguments.options.stateFolder = paths.state;
    arguments.options.superuserFile = paths.superuserFile;
    CLI::App app("The agent of Kaomon: the one process of a PC that sees the camera and decides.");
    app.set_version_flag("--version", KAOMON_VERSION);
    app.fallthrough();
    app.add_option("--socket", arguments.options.socketPath,
                   hasServiceManager() ? "named pipe of the agent" : "Unix socket of the agent")
        ->capture_default_str();
    app.add_option("--models", arguments.options.modelsFolder, "folder of the model pack")
        ->capture_default_str();
    auto* runCommand = app.add_subcommand("run", "run the agent (default)");
    if (hasServiceManager()) {
        app.add_flag("--service", arguments.isService,
                     "started by the service manager; else in this console");
    }
    app.add_option("--state-dir", arguments.options.stateFolder, "where the agent keeps its state")
        ->capture_default_str();
    app.add_option("--superuser-file", arguments.options.superuserFile,
                   "accounts of uid 0, or the built-in administrator, that a face may open")
        ->capture_default_str();
    app.add_option("--camera", arguments.cameras, "preferred camera: id or description; may be repeated");
    app.add_option("--camera-helper", arguments.cameraHelper, "path of kaomon-camera");
    app.add_option("--password-helper", arguments.options.passwordHelper,
                   "Unix socket behind which kaomon-passwd is started")
        ->capture_default_str();
    app.add_option("--warm-ms", arguments.warmMs, "how long the camera stays on after an attempt")
        ->check(CLI::Range(0, 60000));
    app.add_option("--sync-interval", arguments.syncSeconds, "seconds between two rounds with the server")
        ->check(CLI::Range(1, 3600));
    auto* enrolCommand = app.add_subcommand("enrol", "join this PC to a tenant (asks the running agent)");
    enrolCommand->add_option("--bundle", arguments.bundleFile, "bundle file of the console");
    enrolCommand->add_option("--server", arguments.bundle.server, "in place of the file: https address");
    enrolCommand->add_option("--tenant", arguments.tenantId, "id of the tenant");
    enrolCommand->add_option("--code", arguments.code, "enrolment code");
    enrolCommand->add_option("--pin", arguments.bundle.tlsPins, "of the server's key; may be repeated");
    enrolCommand->add_option("--root", arguments.bundle.rootFingerprint, "fingerprint of the tenant's root");
    enrolCommand->add_option("--name", arguments.deviceName, "name of this PC for the administrators");
    auto* statusCommand = app.add_subcommand("status", "what the running agent says of itself");
    auto* doctorCommand = app.add_subcommand("doctor", "examine this PC and say what to do next");
    doctorCommand->add_option("--pam-dir", arguments.pamFolder, "folder of the PAM services")
        ->capture_default_str();
    doctorCommand->add_option("--language", arguments.language, "en or ja; else as the environment says")
        ->check(CLI::IsMember({"en", "ja"}));
    doctorCommand->add_flag("--porcelain", arguments.isForScripts, "health, code and value for scripts");
    auto* removalCommand = app.add_subcommand(
        "may-be-removed", "for the scripts of packages: whether the programs may go (exit code 0)");
    auto* modelsCommand = app.add_subcommand("models", "the model pack");
    auto* listCommand = modelsCommand->add_subcommand("list", "what the pack holds");
    auto* verifyCommand = modelsCommand->add_subcommand("verify", "check size and hash of every file");
    auto* fetchCommand = modelsCommand->add_subcommand("fetch", "get another pack, beside the one in use");
    fetchCommand->add_option("pack", arguments.pack, "name of the pack, such as zoo")
        ->required()
        ->check([](const std::string& name) {
            const bool isName =
                !name.empty() &&
                name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
            return isName ? std::string()
                          : std::string("a pack name has lower-case letters, digits and - only");
        });
    fetchCommand->add_option("--from", arguments.from, "folder with files that were obtained otherwise");
    fetchCommand->add_option("--manifests", arguments.manifests, "folder with the manifests of known packs")
        ->capture_default_str();
    modelsCommand->require_subcommand(1);
    app.require_subcommand(0, 1);
    CLI11_PARSE(app, argc, argv);

    static_cast<void>(runCommand);
    if (*statusCommand) {
        return print(ask(arguments.options.socketPath, {"status", 0, {}}, 10s));
    }
    if (*doctorCommand) {
        return examineThisPc(argc, argv, arguments);
    }
    if (*removalCommand) {
        return mayBeRemoved(arguments);
    }
    if (*enrolCommand) {
        return enrol(arguments);
    }
    if (*fetchCommand) {
        return fetch(argc, argv, arguments);
    }
    if (*listCommand || *verifyCommand) {
        return listModels(arguments, static_cast<bool>(*verifyCommand));
    }
    if (arguments.isService) {
        return runAsService([&] { return run(argc, argv, std::move(arguments)); });
    }
    return run(argc, argv, std::move(arguments));
}

} // namespace kaomon::agent
