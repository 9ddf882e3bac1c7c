// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <QAbstractTableModel>

#include "models/list_state.h"

namespace kaomon::models {

// Roles that every table of the suite answers besides the ordinary ones.
enum RowRole {
    IdRole = Qt::UserRole + 1, // QString: id of the row
    ToneRole,                  // int(Tone) of a cell that is shown as a mark; invalid for plain text
};

// A table of immutable rows which is updated by difference, so that the selection and the scroll position
// survive a refresh. The derived class gives each row an id and an equality, and each column its title, its
// text and, for cells that are marks, its tone. GUI thread only; nothing here fails.
template<class Row>
class RowTableModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final {
        return parent.isValid() ? 0 : columns();
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final {
        const Row* item = row(index.row());
        if (item == nullptr || index.column() >= columns()) {
            return {};
        }
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
            return text(*item, index.column());
        case IdRole:
            return QString::fromStdString(idOf(*item));
        case ToneRole: {
            const auto shown = tone(*item, index.column());
            return shown ? QVariant(static_cast<int>(*shown)) : QVariant();
        }
        default:
            return {};
        }
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const final {
        const bool isTitle =
            orientation == Qt::Horizontal && role == Qt::DisplayRole && section >= 0 && section < columns();
        return isTitle ? QVariant(title(section)) : QVariant();
    }
    // nullptr when there is no such row.
    [[nodiscard]] const Row* row(int index) const {
        return index >= 0 && index < static_cast<int>(m_rows.size())
                   ? &m_rows[static_cast<std::size_t>(index)]
                   : nullptr;
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    // -1 when no row has this id.
    [[nodiscard]] int indexOf(const std::string& id) const {
        if (m_isIndexStale) {
            m_index.clear();
            for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
                m_index.emplace(idOf(m_rows[static_cast<std::size_t>(i)]), i);
            }
            m_isIndexStale = false;
        }
        const auto found = m_index.find(id);
        return found == m_index.end() ? -1 : found->second;
    }

    // Makes the table hold exactly `rows`, in that order; ids must be unique.
    void setRows(std::vector<Row> rows) {
        removeMissing(rows);
        for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
            place(i, std::move(rows[static_cast<std::size_t>(i)]));
        }
    }
    // Adds the next page; rows that are already there are brought up to date instead.
    void appendRows(std::vector<Row> rows) {
        for (Row& row : rows) {
            const int known = indexOf(idOf(row));
            place(known < 0 ? rowCount() : known, std::move(row));
        }
    }
    // Replaces the row of the same id; false when there is none.
    bool replaceRow(Row row) {
        const int index = indexOf(idOf(row));
        if (index >= 0) {
            place(index, std::move(row));
        }
        return index >= 0;
    }
    void removeRowOf(const std::string& id) {
        if (const int index = indexOf(id); index >= 0) {
            remove(index, index);
        }
    }
    // Texts depend on the language and on the time: asks the views to fetch them again.
    void retranslate() {
        if (!m_rows.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }

protected:
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual QString title(int column) const = 0;
    [[nodiscard]] virtual QString text(const Row& row, int column) const = 0;
    [[nodiscard]] virtual std::optional<Tone> tone(const Row& row, int column) const = 0;
    [[nodiscard]] virtual std::string idOf(const Row& row) const = 0;
    [[nodiscard]] virtual bool isSame(const Row& a, const Row& b) const = 0;

private:
    void remove(int first, int last) {
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        m_isIndexStale = true;
        endRemoveRows();
    }
    // From the end, and neighbours at once: a list of 100,000 gives way to a page of 500 in one step.
    void removeMissing(const std::vector<Row>& wanted) {
        std::unordered_set<std::string> ids;
        for (const Row& row : wanted) {
            ids.insert(idOf(row));
        }
        const auto isWanted = [&](int i) { return ids.contains(idOf(m_rows[static_cast<std::size_t>(i)])); };
        for (int last = rowCount() - 1; last >= 0; --last) {
            if (isWanted(last)) {
                continue;
            }
            int first = last;
            while (first > 0 && !isWanted(first - 1)) {
                --first;
            }
            remove(first, last);
            last = first;
        }
    }
    // Puts `row` at `target`, which is at most the number of rows.
    void place(int target, Row row) {
        const int known = indexOf(idOf(row));
        if (known < 0) {
            beginInsertRows({}, target, target);
            if (target == rowCount()) {
                m_index.emplace(idOf(row), target); // a list that grows at its end keeps its index
            } else {
                m_isIndexStale = true;
            }
            m_rows.insert(m_rows.begin() + target, std::move(row));
            endInsertRows();
            return;
        }
        if (known != target) {
            beginMoveRows({}, known, known, {}, known < target ? target + 1 : target);
            Row moved = std::move(m_rows[static_cast<std::size_t>(known)]);
            m_rows.erase(m_rows.begin() + known);
            m_rows.insert(m_rows.begin() + target, std::move(moved));
            m_isIndexStale = true;
            endMoveRows();
        }
        Row& current = m_rows[static_cast<std::size_t>(target)];
        if (!isSame(current, row)) {
            current = std::move(row);
            emit dataChanged(index(target, 0), index(target, columnCount() - 1));
        }
    }

    std::vector<Row> m_rows;
    mutable std::unordered_map<std::string, int> m_index; // id -> row
    mutable bool m_isIndexStale = false;
};

} // namespace kaomon::models
