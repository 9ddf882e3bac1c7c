// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to this folder: what COM gives out, owned.

#include <memory>
#include <string>

#include <windows.h>

#include <oleauto.h>

#include "base/secret.h"
#include "localipc/wide_text.h"

namespace kaomon::applogin::detail {

struct ReleaseCom {
    template<class T>
    void operator()(T* object) const {
        object->Release();
    }
};
template<class T>
using Com = std::unique_ptr<T, ReleaseCom>;

// A text of COM's; wiped when it goes, since it may be a password.
class ComText {
public:
    ComText() = default;
    explicit ComText(std::string_view utf8) {
        std::wstring wide = localipc::toWide(utf8);
        m_text = ::SysAllocStringLen(wide.data(), static_cast<UINT>(wide.size()));
        wipe(wide.data(), wide.size() * sizeof(wchar_t));
    }
    ~ComText() { clear(); }
    ComText(const ComText&) = delete;
    ComText& operator=(const ComText&) = delete;

    [[nodiscard]] BSTR get() const { return m_text; }
    BSTR* out() {
        clear();
        return &m_text;
    }
    // At most `most` UTF-16 units of it.
    [[nodiscard]] std::string utf8(std::size_t most) const {
        const std::size_t size = m_text != nullptr ? ::SysStringLen(m_text) : 0;
        return size == 0 ? std::string() : localipc::toUtf8({m_text, std::min(size, most)});
    }

private:
    void clear() {
        if (m_text != nullptr) {
            wipe(m_text, ::SysStringByteLen(m_text));
            ::SysFreeString(m_text);
            m_text = nullptr;
        }
    }
    BSTR m_text = nullptr;
};

// A value of COM's.
class ComValue {
public:
    ComValue() { ::VariantInit(&m_value); }
    ~ComValue() { ::VariantClear(&m_value); }
    ComValue(const ComValue&) = delete;
    ComValue& operator=(const ComValue&) = delete;

    VARIANT* out() {
        ::VariantClear(&m_value);
        return &m_value;
    }
    [[nodiscard]] const VARIANT& get() const { return m_value; }
    // The other value where it is none.
    [[nodiscard]] LONG number(LONG otherwise) const { return m_value.vt == VT_I4 ? m_value.lVal : otherwise; }
    [[nodiscard]] bool flag() const { return m_value.vt == VT_BOOL && m_value.boolVal != VARIANT_FALSE; }
    [[nodiscard]] std::string utf8(std::size_t most) const {
        return m_value.vt == VT_BSTR && m_value.bstrVal != nullptr
                   ? localipc::toUtf8(
                         {m_value.bstrVal, std::min<std::size_t>(::SysStringLen(m_value.bstrVal), most)})
                   : std::string();
    }

private:
    VARIANT m_value;
};

} // namespace kaomon::applogin::detail
