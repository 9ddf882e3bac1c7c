// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/model_fetch.h"

#include <optional>

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include "agent/debian_source.h"
#include "vision/model_pack.h"

namespace kaomon::agent {

namespace {

namespace fs = std::filesystem;
using vision::ModelFile;

constexpr int kPatienceMs = 10 * 60 * 1000;

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

bool isRight(const ModelFile& file, const fs::path& path) {
    ModelFile there = file;
    there.path = path;
    return vision::ModelPack::load(there).has_value();
}

// Any name will do: the hash says which file it is.
std::optional<fs::path> findIn(const std::vector<fs::path>& folders, const ModelFile& file) {
    for (const fs::path& folder : folders) {
        std::error_code problem;
        for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) {
            std::error_code unreadable;
            if (it->file_size(unreadable) == file.bytes && !unreadable && isRight(file, it->path())) {
                return it->path();
            }
        }
    }
    return std::nullopt;
}

// Runs a client program in `folder`; false when it is not there, fails or takes too long.
bool runIn(const fs::path& folder, const QString& program, const QStringList& arguments,
           const fs::path& output = {}) {
    QProcess process;
    process.setWorkingDirectory(text(folder.string()));
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setStandardOutputFile(output.empty() ? QProcess::nullDevice() : text(output.string()));
    process.start(program, arguments);
    return process.waitForStarted() && process.waitForFinished(kPatienceMs) &&
           process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool download(const ModelFile& file, const fs::path& to) {
    return runIn(to.parent_path(), QStringLiteral("curl"),
                 {QStringLiteral("--fail"), QStringLiteral("--silent"), QStringLiteral("--location"),
                  QStringLiteral("--proto"), QStringLiteral("=https"), QStringLiteral("--connect-timeout"),
                  QStringLiteral("15"), QStringLiteral("--max-filesize"), QString::number(file.bytes),
                  QStringLiteral("--output"), text(to.filename().string()), text(file.source.url)});
}

// npm names the archive after the package, so each gets a folder of its own.
bool unpack(const ModelFile& file, const fs::path& to) {
    const fs::path folder = to.parent_path() / (to.filename().string() + ".npm");
    std::error_code problem;
    fs::create_directory(folder, problem);
    const bool isPacked = !problem && runIn(folder, QStringLiteral("npm"),
                                            {QStringLiteral("pack"), QStringLiteral("--silent"),
                                             QStringLiteral("--ignore-scripts"), text(file.source.npm)});
    bool isDone = false;
    for (fs::directory_iterator it(folder, problem), end; isPacked && !problem && it != end;
         it.increment(problem)) {
        isDone = it->path().extension() == ".tgz" &&
                 runIn(folder, QStringLiteral("tar"),
                       {QStringLiteral("-xzOf"), text(it->path().filename().string()), QStringLiteral("--"),
                        text(file.source.path)},
                       to);
    }
    fs::remove_all(folder, problem);
    return isDone;
}

// Everything that a pack wants of one source package, out of its large archives in one go. A name that an
// archive does not have is no fault: another one may.
void unpackArchives(const fs::path& folder, const QStringList& wanted) {
    std::error_code problem;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) {
        const std::string name = it->path().filename().string();
        if (name.find(".orig") != std::string::npos && name.find(".tar.") != std::string::npos) {
            static_cast<void>(runIn(folder, QStringLiteral("tar"),
                                    QStringList{QStringLiteral("-xf"), text(name), QStringLiteral("-C"),
                                                QStringLiteral("unpacked"), QStringLiteral("--")} +
                                        wanted));
        }
    }
}

// The source package stays until the pack is complete.
bool unpackDebian(const ModelFile& file, const std::vector<ModelFile>& files, const fs::path& to,
                  std::string& why) {
    const fs::path folder = to.parent_path().parent_path() / ("debian-" + file.source.debian);
    std::error_code problem;
    if (!fs::exists(folder)) {
        fs::create_directories(folder / "unpacked", problem);
        if (const auto got = downloadDebianSource(file.source.debian, folder); !got) {
            why = got.error().detail;
            fs::remove_all(folder, problem);
            return false;
        }
        QStringList wanted;
        for (const ModelFile& other : files) {
            if (other.source.debian == file.source.debian) {
                wanted << text(other.source.path);
            }
        }
        unpackArchives(folder, wanted);
    }
    fs::copy_file(folder / "unpacked" / file.source.path, to, problem);
    if (problem || !isRight(file, to)) {
        why = "its archives do not hold " + file.source.path;
        return false;
    }
    return true;
}

Status missing(const ModelFile& file, const std::string& why) {
    return fail(ErrorCode::ModelMissing, file.path.filename().string() + ": " + why +
                                             ". Put the file with SHA-256 " + file.sha256 +
                                             " into a folder and run this again with --from FOLDER");
}

struct Fetching {
    const FetchRequest& request;
    const std::vector<ModelFile>& files; // of the whole pack
    const std::function<void(const std::string&)>& said;
};

Status obtain(const ModelFile& file, const fs::path& to, const Fetching& fetching) {
    const auto& [request, files, said] = fetching;
    const std::string name = file.path.filename().string();
    if (const auto found = findIn(request.folders, file)) {
        std::error_code problem;
        fs::copy_file(*found, to, problem);
        if (problem) {
            return fail(ErrorCode::StorageFailed, name + ": " + problem.message());
        }
        said(name + ": taken from " + found->string());
        return {};
    }
    if (!file.source.url.empty()) {
        said(name + ": fetching " + file.source.url);
        if (!download(file, to)) {
            return missing(file, file.source.url + " could not be fetched");
        }
    } else if (!file.source.npm.empty()) {
        said(name + ": fetching " + file.source.npm + " from the npm registry");
        if (!unpack(file, to)) {
            return missing(file, "npm could not fetch " + file.source.npm);
        }
    } else if (!file.source.debian.empty()) {
        said(name + ": fetching the Debian source package " + file.source.debian);
        if (std::string why; !unpackDebian(file, files, to, why)) {
            return missing(file, "the source package " + file.source.debian + ": " + why);
        }
    } else {
        return missing(file, "cannot be fetched by itself (" + file.source.note +
                                 "); operations.md, \"Models on PCs\", says how to get it");
    }
    return isRight(file, to) ? Status()
                             : fail(ErrorCode::ModelCorrupt, name + ": another file than the manifest names");
}

// The new pack takes the place of the old one; when that fails, the old one stays.
Status install(const fs::path& fresh, const fs::path& target) {
    std::error_code problem;
    const fs::path old = target.string() + ".old";
    fs::remove_all(old, problem);
    if (fs::exists(target)) {
        fs::rename(target, old, problem);
    }
    if (!problem) {
        fs::rename(fresh, target, problem);
        if (problem && fs::exists(old)) {
            std::error_code lost;
            fs::rename(old, target, lost);
        }
    }
    if (problem) {
        return fail(ErrorCode::StorageFailed, target.string() + ": " + problem.message());
    }
    fs::remove_all(old, problem);
    return {};
}

} // namespace

