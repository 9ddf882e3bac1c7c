// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/look_up_edit.h"

#include <chrono>

#include <QLineEdit>
#include <QSignalBlocker>

#include "client/services.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;

constexpr auto kDelay = 250ms;
constexpr int kMost = 20;

} // namespace

LookUp findPeople(ConsoleSession& session) {
    return [&session](const QString& typed) {
        return client::UserService(session.api())
            .list(ui::toUtf8(typed), {kMost, {}})
            .then([](const Result<wire::UserPage>& page) -> Result<std::vector<Found>> {
                if (!page) {
                    return propagate(page.error());
                }
                std::vector<Found> found;
                for (const wire::User& user : page->items) {
                    found.push_back(
                        {user.id.text(), QStringLiteral("%1 (%2)").arg(ui::toQString(user.displayName),
                                                                       ui::toQString(user.login))});
                }
                return found;
            });
    };
}

LookUp findDevices(ConsoleSession& session) {
    return [&session](const QString& typed) {
        return client::DeviceService(session.api())
            .list(client::DeviceQuery{ui::toUtf8(typed), {}, {}}, {kMost, {}})
            .then([](const Result<wire::DevicePage>& page) -> Result<std::vector<Found>> {
                if (!page) {
                    return propagate(page.error());
                }
                std::vector<Found> found;
                for (const wire::Device& device : page->items) {
                    found.push_back({device.id.text(), ui::toQString(device.name)});
                }
                return found;
            });
    };
}

LookUpEdit::LookUpEdit(LookUp lookUp, QWidget* parent)
    : QComboBox(parent)
    , m_lookUp(std::move(lookUp)) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setCompleter(nullptr);
    setMinimumWidth(240);
    lineEdit()->setClearButtonEnabled(true);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelay);
    connect(&m_delay, &QTimer::timeout, this, &LookUpEdit::search);
    connect(lineEdit(), &QLineEdit::textEdited, this, [this](const QString& text) {
        if (!m_chosen.empty()) {
            m_chosen.clear();
            emit chosenChanged();
        }
        text.trimmed().isEmpty() ? m_delay.stop() : m_delay.start();
    });
    // The cross of the line edit.
    connect(lineEdit(), &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_chosen.empty()) {
            clearChoice();
        }
    });
    connect(this, &QComboBox::activated, this, [this](int index) {
        choose({ui::toUtf8(itemData(index).toString()), itemText(index)});
    });
}

void LookUpEdit::setPlaceholder(const QString& text) {
    lineEdit()->setPlaceholderText(text);
    setAccessibleName(text);
    lineEdit()->setAccessibleName(text);
}

void LookUpEdit::choose(const Found& found) {
    m_delay.stop();
    ++m_generation;
    m_chosen = found.id;
    lineEdit()->setText(found.text);
    emit chosenChanged();
}

void LookUpEdit::clearChoice() {
    m_delay.stop();
    ++m_generation;
    const bool wasChosen = !m_chosen.empty();
    m_chosen.clear();
    clear();
    lineEdit()->clear();
    if (wasChosen) {
        emit chosenChanged();
    }
}

void LookUpEdit::search() {
    const int generation = ++m_generation;
    m_lookUp(lineEdit()->text().trimmed())
        .then(this, [this, generation](const Result<std::vector<Found>>& found) {
            if (generation == m_generation && found) {
                take(*found);
            }
        });
}

void LookUpEdit::take(const std::vector<Found>& found) {
    const QString typed = lineEdit()->text();
    const int cursor = lineEdit()->cursorPosition();
    {
        const QSignalBlocker blocker(this);
        clear();
        for (const Found& one : found) {
            addItem(one.text, ui::toQString(one.id));
        }
        setCurrentIndex(-1);
        lineEdit()->setText(typed);
        lineEdit()->setCursorPosition(cursor);
    }
    if (!found.empty() && isVisible() && lineEdit()->hasFocus()) {
        showPopup();
    }
}

} // namespace kaomon::shell
