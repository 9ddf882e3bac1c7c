// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <memory>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include "sample_organisation.h"
#include "shell/console_application.h"
#include "shell/main_window.h"
#include "shell/page.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"

namespace kaomon::testing {

// What a program can see of a screen's faults, where its picture goes, and a console to look at.

[[nodiscard]] inline QString textOf(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->textFormat() == Qt::RichText || label->text().startsWith(QLatin1Char('<'))
                   ? QString()
                   : label->text();
    }
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button != nullptr ? button->text() : QString();
}

[[nodiscard]] inline int widthOf(const QWidget& widget, const QString& text) {
    return widget.fontMetrics().boundingRect(QRect(0, 0, 10000, 10000), Qt::TextShowMnemonic, text).width();
}

// The chosen text of a choice, or the hint of an empty field, when it is not seen whole.
[[nodiscard]] inline QString clippedInField(const QWidget& widget) {
    if (const auto* box = qobject_cast<const QComboBox*>(&widget); box != nullptr && !box->isEditable()) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        const int room = box->style()
                             ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box)
                             .width();
        return widthOf(widget, box->currentText()) > room + 2 ? box->currentText() : QString();
    }
    const auto* edit = qobject_cast<const QLineEdit*>(&widget);
    return edit != nullptr && edit->text().isEmpty() &&
                   widthOf(widget, edit->placeholderText()) > edit->width()
               ? edit->placeholderText()
               : QString();
}

// Whether a label or a button shows less than its whole text. One that says so itself ("elides") may, as long
// as its tool tip has the rest.
[[nodiscard]] inline bool isClipped(const QWidget& widget) {
    const QString text = textOf(widget);
    if (text.isEmpty() || widget.width() < 2) {
        return false;
    }
    if (widget.property("elides").toBool()) {
        return widget.toolTip() != text;
    }
    if (const auto* label = qobject_cast<const QLabel*>(&widget); label != nullptr && label->wordWrap()) {
        return label->heightForWidth(label->width()) > label->height() + 1;
    }
    return widthOf(widget, text) > widget.width();
}

// Titles of columns that are cut.
[[nodiscard]] inline QStringList clippedTitles(const QTableView& table) {
    QStringList cut;
    const QHeaderView* header = table.horizontalHeader();
    for (int i = 0; header->isVisible() && i < header->count(); ++i) {
        const QString title = table.model()->headerData(i, Qt::Horizontal).toString();
        if (!header->isSectionHidden(i) && widthOf(*header, title) > header->sectionSize(i)) {
            cut.append(title);
        }
    }
    return cut;
}

// Where the environment names a folder; true also without one.
[[nodiscard]] inline bool keepPicture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("KAOMON_SCREENS");
    if (folder.isEmpty()) {
        return true;
    }
    QDir().mkpath(folder);
    // PNG loses nothing at any quality; the highest would be slow to pack and 100 not packed at all.
    constexpr int kFast = 90;
    return widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")), "PNG", kFast);
}

class NoPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(false); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
};

