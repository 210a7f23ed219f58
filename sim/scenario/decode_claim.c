/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/decode_claim.h"

#include <math.h>
#include <string.h>

static enum grade grade_of(const struct doc_node *word, struct diag *diag)
{
    for (int g = GRADE_GIVEN; g < GRADE_COUNT; g++) {
        if (word->kind == DOC_VALUE && strcmp(word->text, grade_text((enum grade)g)) == 0) {
            return (enum grade)g;
        }
    }
    diag_add(diag, DIAG_UNKNOWN_CHOICE, word->at,
             "a grade is one of measured, datasheet, rule of thumb, estimate");
    return GRADE_ESTIMATE;
}

/* A claim says nothing but these; a misspelt source would be lost without a word. */
static void check_keys(const struct reading *r, const struct doc_node *claim)
{
    static const char *const known[] = {"value", "grade", "source", "low", "high"};
    enum { N_KNOWN = sizeof known / sizeof known[0] };

    for (size_t i = 0; i < claim->n; i++) {
        const struct doc_node *const key = claim->pairs[i].key;
        struct nearest near = {.word = key->kind == DOC_VALUE ? key->text : ""};
        bool is_known = strncmp(near.word, "x-", 2) == 0;
        for (size_t k = 0; k < N_KNOWN; k++) {
            is_known = is_known || strcmp(near.word, known[k]) == 0;
            nearest_try(&near, known[k]);
        }
        if (strcmp(near.word, "source") == 0 && claim->pairs[i].value->kind != DOC_VALUE) {
            diag_add(r->d->diag, DIAG_WRONG_SHAPE, claim->pairs[i].value->at,
                     "%s: a 'source' should be a text, not %s", r->where,
                     doc_kind_text(claim->pairs[i].value->kind));
        }
        if (is_known) {
            continue;
        }
        const char *const found = nearest_found(&near);
        diag_add(r->d->diag, DIAG_UNKNOWN_KEY, key->at, "%s: unknown key '%s'%s%s%s", r->where,
                 near.word,
                 found != NULL ? "; did you mean '"
                               : " of a value (known here: value, grade, source, low, high)",
                 found != NULL ? found : "", found != NULL ? "'?" : "");
    }
}

struct claim claim_of(const struct reading *r, const struct doc_node *node, struct provenance from)
{
    const struct doc_node *const value =
        node->kind == DOC_MAP ? doc_find(node, "value", NULL) : NULL;
    const struct doc_node *grade = NULL;
    const struct doc_node *source = NULL;

    if (value != NULL) {
        check_keys(r, node);
        grade = doc_find(node, "grade", NULL);
        source = doc_find(node, "source", NULL);
    }
    if (grade == NULL && from.entry != NULL) {
        grade = doc_find(from.entry, "grade", NULL);
    }
    if (source == NULL && from.entry != NULL) {
        source = doc_find(from.entry, "source", NULL);
    }
    return (struct claim){
        .value = value != NULL ? value : node,
        .low = value != NULL ? doc_find(node, "low", NULL) : NULL,
        .high = value != NULL ? doc_find(node, "high", NULL) : NULL,
        .grade = grade != NULL ? grade_of(grade, r->d->diag) : GRADE_GIVEN,
        .source = source != NULL && source->kind == DOC_VALUE ? source->text : "",
    };
}

/* One end of a value's band; NAN without. */
static double end_of_band(const struct value_place *place, const struct doc_node *node)
{
    double field = PARAM_UNKNOWN;
    double si = PARAM_UNKNOWN;

    return node != NULL && decode_value(place, node, &field, &si) ? si : PARAM_UNKNOWN;
}

void claim_take_band(const struct value_place *place, const struct claim *claim, struct value *v)
{
    const bool is_number = place->row->kind == PARAM_NUMBER || place->row->kind == PARAM_COUNT;
    const struct doc_node *const said = claim->low != NULL ? claim->low : claim->high;

    if (said == NULL) {
        return;
    }
    if (!is_number) {
        diag_add(place->d->diag, DIAG_WRONG_SHAPE, said->at,
                 "%s: '%s' is no number and has no 'low' and 'high'", place->where, place->key);
        return;
    }
    v->low = end_of_band(place, claim->low);
    v->high = end_of_band(place, claim->high);
    if (v->low > v->si || v->high < v->si) {
        diag_add(place->d->diag, DIAG_CONTRADICTION, said->at,
                 "%s: the value of '%s' does not lie between its 'low' and its 'high'",
                 place->where, place->key);
    }
}
