// SPDX-License-Identifier: GPL-3.0-or-later
#include "dashboard/dashboard_page.h"

#include <algorithm>

#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include "dashboard/face_models_card.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "ui/bar_chart.h"
#include "ui/column_chart.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"
#include "ui/tile.h"

namespace kaomon::dashboard {
namespace {

using ui::Tone;

constexpr int kTilesInARow = 4;
constexpr std::size_t kMostReasons = 6;

QString share(long long part, long long whole) {
    return whole > 0 ? QStringLiteral("%1 %").arg(part * 100 / whole) : QStringLiteral("–");
}

// From midnight to midnight of this computer's zone, as the charts count.
QString periodOf(const QDate& first, const QDate& last) {
    const auto at = [](const QDate& date) { return date.startOfDay().toUTC().toString(Qt::ISODate); };
    return QStringLiteral("from=%1&to=%2").arg(at(first), at(last.addDays(1)));
}

QFrame* card(QWidget* parent, std::initializer_list<QWidget*> parts) {
    auto* frame = new QFrame(parent);
    ui::setPart(*frame, "card");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(18, 14, 18, 14);
    for (QWidget* part : parts) {
        column->addWidget(part);
    }
    return frame;
}

} // namespace

DashboardPage::DashboardPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("dashboard", parent)
    , m_numbers(session)
    , m_daysTitle(shell::makeLabel("value", this))
    , m_days(new ui::ColumnChart(this))
    , m_daysNote(shell::makeLabel("hint", this))
    , m_versionsTitle(shell::makeLabel("value", this))
    , m_versions(new ui::BarChart(this))
    , m_reasonsTitle(shell::makeLabel("value", this))
    , m_reasons(new ui::BarChart(this))
    , m_reasonsNote(shell::makeLabel("hint", this))
    , m_workTitle(shell::makeLabel("value", this))
    , m_work(new ui::BarChart(this))
    , m_workNote(shell::makeLabel("hint", this))
    , m_calendar(shell::makeLabel("hint", this))
    , m_faceModels(new FaceModelsCard(this)) {
    setPresenter(m_numbers);
    build();
    link(m_seats, "licences", {});
    link(m_licence, "licences", {});
    link(m_enrolled, "users", QStringLiteral("face=enrolled"));
    link(m_noFace, "users", QStringLiteral("face=none"));
    link(m_locked, "users", QStringLiteral("state=locked"));
    link(m_provisional, "users", QStringLiteral("state=provisional"));
    link(m_devices, "devices", {});
    link(m_waiting, "devices", QStringLiteral("state=pending"));
    link(m_silent, "devices", QStringLiteral("state=silent"));
    linkEvents(m_median, QStringLiteral("kind=auth&result=ok"));
    linkEvents(m_fallbacks, QStringLiteral("kind=auth&result=ok&code=") +
                                QLatin1String(DashboardPresenter::kFallbackCodes));
    linkEvents(m_spoofs, QStringLiteral("kind=auth&result=ng&reason=spoof_suspected"));
    connect(m_days, &ui::ColumnChart::activated, this, &DashboardPage::openDay);
    connect(m_reasons, &ui::BarChart::activated, this, [this](const QString& reason) {
        openEvents(QStringLiteral("kind=auth&result=ng&reason=") + reason);
    });
    connect(m_work, &ui::BarChart::activated, this, &DashboardPage::openWork);
    connect(m_versions, &ui::BarChart::activated, this, [this](const QString& version) {
        emit linkActivated(QStringLiteral("devices"),
                           QStringLiteral("q=") + QString::fromLatin1(QUrl::toPercentEncoding(version)));
    });
    connect(m_faceModels, &FaceModelsCard::activated, this, [this](const QString& model) {
        emit linkActivated(QStringLiteral("users"), QStringLiteral("face_model=") +
                                                        QString::fromLatin1(QUrl::toPercentEncoding(model)));
    });
    retranslate();
}

ui::Tile* DashboardPage::addTile(QGridLayout& grid) {
    auto* tile = new ui::Tile(this);
    const int index = static_cast<int>(m_tiles.size());
    grid.addWidget(tile, index / kTilesInARow, index % kTilesInARow);
    m_tiles.push_back(tile);
    return tile;
}

void DashboardPage::build() {
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 6, 0);
    rows->setSpacing(14);
    auto* tiles = new QGridLayout;
    tiles->setSpacing(12);
    for (ui::Tile** tile : {&m_seats, &m_enrolled, &m_noFace, &m_locked, &m_provisional, &m_devices,
                            &m_waiting, &m_silent, &m_median, &m_fallbacks, &m_spoofs, &m_licence}) {
        *tile = addTile(*tiles);
    }
    rows->addLayout(tiles);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(12);
    charts->addWidget(card(content, {m_daysTitle, m_days, m_daysNote}), 3);
    charts->addWidget(card(content, {m_versionsTitle, m_versions}), 2);
    rows->addLayout(charts);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(12);
    lower->addWidget(card(content, {m_reasonsTitle, m_reasons, m_reasonsNote}), 3);
    lower->addWidget(card(content, {m_workTitle, m_work, m_workNote, m_calendar}), 2);
    rows->addLayout(lower);
    rows->addWidget(m_faceModels);
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    states().setContent(scroll);
    column()->addWidget(&states(), 1);
}

