/* html_assets.h - the style and the script of the HTML report, which stand in it. */
#ifndef PIN_REPORTS_HTML_ASSETS_H
#define PIN_REPORTS_HTML_ASSETS_H

extern const char pin_html_style[];

/* Sorting by the buttons in the heads of tables, and a filter above long ones; the report
 * is whole without it. */
extern const char pin_html_script[];

#endif
