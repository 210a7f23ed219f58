/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/find.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

long find_rack_after(const struct scene *s, const char *start, long after, size_t *ret_n)
{
    const size_t length = strlen(start);
    long first = -1;
    long next = -1;

    *ret_n = 0;
    for (long i = 0; i < (long)s->n_racks; i++) {
        if (strncasecmp(s->rack_names[i], start, length) == 0) {
            first = first < 0 ? i : first;
            next = next < 0 && i > after ? i : next;
            ++*ret_n;
        }
    }
    return next >= 0 ? next : first;
}

void find_begin(struct look *look)
{
    look->is_finding = true;
    look->found_from = look->selected;
    look->found_from_element = look->element;
    look->find[0] = '\0';
}

/* A rack takes the place of what was selected; -1 gives that back. */
static void select_found(struct look *look, long rack)
{
    look->selected = rack >= 0 ? rack : look->found_from;
    look->element = rack >= 0 ? -1 : look->found_from_element;
}

/* Nothing typed, or nothing found: what was selected before stays. */
static void jump(const struct scene *s, struct look *look)
{
    size_t n = 0;

    select_found(look, look->find[0] != '\0' ? find_rack_after(s, look->find, -1, &n) : -1);
}

void find_type(const struct scene *s, struct look *look, const char *text)
{
    const size_t end = strlen(look->find);

    if (end + strlen(text) < sizeof look->find) {
        (void)snprintf(look->find + end, sizeof look->find - end, "%s", text);
        jump(s, look);
    }
}

/* Takes the last character, of one byte or more, away. */
static void shorten(struct look *look)
{
    size_t end = strlen(look->find);

    while (end > 0 && ((unsigned char)look->find[--end] & 0xC0U) == 0x80U) {
    }
    look->find[end] = '\0';
}

void find_key(const struct scene *s, struct look *look, SDL_Keycode key)
{
    size_t n = 0;

    switch (key) {
    case SDLK_ESCAPE:
        look->is_finding = false;
        select_found(look, -1);
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        look->is_finding = false;
        break;
    case SDLK_BACKSPACE:
        shorten(look);
        jump(s, look);
        break;
    case SDLK_TAB:
        if (find_rack_after(s, look->find, -1, &n) >= 0) {
            select_found(look, find_rack_after(s, look->find, look->selected, &n));
        }
        break;
    default:
        break;
    }
}

void painter_find(struct column *c, const struct scene *s, const struct look *look)
{
    size_t n = 0;
    char answer[128] = "type the beginning of a rack's name";
    char line[192];

    (void)find_rack_after(s, look->find, -1, &n);
    if (look->find[0] != '\0' && n == 0) {
        (void)snprintf(answer, sizeof answer, "no rack's name begins so");
    } else if (look->find[0] != '\0') {
        (void)snprintf(answer, sizeof answer, "%s, %s%zu of %zu racks; %senter keeps it",
                       s->rack_names[look->selected], n > 1 ? "one of " : "", n, s->n_racks,
                       n > 1 ? "tab: the next, " : "");
    }
    (void)snprintf(line, sizeof line, "Find: %s_   %s", look->find, answer);
    column_cut(c, PEN_NORMAL, n > 0 ? pen_text : pen_alarm, line);
}
