// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "logon/windows/tile.h"
#include "logon/windows/tile_image.h"

namespace kaomon::logon {
namespace {

struct Row {
    CREDENTIAL_PROVIDER_FIELD_TYPE type;
    GUID kind; // what Windows knows such a field as; all zero: nothing special
};

constexpr GUID kLogo{0x2d837775, 0xf6cd, 0x464e, {0xa7, 0x45, 0x48, 0x2f, 0xd0, 0xb4, 0x74, 0x93}};
constexpr GUID kLabel{0x286bbff3, 0xbad4, 0x438f, {0xb0, 0x07, 0x79, 0xb7, 0x26, 0x7c, 0x3d, 0x48}};
constexpr GUID kUserName{0xda15bbe8, 0x954f, 0x4fd3, {0xb0, 0xf4, 0x1f, 0xb5, 0xb9, 0x0b, 0x17, 0x4b}};
constexpr GUID kPassword{0x60624cfa, 0xa477, 0x47b1, {0x8a, 0x8e, 0x3a, 0x4a, 0x19, 0x98, 0x18, 0x27}};

constexpr std::array<Row, kFieldCount> kRows{{
    {CPFT_TILE_IMAGE, kLogo},
    {CPFT_SMALL_TEXT, kLabel},
    {CPFT_LARGE_TEXT, {}},
    {CPFT_SMALL_TEXT, {}},
    {CPFT_EDIT_TEXT, kUserName},
    {CPFT_PASSWORD_TEXT, kPassword},
    {CPFT_SUBMIT_BUTTON, {}},
    {CPFT_COMMAND_LINK, {}},
    {CPFT_COMMAND_LINK, {}},
}};

bool isField(DWORD field, Field wanted) {
    return field == static_cast<DWORD>(wanted);
}

} // namespace

CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR describe(Field field) {
    const auto index = static_cast<DWORD>(field);
    const Row& row = kRows.at(index);
    return {index, row.type, nullptr, row.kind};
}

std::wstring labelOf(Field field, Language language) {
    switch (field) {
    case Field::UserName:
        return tileText(TileText::UserNameLabel, language);
    case Field::Password:
        return tileText(TileText::PasswordLabel, language);
    case Field::Submit:
        return tileText(TileText::SubmitLabel, language);
    case Field::TryAgain:
        return tileText(TileText::TryAgainLink, language);
    case Field::AnotherWay:
        return tileText(TileText::AnotherWayLink, language);
    default:
        return tileText(TileText::ProviderName, language);
    }
}

HRESULT Tile::GetFieldState(DWORD field, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                            CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* focus) {
    if (state == nullptr || focus == nullptr || field >= kFieldCount) {
        return E_INVALIDARG;
    }
    const bool isOnBoth = isField(field, Field::Image) || isField(field, Field::Title);
    const bool isHidden = (isField(field, Field::UserName) && !isForWhoever()) ||
                          (isField(field, Field::TryAgain) && m_context->isRemote);
    *state = isHidden ? CPFS_HIDDEN : isOnBoth ? CPFS_DISPLAY_IN_BOTH : CPFS_DISPLAY_IN_SELECTED_TILE;
    *focus = isField(field, Field::Password) ? CPFIS_FOCUSED : CPFIS_NONE;
    return S_OK;
}

HRESULT Tile::GetBitmapValue(DWORD field, HBITMAP* bitmap) {
    if (bitmap == nullptr || !isField(field, Field::Image)) {
        return E_INVALIDARG;
    }
    *bitmap = drawTileImage();
    return *bitmap != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT Tile::GetSubmitButtonValue(DWORD field, DWORD* adjacentTo) {
    if (adjacentTo == nullptr || !isField(field, Field::Submit)) {
        return E_INVALIDARG;
    }
    *adjacentTo = static_cast<DWORD>(Field::Password);
    return S_OK;
}

} // namespace kaomon::logon
