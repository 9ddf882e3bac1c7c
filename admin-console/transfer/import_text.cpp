// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/import_text.h"

#include <algorithm>
#include <span>

#include "ui/qt_text.h"

namespace kaomon::transfer {
namespace {

struct Word {
    const char* name;
    const char* text;
};

constexpr Word kModes[] = {
    {"upsert", QT_TRANSLATE_NOOP("ImportText", "Add new people and update known ones")},
    {"add", QT_TRANSLATE_NOOP("ImportText", "Only add new people")},
    {"update", QT_TRANSLATE_NOOP("ImportText", "Only update known people")},
    {"disable_missing",
     QT_TRANSLATE_NOOP("ImportText", "Add, update, and disable members who are not in the file")},
};
constexpr Word kStates[] = {
    {"uploading", QT_TRANSLATE_NOOP("ImportText", "Uploading")},
    {"checking", QT_TRANSLATE_NOOP("ImportText", "Being checked")},
    {"checked", QT_TRANSLATE_NOOP("ImportText", "Checked")},
    {"applying", QT_TRANSLATE_NOOP("ImportText", "Being applied")},
    {"applied", QT_TRANSLATE_NOOP("ImportText", "Applied")},
    {"undoing", QT_TRANSLATE_NOOP("ImportText", "Being undone")},
    {"undone", QT_TRANSLATE_NOOP("ImportText", "Undone")},
    {"failed", QT_TRANSLATE_NOOP("ImportText", "Refused")},
    {"cancelled", QT_TRANSLATE_NOOP("ImportText", "Cancelled")},
};
constexpr Word kActions[] = {
    {"add", QT_TRANSLATE_NOOP("ImportText", "Added")},
    {"update", QT_TRANSLATE_NOOP("ImportText", "Changed")},
    {"none", QT_TRANSLATE_NOOP("ImportText", "Unchanged")},
    {"disable", QT_TRANSLATE_NOOP("ImportText", "Disabled")},
    {"refuse", QT_TRANSLATE_NOOP("ImportText", "Refused")},
};
constexpr Word kRowStates[] = {
    {"waiting", QT_TRANSLATE_NOOP("ImportText", "Waits")},
    {"applied", QT_TRANSLATE_NOOP("ImportText", "Applied")},
    {"refused", QT_TRANSLATE_NOOP("ImportText", "Refused")},
    {"undone", QT_TRANSLATE_NOOP("ImportText", "Undone")},
    {"undo_refused", QT_TRANSLATE_NOOP("ImportText", "Changed since, not undone")},
};
constexpr Word kFailures[] = {
    {"login_column",
     QT_TRANSLATE_NOOP("ImportText", "No column is the login name. Choose it in the mapping.")},
    {"repeated_column",
     QT_TRANSLATE_NOOP("ImportText", "Two columns mean the same. Ignore one of them in the mapping.")},
    {"quote", QT_TRANSLATE_NOOP("ImportText", "A quotation mark is not closed.")},
    {"size", QT_TRANSLATE_NOOP("ImportText", "A row is too long.")},
    {"rows", QT_TRANSLATE_NOOP("ImportText", "The file has more than 100,000 rows. Split it.")},
    {"text", QT_TRANSLATE_NOOP("ImportText", "The text is not of this encoding. Choose another encoding.")},
    {"login",
     QT_TRANSLATE_NOOP("ImportText",
                       "A login name cannot be read, so it is not known who is missing in the file.")},
};

QString wordOf(std::span<const Word> words, const std::string& name) {
    const auto found = std::ranges::find_if(words, [&](const Word& word) { return name == word.name; });
    return found == words.end() ? ui::toQString(name)
                                : QCoreApplication::translate("ImportText", found->text);
}

} // namespace

QString ImportText::mode(const std::string& mode) {
    return wordOf(kModes, mode);
}

QString ImportText::state(const std::string& state) {
    return wordOf(kStates, state);
}

models::Tone ImportText::stateTone(const std::string& state) {
    if (state == "applied") {
        return models::Tone::Good;
    }
    return state == "failed"    ? models::Tone::Bad
           : state == "checked" ? models::Tone::Warning
                                : models::Tone::Neutral;
}

QString ImportText::action(const std::string& action) {
    return wordOf(kActions, action);
}

QString ImportText::rowState(const std::string& state) {
    return wordOf(kRowStates, state);
}

QString ImportText::column(exchange::UserColumn column) {
    const bool isEnglish = ImportText::tr("Waits") == QStringLiteral("Waits");
    return ui::toQString(
        exchange::headerName(column, isEnglish ? exchange::Language::English : exchange::Language::Japanese));
}

QString ImportText::failure(const wire::ImportJob& job) {
    if (!job.failure) {
        return {};
    }
    const QString text = wordOf(kFailures, *job.failure);
    return job.failureLine ? tr("Line %1: %2").arg(*job.failureLine).arg(text) : text;
}

} // namespace kaomon::transfer
