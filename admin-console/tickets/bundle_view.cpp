// SPDX-License-Identifier: GPL-3.0-or-later
#include "tickets/bundle_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/feature_page.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::tickets {
namespace {

using models::DisplayText;

QString checkText(const wire::DiagnosticsCheck& check) {
    const QString result = check.result == "ok"       ? BundleView::tr("all right")
                           : check.result == "failed" ? BundleView::tr("failed")
                                                      : BundleView::tr("with a warning");
    return check.code.empty() ? result : QStringLiteral("%1 (%2)").arg(result, ui::toQString(check.code));
}

} // namespace

BundleView::BundleView(BundlePresenter& bundle, QWidget* parent)
    : QWidget(parent)
    , m_bundle(bundle)
    , m_back(new QPushButton(this))
    , m_head(shell::makeLabel("hint", this))
    , m_source(new QComboBox(this))
    , m_level(new QComboBox(this))
    , m_words(new QLineEdit(this))
    , m_all(new QPushButton(this))
    , m_progress(new QProgressBar(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_panel(new shell::FactPanel(this))
    , m_follow(m_panel->addButton()) {
    build();
    connectParts();
    retranslate();
}

void BundleView::build() {
    m_words->setClearButtonEnabled(true);
    m_source->addItem(QString(), QString());
    for (const char* level : {"", "info", "warning", "error"}) {
        m_level->addItem(QString(), QString::fromLatin1(level));
    }
    m_progress->setTextVisible(false);
    shell::setUpTable(*m_table, &m_bundle.model());
    m_table->setObjectName(QStringLiteral("bundleLines"));
    new shell::ColumnFitter(*m_table, {{.width = 150},
                                       {.width = 90},
                                       {.width = 90, .rank = 2},
                                       {.width = 150, .rank = 1},
                                       {.width = 260, .takesRest = true}});
    m_states->setContent(m_table);
    auto* top = new QHBoxLayout;
    top->addWidget(m_back);
    top->addWidget(m_head, 1);
    auto* filters = new QHBoxLayout;
    for (QWidget* part : std::initializer_list<QWidget*>{m_source, m_level}) {
        filters->addWidget(part);
    }
    filters->addWidget(m_words, 1);
    filters->addWidget(m_all);
    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(m_states, 1);
    body->addWidget(m_panel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(top);
    column->addLayout(filters);
    column->addWidget(m_progress);
    column->addLayout(body, 1);
}

void BundleView::connectParts() {
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_bundle.close();
        emit closed();
    });
    connect(m_source, &QComboBox::currentIndexChanged, this,
            [this] { m_bundle.setSource(ui::toUtf8(m_source->currentData().toString())); });
    connect(m_level, &QComboBox::currentIndexChanged, this,
            [this] { m_bundle.setLevel(ui::toUtf8(m_level->currentData().toString())); });
    connect(m_words, &QLineEdit::textChanged, &m_bundle, &BundlePresenter::setWords);
    connect(m_all, &QPushButton::clicked, this, [this] { m_bundle.follow({}); });
    connect(m_follow, &QPushButton::clicked, this, [this] {
        const auto rows = m_table->selectionModel()->selectedRows();
        const auto* line = rows.isEmpty() ? nullptr : m_bundle.model().line(rows.first().row());
        if (line != nullptr) {
            m_bundle.follow(std::string(line->attempt)); // the line goes with the list
        }
    });
    connect(m_states, &ui::StatePanel::retryRequested, &m_bundle, &BundlePresenter::reload);
    connect(&m_bundle, &BundlePresenter::changed, this, &BundleView::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BundleView::showPanel);
}

void BundleView::fillSources() {
    const int wanted = static_cast<int>(m_bundle.sources().size()) + 1;
    if (m_source->count() == wanted) {
        return;
    }
    const QSignalBlocker quiet(m_source);
    while (m_source->count() > 1) {
        m_source->removeItem(1);
    }
    for (const std::string& source : m_bundle.sources()) {
        m_source->addItem(ui::toQString(source), ui::toQString(source));
    }
}

QString BundleView::headText() const {
    if (!m_bundle.isOpen()) {
        return ui::toQString(m_bundle.ticket().ticket);
    }
    const wire::DiagnosticsReport& report = m_bundle.report();
    QString text = tr("Ticket %1 · %2 · %3 %4 · %n line(s)", nullptr, m_bundle.lineCount())
                       .arg(ui::toQString(m_bundle.ticket().ticket), ui::toQString(report.system),
                            ui::toQString(report.program), ui::toQString(report.version));
    if (m_bundle.isCut()) {
        text += QStringLiteral(" · ") + tr("cut: there were more");
    }
    return text;
}

void BundleView::showPanel() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const auto* line = rows.isEmpty() ? nullptr : m_bundle.model().line(rows.first().row());
    m_follow->setVisible(line != nullptr && !line->attempt.empty() &&
                         m_bundle.query().attempt != line->attempt);
    if (line == nullptr) { // what the PC says of itself
        std::vector<std::pair<QString, QString>> facts;
        for (const wire::DiagnosticsCheck& check : m_bundle.report().checks) {
            facts.emplace_back(tr("Test: %1").arg(ui::toQString(check.name)), checkText(check));
        }
        for (const wire::DiagnosticsFact& fact : m_bundle.report().facts) {
            facts.emplace_back(ui::toQString(fact.name), ui::toQString(fact.value));
        }
        m_panel->display({tr("The PC about itself"), ui::Tone::Neutral, {}, {}, facts});
        m_panel->setVisible(m_bundle.isOpen());
        return;
    }
    std::vector<std::pair<QString, QString>> facts{
        {tr("Time"), line->at ? DisplayText::time(*line->at) : QString()},
        {tr("Program"), ui::toQString(line->source)},
        {tr("Attempt"), ui::toQString(line->attempt)}};
    const auto fields = diagnostics::fieldsOf(*line);
    for (const wire::DiagnosticsFact& field : fields) {
        facts.emplace_back(ui::toQString(field.name), ui::toQString(field.value));
    }
    m_panel->display({line->event.empty() ? tr("Line") : ui::toQString(line->event),
                      line->level == "error"     ? ui::Tone::Bad
                      : line->level == "warning" ? ui::Tone::Warning
                                                 : ui::Tone::Neutral,
                      BundleModel::levelText(line->level),
                      fields.empty() ? ui::toQString(line->text) : QString(), facts});
}

