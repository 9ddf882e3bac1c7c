// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EventsPage that writes events into a file.
#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "logs/events_page.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "ui/error_text.h"

namespace kaomon::logs {

void EventsPage::buildExport() {
    auto* menu = new QMenu(m_exportButton);
    m_csv = menu->addAction(QString());
    m_csvShiftJis = menu->addAction(QString());
    m_jsonLines = menu->addAction(QString());
    m_exportButton->setMenu(menu);
    m_exportButton->setObjectName(QStringLiteral("exportEvents"));
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_progress, 1);
    row->addWidget(m_pause);
    row->addWidget(m_discard);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void EventsPage::connectExport() {
    const auto csv = [](const char* encoding) {
        client::EventExport how;
        how.encoding = encoding;
        how.unmappable = "mark";
        return how;
    };
    connect(m_csv, &QAction::triggered, this,
            [this, csv] { askForFile(csv("utf-8-bom"), QStringLiteral(".csv")); });
    connect(m_csvShiftJis, &QAction::triggered, this,
            [this, csv] { askForFile(csv("cp932"), QStringLiteral(".csv")); });
    connect(m_jsonLines, &QAction::triggered, this, [this] {
        client::EventExport how;
        how.isJsonLines = true;
        askForFile(how, QStringLiteral(".jsonl"));
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_export.state() == EventExport::State::Running ? m_export.pause() : m_export.resume();
    });
    connect(m_discard, &QPushButton::clicked, &m_export, &EventExport::discard);
    connect(&m_export, &EventExport::changed, this, &EventsPage::refreshExport);
    connect(&m_export, &EventExport::finished, this,
            [this] { m_exported->say(ui::Tone::Good, tr("The events are in the file.")); });
}

// With the filters of the page; what they were stands beside the file.
void EventsPage::askForFile(client::EventExport how, const QString& suffix) {
    how.query = m_events.query();
    how.query.user = m_events.user().id;
    how.query.device = m_events.device().id;
    how.language = shell::languageOfTexts();
    m_prompts.saveFile(
        {tr("Export events"), QStringLiteral("kaomon-events") + suffix,
         suffix == QStringLiteral(".csv") ? tr("CSV file (*.csv)") : tr("JSON Lines (*.jsonl)")},
        [this, how](const QString& path) {
            if (!path.isEmpty()) {
                m_exported->clear();
                m_export.start(path, how);
            }
        });
}

void EventsPage::refreshExport() {
    const auto state = m_export.state();
    const bool isIdle = state == EventExport::State::Idle;
    m_exportButton->setEnabled(isIdle);
    m_progress->setVisible(!isIdle);
    m_pause->setVisible(!isIdle);
    m_discard->setVisible(!isIdle);
    m_progress->setValue(m_export.percent());
    shell::setNamedText(m_pause, state == EventExport::State::Running ? tr("Pause the export")
                                                                      : tr("Go on with the export"));
    shell::setNamedText(m_discard, tr("Discard the export"));
    if (m_export.error() && *m_export.error() != ErrorCode::Cancelled) {
        m_exported->say(ui::Tone::Bad, ui::errorText(*m_export.error()).joined());
    } else if (!isIdle) {
        m_exported->clear();
    }
}

} // namespace kaomon::logs
