// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of users: the first byte says which delimiter and encoding.
#include <span>

#include "exchange/csv_cell.h"
#include "exchange/csv_reader.h"
#include "exchange/text_encoding.h"
#include "exchange/user_columns.h"
#include "exchange/user_row.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::exchange;

namespace {

void readFile(std::string_view text, char delimiter) {
    const CsvReader reader(delimiter);
    std::vector<MappedColumn> columns;
    while (!text.empty()) {
        const auto record = reader.next(text, true);
        if (!record || !*record) {
            return;
        }
        fuzz::require((*record)->size > 0 && (*record)->size <= text.size(), "a record ends inside the file");
        fuzz::require((*record)->cells.size() <= kMostCells, "so many cells at most");
        const auto part = reader.next(text.substr(0, (*record)->size / 2), false);
        fuzz::require(!part || !*part || (*part)->size <= (*record)->size,
                      "half a record is none or shorter");
        if (columns.empty()) {
            columns = mapHeader((*record)->cells, {}).value_or(std::vector<MappedColumn>());
        } else {
            (void)readUserRow(columns, (*record)->cells);
        }
        text.remove_prefix((*record)->size);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const auto encoding = (data[0] & 1U) != 0 ? TextEncoding::Cp932 : TextEncoding::Utf8;
    const char delimiter = (data[0] & 2U) != 0 ? '\t' : ',';
    TextConverter converter(encoding);
    const auto text = converter.toUtf8(fuzz::textOf(data + 1, size - 1));
    if (text) {
        std::string tail;
        fuzz::require(continuesUtf8(*text, tail) && tail.empty(), "what comes out is UTF-8");
        (void)converter.fromUtf8(*text);
        readFile(*text, delimiter);
    }
    return 0;
}
