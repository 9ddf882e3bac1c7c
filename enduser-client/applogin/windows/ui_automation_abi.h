// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// UI Automation as far as it is used here: mingw-w64 10 has no declarations of its client side. The order of
// the functions is that of Windows' binary interface; those that are not used are there for their place only.

#include <windows.h>

#include <oleauto.h>
#include <unknwn.h>

namespace kaomon::applogin::uia {

inline constexpr GUID kClsidAutomation{
    0xff48dba4, 0x60ef, 0x4201, {0xaa, 0x87, 0x54, 0x10, 0x3e, 0xef, 0x59, 0x4e}};
inline constexpr GUID kIidAutomation{
    0x30cbe57d, 0xd9d0, 0x452a, {0xab, 0x13, 0x7a, 0xc5, 0xac, 0x48, 0x25, 0xee}};
inline constexpr GUID kIidValuePattern{
    0xa94cd8b1, 0x0844, 0x4cd6, {0x9d, 0x2d, 0x64, 0x05, 0x37, 0xab, 0x39, 0xe9}};
inline constexpr GUID kIidInvokePattern{
    0xfb377fbe, 0x8ea6, 0x46d5, {0x9c, 0x73, 0x64, 0x99, 0x64, 0x2d, 0x30, 0x59}};

enum Property : int {
    kBoundingRectangle = 30001,
    kControlType = 30003,
    kName = 30005,
    kHasKeyboardFocus = 30008,
    kIsEnabled = 30010,
    kIsPassword = 30019,
    kNativeWindowHandle = 30020,
    kIsOffscreen = 30022,
    kFrameworkId = 30024,
    kValueValue = 30045,
    kValueIsReadOnly = 30046,
};
enum ControlType : long {
    kButton = 50000,
    kCheckBox = 50002,
    kComboBox = 50003,
    kEdit = 50004,
    kList = 50008,
    kMenu = 50009,
    kMenuBar = 50010,
    kTextLabel = 50020,
    kToolBar = 50021,
    kTree = 50023,
    kDataGrid = 50028,
    kDocument = 50030,
    kTable = 50036,
    kTitleBar = 50037,
};
enum Pattern : int { kInvokePattern = 10000, kValuePattern = 10002 };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor" // COM's have none

struct IElement : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE SetFocus() = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRuntimeId(SAFEARRAY**) = 0;
    virtual HRESULT STDMETHODCALLTYPE FindFirst(int, IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE FindAll(int, IUnknown*, IUnknown**) = 0;
    virtual HRESULT STDMETHODCALLTYPE FindFirstBuildCache(int, IUnknown*, IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE FindAllBuildCache(int, IUnknown*, IUnknown*, IUnknown**) = 0;
    virtual HRESULT STDMETHODCALLTYPE BuildUpdatedCache(IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCurrentPropertyValue(int property, VARIANT* value) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCurrentPropertyValueEx(int, BOOL, VARIANT*) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCachedPropertyValue(int, VARIANT*) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCachedPropertyValueEx(int, BOOL, VARIANT*) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCurrentPatternAs(int pattern, REFIID id, void** object) = 0;
};

struct ITreeWalker : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE GetParentElement(IElement*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetFirstChildElement(IElement* element, IElement** child) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetLastChildElement(IElement*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetNextSiblingElement(IElement* element, IElement** next) = 0;
};

struct IAutomation : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE CompareElements(IElement*, IElement*, BOOL*) = 0;
    virtual HRESULT STDMETHODCALLTYPE CompareRuntimeIds(SAFEARRAY*, SAFEARRAY*, BOOL*) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRootElement(IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE ElementFromHandle(void* window, IElement** element) = 0;
    virtual HRESULT STDMETHODCALLTYPE ElementFromPoint(POINT, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetFocusedElement(IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRootElementBuildCache(IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE ElementFromHandleBuildCache(void*, IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE ElementFromPointBuildCache(POINT, IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetFocusedElementBuildCache(IUnknown*, IElement**) = 0;
    virtual HRESULT STDMETHODCALLTYPE CreateTreeWalker(IUnknown*, ITreeWalker**) = 0;
    virtual HRESULT STDMETHODCALLTYPE ControlViewWalker(ITreeWalker** walker) = 0;
};

struct IValuePattern : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE SetValue(BSTR text) = 0;
    virtual HRESULT STDMETHODCALLTYPE CurrentValue(BSTR* text) = 0;
};

struct IInvokePattern : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke() = 0;
};

#pragma GCC diagnostic pop

} // namespace kaomon::applogin::uia
