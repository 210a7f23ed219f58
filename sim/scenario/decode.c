/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/decode.h"

#include <math.h>
#include <string.h>

#include "sim/scenario/decode_claim.h"
#include "sim/scenario/decode_value.h"
#include "sim/scenario/reading.h"
#include "sim/scenario/repeat.h"

enum { MOST_VISITS = 1000000 };

static void add_rows(struct reading *r, const struct param *rows)
{
    for (const struct param *row = rows;
         row != NULL && row->key != NULL && r->n_rows < READING_MOST_ROWS; row++) {
        r->rows[r->n_rows++] = row;
    }
}

/* place is the node that gave the value, or NULL for a default. */
static void log_value(const struct reading *r, const struct param *row, const char *key,
                      const struct doc_node *place, const struct value *v)
{
    struct value *const added = r->d->is_entry ? NULL : values_add(&r->d->values, place, row);

    if (added != NULL) {
        *added = *v;
        added->uses = 1;
        added->path = path_print(r->d, key);
        added->unit = row->unit != NULL ? row->unit : "";
    }
}

static const char *fallback_text(const struct reading *r, const struct param *row)
{
    const bool has_unit =
        row->unit != NULL && strcmp(row->unit, "-") != 0 && strcmp(row->unit, "1") != 0;

    switch (row->kind) {
    case PARAM_CHOICE:
        return row->choices[(int)row->fallback];
    case PARAM_SWITCH:
        return row->fallback != 0.0 ? "true" : "false";
    default:
        return text_print(r->d->arena, "%.9g%s%s", row->fallback, has_unit ? " " : "",
                          has_unit ? row->unit : "");
    }
}

/* Keys that are missing are told together, once for the mapping. */
static void add_missing(struct reading *r, size_t i, const char *key)
{
    if (!r->is_suggested[i] && !r->d->is_entry && !r->has_lost_rows) {
        text_add(&r->missing, "%s'%s' (%s)", r->n_missing > 0 ? ", " : "", key, r->rows[i]->text);
        r->n_missing++;
    }
}

static void tell_missing(struct reading *r)
{
    if (r->n_missing > 0) {
        diag_add(r->d->diag, DIAG_MISSING_KEY, doc_head(r->layers[0].map), "%s: %s %s missing",
                 r->where, r->missing.at, r->n_missing == 1 ? "is" : "are");
    }
    text_release(&r->missing);
}

static void take_fallback(struct reading *r, size_t i, const char *key, void *field)
{
    const struct param *const row = r->rows[i];
    const bool is_number = row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT;
    const bool is_word = row->kind == PARAM_CHOICE || row->kind == PARAM_SWITCH;

    decode_fallback(row, field);
    if (row->is_required) {
        add_missing(r, i, key);
        return;
    }
    if (is_word || (is_number && !isnan(row->fallback))) {
        log_value(r, row, key, NULL,
                  &(struct value){
                      .text = fallback_text(r, row),
                      .si = is_word ? PARAM_UNKNOWN : row->fallback,
                      .low = PARAM_UNKNOWN,
                      .high = PARAM_UNKNOWN,
                      .origin = ORIGIN_DEFAULT,
                      .grade = row->grade,
                      .source = row->source != NULL ? row->source : "",
                  });
    }
}

/* A single value under another key of the same mapping, or NULL. */
static const struct doc_node *beside(const struct reading *r, const char *key)
{
    const struct layer *layer = NULL;
    const struct override *const set = path_override(r->d, key);
    const struct doc_node *const node = set != NULL ? set->value : layers_find(r, key, &layer);

    return node != NULL && node->kind == DOC_VALUE ? node : NULL;
}

static void take_value(struct reading *r, size_t i, const char *key, const struct doc_node *node,
                       struct provenance from, void *field)
{
    const struct param *const row = r->rows[i];
    const struct claim claim = claim_of(r, node, from);
    struct value_place place = {.d = r->d, .row = row, .where = r->where, .key = key};
    const struct path_step *const step = r->d->depth > 0 ? &r->d->path[r->d->depth - 1] : NULL;
    double si = 0.0;

