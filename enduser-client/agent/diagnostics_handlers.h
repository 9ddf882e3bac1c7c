// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include <QObject>

#include "agent/device_handlers.h"
#include "agent/diagnostics_collector.h"
#include "agent/diagnostics_upload.h"
#include "agent/router.h"

namespace kaomon::agent {

// Answers what a person sends who asks for help: diagnosticsCollect (which gives a draft to look at),
// diagnosticsShow, diagnosticsFile, diagnosticsSend, diagnosticsState. A draft is of one OS user, is made
// anew by the next diagnosticsCollect and forgotten after a quarter of an hour. Works without a sign-in and
// without the server, since either may be what help is needed for. Main thread; files are read and packed on
// a worker.
class DiagnosticsHandlers final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        AgentState& state;
        DeviceHandlers& device;
        DiagnosticsUpload& upload;
        const Clock& clock;
        std::string logFolder;
    };

    explicit DiagnosticsHandlers(Parts parts);
    void addTo(Router& router);
    void onDisconnected(const Connection* connection);

    static constexpr std::chrono::minutes kDraftLife{15};
    static constexpr std::size_t kMostDrafts = 4;
    // Of a client's log, and of the file's bytes in one answer.
    static constexpr std::size_t kMostClientLog = std::size_t{768} * 1024;
    static constexpr std::size_t kPiece = std::size_t{512} * 1024;

private:
    using Draft = std::shared_ptr<const DiagnosticsDraft>;
    struct Held {
        Draft draft;
        TimePoint madeAt;
        std::string fileWithout; // what `file` was made without
        std::shared_ptr<const Bytes> file;
    };
    using BundleDone = std::function<void(const std::shared_ptr<const Result<Bytes>>&)>;

    void collect(const Caller& caller, const localipc::Message& message);
    void show(const Caller& caller, const localipc::Message& message);
    void file(const Caller& caller, const localipc::Message& message);
    void sendBundle(const Caller& caller, const localipc::Message& message);
    void tellState(const Caller& caller) const;
    void keepAndSend(const Caller& caller, const std::string& note, const Bytes& bundle);

    [[nodiscard]] DiagnosticsFacts factsFor(uid_t uid) const;
    [[nodiscard]] std::optional<UserId> personOf(const std::string& account) const;
    // ErrorCode::NotFound: collect first.
    [[nodiscard]] Result<Held*> held(uid_t uid);
    void forgetOld();
    void pack(Draft draft, const std::string& without, BundleDone done);
    void answerPiece(const Caller& caller, const Bytes& file, std::int64_t offset) const;

    Parts m_parts;
    std::map<uid_t, Held> m_drafts;
    std::set<uid_t> m_collecting;
    std::map<std::string, Caller> m_senders; // by bundle: who waits for its ticket
};

} // namespace kaomon::agent
