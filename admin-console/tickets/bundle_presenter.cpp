// SPDX-License-Identifier: GPL-3.0-or-later
#include "tickets/bundle_presenter.h"

#include <chrono>

#include <QFutureInterface>
#include <QThreadPool>

#include "client/event_services.h"
#include "ui/qt_text.h"

namespace kaomon::tickets {
namespace {

using diagnostics::LogLine;
using models::ListState;
using namespace std::chrono_literals;

constexpr auto kSearchDelay = 250ms;
constexpr auto kAround = std::chrono::minutes(10); // of an attempt, events that may belong to it
constexpr int kMostEvents = 500;

// `work` on the pool; what it returns comes to `take` on the thread of `owner`.
template<class Work, class Take>
void onWorker(QObject* owner, Work work, Take take) {
    using Value = std::invoke_result_t<Work&>;
    auto outcome = std::make_shared<QFutureInterface<Value>>();
    outcome->reportStarted();
    outcome->future().then(owner, std::move(take));
    QThreadPool::globalInstance()->start([outcome, work = std::move(work)]() mutable {
        outcome->reportResult(work());
        outcome->reportFinished();
    });
}

LogLine lineOf(const wire::StoredEvent& stored) {
    const wire::Event& event = stored.event;
    std::string text = event.code + " " + event.result;
    for (const auto& part :
         {event.detail.reason, event.detail.scenario, event.detail.cameraName, stored.login}) {
        if (part) {
            text += " " + *part;
        }
    }
    return {"server",
            event.at,
            event.severity == "critical" ? "error" : event.severity,
            event.code,
            event.attempt ? event.attempt->text() : std::string(),
            text};
}

} // namespace

BundlePresenter::BundlePresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_opener(session) {
    m_delay.setSingleShot(true);
    m_delay.setInterval(kSearchDelay);
    connect(&m_delay, &QTimer::timeout, this, &BundlePresenter::search);
    connect(&m_opener, &shell::BlobOpener::changed, this, [this] { emit changed(); });
    connect(&m_opener, &shell::BlobOpener::finished, this, &BundlePresenter::unpack);
    connect(&m_opener, &shell::BlobOpener::failed, this, &BundlePresenter::fail);
}

void BundlePresenter::reload() {
    if (!m_ticket.id.isEmpty() && !m_isOpening && !isOpen()) {
        open(m_ticket, m_reason);
    }
}

void BundlePresenter::clear() {
    ++m_round;
    ++m_searches;
    m_isOpening = false;
    m_delay.stop();
    m_ticket = {};
    m_reason.clear();
    m_report = {};
    m_lines.reset();
    m_followed.reset();
    m_sources.clear();
    m_query = {};
    m_model.show({}, {});
    m_opener.clear();
    FeaturePresenter::clear();
}

void BundlePresenter::open(const wire::Diagnostics& ticket, const std::string& reason) {
    if (!session().isOpen()) {
        return;
    }
    const wire::Diagnostics wanted = ticket; // clear() may empty what was handed in
    const std::string why = reason;
    clear();
    m_ticket = wanted;
    m_reason = why;
    m_isOpening = true;
    setState(ListState::Loading);
    client::DiagnosticsService(api())
        .open(m_ticket.id, m_reason)
        .then(this, [this, round = m_round](const Result<wire::BlobAccess>& access) {
            if (round != m_round) {
                return;
            }
            if (!access || !session().isOpen()) {
                fail(access ? ErrorCode::Cancelled : access.error().code);
                return;
            }
            m_opener.start(*access, "diagnostics", diagnostics::BundleLimits().archiveBytes,
                           [this, access = *access](int part) {
                               return client::DiagnosticsService(api()).part(access, part);
                           });
        });
}

void BundlePresenter::unpack() {
    const auto parts = std::make_shared<std::vector<SecretBytes>>(m_opener.take());
    onWorker(
        this,
        [parts] {
            std::size_t next = 0;
            const auto source = [&]() -> Result<std::span<const std::uint8_t>> {
                return next < parts->size() ? std::span<const std::uint8_t>((*parts)[next++].reveal())
                                            : std::span<const std::uint8_t>();
            };
            auto bundle = std::make_shared<Result<diagnostics::Bundle>>(diagnostics::readBundle(source));
            if (*bundle) {
                sortByTime((*bundle)->lines);
            }
            return bundle;
        },
        [this, round = m_round](const std::shared_ptr<Result<diagnostics::Bundle>>& bundle) {
            if (round == m_round) {
                take(bundle);
            }
        });
}

void BundlePresenter::take(const std::shared_ptr<Result<diagnostics::Bundle>>& bundle) {
    m_isOpening = false;
    if (!*bundle) {
        fail(bundle->error().code);
        return;
    }
    m_report = std::move((*bundle)->report);
    m_isCut = (*bundle)->isCut;
    m_sources = sourcesOf((*bundle)->lines);
    m_lines = std::make_shared<const std::vector<LogLine>>(std::move((*bundle)->lines));
    endLoading(ListState::Content);
    search();
}

void BundlePresenter::fail(ErrorCode code) {
    m_isOpening = false;
    failLoading(code);
}

void BundlePresenter::setSource(const std::string& source) {
    m_query.source = source;
    search();
}

void BundlePresenter::setLevel(const std::string& atLeast) {
    m_query.atLeast = atLeast;
    search();
}

void BundlePresenter::setWords(const QString& words) {
    m_query.words = ui::toUtf8(words.trimmed());
    m_delay.start();
}

void BundlePresenter::follow(const std::string& attempt) {
    m_query.attempt = attempt;
    m_followed.reset();
    search();
    if (!attempt.empty()) {
        askEvents();
    }
}

void BundlePresenter::search() {
    const Lines lines = m_followed ? m_followed : m_lines;
    if (!lines) {
        return;
    }
    onWorker(
        this, [lines, query = m_query] { return findLines(*lines, query); },
        [this, lines, round = ++m_searches](const std::vector<std::uint32_t>& places) {
            if (round == m_searches) {
                m_model.show(lines, places);
                emit changed();
            }
        });
}

// The server cannot be asked for an attempt: the events of this PC around it are looked through.
void BundlePresenter::askEvents() {
    std::optional<TimePoint> at;
    for (const LogLine& line : m_lines ? *m_lines : std::vector<LogLine>()) {
        if (line.attempt == m_query.attempt && line.at) {
            at = line.at;
            break;
        }
    }
    if (!at || !session().isOpen()) {
        return;
    }
    client::EventQuery query;
    query.from = *at - kAround;
    query.to = *at + kAround;
    client::EventViewService(api())
        .ofDevice(m_ticket.device, query, {true, kMostEvents, {}})
        .then(this, [this, attempt = m_query.attempt, round = m_round](const Result<wire::EventPage>& page) {
            // what the server does not tell leaves the lines of the PC as they are
            if (page && round == m_round && attempt == m_query.attempt) {
                addEvents(page->items);
            }
        });
}

void BundlePresenter::addEvents(const std::vector<wire::StoredEvent>& events) {
    std::vector<LogLine> lines;
    for (const LogLine& line : *m_lines) {
        if (line.attempt == m_query.attempt) {
            lines.push_back(line);
        }
    }
    const std::size_t own = lines.size();
    for (const wire::StoredEvent& event : events) {
        LogLine line = lineOf(event);
        if (line.attempt == m_query.attempt) {
            lines.push_back(std::move(line));
        }
    }
    if (lines.size() > own) {
        sortByTime(lines);
        m_followed = std::make_shared<const std::vector<LogLine>>(std::move(lines));
        search();
    }
}

} // namespace kaomon::tickets
