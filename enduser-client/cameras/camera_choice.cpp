// SPDX-License-Identifier: GPL-3.0-or-later
#include "cameras/camera_choice.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::cameras {

CameraChoice::CameraChoice(agentlink::AgentLink& link, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link)
    , m_label(new QLabel)
    , m_cameras(new QComboBox)
    , m_fault(new QLabel) {
    m_cameras->setObjectName(QStringLiteral("cameraChoice"));
    // A camera may have a long name; the list that opens shows all of it.
    m_cameras->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cameras->setMinimumContentsLength(12);
    m_label->setBuddy(m_cameras);
    ui::setPart(*m_fault, "hint");
    m_fault->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (QWidget* part : std::initializer_list<QWidget*>{m_label, m_cameras, m_fault}) {
        column->addWidget(part);
    }
    connect(m_cameras, &QComboBox::activated, this, &CameraChoice::choose);
    connect(&m_presenter, &CameraPresenter::changed, this, &CameraChoice::fill);
    connect(&link, &agentlink::AgentLink::connectionChanged, this, [this](bool isConnected) {
        if (isConnected) {
            refresh();
        }
    });
    fill();
}

void CameraChoice::setLooking(bool isLooking) {
    m_isLooking = isLooking;
    fill();
}

void CameraChoice::choose(int index) {
    m_presenter.choose(m_cameras->itemData(index).toString());
}

void CameraChoice::fill() {
    const QSignalBlocker quiet(m_cameras);
    m_label->setText(tr("Camera"));
    m_cameras->setAccessibleName(tr("Camera"));
    m_cameras->clear();
    m_cameras->addItem(tr("Automatic"), QString());
    for (const Camera& camera : m_presenter.cameras()) {
        m_cameras->addItem(camera.isRefused ? tr("%1 (not allowed)").arg(camera.name) : camera.name,
                           camera.name);
        auto* model = qobject_cast<QStandardItemModel*>(m_cameras->model());
        model->item(model->rowCount() - 1)->setEnabled(!camera.isRefused);
        if (camera.id == m_presenter.chosen() || camera.name == m_presenter.chosen()) {
            m_cameras->setCurrentIndex(m_cameras->count() - 1);
        }
    }
    if (m_cameras->currentIndex() == 0 && !m_presenter.chosen().isEmpty()) {
        m_cameras->addItem(tr("%1 (not connected)").arg(m_presenter.chosen()), m_presenter.chosen());
        m_cameras->setCurrentIndex(m_cameras->count() - 1);
    }
    m_cameras->setToolTip(m_cameras->currentText());
    m_cameras->setEnabled(!m_presenter.isBusy());
    m_fault->setVisible(m_presenter.fault().has_value());
    m_fault->setText(m_presenter.fault() ? ui::errorText(*m_presenter.fault()).joined() : QString());
    setVisible(m_presenter.isOffered() && !m_isLooking);
}

void CameraChoice::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        fill();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::cameras
