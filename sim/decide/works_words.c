/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/works_words.h"

#include <string.h>

struct filling {
    struct arena *arena;
    const struct scn_hall *hall;
    const char *hall_path;
    const char *subject;
    size_t n;
};

static const struct scn_rack *find_rack(const struct scn_hall *hall, const char *name,
                                        const char **ret_row)
{
    const struct scn_row *const rows = hall->rows.items;

    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            if (strcmp(racks[k].name, name) == 0) {
                *ret_row = rows[i].name;
                return &racks[k];
            }
        }
    }
    return NULL;
}

static bool is_power(const struct scn_hall *hall, const char *name)
{
    const struct scn_power *const power = hall->power.items;

    for (size_t i = 0; i < hall->power.n; i++) {
        if (strcmp(power[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_plant(const struct scn_hall *hall, const char *name)
{
    const struct scn_plant *const plants = hall->plants.items;

    for (size_t i = 0; i < hall->plants.n; i++) {
        if (strcmp(plants[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The CRAH of this name, or the first; NULL without any. */
static const struct scn_crah *find_crah(const struct scn_hall *hall, const char *name,
                                        bool or_first)
{
    const struct scn_crah *const crahs = hall->crahs.items;

    for (size_t i = 0; i < hall->crahs.n; i++) {
        if (strcmp(crahs[i].name, name) == 0) {
            return &crahs[i];
        }
    }
    return or_first && hall->crahs.n > 0 ? &crahs[0] : NULL;
}

static const struct scn_cdu *find_cdu(const struct scn_hall *hall, const char *name, bool or_first)
{
    const struct scn_cdu *const cdus = hall->cdus.items;

    for (size_t i = 0; i < hall->cdus.n; i++) {
        if (strcmp(cdus[i].name, name) == 0) {
            return &cdus[i];
        }
    }
    return or_first && hall->cdus.n > 0 ? &cdus[0] : NULL;
}

static const char *path_of(const struct filling *f)
{
    const char *row = "";

    if (is_power(f->hall, f->subject)) {
        return text_print(f->arena, "%s.power[%s]", f->hall_path, f->subject);
    }
    if (is_plant(f->hall, f->subject)) {
        return text_print(f->arena, "%s.plants[%s]", f->hall_path, f->subject);
    }
    if (find_crah(f->hall, f->subject, false) != NULL) {
        return text_print(f->arena, "%s.crahs[%s]", f->hall_path, f->subject);
    }
    if (find_cdu(f->hall, f->subject, false) != NULL) {
        return text_print(f->arena, "%s.cdus[%s]", f->hall_path, f->subject);
    }
    if (find_rack(f->hall, f->subject, &row) != NULL) {
        return text_print(f->arena, "%s.rows[%s].racks[%s]", f->hall_path, row, f->subject);
    }
    return f->hall_path;
}

static const char *plant_of(const struct filling *f)
{
    const struct scn_cdu *const own = find_cdu(f->hall, f->subject, false);
    const struct scn_crah *const crah = find_crah(f->hall, f->subject, true);
    const struct scn_cdu *const cdu = find_cdu(f->hall, f->subject, true);
    const struct scn_plant *const plants = f->hall->plants.items;
    const char *const text = own != NULL    ? own->plant.text
                             : crah != NULL ? crah->plant.text
                             : cdu != NULL  ? cdu->plant.text
                                            : NULL;

    return text != NULL ? text : f->hall->plants.n > 0 ? plants[0].name : "";
}

static const char *feed_of(const struct filling *f)
{
    const struct scn_cdu *const own = find_cdu(f->hall, f->subject, false);
    const struct scn_crah *const crah = find_crah(f->hall, f->subject, true);
    const struct scn_cdu *const cdu = find_cdu(f->hall, f->subject, true);
    const struct name_list *const from = own != NULL    ? &own->from
                                         : crah != NULL ? &crah->from
                                         : cdu != NULL  ? &cdu->from
                                                        : NULL;
    const struct scn_power *const power = f->hall->power.items;
    struct text t = {0};

    for (size_t i = 0; from != NULL && i < from->n; i++) {
        text_add(&t, "%s%s", i > 0 ? ", " : "", from->items[i].text);
    }
    const char *const list = text_print(f->arena, "[%s]",
                                        t.length > 0           ? t.at
                                        : f->hall->power.n > 0 ? power[0].name
                                                               : "");
    text_release(&t);
    return list;
}

/* What stands for the word in braces, or NULL: then they stay. */
static const char *meaning(const struct filling *f, struct view word)
{
    const char *row = "";

    if (view_is(word, "hall")) {
        return f->hall_path;
    }
    if (view_is(word, "subject")) {
        return f->subject;
    }
    if (view_is(word, "place")) {
        return path_of(f);
    }
    if (view_is(word, "row")) {
        (void)find_rack(f->hall, f->subject, &row);
        return row;
    }
    if (view_is(word, "plant")) {
        return plant_of(f);
    }
    if (view_is(word, "feed")) {
        return feed_of(f);
    }
    return view_is(word, "n") ? text_print(f->arena, "%zu", f->n) : NULL;
}

static const char *hall_path(struct arena *arena, const struct works_place *place)
{
    return place->scenario->tree->sites.n == 0
               ? "hall"
               : text_print(arena, "sites[%zu].halls[%zu]", place->site, place->hall);
}

const char *works_words_fill(struct arena *arena, const struct works_place *place,
                             const char *words, const char *subject, size_t n)
{
    const struct scn_hall *const halls = place->scenario->sites[place->site].halls.items;
    const struct filling f = {.arena = arena,
                              .hall = &halls[place->hall],
                              .hall_path = hall_path(arena, place),
                              .subject = subject,
                              .n = n};
    struct text t = {0};

    for (const char *at = words; *at != '\0';) {
        const size_t plain = strcspn(at, "{");
        text_add_view(&t, (struct view){at, plain});
        at += plain;
        const char *const close = *at == '{' ? strchr(at, '}') : NULL;
        const struct view word = {at + 1, close != NULL ? (size_t)(close - at) - 1 : 0};
        const char *const means = close != NULL ? meaning(&f, word) : NULL;
        if (means != NULL) {
            text_add(&t, "%s", means);
            at = close + 1;
        } else if (*at == '{') {
            text_add(&t, "{");
            at++;
        }
    }
    const char *const filled = text_copy(arena, (struct view){t.at, t.length});
    text_release(&t);
    return filled;
}
