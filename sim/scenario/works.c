/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/works.h"

#include <math.h>
#include <string.h>

#include "sim/scenario/decode.h"
#include "sim/scenario/reading.h"

struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct scenario *scenario;
    const struct scn_works *works;
    struct work_list *list;
};

static const struct scn_works only_the_catalogue = {.catalogue = true};

static bool is_among(const struct name_list *names, const char *word)
{
    for (size_t i = 0; i < names->n; i++) {
        if (strcmp(names->items[i].text, word) == 0) {
            return true;
        }
    }
    return false;
}

static const struct value *find_value(const struct values *values, const char *path)
{
    for (size_t i = 0; i < values->n; i++) {
        if (strcmp(values->items[i].path, path) == 0) {
            return &values->items[i];
        }
    }
    return NULL;
}

/* What the values of a work say of themselves. */
static void add_work(struct reader *r, const struct scn_work *work, const struct values *values,
                     const char *path, bool is_own)
{
    const struct value *const price =
        find_value(values, text_print(r->arena, "%s.price_high", path));
    const struct value *const lead = find_value(values, text_print(r->arena, "%s.lead_high", path));

    r->list->items[r->list->n++] =
        (struct work_item){.work = work,
                           .price_grade = price != NULL ? price->grade : GRADE_ESTIMATE,
                           .lead_grade = lead != NULL ? lead->grade : GRADE_ESTIMATE,
                           .source = price != NULL ? price->source : "",
                           .is_own = is_own};
}

static void add_own(struct reader *r)
{
    const struct list *const own = &r->works->own;
    const struct scn_work *const works = own->items;

    for (size_t i = 0; i < own->n; i++) {
        add_work(r, &works[i], &r->scenario->values,
                 text_print(r->arena, "works.own[%s]", works[i].name), true);
    }
}

static bool is_replaced(const struct reader *r, const char *entry)
{
    const struct scn_works *const works = r->works;
    const struct scn_work *const own = works->own.items;

    for (size_t i = 0; i < works->own.n; i++) {
        if (strcmp(own[i].name, entry) == 0 ||
            (own[i].use != NULL && strcmp(own[i].use, entry) == 0)) {
            return true;
        }
    }
    return is_among(&works->without, entry);
}

static void add_entry(struct reader *r, const struct catalog_entry *entry)
{
    struct decoder d = {.arena = r->arena,
                        .diag = r->diag,
                        .catalogue = &r->scenario->catalogue,
                        .values = {.arena = r->arena}};
    struct scn_work *const work = arena_take(r->arena, 1, sizeof *work, "works");

    memcpy(d.currency, r->scenario->currency, sizeof d.currency - 1);
    path_push(&d, (struct path_step){.key = "works",
                                     .what = schema_entry_table("work")->name,
                                     .name = entry->name});
    decode_map(&d, entry->node,
               (struct provenance){.origin = ORIGIN_CATALOGUE, .entry = entry->node},
               schema_entry_table("work"), work);
    add_work(r, work, &d.values, text_print(r->arena, "works[%s]", entry->name), false);
}

static const struct scn_work *find_work(const struct work_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->items[i].work->name, name) == 0) {
            return list->items[i].work;
        }
    }
    return NULL;
}

static void check_names(const struct reader *r, const struct scn_work *work, const char *key,
                        const struct name_list *names)
{
    for (size_t i = 0; i < names->n; i++) {
        struct nearest near = {.word = names->items[i].text};
        if (find_work(r->list, names->items[i].text) != NULL ||
            (strcmp(key, "excludes") == 0 &&
             catalog_find(&r->scenario->catalogue, names->items[i].text) != NULL)) {
            continue;
        }
        for (size_t k = 0; k < r->list->n; k++) {
            nearest_try(&near, r->list->items[k].work->name);
        }
        const char *const found = nearest_found(&near);
        diag_add(r->diag, DIAG_UNKNOWN_NAME, names->items[i].at,
                 "work '%s': '%s' names no work '%s'%s%s%s", work->name, key, names->items[i].text,
                 found != NULL ? "; did you mean '" : "", found != NULL ? found : "",
                 found != NULL ? "'?" : "");
    }
}

static void check_work(const struct reader *r, const struct scn_work *work)
{
    check_names(r, work, "needs", &work->needs);
    check_names(r, work, "excludes", &work->excludes);
    if (work->price_low_usd > work->price_high_usd || work->lead_low_s > work->lead_high_s) {
        diag_add(r->diag, DIAG_CONTRADICTION, work->at,
                 "work '%s': its low %s is above its high one", work->name,
                 work->price_low_usd > work->price_high_usd ? "price" : "lead time");
    }
    if (work->lifts.n > 0 && work->set.n == 0) {
        diag_add(r->diag, DIAG_MISSING_KEY, work->at,
                 "work '%s': 'set' is missing: what does it change?", work->name);
    }
}

static void check_without(const struct reader *r)
{
    const struct name_list *const without = &r->works->without;

    for (size_t i = 0; i < without->n; i++) {
        const struct catalog_entry *const entry =
            catalog_find(&r->scenario->catalogue, without->items[i].text);
        if (entry == NULL || strcmp(entry->kind, "work") != 0) {
            const char *const near =
                catalog_nearest(&r->scenario->catalogue, "work", without->items[i].text);
            diag_add(r->diag, DIAG_NOT_IN_CATALOGUE, without->items[i].at,
                     "works: the catalogue has no work '%s'%s%s%s", without->items[i].text,
                     near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                     near != NULL ? "'?" : "");
        }
    }
}

void works_list(struct arena *arena, struct scenario *scenario, struct diag *diag)
{
    const struct scn_works *const given = scenario->tree->works;
    const struct scn_works *const works = given != NULL ? given : &only_the_catalogue;
    struct reader r = {.works = works,

                       .arena = arena,
                       .diag = diag,
                       .scenario = scenario,
                       .list = &scenario->works};

    r.list->items =
        ARENA_ARRAY(arena, struct work_item, works->own.n + scenario->catalogue.n, "works");
    add_own(&r);
    for (size_t i = 0; i < scenario->catalogue.n && works->catalogue; i++) {
        const struct catalog_entry *const entry = &scenario->catalogue.entries[i];
        if (strcmp(entry->kind, "work") == 0 && !is_replaced(&r, entry->name)) {
            add_entry(&r, entry);
        }
    }
    check_without(&r);
    for (size_t i = 0; i < r.list->n; i++) {
        check_work(&r, r.list->items[i].work);
    }
}