void DashboardPage::link(ui::Tile* tile, const char* page, const QString& query) {
    tile->setLink(true);
    connect(tile, &QAbstractButton::clicked, this,
            [this, page = QString::fromLatin1(page), query] { emit linkActivated(page, query); });
}

void DashboardPage::linkEvents(ui::Tile* tile, const QString& query) {
    tile->setLink(true);
    connect(tile, &QAbstractButton::clicked, this, [this, query] { openEvents(query); });
}

// Of the days that are counted.
void DashboardPage::openEvents(const QString& query) {
    const auto& days = m_numbers.overview().days;
    emit linkActivated(QStringLiteral("events"),
                       days.empty()
                           ? query
                           : query + QLatin1Char('&') + periodOf(days.begin()->first, days.rbegin()->first));
}

void DashboardPage::showTiles() {
    const Overview& now = m_numbers.overview();
    const auto number = [](long long value) { return QString::number(value); };
    const auto warnIf = [](long long value) { return value > 0 ? Tone::Warning : Tone::Good; };
    const bool isLimited = now.licence.seats.has_value();
    const bool isFull = isLimited && now.licence.seatsTaken >= *now.licence.seats;
    m_seats->setTexts(tr("Seats taken"), number(now.licence.seatsTaken),
                      isLimited ? tr("of %1").arg(*now.licence.seats) : tr("without a limit"),
                      isFull ? Tone::Bad : Tone::Neutral);
    m_enrolled->setTexts(tr("With a face"), share(now.withFace, now.people),
                         tr("%1 of %2 people").arg(now.withFace).arg(now.people), Tone::Neutral);
    m_noFace->setTexts(tr("Without a face"), number(now.withoutFace), tr("log on by password"),
                       Tone::Neutral);
    m_locked->setTexts(tr("Locked"), number(now.locked), tr("after wrong passwords"), warnIf(now.locked));
    m_provisional->setTexts(tr("Not signed in yet"), number(now.provisional), tr("hold a one-time password"),
                            Tone::Neutral);
    m_devices->setTexts(tr("PCs"), number(now.devices), QString(), Tone::Neutral);
    m_waiting->setTexts(tr("PCs that wait"), number(now.waitingDevices), tr("to be taken in"),
                        warnIf(now.waitingDevices));
    m_silent->setTexts(tr("Silent PCs"), number(now.silentDevices), tr("not heard of for a week"),
                       warnIf(now.silentDevices));
    m_median->setTexts(
        tr("Time to unlock"), now.medianUnlockMs ? tr("%1 ms").arg(*now.medianUnlockMs) : QStringLiteral("–"),
        now.areEventsCut ? tr("median of the newest") : tr("median, two weeks"), Tone::Neutral);
    m_fallbacks->setTexts(tr("By password"), number(now.fallbacks), tr("or by an emergency code"),
                          Tone::Neutral);
    m_spoofs->setTexts(tr("Suspected pictures"), number(now.spoofs), tr("shown instead of a face"),
                       now.spoofs > 0 ? Tone::Bad : Tone::Good);
    m_licence->setTexts(tr("Licence"),
                        now.licence.lastDay ? ui::toQString(*now.licence.lastDay) : tr("No end"),
                        now.licence.isReadOnly ? tr("read-only")
                        : now.licence.daysLeft ? tr("%n day(s) left", nullptr, *now.licence.daysLeft)
                                               : QString(),
                        now.licence.isReadOnly       ? Tone::Bad
                        : now.licence.expiringWithin ? Tone::Warning
                                                     : Tone::Neutral);
}