Status fetchModels(const FetchRequest& request, const std::function<void(const std::string&)>& said) {
    const auto pack = vision::ModelPack::describe(request.manifest, request.target);
    if (!pack) {
        return propagate(pack.error());
    }
    std::error_code problem;
    fs::create_directories(request.target.parent_path(), problem);
    // Beside the target, so that the last step is one rename.
    const QTemporaryDir work(text((request.target.parent_path() / ".fetch-XXXXXX").string()));
    if (!work.isValid()) {
        return fail(ErrorCode::StorageFailed, work.errorString().toStdString());
    }
    const fs::path fresh = fs::path(work.path().toStdString()) / "pack";
    fs::create_directory(fresh, problem);
    FetchRequest wider = request;
    wider.folders.push_back(request.target); // what is right there already is kept
    for (const ModelFile& file : pack->files()) {
        if (const auto got = obtain(file, fresh / file.path.filename(), {wider, pack->files(), said}); !got) {
            return got;
        }
    }
    fs::copy_file(request.manifest, fresh / "manifest.json", problem);
    if (problem) {
        return fail(ErrorCode::StorageFailed, problem.message());
    }
    if (const auto whole = vision::ModelPack::open(fresh); !whole) {
        return propagate(whole.error());
    }
    return install(fresh, request.target);
}

} // namespace kaomon::agent