    if (row->kind == PARAM_TRACE) {
        place.column = beside(r, "column");
        place.time = beside(r, "time");
        place.unit = beside(r, "unit");
    }
    decode_fallback(row, field);
    if (!decode_value(&place, claim.value, field, &si)) {
        return;
    }
    if (row->kind == PARAM_TEXT && strcmp(key, "name") == 0 && step != NULL && step->name != NULL) {
        *(const char **)field = step->name; /* a repeated name, written out */
    }
    struct value value = {
        .text = claim.value->kind == DOC_VALUE ? claim.value->text : "(list)",
        .si = si,
        .low = PARAM_UNKNOWN,
        .high = PARAM_UNKNOWN,
        .origin = from.origin,
        .grade = claim.grade,
        .source = claim.source,
    };
    claim_take_band(&place, &claim, &value);
    log_value(r, row, key, claim.value, &value);
}

static struct doc_node *empty_map(struct decoder *d, struct span at)
{
    struct doc_node *const map = arena_take(d->arena, 1, sizeof *map, "scenario");

    map->kind = DOC_MAP;
    map->at = at;
    return map;
}

/* An absent mapping is read as an empty one, so that its defaults hold, unless its row's fallback
 * is NAN: then it stays absent, but for what --set puts into it. */
/* NOLINTNEXTLINE(misc-no-recursion): rows hold maps; the depth is bounded */
static void take_map(struct reading *r, size_t i, const char *key, const struct doc_node *node,
                     struct provenance from, void *field)
{
    const struct param *const row = r->rows[i];

    if (node == NULL && isnan(row->fallback) && !path_leads_into(r->d, key)) {
        if (row->is_required) {
            add_missing(r, i, key);
        }
        return;
    }
    void *const map = arena_take(r->d->arena, 1, row->table->size, "scenario");
    if (node == NULL) {
        node = empty_map(r->d, doc_head(r->layers[0].map));
    }
    path_push(r->d, (struct path_step){.key = key, .what = row->table->name});
    decode_map(r->d, node, from, row->table, map);
    path_pop(r->d);
    *(void **)field = map;
}

/* "+=": adds to a number what --set says besides. */
static void add_to_number(struct reading *r, const struct param *row, const char *key,
                          double *field)
{
    struct override *more = NULL;

    while ((more = path_addition(r->d, key, more)) != NULL) {
        struct value_place place = {.d = r->d, .row = row, .where = r->where, .key = key};
        double added = 0.0;
        double si = 0.0;
        if (row->unit != NULL && strcmp(row->unit, "degC") == 0) {
            diag_add(r->d->diag, DIAG_BAD_OVERRIDE, more->path_at,
                     "%s: '%s' is a temperature; give it with '=', not '+='", r->where, key);
            continue;
        }
        if (!decode_value(&place, more->value, &added, &si)) {
            continue;
        }
        if (isnan(*field) || *field + added < row->min || *field + added > row->max) {
            diag_add(r->d->diag, DIAG_BAD_OVERRIDE, more->path_at,
                     isnan(*field) ? "%s: '%s' is not known, so nothing can be added to it"
                                   : "%s: what is added brings '%s' out of its range",
                     r->where, key);
            continue;
        }
        *field += added;
        log_value(r, row, key, more->value,
                  &(struct value){.text = text_print(r->d->arena, "+ %s", more->value->text),
                                  .si = added,
                                  .origin = ORIGIN_SET,
                                  .source = ""});
    }
}

/* Appends the items of a list. */
/* NOLINTNEXTLINE(misc-no-recursion): rows hold maps; the depth is bounded */
static void take_items(struct reading *r, const struct table *table, const char *key,
                       const struct doc_node *node, struct provenance from, struct list *list)
{
    size_t n = list->n;

    for (size_t k = 0; k < node->n; k++) {
        n += repeat_count(r->d, node->items[k], table);
    }
    char *const items = arena_take(r->d->arena, n, table->size, "scenario");
    if (list->n > 0) {
        memcpy(items, list->items, list->n * table->size);
    }
    for (size_t k = 0; k < node->n; k++) {
        const size_t n_copies = repeat_count(r->d, node->items[k], table);
        for (size_t copy = 0; copy < n_copies; copy++) {
            path_push(r->d, (struct path_step){.key = key,
                                               .what = table->name,
                                               .name = repeat_name(r->d, node->items[k], copy),
                                               .index = list->n,
                                               .is_item = true});
            decode_map(r->d, node->items[k], from, table, items + list->n * table->size);
            path_pop(r->d);
            list->n++;
        }
    }
    list->items = items;
}

