// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <iterator>

#include <QProcess>
#include <QString>
#include <QStringList>

#include "agent/debian_source.h"

namespace kaomon::agent {

namespace {

namespace fs = std::filesystem;

constexpr int kPatienceMs = 20 * 60 * 1000;
constexpr int kShownBytes = 300; // of what apt-get says

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The machine's sources under private names; false when nothing could be written.
bool writeSources(const fs::path& folder) {
    const fs::path apt = "/etc/apt";
    std::ofstream lines(folder / "own.list");
    lines << sourceLinesOf(read(apt / "sources.list"));
    std::ofstream stanzas(folder / "own.sources");
    std::error_code problem;
    for (fs::directory_iterator it(apt / "sources.list.d", problem), end; !problem && it != end;
         it.increment(problem)) {
        if (it->path().extension() == ".list") {
            lines << sourceLinesOf(read(it->path()));
        } else if (it->path().extension() == ".sources") {
            stanzas << sourceStanzasOf(read(it->path())) << "\n\n";
        }
    }
    return lines.flush() && stanzas.flush();
}

QString path(const fs::path& value) {
    return QString::fromStdString(value.string());
}

Status apt(const fs::path& folder, const fs::path& state, const QStringList& arguments) {
    QProcess process;
    process.setWorkingDirectory(path(folder));
    process.setProcessChannelMode(QProcess::MergedChannels);
    const auto option = [](const char* name, const QString& value) {
        return QStringLiteral("%1=%2").arg(QLatin1String(name), value);
    };
    QStringList all;
    for (const QString& setting :
         {option("Dir::Etc::sourcelist", QStringLiteral("/dev/null")),
          option("Dir::Etc::sourceparts", path(state / "sources")),
          option("Dir::State::lists", path(state / "lists")), option("Dir::Cache::pkgcache", {}),
          option("Dir::Cache::srcpkgcache", {})}) {
        all << QStringLiteral("-o") << setting;
    }
    process.start(QStringLiteral("apt-get"), all + arguments);
    const bool isDone = process.waitForStarted() && process.waitForFinished(kPatienceMs) &&
                        process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    const QByteArray said = process.readAll().trimmed().right(kShownBytes);
    return isDone ? Status()
                  : fail(ErrorCode::ModelMissing,
                         "apt-get " + arguments.first().toStdString() + " failed: " + said.toStdString());
}

} // namespace

Status downloadDebianSource(const std::string& package, const fs::path& folder) {
    std::error_code problem;
    const fs::path state = folder / "apt";
    fs::create_directories(state / "sources", problem);
    fs::create_directories(state / "lists" / "partial", problem);
    if (problem || !writeSources(state / "sources")) {
        return fail(ErrorCode::StorageFailed, folder.string() + " cannot be written");
    }
    // One source that does not answer is no reason to give up: what follows says whether the package is
    // there.
    static_cast<void>(apt(folder, state, {QStringLiteral("update")}));
    return apt(
        folder, state,
        {QStringLiteral("source"), QStringLiteral("--download-only"), QString::fromStdString(package)});
}

} // namespace kaomon::agent
