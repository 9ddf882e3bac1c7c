// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/whole_texts.h"

#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QScreen>

namespace kaomon::shell {
namespace {

class Grower final : public QObject {
public:
    explicit Grower(QDialog& dialog)
        : QObject(&dialog)
        , m_dialog(dialog) {
        dialog.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) {
            grow();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void grow() {
        const QLayout* layout = m_dialog.layout();
        if (!m_dialog.isVisible() || layout == nullptr || !layout->hasHeightForWidth()) {
            return;
        }
        const int needed = qMin(layout->totalHeightForWidth(m_dialog.width()),
                                m_dialog.screen()->availableGeometry().height());
        if (needed > m_dialog.height()) {
            m_dialog.resize(m_dialog.width(), needed);
        }
    }

    QDialog& m_dialog;
};

} // namespace

void keepTextsWhole(QDialog& dialog) {
    new Grower(dialog);
}

} // namespace kaomon::shell