/* "+=": one more item, or a list of them. */
/* NOLINTNEXTLINE(misc-no-recursion): rows hold maps; the depth is bounded */
static void add_to_list(struct reading *r, const struct param *row, const char *key,
                        struct list *list)
{
    struct override *more = NULL;

    while ((more = path_addition(r->d, key, more)) != NULL) {
        struct doc_node one = {.kind = DOC_LIST, .at = more->value->at, .n = 1};
        struct doc_node *item = arena_take(r->d->arena, 1, sizeof *item, "scenario");
        *item = *more->value;
        one.items = &item;
        list->is_given = true;
        take_items(r, row->table, key, item->kind == DOC_LIST ? item : &one,
                   (struct provenance){.origin = ORIGIN_SET}, list);
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): rows hold maps; the depth is bounded */
static void take_list(struct reading *r, const struct param *row, const char *key,
                      const struct doc_node *node, struct provenance from, struct list *list)
{
    if (node == NULL) {
        return;
    }
    list->is_given = true;
    list->at = node->at;
    if (node->kind != DOC_LIST) {
        diag_add(r->d->diag, DIAG_WRONG_SHAPE, node->at, "%s: '%s' should be a list, not %s%s",
                 r->where, key, doc_kind_text(node->kind),
                 node->kind == DOC_MAP ? " (start each item with '- ')" : "");
        return;
    }
    take_items(r, row->table, key, node, from, list);
}

/* NOLINTNEXTLINE(misc-no-recursion): rows hold maps; the depth is bounded */
static void take_row(struct reading *r, size_t i, void *base)
{
    const struct param *const row = r->rows[i];
    void *const field = (char *)base + row->offset;
    char word[SCHEMA_KEY_ROOM];

    schema_key(row, word);
    /* The key outlives this call only where it becomes a step of the path. */
    const bool is_step = row->kind == PARAM_MAP || row->kind == PARAM_LIST;
    const char *const key = is_step ? text_copy(r->d->arena, view_of(word)) : word;
    const struct layer *layer = NULL;
    const struct override *const set = path_override(r->d, key);
    const struct doc_node *const node = set != NULL ? set->value : layers_find(r, key, &layer);
    const struct provenance from = set != NULL     ? (struct provenance){.origin = ORIGIN_SET}
                                   : layer != NULL ? layer->from
                                                   : (struct provenance){.origin = ORIGIN_SCENARIO};

    if (row->kind == PARAM_MAP) {
        take_map(r, i, key, node, from, field);
    } else if (row->kind == PARAM_LIST) {
        take_list(r, row, key, node, from, field);
        add_to_list(r, row, key, field);
    } else if (node == NULL) {
        take_fallback(r, i, key, field);
    } else {
        take_value(r, i, key, node, from, field);
    }
    if (row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT) {
        add_to_number(r, row, key, field);
    }
}

static void add_unknown_model(const struct reading *r, struct span at, const char *name)
{
    struct nearest near = {.word = name};
    struct text all = {0};
    const struct model_info *m = NULL;

    for (size_t k = 0; (m = registry_at(r->table->family, k)) != NULL; k++) {
        nearest_try(&near, m->name);
        text_add(&all, "%s%s", k > 0 ? ", " : "", m->name);
    }
    const char *const found = nearest_found(&near);
    diag_add(r->d->diag, DIAG_UNKNOWN_CHOICE, at, "%s: there is no %s model '%s'%s%s%s (one of %s)",
             r->where, registry_family_text(r->table->family), name,
             found != NULL ? "; did you mean '" : "", found != NULL ? found : "",
             found != NULL ? "'?" : "", all.at);
    text_release(&all);
}

static const struct param *model_row(const struct reading *r)
{
    for (size_t i = 0; i < r->n_own_rows; i++) {
        if (r->rows[i]->kind == PARAM_MODEL) {
            return r->rows[i];
        }
    }
    return NULL;
}

/* Finds the model before the keys are checked: its rows join the table's. */
static void choose_model(struct reading *r, struct model_ref *ref)
{
    const struct layer *layer = NULL;
    const struct override *const set = path_override(r->d, "model");
    const struct doc_node *const node = set != NULL ? set->value : layers_find(r, "model", &layer);
    const bool is_named = node != NULL && node->kind == DOC_VALUE;
    const char *const name = is_named ? node->text : r->table->default_model;

    ref->at = is_named ? node->at : doc_head(r->layers[0].map);
    if (node != NULL && !is_named) {
        diag_add(r->d->diag, DIAG_WRONG_SHAPE, node->at, "%s: 'model' should be a name, not %s",
                 r->where, doc_kind_text(node->kind));
        r->has_lost_rows = true;
        return;
    }
    if (name == NULL) {
        return;
    }
    ref->info = registry_find(r->table->family, name);
    if (ref->info == NULL) {
        add_unknown_model(r, ref->at, name);
        r->has_lost_rows = true;
        return;
    }
    ref->params = arena_take(r->d->arena, 1, ref->info->params_size, "model parameters");
    add_rows(r, ref->info->params);
    const enum origin origin = set != NULL     ? ORIGIN_SET
                               : layer != NULL ? layer->from.origin
                                               : ORIGIN_DEFAULT;
    log_value(
        r, model_row(r), "model", node,
        &(struct value){
            .text = name, .si = PARAM_UNKNOWN, .origin = origin, .source = ref->info->source});
}

static void check_model(const struct reading *r, const struct model_ref *ref)
{
    const char *const trouble =
        ref->info->check != NULL && !r->d->is_entry ? ref->info->check(ref->params) : NULL;

    if (trouble != NULL) {
        diag_add(r->d->diag, DIAG_CONTRADICTION, doc_head(r->layers[0].map), "%s: %s", r->where,
                 trouble);
    }
}

/* `cooling: rear_door` is short for `cooling: {model: rear_door}`. */
static const struct doc_node *spell_out(struct decoder *d, const struct doc_node *value)
{
    struct doc_node *const map = empty_map(d, value->at);
    struct doc_node *const nodes = ARENA_ARRAY(d->arena, struct doc_node, 2, "scenario");

    nodes[0] = (struct doc_node){.kind = DOC_VALUE, .at = value->at, .text = "model"};
    nodes[1] = *value;
    map->n = 1;
    map->pairs = ARENA_ARRAY(d->arena, struct doc_pair, 1, "scenario");
    map->pairs[0] = (struct doc_pair){.key = &nodes[0], .value = &nodes[1]};
    return map;
}

static bool is_readable(struct decoder *d, const struct doc_node *node, const char *where)
{
    if (node->kind != DOC_MAP) {
        diag_add(d->diag, DIAG_WRONG_SHAPE, node->at, "%s should be a mapping, not %s", where,
                 doc_kind_text(node->kind));
        return false;
    }
    if (d->depth > DECODE_DEEPEST || d->n_visits++ > MOST_VISITS) {
        diag_add(d->diag, DIAG_EXPANDS_TOO_FAR, doc_head(node),
                 "%s: the file nests or repeats beyond all use", where);
        return false;
    }
    return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): maps hold maps; the depth is bounded */
void decode_map(struct decoder *d, const struct doc_node *node, struct provenance from,
                const struct table *table, void *ret)
{
    const size_t n_met = diag_n_met(d->diag);
    struct reading r = {.d = d, .table = table, .where = path_where(d, table)};
    struct model_ref *ref = NULL;

    if (node->kind == DOC_VALUE && table->has_model) {
        node = spell_out(d, node);
    }
    if (!is_readable(d, node, r.where)) {
        return;
    }
    layers_build(&r, node, from);
    add_rows(&r, table->rows);
    r.n_own_rows = r.n_rows;
    *(struct span *)ret = doc_head(node);
    if (table->has_model) {
        ref = (struct model_ref *)(void *)((char *)ret + model_row(&r)->offset);
        choose_model(&r, ref);
    }
    layers_check_keys(&r);
    for (size_t i = 0; i < r.n_own_rows; i++) {
        if (r.rows[i]->kind != PARAM_MODEL) {
            take_row(&r, i, ret);
        }
    }
    for (size_t i = r.n_own_rows; ref != NULL && i < r.n_rows; i++) {
        take_row(&r, i, ref->params);
    }
    tell_missing(&r);
    /* An alias that is read again meets its errors again, and leaves its values unset again. */
    if (ref != NULL && ref->info != NULL && diag_n_met(d->diag) == n_met) {
        check_model(&r, ref);
    }
}