void BundleView::refresh() {
    fillSources();
    m_head->setText(headText());
    m_all->setVisible(!m_bundle.query().attempt.empty());
    m_progress->setVisible(m_bundle.isOpening());
    m_progress->setValue(m_bundle.percent());
    for (QWidget* part : std::initializer_list<QWidget*>{m_source, m_level, m_words}) {
        part->setEnabled(m_bundle.isOpen());
    }
    const bool isEmpty = m_bundle.isOpen() && m_bundle.model().rowCount() == 0;
    shell::showListState(*m_states, isEmpty ? models::ListState::Empty : m_bundle.state(), m_bundle.error(),
                         {tr("No such lines"), tr("Widen or clear the search above.")});
    showPanel();
}

void BundleView::retranslate() {
    shell::setNamedText(m_back, tr("Back to the tickets"));
    shell::setNamedText(m_all, tr("Show every line again"));
    shell::setNamedText(m_follow, tr("Follow this attempt"));
    m_source->setItemText(0, tr("Every program"));
    const QString levels[] = {tr("Every level"), tr("From info"), tr("From warnings"), tr("Errors only")};
    for (int i = 0; i < m_level->count(); ++i) {
        m_level->setItemText(i, levels[i]);
    }
    m_source->setAccessibleName(tr("Program"));
    m_level->setAccessibleName(tr("Level"));
    m_words->setAccessibleName(tr("Search lines"));
    m_words->setPlaceholderText(tr("Search lines"));
    m_progress->setAccessibleName(tr("Progress of the opening"));
    m_table->setAccessibleName(tr("Lines of the bundle"));
    m_bundle.model().retranslate();
    refresh();
}

} // namespace kaomon::tickets