void DashboardPage::showCharts() {
    const Overview& now = m_numbers.overview();
    std::vector<ui::ColumnChart::Column> columns;
    for (const auto& [day, count] : now.days) {
        const bool isLabelled = columns.size() % 3 == 1;
        columns.push_back({day.toString(Qt::ISODate),
                           isLabelled ? day.toString(QStringLiteral("M/d")) : QString(),
                           tr("%1: %2 accepted, %3 refused")
                               .arg(day.toString(Qt::ISODate))
                               .arg(count.accepted)
                               .arg(count.refused),
                           count.accepted, count.refused});
    }
    m_days->setColumns(columns, Tone::Good, Tone::Bad);
    m_daysNote->setText(tr("Accepted in green, refused in red. Press a day to see its events."));
    std::vector<ui::BarChart::Bar> bars;
    for (auto version = now.versions.rbegin(); version != now.versions.rend(); ++version) {
        QString label = ui::toQString(version->version);
        if (version->supportEndsAt) {
            label =
                tr("%1 (until %2)")
                    .arg(label,
                         shell::toDateTime(*version->supportEndsAt).toString(QStringLiteral("yyyy-MM-dd")));
        }
        bars.push_back({ui::toQString(version->version), label, version->devices,
                        version->isSupported ? Tone::Info : Tone::Bad});
    }
    m_versions->setBars(bars);
    showReasons();
    showWork();
}

void DashboardPage::showReasons() {
    const Overview& now = m_numbers.overview();
    std::vector<std::pair<std::string, long long>> reasons(now.reasons.begin(), now.reasons.end());
    std::ranges::stable_sort(reasons, std::ranges::greater(), &std::pair<std::string, long long>::second);
    std::vector<ui::BarChart::Bar> bars;
    for (const auto& [reason, count] : reasons) {
        if (bars.size() < kMostReasons) {
            const auto code = errorCodeFromWire(reason);
            bars.push_back({ui::toQString(reason),
                            code ? ui::errorText(*code).sentence : ui::toQString(reason), count,
                            reason == "spoof_suspected" ? Tone::Bad : Tone::Warning});
        }
    }
    m_reasons->setBars(bars);
    m_reasonsNote->setText(bars.empty() ? tr("Nobody was refused.") : QString());
    m_reasonsNote->setVisible(!m_reasonsNote->text().isEmpty());
}

