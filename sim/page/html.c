/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/page/html.h"

#include <math.h>

#include "sim/results/report_tables.h"

static void add_byte(struct text *t, char c)
{
    text_add_view(t, (struct view){&c, 1});
}

void html_text(struct text *t, const char *words)
{
    for (const char *at = words != NULL ? words : ""; *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;
        switch (c) {
        case '&':
            text_add(t, "&amp;");
            break;
        case '<':
            text_add(t, "&lt;");
            break;
        case '>':
            text_add(t, "&gt;");
            break;
        case '"':
            text_add(t, "&quot;");
            break;
        case '\'':
            text_add(t, "&#39;");
            break;
        default:
            if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
                text_add(t, "\xEF\xBF\xBD");
            } else {
                add_byte(t, (char)c);
            }
        }
    }
}

void html_json_text(struct text *t, const char *words)
{
    if (words == NULL) {
        text_add(t, "null");
        return;
    }
    text_add(t, "\"");
    for (const char *at = words; *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;
        if (c < 0x20 || c == 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&') {
            text_add(t, "\\u%04x", (unsigned)c);
        } else {
            add_byte(t, (char)c);
        }
    }
    text_add(t, "\"");
}

void html_quantity(struct text *t, const char *si, double value, double scale,
                   enum unit_system units)
{
    struct text shown = {0};

    if (isnan(value)) {
        text_add(t, "not known");
    } else if (isinf(value)) {
        text_add(t, "any load");
    } else {
        /* Next to nothing in the unit of the others has a row of zeros or an exponent: its own reads better. */
        const bool is_own = !isfinite(scale) || (value != 0.0 && fabs(value) < 1e-3 * fabs(scale));
        report_tables_quantity(&shown, si, value, is_own ? value : scale, units);
        html_text(t, shown.at);
    }
    text_release(&shown);
}

static void add_value(struct text *t, double value)
{
    if (isinf(value)) {
        text_add(t, " data-v=\"%sInfinity\"", value < 0.0 ? "-" : ""); /* as scripts read it */
    } else if (!isnan(value)) {
        text_add(t, " data-v=\"%.9g\"", value);
    }
}

void html_data(struct text *t, const char *si, double value, enum unit_system units)
{
    text_add(t, "<span class=\"n\"");
    add_value(t, value);
    text_add(t, ">");
    html_quantity(t, si, value, value, units);
    text_add(t, "</span>");
}

void html_section_begin(struct text *t, const char *id, const char *title)
{
    text_add(t, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">", id, id, id);
    html_text(t, title);
    text_add(t, "</h2>\n");
}

void html_section_end(struct text *t)
{
    text_add(t, "</section>\n");
}

void html_table_begin(struct text *t, const char *id, const char *caption,
                      const struct html_column *columns, size_t n)
{
    text_add(t, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
    html_text(t, caption);
    text_add(t, "\"><table");
    if (id != NULL) {
        text_add(t, " id=\"%s\"", id);
    }
    text_add(t, "><caption>");
    html_text(t, caption);
    text_add(t, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        text_add(t, "<th scope=\"col\"%s>", columns[i].is_number ? " class=\"n\"" : "");
        html_text(t, columns[i].head);
        text_add(t, "</th>");
    }
    text_add(t, "</tr></thead>\n<tbody>\n");
}

void html_table_end(struct text *t)
{
    text_add(t, "</tbody></table></div>\n");
}

void html_row_head(struct text *t, const char *words)
{
    text_add(t, "<tr><th scope=\"row\">");
    html_text(t, words);
    text_add(t, "</th>");
}

void html_row_end(struct text *t)
{
    text_add(t, "</tr>\n");
}

void html_cell_text(struct text *t, const char *words)
{
    text_add(t, "<td>");
    html_text(t, words);
    text_add(t, "</td>");
}

void html_cell(struct text *t, const char *si, double value, double scale, enum unit_system units)
{
    text_add(t, "<td class=\"n\"");
    add_value(t, value);
    text_add(t, ">");
    html_quantity(t, si, value, scale, units);
    text_add(t, "</td>");
}

void html_fold_begin(struct text *t, const char *title)
{
    text_add(t, "<details><summary>");
    html_text(t, title);
    text_add(t, "</summary>\n");
}

void html_fold_end(struct text *t)
{
    text_add(t, "</details>\n");
}