// Waits until nothing below `root` is loading, and the layouts have followed their texts.
inline void settle(const QWidget& root) {
    const auto isLoading = [&root] {
        const auto panels = root.findChildren<ui::StatePanel*>();
        return std::ranges::any_of(panels, [](const ui::StatePanel* panel) {
            return panel->isVisible() && panel->state() == ui::StatePanel::State::Loading;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(!isLoading(), 60000);
    for (int i = 0; i < 10; ++i) {
        QCoreApplication::processEvents();
    }
}

// Faults of screens, each looked at in English first: a text that is the same in Japanese, although it has a
// word of letters in it and is no data of the samples, is one that was not translated.
class ScreenChecker {
public:
    void check(const QWidget& root, const QString& screen, ui::Language language) {
        int number = 0;
        const QString code = ui::languageCode(language);
        for (const auto* widget : root.findChildren<QWidget*>()) {
            if (!widget->isVisibleTo(&root)) {
                continue;
            }
            if (const QString cut = clippedInField(*widget); !cut.isEmpty()) {
                note(QStringLiteral("clipped field on %1 (%2): %3").arg(screen, code, cut));
            }
            if (const auto* table = qobject_cast<const QTableView*>(widget)) {
                for (const QString& title : clippedTitles(*table)) {
                    note(QStringLiteral("clipped column on %1 (%2): %3").arg(screen, code, title));
                }
            }
            checkShape(*widget, screen);
            const QString text = textOf(*widget);
            if (text.isEmpty()) {
                continue;
            }
            remember(QStringLiteral("%1/%2").arg(screen).arg(number++), text, language);
            if (isClipped(*widget)) {
                note(QStringLiteral("clipped on %1 (%2): %3").arg(screen, code, text));
            }
        }
    }
    void startOver() { m_faults.clear(); }
    [[nodiscard]] bool isClean() const { return m_faults.isEmpty(); }
    [[nodiscard]] QByteArray faults() const {
        return (QLatin1Char('\n') + m_faults.join(QLatin1Char('\n'))).toUtf8();
    }

private:
    void note(const QString& fault) { m_faults.append(fault); }
    void checkShape(const QWidget& widget, const QString& screen) {
        if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
            for (int i = 0; i < box->count(); ++i) {
                if (box->itemText(i).isEmpty()) {
                    note(QStringLiteral("blank choice on %1: %2").arg(screen, box->accessibleName()));
                }
            }
        }
        const auto* bar = qobject_cast<const QTabBar*>(&widget);
        if (bar != nullptr && bar->sizeHint().width() > bar->parentWidget()->width()) {
            note(QStringLiteral("tabs do not fit on %1").arg(screen));
        }
    }
    void remember(const QString& where, const QString& text, ui::Language language) {
        static const QRegularExpression kWord(QStringLiteral("[A-Za-z]{4,}"));
        if (language == ui::Language::English) {
            m_english.insert(where, text);
        } else if (m_english.value(where) == text && text.contains(kWord) && !isData(text)) {
            note(QStringLiteral("untranslated on %1: %2").arg(where, text));
        }
    }
    static bool isData(const QString& text) {
        static const QStringList kNames{
            QStringLiteral("Kaomon"), QStringLiteral("Example"),    QStringLiteral("The Owner"),
            QStringLiteral("Sales"),  QStringLiteral("English"),    QStringLiteral("reception"),
            QStringLiteral("user"),   QStringLiteral("Offices"),    QStringLiteral("Asia/Tokyo"),
            QStringLiteral("owner"),  QStringLiteral("Shift_JIS"),  QStringLiteral("Debian"),
            QStringLiteral("SIEM"),   QStringLiteral("example.com")};
        static const QRegularExpression kCode(QStringLiteral("^[A-Z0-9 \n-]+$"));
        if (text.contains(kCode)) {
            return true; // a fingerprint, recovery codes
        }
        return std::ranges::any_of(kNames, [&](const QString& name) { return text.contains(name); });
    }

    QMap<QString, QString> m_english;
    QStringList m_faults;
};

// The console with the sample organisation, and its owner signed in.
class ConsoleOnScreen {
public:
    // False when nobody could sign in.
    [[nodiscard]] bool open() {
        SystemClock clock;
        foundOn(*server, clock);
        fillWithSamples(*server);
        shell::ConsoleSettings settings(m_folder.path());
        shell::KnownTenant tenant;
        tenant.server = QStringLiteral("https://kaomon.example.com");
        tenant.tlsPins = {server->pin};
        tenant.tenant = server->tenant;
        tenant.tenantName = QStringLiteral("Example");
        tenant.login = QStringLiteral("owner");
        settings.setKnownTenant(tenant);
        shell::ConsoleOptions options;
        options.settings = m_folder.path();
        options.language = ui::Language::English;
        options.appearance = ui::Appearance::Light;
        console = std::make_unique<shell::ConsoleApplication>(
            *qApp, options,
            shell::ConsoleParts{std::make_shared<SystemClock>(),
                                std::make_unique<client::MemorySecretStore>(), transportsTo(server),
                                std::make_unique<NoPrompts>()});
        console->start();
        for (auto* edit : window().findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == QStringLiteral("Password") && edit->isVisible()) {
                edit->setText(QLatin1String(kOwnerPassword));
                QTest::keyClick(edit, Qt::Key_Return);
            }
        }
        const bool isOpen = QTest::qWaitFor([this] { return console->session().isOpen(); }, 60000);
        if (isOpen && console->session().keyring() != nullptr) {
            addAppSamples(*server, *console->session().keyring());
        }
        for (const auto* button : navigation()) {
            pages.append(button->text());
        }
        settle(window());
        return isOpen && pages.size() >= 10;
    }
    void close() { console.reset(); }

    [[nodiscard]] QMainWindow& window() const { return console->window(); }
    [[nodiscard]] QList<QPushButton*> navigation() const {
        QList<QPushButton*> buttons;
        for (auto* button : window().findChildren<QPushButton*>()) {
            if (button->property("part").toString() == QStringLiteral("navigation")) {
                buttons.append(button);
            }
        }
        return buttons;
    }
    [[nodiscard]] shell::Page* page() const {
        for (auto* page : window().findChildren<shell::Page*>()) {
            if (page->isVisible()) {
                return page;
            }
        }
        return nullptr;
    }
    // By its English title; false when there is none.
    [[nodiscard]] bool go(const QString& title) {
        const auto place = pages.indexOf(title);
        if (place < 0) {
            return false;
        }
        navigation().at(place)->click();
        settle(window());
        return true;
    }
    void use(ui::Language language, ui::Appearance appearance) {
        for (auto* box : window().findChildren<QComboBox*>()) {
            if (box->accessibleName() == QStringLiteral("Language") ||
                box->accessibleName() == QStringLiteral("言語")) {
                const int index = box->findData(static_cast<int>(language));
                box->setCurrentIndex(index);
                emit box->activated(index);
                break;
            }
        }
        // The button offers the other appearance.
        const QStringList wanted = appearance == ui::Appearance::Dark
                                       ? QStringList{QStringLiteral("Dark"), QStringLiteral("ダーク")}
                                       : QStringList{QStringLiteral("Light"), QStringLiteral("ライト")};
        for (auto* button : window().findChildren<QPushButton*>()) {
            if (wanted.contains(button->text())) {
                button->click();
                break;
            }
        }
        settle(window());
    }
    // The page about somebody is asked about whoever has the most to be said about.
    void askForHelp() {
        if (auto* shown = page(); shown != nullptr && shown->objectName() == QStringLiteral("logonhelp")) {
            shown->openQuery(QStringLiteral("user=%1&name=user1&device=%2&device_name=reception-01")
                                 .arg(QString::fromStdString(server->users.front().id.text()),
                                      QString::fromStdString(server->devices.front().id.text())));
            settle(window());
        }
    }
    // With the panel beside the table.
    void selectFirstRow() {
        for (auto* table : window().findChildren<QTableView*>()) {
            if (table->isVisible() && table->model()->rowCount() > 0) {
                table->selectRow(0);
                break;
            }
        }
        settle(window());
    }
    [[nodiscard]] QString scale() const {
        return QString::number(qRound(window().devicePixelRatioF() * 100));
    }

    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    std::unique_ptr<shell::ConsoleApplication> console;
    QStringList pages; // accessible names of the navigation, in English

private:
    QTemporaryDir m_folder;
};

// The rows of a test of every page: "en-light" and so on, with `language` and `appearance`.
inline void everyForm(bool withEnglishDark = true) {
    QTest::addColumn<int>("language");
    QTest::addColumn<int>("appearance");
    const auto row = [](const char* name, ui::Language language, ui::Appearance appearance) {
        QTest::newRow(name) << static_cast<int>(language) << static_cast<int>(appearance);
    };
    row("en-light", ui::Language::English, ui::Appearance::Light);
    row("ja-light", ui::Language::Japanese, ui::Appearance::Light);
    row("ja-dark", ui::Language::Japanese, ui::Appearance::Dark);
    if (withEnglishDark) {
        row("en-dark", ui::Language::English, ui::Appearance::Dark);
    }
}

} // namespace kaomon::testing
