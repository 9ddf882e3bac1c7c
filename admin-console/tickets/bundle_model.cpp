// SPDX-License-Identifier: GPL-3.0-or-later
#include "tickets/bundle_model.h"

#include "models/display_text.h"
#include "models/row_table_model.h"
#include "ui/qt_text.h"

namespace kaomon::tickets {

void BundleModel::show(Lines lines, std::vector<std::uint32_t> places) {
    beginResetModel();
    m_lines = std::move(lines);
    m_places = std::move(places);
    endResetModel();
}

const diagnostics::LogLine* BundleModel::line(int row) const {
    return row >= 0 && row < rowCount() ? &(*m_lines)[m_places[static_cast<std::size_t>(row)]] : nullptr;
}

void BundleModel::retranslate() {
    if (!m_places.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int BundleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

int BundleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString BundleModel::levelText(const std::string& level) {
    if (level == "error") {
        return tr("Error");
    }
    if (level == "warning") {
        return tr("Warning");
    }
    return level == "info" ? tr("Info") : level == "debug" ? tr("Detail") : ui::toQString(level);
}

QVariant BundleModel::data(const QModelIndex& index, int role) const {
    const diagnostics::LogLine* row = line(index.row());
    if (row == nullptr) {
        return {};
    }
    if (role == models::ToneRole && index.column() == Level && !row->level.empty()) {
        const auto tone = row->level == "error"     ? models::Tone::Bad
                          : row->level == "warning" ? models::Tone::Warning
                                                    : models::Tone::Neutral;
        return static_cast<int>(tone);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Time:
        return row->at ? models::DisplayText::time(*row->at) : QString();
    case Source:
        return ui::toQString(row->source);
    case Level:
        return levelText(row->level);
    case Event:
        return ui::toQString(row->event);
    default:
        return ui::toQString(row->text);
    }
}

QVariant BundleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QString titles[] = {tr("Time"), tr("Program"), tr("Level"), tr("Event"), tr("Line")};
    return section >= 0 && section < ColumnCount ? titles[section] : QString();
}

} // namespace kaomon::tickets
