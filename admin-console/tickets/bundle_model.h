// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "diagnostics/bundle_reader.h"

namespace kaomon::tickets {

using Lines = std::shared_ptr<const std::vector<diagnostics::LogLine>>;

// Some of the lines of a bundle: hundreds of thousands are shown without being copied. GUI thread.
class BundleModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Source, Level, Event, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // `places` within `lines`.
    void show(Lines lines, std::vector<std::uint32_t> places);
    // nullptr when there is no such row.
    [[nodiscard]] const diagnostics::LogLine* line(int row) const;
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString levelText(const std::string& level);

private:
    Lines m_lines;
    std::vector<std::uint32_t> m_places;
};

} // namespace kaomon::tickets
