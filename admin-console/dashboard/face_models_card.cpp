// SPDX-License-Identifier: GPL-3.0-or-later
#include "dashboard/face_models_card.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/bar_chart.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::dashboard {

FaceModelsCard::FaceModelsCard(QWidget* parent)
    : QFrame(parent)
    , m_title(shell::makeLabel("value", this))
    , m_models(new ui::BarChart(this))
    , m_note(shell::makeLabel("hint", this)) {
    ui::setPart(*this, "card");
    setObjectName(QStringLiteral("faceModels"));
    m_note->setObjectName(QStringLiteral("faceModelsNote"));
    m_note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 14, 18, 14);
    column->addWidget(m_title);
    column->addWidget(m_models);
    column->addWidget(m_note);
    connect(m_models, &ui::BarChart::activated, this, &FaceModelsCard::activated);
    updateTexts();
}

void FaceModelsCard::setUses(std::optional<wire::FaceModelUses> uses) {
    m_uses = std::move(uses);
    updateTexts();
}

void FaceModelsCard::updateTexts() {
    m_title->setText(tr("People by face model"));
    m_models->setAccessibleName(m_title->text());
    const bool isMoving = m_uses && m_uses->items.size() > 1;
    setVisible(isMoving);
    if (!isMoving) {
        return;
    }
    std::vector<ui::BarChart::Bar> bars;
    for (const wire::FaceModelUse& use : m_uses->items) {
        const QString name = ui::toQString(use.modelId);
        bars.push_back({name, name, use.people, bars.empty() ? ui::Tone::Good : ui::Tone::Warning});
    }
    m_models->setBars(bars);
    const wire::FaceModelUse& newest = m_uses->items.front();
    const auto left = static_cast<int>(m_uses->people - newest.people);
    const QString done = tr("%1 of %2 people have a face of the newest model, %3.")
                             .arg(newest.people)
                             .arg(m_uses->people)
                             .arg(ui::toQString(newest.modelId));
    const QString state =
        left > 0 ? tr("%1 %n must enrol again; their PCs ask them to.", nullptr, left).arg(done) : done;
    m_note->setText(state + QLatin1Char('\n') + tr("A bar opens the list of its people."));
}

void FaceModelsCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        updateTexts();
    }
    QFrame::changeEvent(event);
}

} // namespace kaomon::dashboard
