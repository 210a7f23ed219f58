/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/column.h"

#include <stdio.h>
#include <string.h>

void column_line(struct column *c, enum pen_size size, struct colour ink, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(c->p, size, text, &w, &h);
    if (!c->is_dry) {
        pen_write(c->p, size, PEN_LEFT, c->x, c->y, ink, text);
    }
    c->y += h + 3.0F * c->p->scale;
}

/* One character of UTF-8 less. */
static size_t shorter(const char *text, size_t n)
{
    do {
        n--;
    } while (n > 0 && ((unsigned char)text[n] & 0xC0U) == 0x80U);
    return n;
}

void column_shorten(const struct pen *p, enum pen_size size, float width, char *text, size_t room)
{
    static const char dots[] = "...";
    size_t n = strlen(text);
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, size, text, &w, &h);
    while (w > width && n > 0) {
        n = shorter(text, n < room - sizeof dots ? n : room - sizeof dots);
        (void)snprintf(text + n, room - n, "%s", dots);
        pen_measure(p, size, text, &w, &h);
    }
}

void column_cut(struct column *c, enum pen_size size, struct colour ink, const char *text)
{
    char line[512];

    (void)snprintf(line, sizeof line, "%s", text);
    column_shorten(c->p, size, c->width, line, sizeof line);
    column_line(c, size, ink, line);
}

/* Bytes of the words at the start of a text that go on one line: at least one. */
static size_t line_length(const struct column *c, enum pen_size size, const char *text)
{
    size_t fits = strcspn(text, " ");

    for (size_t next = fits; text[next] != '\0';) {
        char longer[256];
        float w = 0.0F;
        float h = 0.0F;
        next += 1 + strcspn(text + next + 1, " ");
        (void)snprintf(longer, sizeof longer, "%.*s", (int)next, text);
        pen_measure(c->p, size, longer, &w, &h);
        if (w > c->width) {
            break;
        }
        fits = next;
    }
    return fits;
}

void column_paragraph(struct column *c, enum pen_size size, struct colour ink, const char *text)
{
    while (*text != '\0') {
        const size_t n = line_length(c, size, text);
        char line[256];
        (void)snprintf(line, sizeof line, "%.*s", (int)n, text);
        column_line(c, size, ink, line);
        text += n + (text[n] == ' ');
    }
}

void column_swatch(struct column *c, struct colour colour, const char *text)
{
    const float side = 14.0F * c->p->scale;
    const float indent = 22.0F * c->p->scale;
    const SDL_FRect box = {c->x, c->y + 1.0F, side, side};

    pen_fill(c->p, box, colour);
    pen_frame(c->p, box, pen_line);
    c->x += indent;
    c->width -= indent;
    column_paragraph(c, PEN_SMALL, pen_text, text);
    c->x -= indent;
    c->width += indent;
}