void DashboardPage::showWork() {
    const Work& work = m_numbers.overview().work;
    const std::pair<const char*, std::pair<QString, long long>> rows[] = {
        {"administrators", {tr("Acts of two that wait for you"), work.acts}},
        {"devices", {tr("PCs to take in"), m_numbers.overview().waitingDevices}},
        {"approvals", {tr("Faces to approve"), m_numbers.overview().facesToApprove}},
        {"users", {tr("Faces to enrol again"), m_numbers.overview().reEnrol}},
        {"provisioning", {tr("Groups asked for"), work.proposals}},
        {"facekeys", {tr("Face keys to replace"), work.faceKeys}},
        {"keys", {tr("Keys of the organisation to replace"), work.keys}},
        {"transfer", {tr("Imports not finished"), work.imports}}};
    std::vector<ui::BarChart::Bar> bars;
    for (const auto& [key, row] : rows) {
        if (row.second > 0) {
            bars.push_back({QString::fromLatin1(key), row.first, row.second, Tone::Warning});
        }
    }
    m_work->setBars(bars);
    m_workNote->setText(tr("Nothing waits for you."));
    m_workNote->setVisible(bars.empty());
    showCalendar();
}

// What the licence brings next, by itself.
void DashboardPage::showCalendar() {
    const wire::LicenceStatus& licence = m_numbers.overview().licence;
    std::vector<std::pair<TimePoint, QString>> dates;
    for (const wire::LicenceReminder& reminder : licence.reminders) {
        dates.emplace_back(reminder.due, tr("owners are reminded of its end by mail"));
    }
    const std::pair<std::optional<TimePoint>, QString> steps[] = {
        {licence.endsAt, tr("it ends, and the console can only be read")},
        {licence.facesDeletedAt, tr("the faces are erased")},
        {licence.tenantDeletedAt, tr("everything else is erased")}};
    for (const auto& [at, text] : steps) {
        if (at) {
            dates.emplace_back(*at, text);
        }
    }
    const shell::ConsoleSession& session = m_numbers.session();
    std::erase_if(dates, [&](const auto& date) { return date.first < session.clock().now(); });
    const auto next = std::ranges::min_element(dates, {}, &std::pair<TimePoint, QString>::first);
    m_calendar->setText(
        next == dates.end()
            ? QString()
            : tr("Next in the calendar of the licence, on %1: %2.")
                  .arg(shell::toDateTime(next->first).toString(QStringLiteral("yyyy-MM-dd")), next->second));
    m_calendar->setVisible(next != dates.end());
}

void DashboardPage::openDay(const QString& key) {
    const QDate day = QDate::fromString(key, Qt::ISODate);
    emit linkActivated(QStringLiteral("events"), QStringLiteral("kind=auth&") + periodOf(day, day));
}

void DashboardPage::openWork(const QString& key) {
    if (key == QStringLiteral("facekeys")) {
        emit linkActivated(QStringLiteral("devices"), QStringLiteral("tab=groups"));
    } else if (key == QStringLiteral("keys")) {
        emit linkActivated(QStringLiteral("administrators"), QStringLiteral("tab=keys"));
    } else if (key == QStringLiteral("devices")) {
        emit linkActivated(key, QStringLiteral("state=pending"));
    } else if (key == QStringLiteral("approvals")) {
        emit linkActivated(QStringLiteral("users"), QStringLiteral("face=waiting"));
    } else if (key == QStringLiteral("users")) {
        emit linkActivated(key, QStringLiteral("face=re_enrol"));
    } else {
        emit linkActivated(key,
                           key == QStringLiteral("administrators") ? QStringLiteral("tab=acts") : QString());
    }
}

void DashboardPage::refresh() {
    showTiles();
    showCharts();
    m_faceModels->setUses(m_numbers.overview().faceModels);
    showState({tr("Nothing to count yet"), tr("Add people and PCs; the numbers follow.")});
}

void DashboardPage::retranslate() {
    m_daysTitle->setText(tr("Logons by face, last two weeks"));
    m_versionsTitle->setText(tr("PCs by version"));
    m_reasonsTitle->setText(tr("Why logons were refused, last two weeks"));
    m_workTitle->setText(tr("What waits for you"));
    m_reasons->setAccessibleName(m_reasonsTitle->text());
    m_work->setAccessibleName(m_workTitle->text());
    m_days->setAccessibleName(m_daysTitle->text());
    m_versions->setAccessibleName(m_versionsTitle->text());
    FeaturePage::retranslate();
}

} // namespace kaomon::dashboard
